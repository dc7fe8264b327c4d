using Entente.Core.Accord;
using Entente.Core.Tickets;

namespace Entente.Core.Rules;

/// <summary>What a rule's file is read against.</summary>
/// <param name="Schema">Null when the product's connector does not say its fields: names are then not checked.</param>
internal sealed record RuleContext(AccordDocument Accord, LinkContract Link, Connection Own, TicketSchema? Schema)
{
    public Connection Partner => Accord.Connection(Link.PartnerOf(Own.Id))!;

    /// <summary>False on the receiving side of a one-way link.</summary>
    public bool MaySend => Link.Direction == LinkDirection.Both || Link.CreatesFrom == Own.Id;

    /// <summary>False on the sending side of a one-way link.</summary>
    public bool MayReceive => Link.Direction == LinkDirection.Both || Link.CreatesFrom != Own.Id;
}
