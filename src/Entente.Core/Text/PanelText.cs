namespace Entente.Core.Text;

/// <summary>What a panel says where a format has no panels: its title or the name of its kind, strong, above its blocks.</summary>
internal static class PanelText
{
    public static Sequence<Block> Labelled(Panel panel) => [new Paragraph([new Run(Label(panel), Marks.Strong)]), .. panel.Blocks];

    private static string Label(Panel panel) => panel.Title.Length > 0 ? panel.Title : panel.Kind switch
    {
        PanelKind.Info => "Info",
        PanelKind.Note => "Note",
        PanelKind.Tip => "Tip",
        PanelKind.Success => "Success",
        PanelKind.Warning => "Warning",
        PanelKind.Error => "Error",
        PanelKind.Expand => "Details",
    };
}
