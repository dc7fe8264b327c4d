namespace Entente.Core.Text.Adf;

/// <summary>ADF's panel types: info, note, tip, warning, error, success, custom.</summary>
internal static class AdfPanels
{
    public static PanelKind Kind(string? type) =>
        BlockNames.TryPanel(type ?? "", out var kind) && kind != PanelKind.Expand ? kind : PanelKind.Info;

    /// <summary><c>tip</c> may be read, but the editor's own schema no longer offers it.</summary>
    public static string Type(PanelKind kind) => kind switch
    {
        PanelKind.Note => "note",
        PanelKind.Success or PanelKind.Tip => "success",
        PanelKind.Warning => "warning",
        PanelKind.Error => "error",
        PanelKind.Info or PanelKind.Expand => "info",
    };
}
