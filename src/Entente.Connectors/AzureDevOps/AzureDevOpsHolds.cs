using System.Globalization;
using Entente.Cel;

namespace Entente.Connectors.AzureDevOps;

/// <summary>
/// Whether a field already holds what a rule wants. Pure. Both are first brought to what Azure DevOps can hold: one line in one-line fields, tags
/// as a set without case, people by address.
/// </summary>
internal static class AzureDevOpsHolds
{
    public static bool Holds(string field, CelValue current, CelValue wanted) => field switch
    {
        AzureDevOpsSchema.Tags => AzureDevOpsTags.Of(current).SequenceEqual(AzureDevOpsTags.Of(wanted), StringComparer.OrdinalIgnoreCase),
        AzureDevOpsSchema.Relations => MissingRelations(current, wanted).Count == 0,
        _ when IsBlank(wanted) => IsBlank(current),
        _ when IsBlank(current) => false,
        _ => Same(current, wanted),
    };

    /// <summary>The wanted relations that are not there yet.</summary>
    public static IReadOnlyList<CelValue> MissingRelations(CelValue current, CelValue wanted)
    {
        var held = Items(current).Select(Key).ToHashSet();
        return [.. Items(wanted).Where(relation => !held.Contains(Key(relation)))];
    }

    public static bool IsBlank(CelValue value) => value.Kind switch
    {
        CelKind.Null or CelKind.Unset => true,
        CelKind.String => string.IsNullOrWhiteSpace(value.AsString()),
        CelKind.List => value.AsList().Count == 0,
        CelKind.Object => AzureDevOpsRichText.From(value) is { IsEmpty: true },
        CelKind.Map => value.AsMap().Count == 0,
        _ => false,
    };

    /// <summary>A text as a one-line field keeps it.</summary>
    public static string Line(string text) => string.Join(' ', text.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries)).Trim();

    private static bool Same(CelValue current, CelValue wanted) => (current.Kind, wanted.Kind) switch
    {
        (CelKind.Object, _) or (_, CelKind.Object) => AzureDevOpsRichText.Same(current, wanted),
        (CelKind.Map, CelKind.String) => IsNamed(current, wanted.AsString()),
        (CelKind.Map, CelKind.Map) => IsSamePerson(current, wanted),
        (CelKind.Timestamp, CelKind.String) or (CelKind.String, CelKind.Timestamp) => Time(current) == Time(wanted),
        _ => current == wanted || (Text(current) is { } held && Text(wanted) is { } asked && held == asked),
    };

    private static bool IsNamed(CelValue person, string wanted) =>
        Is(person, "address", wanted) || Is(person, "id", wanted) || Is(person, "name", wanted)
        || (AzureDevOpsPeople.Part(person, "address") is { } address && wanted.EndsWith($"<{address}>", StringComparison.OrdinalIgnoreCase));

    private static bool IsSamePerson(CelValue current, CelValue wanted) =>
        AzureDevOpsPeople.Part(wanted, "address") is { Length: > 0 } address
            ? Is(current, "address", address)
            : AzureDevOpsPeople.Part(wanted, "id") is { Length: > 0 } id ? Is(current, "id", id) : current == wanted;

    private static bool Is(CelValue person, string part, string wanted) =>
        string.Equals(AzureDevOpsPeople.Part(person, part), wanted, StringComparison.OrdinalIgnoreCase);

    private static (string?, string?) Key(CelValue relation) =>
        (AzureDevOpsPeople.Part(relation, "rel"), AzureDevOpsPeople.Part(relation, "url")?.ToUpperInvariant());

    private static IReadOnlyList<CelValue> Items(CelValue list) => list.Kind == CelKind.List ? list.AsList() : [];

    private static DateTimeOffset? Time(CelValue value) => value.Kind switch
    {
        CelKind.Timestamp => value.AsTimestamp(),
        _ => DateTimeOffset.TryParse(
            value.AsString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : null,
    };

    /// <summary>A scalar as text, so that the number 2 is held by <c>"2"</c>.</summary>
    private static string? Text(CelValue value) => value.Kind switch
    {
        CelKind.String => Line(value.AsString()),
        CelKind.Int or CelKind.UInt or CelKind.Double or CelKind.Bool => CelJson.ToJson(value)?.ToString(),
        _ => null,
    };
}
