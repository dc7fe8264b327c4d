using System.Text.Json;
using Entente.Cel;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.AzureDevOps;

/// <summary>
/// Azure DevOps' identities: objects in REST answers, <c>Name &lt;address&gt;</c> in service hooks and reports. The hub's own account is known by its
/// sign-in address (<c>uniqueName</c>), its id or, for service principals, its display name. Pure.
/// </summary>
/// <param name="hub">The account as the connection's settings name it.</param>
/// <param name="hubId">Its id, where Azure DevOps told it.</param>
internal sealed class AzureDevOpsPeople(string hub, string? hubId = null)
{
    /// <summary>Who acts where Azure DevOps names nobody.</summary>
    public static TicketPerson Nobody { get; } = new("", "Azure DevOps");

    public TicketPerson Person(JsonElement? identity)
    {
        var (id, name, address) = Read(identity);
        return id.Length == 0 ? Nobody : new TicketPerson(id, name, address, IsHub(id, name, address));
    }

    public bool IsHub(JsonElement? identity) => Person(identity).IsHub;

    /// <summary>The hub itself, as author of what carries its marker and names nobody.</summary>
    public TicketPerson Hub { get; } = new(hubId ?? hub, hub, hub.Contains('@', StringComparison.Ordinal) ? hub : null, IsHub: true);

    /// <summary>How rules see a person: <c>{id, name, address}</c>; null for nobody.</summary>
    public static CelValue Value(JsonElement? identity)
    {
        var (id, name, address) = Read(identity);
        return id.Length == 0 ? CelValue.Null : Value(id, name, address);
    }

    public static CelValue Value(string id, string name, string? address) => CelValue.Map(
    [
        KeyValuePair.Create("id", CelValue.String(id)),
        KeyValuePair.Create("name", CelValue.String(name)),
        KeyValuePair.Create("address", address is null ? CelValue.Null : CelValue.String(address)),
    ]);

    /// <summary>A text member of a value that is an object; null otherwise.</summary>
    public static string? Part(CelValue value, string name) =>
        value.Kind == CelKind.Map && value.AsMap().TryGet(name, out var part) && part.Kind == CelKind.String ? part.AsString() : null;

    private bool IsHub(string id, string name, string? address) =>
        string.Equals(address, hub, StringComparison.OrdinalIgnoreCase)
        || string.Equals(id, hub, StringComparison.OrdinalIgnoreCase)
        || (hubId is not null && string.Equals(id, hubId, StringComparison.OrdinalIgnoreCase))
        || string.Equals(name, hub, StringComparison.OrdinalIgnoreCase);

    private static (string Id, string Name, string? Address) Read(JsonElement? identity) => identity switch
    {
        { ValueKind: JsonValueKind.Object } person => Read(person),
        { ValueKind: JsonValueKind.String } text => Read(text.GetString()!),
        _ => ("", "", null),
    };

    private static (string, string, string?) Read(JsonElement person)
    {
        // Reports write the whole "Name <address>" into uniqueName.
        var unique = person.Text("uniqueName") ?? "";
        var (_, named, address) = Read(unique);
        var name = person.Text("displayName") ?? (named.Length > 0 ? named : person.Text("name") ?? unique);
        return (person.Text("id") ?? person.Text("descriptor") ?? (unique.Length > 0 ? unique : name), name, address);
    }

    private static (string Id, string Name, string? Address) Read(string text)
    {
        var at = text.LastIndexOf('<');
        if (at < 0 || !text.EndsWith('>'))
            return (text, text, text.Contains('@', StringComparison.Ordinal) ? text : null);
        var address = text[(at + 1)..^1];
        var name = text[..at].Trim();
        return (address, name.Length > 0 ? name : address, address.Contains('@', StringComparison.Ordinal) ? address : null);
    }
}
