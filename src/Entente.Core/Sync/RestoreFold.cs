using System.Collections.Immutable;

using Entente.Core.Tickets;

namespace Entente.Core.Sync;

/// <summary>What the facts of a restore change in a ticket's state.</summary>
internal static class RestoreFold
{
    public static TicketState Apply(TicketState state, Restored restored) => state with
    {
        Epoch = restored.Epoch,
        Base = restored.Base ?? state.Base,
        Wrote = state.Wrote.SetItems(restored.Wrote),
        Sides = restored.Sides.Aggregate(state.Sides, (sides, told) => !sides.TryGetValue(told.Key, out var side) ? sides : sides.SetItem(
            told.Key,
            side with
            {
                Shared = side.Shared.SetItems(told.Value.Known).RemoveRange(told.Value.Untold),
                Assumed = state.Sides.Count > 1 ? side.Assumed.Union(told.Value.Known.Keys) : side.Assumed,
            })),
    };

    public static TicketState Apply(TicketState state, Recalled recalled)
    {
        var effect = state.Effects.Single(open => open.Id == recalled.EffectId);
        if (effect.Step.Kind != WriteKind.Create)
            return ConfirmedFold.Apply(state, new Confirmed(recalled.EffectId, recalled.Result, null, Nothing));
        var next = state with { Effects = state.Effects.Remove(effect), NativeId = recalled.Result.NativeId, Base = null };
        // Only that it is there is known: what is in it is compared and completed.
        return !next.Sides.ContainsKey(effect.Twin) ? next : TicketFold.WithSide(next, effect.Twin, side => side with
        {
            Stage = SideStage.Active,
            Inbound = side.Inbound is null ? null : side.Inbound with { Written = side.Inbound.Written.Add(ItemName.Ticket), IsRecalled = true },
        });
    }

    public static TicketState Apply(TicketState state, ItemsRecalled recalled)
    {
        var next = state with
        {
            WrittenComments = state.WrittenComments.SetItems(recalled.Comments.Select(c => KeyValuePair.Create(c.NativeId, c.Origin))),
            WrittenFiles = state.WrittenFiles.SetItems(recalled.Files),
            Relayed = state.Relayed.SetItems(
                recalled.Comments.Where(c => c.Source is not null).Select(c => KeyValuePair.Create(c.Origin, c.Source!))),
        };
        var written = recalled.Comments.Select(c => ItemName.OfComment(c.Origin))
            .Concat(recalled.Files.Values.Select(origin => ItemName.OfFile(origin)));
        return TicketFold.WithSide(next, recalled.Twin, side => side with
        {
            Inbound = side.Inbound! with { Written = side.Inbound.Written.Union(written) },
        });
    }

    public static TicketState Apply(TicketState state, KeptFields kept) => TicketFold.WithSide(state, kept.Twin, side => side with
    {
        Inbound = side.Inbound! with { Written = side.Inbound.Written.Union(kept.Fields.Select(field => ItemName.OfField(field))) },
    });

    /// <summary>
    /// An envelope told where these fields came from: what was assumed to be known to the other sides is told to them now, if it differs.
    /// </summary>
    public static TicketState Settle(TicketState state, string origin, IEnumerable<string> fields)
    {
        foreach (var side in state.Sides.Values.Where(side => side.Twin != origin && side.Assumed.Count > 0))
            state = TicketFold.WithSide(state, side.Twin, other => other with
            {
                Shared = other.Shared.RemoveRange(other.Assumed.Intersect(fields)),
                Assumed = other.Assumed.Except(fields),
            });
        return state;
    }

    private static ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, Cel.CelValue>> Nothing =>
        Ordered.Map<ImmutableSortedDictionary<string, Cel.CelValue>>();
}
