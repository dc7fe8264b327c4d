using Entente.Cel;

namespace Entente.Connectors.Jira;

/// <summary>
/// Whether a field already holds what a rule wants. Pure. Both are first brought to what Jira can hold. Names are compared as they stand, since
/// a site may have two that differ in case; keys and e-mail addresses without case, as Jira does.
/// </summary>
internal static class JiraHolds
{
    public static bool Holds(string field, CelValue current, CelValue wanted) => field switch
    {
        "labels" => Set(current, JiraText.Label).SetEquals(Set(wanted, JiraText.Label)),
        "components" or "fixVersions" or "versions" => Set(current, name => name).SetEquals(Set(wanted, name => name)),
        _ when IsBlank(wanted) => IsBlank(current),
        _ when IsBlank(current) => false,
        "summary" => JiraText.Line(Text(current)) == JiraText.Line(Text(wanted)),
        "description" or "environment" => JiraRichText.Same(current, wanted),
        _ => Same(current, wanted),
    };

    private static bool Same(CelValue current, CelValue wanted) => (current.Kind, wanted.Kind) switch
    {
        (CelKind.Object, _) or (_, CelKind.Object) => JiraRichText.Same(current, wanted),
        (CelKind.Map, CelKind.String) => Names(current, wanted.AsString()),
        (CelKind.Map, CelKind.Map) when wanted.Part("id") is { Length: > 0 } id => current.Part("id") == id,
        (CelKind.Map, CelKind.Map) => wanted.AsMap().All(part => current.AsMap().TryGet(part.Key, out var held) && Same(held, part.Value)),
        (CelKind.List, CelKind.List) => SameItems(current.AsList(), wanted.AsList()),
        (CelKind.String, CelKind.Timestamp) => SameTime(current.AsString(), wanted.AsTimestamp()),
        (CelKind.String, CelKind.String) => JiraText.Line(current.AsString()) == JiraText.Line(wanted.AsString()),
        _ => current == wanted,
    };

    /// <summary>An object is named by its name, its id, an option's value, a project's key or a person's address.</summary>
    private static bool Names(CelValue current, string wanted) =>
        current.Part("name") == wanted
        || current.Part("id") == wanted
        || current.Part("value") == wanted
        || string.Equals(current.Part("key"), wanted, StringComparison.OrdinalIgnoreCase)
        || string.Equals(current.Part("address"), wanted, StringComparison.OrdinalIgnoreCase);

    // Multi-selects have no order of their own.
    private static bool SameItems(IReadOnlyList<CelValue> current, IReadOnlyList<CelValue> wanted) =>
        current.Count == wanted.Count
        && wanted.All(item => current.Any(held => Same(held, item)))
        && current.All(held => wanted.Any(item => Same(held, item)));

    private static bool SameTime(string current, DateTimeOffset wanted) => current.Length == 10
        ? current == JiraTime.Date(wanted)
        : JiraTime.Read(current) is { } held && held.ToUnixTimeMilliseconds() == wanted.ToUnixTimeMilliseconds();

    private static SortedSet<string> Set(CelValue value, Func<string, string> form) => value.Kind == CelKind.List
        ? new SortedSet<string>(value.AsList().Select(item => form(Text(item))), StringComparer.Ordinal)
        : new SortedSet<string>(StringComparer.Ordinal);

    private static string Text(CelValue value) => value.Kind == CelKind.String ? value.AsString() : value.ToString();

    private static bool IsBlank(CelValue value) => value.Kind switch
    {
        CelKind.Null => true,
        CelKind.String => string.IsNullOrWhiteSpace(value.AsString()),
        CelKind.List => value.AsList().Count == 0,
        CelKind.Object => JiraRichText.From(value) is { IsEmpty: true },
        CelKind.Map => value.AsMap().Count == 0,
        _ => false,
    };
}
