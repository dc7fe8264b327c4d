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
}
