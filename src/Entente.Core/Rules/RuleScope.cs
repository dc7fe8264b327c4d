using Entente.Cel;
using Entente.Core.Accord;
using Entente.Core.Tickets;

namespace Entente.Core.Rules;

/// <summary>
/// The variables of one rule. What decides about leaving sees the ticket and the link; what decides about entering also the replica and the
/// values last agreed. Slots are resolved once.
/// </summary>
internal sealed class RuleScope
{
    public const string LinkName = "link";
    public const string TicketName = "ticket";
    public const string ReplicaName = "replica";
    public const string AgreedName = "agreed";

    // The order in which the constructor declares them.
    private const int LinkSlot = 0;
    private const int TicketSlot = 1;
    private const int ReplicaSlot = 2;
    private const int AgreedSlot = 3;

    private static readonly CelEnvironment Functions = RuleFunctions.AddTo(CelEnvironment.Standard);

    private readonly TicketSchema? schema;
    private readonly CelType ticketType;
    private readonly CelType replicaType;
    private readonly CelType agreedType;
    private readonly CelValue link;

    /// <param name="schema">Null for a product whose fields are not known; such a scope compiles and never evaluates.</param>
    public RuleScope(AccordDocument accord, LinkContract contract, Connection own, TicketSchema? schema)
    {
        this.schema = schema;
        ticketType = RuleTypes.Ticket(schema);
        replicaType = RuleTypes.Replica(accord, contract, withThreads: true);
        agreedType = RuleTypes.Replica(accord, contract, withThreads: false);
        link = CelValue.Object(new LinkView(contract.Id, Named(accord, own.Id), Named(accord, contract.PartnerOf(own.Id))));
        Leaving = Functions.WithVariable(LinkName, RuleTypes.Link).WithVariable(TicketName, ticketType);
        Entering = Leaving.WithVariable(ReplicaName, replicaType).WithVariable(AgreedName, agreedType);
    }

    /// <summary>For trigger, share, handoff and approval.</summary>
    public CelEnvironment Leaving { get; }

    /// <summary>For accept.</summary>
    public CelEnvironment Entering { get; }

    public CelBindings Bind(TicketSnapshot ticket) => Bind(Leaving, ticket);

    /// <param name="ticket">Null for a ticket that does not exist yet.</param>
    public CelBindings Bind(TicketSnapshot? ticket, Replica replica, IReadOnlyDictionary<string, CelValue> agreed) => Bind(Entering, ticket)
        .Set(ReplicaSlot, CelValue.Object(new ReplicaView(replicaType, replica)))
        .Set(AgreedSlot, CelValue.Object(new AgreedView(agreedType, agreed)));

    /// <summary>Whether a value says nothing about a ticket that is still to be made: there is nothing to clear yet.</summary>
    public bool IsBlank(string field, CelValue value) =>
        value.IsNull || (value.Kind == CelKind.String && value.AsString().Length == 0)
        || (schema!.Blank.TryGetValue(field, out var blank) && blank.Equals(value));

    private CelBindings Bind(CelEnvironment environment, TicketSnapshot? ticket) => environment.CreateBindings()
        .Set(LinkSlot, link)
        .Set(TicketSlot, CelValue.Object(new TicketView(ticketType, schema!, ticket)));

    private static (string Id, string Name) Named(AccordDocument accord, string connection)
    {
        var party = accord.Connection(connection)?.Party ?? "";
        return (party, accord.Party(party)?.Name ?? party);
    }
}
