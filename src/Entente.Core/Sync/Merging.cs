using System.Collections.Immutable;

using Entente.Cel;
using Entente.Core.Accord;

namespace Entente.Core.Sync;

/// <summary>
/// Three-way merge per field. A field is in conflict when both sides changed it and neither had seen the other's change: the envelope's
/// <see cref="ReplicaEnvelope.LastSeen"/> lies before our own envelope that carried it. Who wins stands in the contract that both parties signed, so
/// both sides decide alike and nothing swaps for ever. The value that lost is kept and shown (Invariant 9).
/// </summary>
internal static class Merging
{
    /// <summary>The reason of a value that waits for a person.</summary>
    public const string Held = "held";

    /// <summary>The reason of a value that somebody who had seen it changed.</summary>
    internal const string Overtaken = "overtaken";

    private const string Outvoted = "conflict-lost";
    private const string Holder = "holder";
    internal const string Hold = "hold";

    /// <summary>Values that lose: theirs (named with their party) or ours.</summary>
    public static ImmutableList<Lost> Conflicts(TicketDraft draft, SideState side, ReplicaEnvelope envelope)
    {
        var lost = ImmutableList.CreateBuilder<Lost>();
        var ourParty = draft.State.Address.Party;
        foreach (var (field, theirs) in envelope.Fields)
        {
            if (OursUnseen(side, envelope, field) is not { } ours || ours == theirs)
                continue;
            var winner = Winner(draft, side, field);
            lost.Add(winner switch
            {
                Hold => new Lost(field, theirs, side.Partner.Party, Held) { IsPartners = true },
                _ when Wins(side, winner, ourParty) => new Lost(field, theirs, side.Partner.Party, Outvoted) { IsPartners = true },
                _ => new Lost(field, ours, ourParty, Outvoted),
            });
        }

        return lost.ToImmutable();
    }

    /// <summary>
    /// Conflicts that came up while the envelope was being applied: a person changed the field between our taking it and our write, and a conditional
    /// write or the read before the write showed it.
    /// </summary>
    public static void Recheck(TicketDraft draft, string twin)
    {
        var fresh = Fresh(draft, draft.State.Sides[twin]);
        if (fresh.Count > 0)
            draft.Record(new Contested(twin, fresh) { Again = Again(draft, draft.State.Sides[twin], fresh) });
    }

    /// <summary>
    /// What the envelope wrote before people changed it: theirs wins, so that it is written again, and both sides end with the value that won.
    /// </summary>
    private static ImmutableList<string> Again(TicketDraft draft, SideState side, ImmutableList<Lost> fresh)
    {
        var won = fresh.Where(lost => !lost.IsPartners && lost.Party == draft.State.Address.Party).Select(lost => lost.Field).ToList();
        return draft.Book.RuleFor(side.Link, draft.Connection) is not { } rule
            ? []
            : [.. rule.AcceptedFieldsReading(won).Where(field => side.Inbound!.Written.Contains($"field:{field}"))];
    }

    /// <summary>Conflicts of the side's envelope that a read since its plan has shown, and the plan does not know of.</summary>
    public static ImmutableList<Lost> Fresh(TicketDraft draft, SideState side)
    {
        var found = side.Inbound!.Written.Contains("ticket") ? ChangedSinceMade(side) : Conflicts(draft, side, side.Inbound.Envelope);
        return found.RemoveAll(lost => side.Inbound.Contested.Contains(lost.Field) || side.Told[lost.Field].Knew == side.Inbound.Seq);
    }

    /// <summary>Of two trackers of one party that wins, the one where the twin began: both sides must decide alike.</summary>
    private static bool Wins(SideState side, string winner, string ourParty) =>
        winner == ourParty && (side.Partner.Party != ourParty || side.IsOpener);

    /// <summary>
    /// Whoever changed the ticket that this envelope made had seen what it brought, so that no contract is asked: what people did since stays.
    /// </summary>
    private static ImmutableList<Lost> ChangedSinceMade(SideState side)
    {
        var envelope = side.Inbound!.Envelope;
        return
        [
            .. envelope.Fields.Where(field => OursUnseen(side, envelope, field.Key) is { } ours && ours != field.Value)
                .Select(field => new Lost(field.Key, field.Value, side.Partner.Party, Overtaken) { IsPartners = true }),
        ];
    }

    private static CelValue? OursUnseen(SideState side, ReplicaEnvelope envelope, string field) =>
        side.Told.TryGetValue(field, out var told) && told.Seq > envelope.LastSeen
        && !(envelope.SeenFields.Contains(field) && told.Seq == envelope.LastSeen + 1)
            ? told.Value
            : null;

    /// <summary>A party, or <c>hold</c>. Without a line in the contract the side that opened the twin wins.</summary>
    internal static string Winner(TicketDraft draft, SideState side, string field)
    {
        var opener = side.IsOpener ? draft.State.Address.Party : side.Partner.Party;
        LinkContract link = draft.Book.Link(side.Link);
        return link.Wins.TryGetValue(field, out var wins) ? wins == Holder ? draft.State.Holder : wins : opener;
    }
}
