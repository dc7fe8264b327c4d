using System.Text.Json;
using Entente.Cel;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.Zendesk;

/// <summary>The people that an answer lists beside its records (<c>include=users</c>). The hub's own account is known by its address.</summary>
internal sealed class ZendeskPeople
{
    /// <summary>The author of what triggers, automations and the system itself do.</summary>
    public const string SystemId = "-1";

    /// <summary>How rules see a person: <c>{id, name, address}</c>.</summary>
    public static readonly CelType PersonType = CelType.Map(CelType.String, CelType.String);

    private readonly SortedDictionary<string, TicketPerson> known = new(StringComparer.Ordinal);

    /// <param name="hubAddress">E-mail address of the account under which the hub writes.</param>
    /// <param name="answers">Answers whose <c>users</c> are taken over; later ones win.</param>
    public ZendeskPeople(string hubAddress, params IEnumerable<JsonElement> answers)
    {
        foreach (var user in answers.SelectMany(answer => answer.Items("users")))
        {
            if (user.Id("id") is not { } id)
                continue;
            var address = user.Text("email");
            var isHub = string.Equals(address, hubAddress, StringComparison.OrdinalIgnoreCase);
            known[id] = new TicketPerson(id, user.Text("name") ?? "", address, isHub);
        }
    }

    /// <summary>The person, by id alone when the answer does not list him or her.</summary>
    public TicketPerson Person(string? id) => id switch
    {
        null or SystemId => new TicketPerson(SystemId, "Zendesk"),
        _ => known.TryGetValue(id, out var person) ? person : new TicketPerson(id, ""),
    };

    /// <summary>The person as rules see one; null for nobody.</summary>
    public CelValue Value(string? id) => id is null ? CelValue.Null : Value(Person(id));

    public static CelValue Value(TicketPerson person) => CelValue.Map(new KeyValuePair<string, CelValue>[]
    {
        new("id", CelValue.String(person.NativeId)),
        new("name", CelValue.String(person.Name)),
        new("address", CelValue.String(person.Address ?? "")),
    });
}
