using Entente.Cel;
using Entente.Core.Tickets;

namespace Entente.Connectors.ServiceNow;

/// <summary>
/// The users that a read names, already looked up: references name them by sys_id, journals, attachments and audits by user name.
/// </summary>
/// <param name="hub">User name under which the hub writes: it is known as such even where the account may not see users.</param>
internal sealed class ServiceNowPeople(IReadOnlyDictionary<string, TicketPerson> known, string hub = "")
{
    public const string Table = "sys_user";

    /// <summary>Nobody known yet.</summary>
    public static ServiceNowPeople None { get; } = new(new SortedDictionary<string, TicketPerson>(StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether the user was found under this id or user name.</summary>
    public bool Knows(string id) => known.ContainsKey(id);

    /// <summary>The user of this id or user name, by that alone where the account may not see more.</summary>
    public TicketPerson Person(string id, string? shown = null) =>
        known.TryGetValue(id, out var person)
            ? person
            : new TicketPerson(
                id, string.IsNullOrEmpty(shown) ? id : shown, IsHub: hub.Length > 0 && string.Equals(id, hub, StringComparison.OrdinalIgnoreCase));

    /// <summary>The form in which rules read a person: <c>{id, name, address}</c>.</summary>
    public CelValue Value(string id, string shown)
    {
        var person = Person(id, shown);
        return CelValue.Map(
        [
            KeyValuePair.Create("id", CelValue.String(id)),
            KeyValuePair.Create("name", CelValue.String(person.Name)),
            KeyValuePair.Create("address", person.Address is { Length: > 0 } address ? CelValue.String(address) : CelValue.Null),
        ]);
    }
}
