using System.Text.Json;
using Entente.Cel;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.Jira;

/// <summary>
/// Jira's users. On Cloud the account id is the identity and the address may be withheld; old bodies of Server have a key or a name instead.
/// </summary>
internal static class JiraPeople
{
    /// <summary>Who acts when Jira names nobody: an anonymous caller, an automation, an erased account.</summary>
    public static TicketPerson Nobody { get; } = new("", "Jira");

    /// <param name="hub">Account id under which the hub writes.</param>
    public static TicketPerson Person(JsonElement? user, string hub)
    {
        if (user is not { ValueKind: JsonValueKind.Object } person || Id(person) is not { } id)
            return Nobody;
        return new TicketPerson(id, person.Text("displayName") ?? id, person.Text("emailAddress"), id == hub);
    }

    /// <summary>The form in which rules read a person: <c>{id, name, address}</c>.</summary>
    public static CelValue Value(JsonElement? user) =>
        user is { ValueKind: JsonValueKind.Object } person && Id(person) is { } id
            ? Value(id, person.Text("displayName") ?? id, person.Text("emailAddress"))
            : CelValue.Null;

    public static CelValue Value(string id, string name, string? address) => CelValue.Map(
    [
        KeyValuePair.Create("id", CelValue.String(id)),
        KeyValuePair.Create("name", CelValue.String(name)),
        KeyValuePair.Create("address", address is null ? CelValue.Null : CelValue.String(address)),
    ]);

    /// <summary>The account id, else what Server identifies a user by.</summary>
    public static string? Id(JsonElement user) => user.Text("accountId") ?? user.Text("key") ?? user.Text("name");
}
