using Entente.Cel;
using Entente.Core.Accord;
using Entente.Core.Tickets;

namespace Entente.Core.Rules;

/// <summary>
/// One side's part of a link, compiled (DESIGN 5). Immutable and thread-safe. Every method is a pure function of its arguments and throws
/// <see cref="RuleException"/> when an expression fails on them: the caller parks the side, nothing becomes null instead.
/// </summary>
public sealed class Rule
{
    private readonly RuleParts parts;

    internal Rule(LinkContract link, Connection own, RuleSource source, RuleParts parts)
    {
        this.parts = parts;
        Link = link;
        Connection = own.Id;
        Party = own.Party;
        File = source.File;
        Version = source.Version;
    }

    public LinkContract Link { get; }

    /// <summary>The id of the own connection.</summary>
    public string Connection { get; }

    /// <summary>The party whose rule it is; nobody else may see it.</summary>
    public string Party { get; }

    public string File { get; }

    /// <summary>A hash of the file's bytes: 16 characters of lower-case base32.</summary>
    public string Version { get; }

    public RulePolicies Policies => parts.Policies;

    /// <summary>Canonical fields that the rule shares, comments and attachments included, ordinal order.</summary>
    public IReadOnlyList<string> SharedFields => RuleSharing.Names(parts);

    /// <summary>Native fields that the rule may write, ordinal order.</summary>
    public IReadOnlyList<string> AcceptedFields => [.. parts.Accept.Select(accepted => accepted.Field.Name)];

    /// <summary>Native fields that are computed from any of these canonical fields, ordinal order.</summary>
    public IReadOnlyList<string> AcceptedFieldsReading(IReadOnlyCollection<string> canonical) =>
        [.. parts.Accept.Where(field => field.Reads.Overlaps(canonical)).Select(field => field.Field.Name)];

    /// <summary>Whether anything accepted is computed from this canonical field.</summary>
    public bool AcceptsField(string canonical) => parts.Accept.Any(field => field.Reads.Contains(canonical));

    public bool AcceptsComments => parts.AcceptComments is not null;

    public bool AcceptsAttachments => parts.AcceptAttachments is not null;

    /// <summary>Whether this ticket starts sharing. False for a rule without a trigger.</summary>
    public bool Triggered(TicketSnapshot ticket) => Holds(parts.Trigger, ticket);

    /// <summary>What leaves the ticket, by this rule alone; the link contract has been heeded when the rule was compiled.</summary>
    public ShareResult Share(TicketSnapshot ticket) => RuleSharing.Share(parts, ticket);

    /// <summary>
    /// Canonical fields whose value a change of this native field may change, ordinal order. An expression that reads the ticket in a way
    /// that cannot be told counts as reading it.
    /// </summary>
    public IReadOnlySet<string> ShareFieldsReading(string nativeField) => RuleSharing.FieldsReading(parts, nativeField);

    /// <summary>What the replica makes this rule want to write.</summary>
    /// <param name="ticket">The own ticket; null when it is still to be made.</param>
    /// <param name="agreed">The canonical values last agreed; empty for a new twin.</param>
    /// <param name="changed">Canonical fields that differ from what was agreed: only what can read one of them is evaluated. Null evaluates
    /// all.</param>
    public AcceptResult Accept(
        TicketSnapshot? ticket, Replica replica, IReadOnlyDictionary<string, CelValue> agreed, IReadOnlySet<string>? changed) =>
        RuleAccepting.Accept(parts, new Arrival(ticket, replica, agreed, changed));

    /// <summary>The handoff that the ticket's state stands for now, or null.</summary>
    public Handoff? HandoffOffered(TicketSnapshot ticket) => Holds(parts.HandoffWhen, ticket) ? new Handoff(parts.HandoffTo) : null;

    /// <summary>Whether the ticket's state rejects a handoff that was delivered to it.</summary>
    public bool HandoffRejected(TicketSnapshot ticket) => Holds(parts.HandoffReject, ticket);

    /// <summary>True when the rule declares when it hands off; else custody is inferred.</summary>
    public bool DeclaresHandoff => parts.HandoffWhen is not null;

    /// <summary>Which approval events the ticket's state stands for now.</summary>
    public ApprovalSigns Approval(TicketSnapshot ticket) =>
        new(Holds(parts.ApprovalRequested, ticket), Holds(parts.ApprovalGranted, ticket), Holds(parts.ApprovalRefused, ticket));

    private bool Holds(RuleExpression? condition, TicketSnapshot ticket) =>
        condition is not null && condition.IsTrue(parts.Scope.Bind(ticket));
}

/// <summary>Where a rule came from.</summary>
internal sealed record RuleSource(string File, string Version);
