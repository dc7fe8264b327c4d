namespace Entente.Node.Tickets;

/// <summary>
/// Where notices come from, as they say it; an order that a person gives through one names its own (<see cref="TwinOrders"/> and others).
/// </summary>
internal static class NoticeSource
{
    public const string Webhook = "webhook";

    /// <summary>A webhook about a write of the hub's own account.</summary>
    public const string Own = "own";

    public const string Poll = "poll";

    /// <summary>A person asks for the ticket to be read, or tried again.</summary>
    public const string Person = "person";

    /// <summary>A ticket from before the rule.</summary>
    public const string Backfill = "backfill";

    /// <summary>What the delivery of a notice begins with that another ticket handed on.</summary>
    public const string Forwarded = "forward:";
}
