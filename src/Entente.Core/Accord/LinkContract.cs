namespace Entente.Core.Accord;

/// <summary>Which way replicas go.</summary>
public enum LinkDirection
{
    Both,

    /// <summary>Only from the side that creates.</summary>
    OneWay,
}

/// <summary>What starts sharing over a link.</summary>
public enum LinkTrigger
{
    /// <summary>The rule's trigger alone.</summary>
    Automatic,

    /// <summary>A person's act.</summary>
    Manual,

    /// <summary>A handoff to the partner.</summary>
    OnHandoff,
}

/// <summary>The part of a link that both parties signed.</summary>
public sealed record LinkContract
{
    public required string Id { get; init; }

    /// <summary>The role that answers for the interface.</summary>
    public required string Owner { get; init; }

    /// <summary>The ids of its two connections.</summary>
    public required IReadOnlyList<string> Between { get; init; }

    public required LinkDirection Direction { get; init; }

    public required LinkTrigger Trigger { get; init; }

    /// <summary>The canonical fields that may cross, in the order of the file. Nothing else does.</summary>
    public required IReadOnlyList<string> Fields { get; init; }

    /// <summary>The connection whose tickets start twins.</summary>
    public required string CreatesFrom { get; init; }

    /// <summary>
    /// Per canonical field who wins when both sides changed it: a party, <c>holder</c>, or <c>hold</c> for a person. Ordinal order.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Wins { get; init; }

    /// <summary>Whether the ticket's key and address cross.</summary>
    public required bool Reference { get; init; }

    /// <summary>Native entities that correspond: <c>zd.ticket</c> to <c>jr.task</c>. Ordinal order.</summary>
    public required IReadOnlyDictionary<string, string> Entities { get; init; }

    /// <summary>Prose for people; the rule's trigger decides.</summary>
    public required string About { get; init; }

    /// <summary>The other connection of the link.</summary>
    public string PartnerOf(string connection) => Between[0] == connection ? Between[1] : Between[0];

    public bool Carries(string field) => Fields.Contains(field);
}
