using Entente.Cel;

namespace Entente.Connectors.AzureDevOps;

/// <summary>
/// Tags, which Azure DevOps keeps as one text, <c>a; b</c>, without regard to case. One of them is our marker: it is kept from rules, and put back
/// when a rule replaces all tags. Pure.
/// </summary>
internal static class AzureDevOpsTags
{
    /// <summary>What our marker begins with (DESIGN 12).</summary>
    public const string MarkerPrefix = "entente:";

    private const int LongestMarker = 40;

    public static string Marker(string effectId) => MarkerPrefix + effectId;

    /// <summary>The effect that our marker names; null when there is none.</summary>
    public static string? EffectIn(string? tags) => Split(tags)
        .Where(IsMarker).Select(tag => tag[MarkerPrefix.Length..]).FirstOrDefault();

    /// <summary>The tags as rules read them: without our marker, ordinal order without case.</summary>
    public static CelValue Read(string? tags) => CelValue.List([.. Clean(Split(tags)).Select(CelValue.String)]);

    /// <summary>The tags of a rule's value; a separator inside a tag would make it two.</summary>
    public static IReadOnlyList<string> Of(CelValue value) => value.Kind switch
    {
        CelKind.List => [.. Clean(value.AsList().Where(tag => tag.Kind == CelKind.String).Select(tag => tag.AsString()))],
        CelKind.String => [.. Clean(Split(value.AsString()))],
        _ => [],
    };

    public static string Text(IEnumerable<string> tags) => string.Join("; ", tags);

    public static IEnumerable<string> Split(string? tags) =>
        (tags ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool IsMarker(string tag) =>
        tag.StartsWith(MarkerPrefix, StringComparison.Ordinal) && tag.Length - MarkerPrefix.Length is > 0 and <= LongestMarker
        && tag.Skip(MarkerPrefix.Length).All(char.IsAsciiLetterOrDigit);

    private static IEnumerable<string> Clean(IEnumerable<string> tags) => tags
        .Select(tag => tag.Replace(';', ' ').Replace(',', ' ').Trim())
        .Where(tag => tag.Length > 0 && !IsMarker(tag))
        .Distinct(StringComparer.OrdinalIgnoreCase)
        .Order(StringComparer.OrdinalIgnoreCase);
}
