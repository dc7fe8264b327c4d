using Entente.Cel;
using Entente.Core.Tickets;

namespace Entente.Core.Rules;

/// <summary>What a rule selects to leave a ticket.</summary>
/// <param name="Fields">Canonical values, ordinal order.</param>
/// <param name="Comments">The ticket's own, in its order.</param>
/// <param name="Attachments">The ticket's own, in its order.</param>
public sealed record ShareResult(
    IReadOnlyDictionary<string, CelValue> Fields, IReadOnlyList<TicketComment> Comments, IReadOnlyList<TicketAttachment> Attachments)
{
    /// <summary>Attachments that the rule selects and its policies do not let leave.</summary>
    public IReadOnlyList<TicketAttachment> KeptHome { get; init; } = [];
}
