using System.Text.RegularExpressions;
using Entente.Cel;
using Entente.Core.Text;
using Entente.Core.Text.ServiceNow;
using Entente.Core.Tickets;

namespace Entente.Connectors.ServiceNow;

/// <summary>
/// Text from and for records and journals. Pure. A journal entry keeps nothing beside its text, so our marker is its last line:
/// <c>[entente:EFFECT]</c>. It is taken for ours only where the hub's account wrote it: people quote.
/// </summary>
internal static partial class ServiceNowText
{
    /// <summary>What stands before an effect's id, in the marker and in the query that looks for it.</summary>
    public const string MarkerStart = "entente:";

    private static readonly ServiceNowWriteOptions NoCode = new() { AllowCode = false };

    /// <summary>A journal entry: its text, and the effect that its last line names.</summary>
    public static (RichText Body, string? Marker) ReadEntry(string text, bool isHub)
    {
        var match = isHub ? Marker().Match(text) : Match.Empty;
        return match.Success
            ? (ServiceNowFormat.Read(text[..match.Index]), match.Groups["effect"].Value)
            : (ServiceNowFormat.Read(text), null);
    }

    /// <summary>A journal entry with its marker. Images become readable references: their bytes travel as attachments.</summary>
    public static string WriteEntry(RichText body, string effectId, bool allowCode)
    {
        var text = ServiceNowFormat.Write(body.ImagesAsReferences(), allowCode ? null : NoCode);
        return $"{Clean(text)}\n\n[{MarkerStart}{effectId}]";
    }

    /// <summary>A text field that is no journal.</summary>
    public static RichText ReadPlain(string text) => ServiceNowFormat.Read(text);

    /// <summary>A text field that is no journal: plain text always.</summary>
    public static string WritePlain(RichText text) => Clean(ServiceNowFormat.Write(text.ImagesAsReferences(), NoCode));

    /// <summary>One line, as a single-line field keeps it.</summary>
    public static string Line(string text) => Clean(text.ReplaceLineEndings(" ")).Trim();

    /// <summary>Whether both are the same once a plain text field holds them.</summary>
    public static bool Same(CelValue left, CelValue right) =>
        RichTextValue.Read(left) is { } one && RichTextValue.Read(right) is { } other && Stored(one).Equals(Stored(other));

    // A NUL ends a text in some databases, and a lone half of a pair is no UTF-8.
    private static string Clean(string text)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text.Replace("\0", "", StringComparison.Ordinal));
        return System.Text.Encoding.UTF8.GetString(bytes);
    }

    private static RichText Stored(RichText text) => ReadPlain(WritePlain(text)).Normalise();

    [GeneratedRegex(@"\s*\[entente:(?<effect>[a-z0-9]{1,40})\]\s*\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Marker();
}
