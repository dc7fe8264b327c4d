using System.Text.Json;

namespace Entente.Sandbox.Jira.World;

/// <summary>Finds what a client names by <c>{"id"}</c> or <c>{"name"}</c>; the id wins where both are given, as on the site.</summary>
internal static class NamedEntries
{
    public static T? Named<T>(this IEnumerable<T> entries, string? id, string? name)
        where T : class, INamed =>
        id is not null
            ? entries.FirstOrDefault(entry => entry.Id == id)
            : entries.FirstOrDefault(entry => entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public static T? Named<T>(this IEnumerable<T> entries, JsonElement reference)
        where T : class, INamed =>
        entries.Named(reference.Member("id"), reference.Member("name"));

    /// <summary>A member of an object as text; numbers count, since clients send ids as both.</summary>
    public static string? Member(this JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var value))
            return null;
        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
    }

    public static JsonElement? Child(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;
}
