using Entente.Cel;

namespace Entente.Core.Tickets;

/// <summary>How a field may be written.</summary>
public enum FieldWrite
{
    /// <summary>The tracker sets it; an accept rule that names it is an error.</summary>
    Never,

    /// <summary>Only when the ticket is made (Zendesk's description, Jira's project).</summary>
    OnCreate,

    /// <summary>When the ticket is made and later.</summary>
    Always,

    /// <summary>Only later, through the tracker's workflow (Jira's status).</summary>
    ThroughTransition,
}

/// <summary>One field of a product's ticket as rules see it.</summary>
/// <param name="Read">The type that an expression gets when it reads <c>ticket.NAME</c>.</param>
/// <param name="Accepts">The type that an accept expression must yield, e.g. a name where reading yields an object.</param>
public sealed record TicketField(string Name, CelType Read, CelType Accepts, FieldWrite Write, string Label);

/// <summary>
/// The fields that a product's tickets have: built in per connector, extended by a connection's catalogue file. Rules are checked against it.
/// </summary>
public sealed class TicketSchema
{
    private readonly SortedDictionary<string, TicketField> fields = new(StringComparer.Ordinal);

    /// <param name="product">The product's name in accords: <c>zendesk</c>.</param>
    /// <param name="blank">The values that a rule reads from a ticket that does not exist yet; every readable field has one.</param>
    public TicketSchema(string product, IEnumerable<TicketField> fields, IReadOnlyDictionary<string, CelValue> blank)
    {
        Product = product;
        Blank = blank;
        foreach (var field in fields)
            this.fields[field.Name] = field;
    }

    /// <summary>The product's name in accords.</summary>
    public string Product { get; }

    /// <summary>Field values of a ticket that does not exist yet.</summary>
    public IReadOnlyDictionary<string, CelValue> Blank { get; }

    /// <summary>All fields by name, ordinal order. Comments and attachments are not among them: every product has those.</summary>
    public IReadOnlyDictionary<string, TicketField> Fields => fields;
}
