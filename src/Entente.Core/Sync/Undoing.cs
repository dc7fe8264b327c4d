using System.Collections.Immutable;
using System.Globalization;

using Entente.Cel;
using Entente.Core.Rules;
using Entente.Core.Tickets;

namespace Entente.Core.Sync;

/// <summary>
/// Puts a ticket back to how it was before an entry of its journal. Nothing is edited: the order is a new fact, its effects go the way of all
/// effects, and what they change is shared as any change is. An undo leaves entries of its own and can so be undone itself. Comments and files stay:
/// what was said cannot be unsaid.
/// </summary>
public static class Undoing
{
    private const int MostPlans = 5;

    /// <summary>The native fields that differ between then and now and that the hub can write, with the values that they had.</summary>
    public static ImmutableSortedDictionary<string, CelValue> Differences(
        TicketState state, RuleBook book, IConnector connector, (TicketSnapshot Then, TicketSnapshot Now) tickets)
    {
        var named = state.Sides.Values.Select(side => book.RuleFor(side.Link, state.Address.Connection)).OfType<Rule>()
            .SelectMany(rule => rule.AcceptedFields)
            .ToHashSet(StringComparer.Ordinal);
        var wanted = Ordered.Map<CelValue>().ToBuilder();
        foreach (var field in tickets.Then.Fields.Keys.Union(tickets.Now.Fields.Keys, StringComparer.Ordinal))
        {
            var then = tickets.Then.Fields.GetValueOrDefault(field, CelValue.Null);
            var now = tickets.Now.Fields.GetValueOrDefault(field, CelValue.Null);
            if (then != now && IsWritable(field) && !connector.Holds(field, now, then))
                wanted[field] = then;
        }

        return wanted.ToImmutable();

        bool IsWritable(string field) => connector.Schema.Fields.TryGetValue(field, out var declared)
            ? declared.Write is FieldWrite.Always or FieldWrite.ThroughTransition
            : named.Contains(field);
    }

    /// <summary>Records the order; nothing when there is nothing to put back. An order that is still under way gives way to it.</summary>
    public static void Order(TicketDraft draft, long before, string by, ImmutableSortedDictionary<string, CelValue> wanted)
    {
        if (wanted.Count == 0 || draft.State.Base is not { } now)
            return;
        if (draft.State.Undo is not null)
            draft.Record(new UndoEnded("superseded", "Another undo was ordered."));
        var id = string.Create(CultureInfo.InvariantCulture, $"undo:{draft.Head + 1}:{before}");
        draft.Record(new UndoOrdered(id, before, by, wanted, Kept(draft, wanted.Keys, now)));
    }

    /// <summary>Plans what is still missing of an order, or ends it. False when there is none, or its effects are under way.</summary>
    public static bool Step(TicketDraft draft, IConnector connector)
    {
        if (draft.State is not { Undo: { } undo, Base: { } now } || draft.State.Effects.Exists(undo.Owns))
            return false;
        var missing = new SortedDictionary<string, CelValue>(
            undo.Wanted.Where(field => !undo.Written.Contains(field.Key)
                && !connector.Holds(field.Key, now.Fields.GetValueOrDefault(field.Key, CelValue.Null), field.Value)).ToDictionary(),
            StringComparer.Ordinal);
        if (missing.Count == 0)
            draft.Record(new UndoEnded("done", ""));
        else if (undo.Plans >= MostPlans)
            draft.Record(new UndoEnded("sync.undo-conflict", "The ticket changes faster than it can be written."));
        else
            Plan(draft, undo, now, connector.Split(new TicketWrite { Fields = missing }, now));
        return true;
    }

    /// <summary>Somebody changed the ticket in between: the rest is planned again on what it is now.</summary>
    public static void Replan(TicketDraft draft) => draft.Record(new UndoPlanned([], []));

    /// <summary>The tracker refuses a value: what is written stays written, the rest is dropped and the people of the tracker are told.</summary>
    public static void Refused(TicketDraft draft, ConnectorException failure)
    {
        var undo = draft.State.Undo!;
        draft.Record(new UndoEnded(failure.Code, failure.Message));
        Announcing.UndoRefused(draft, undo, failure.Message);
    }

    internal static TicketState Apply(TicketState state, UndoOrdered ordered) => state with
    {
        Undo = new UndoState(ordered.Id, ordered.Before, ordered.By)
        {
            Wanted = ordered.Wanted,
            Replaced = Values(ordered.Replaced),
        },
    };

    internal static TicketState Apply(TicketState state, UndoPlanned planned) => Dropped(state) with
    {
        Effects = Dropped(state).Effects.AddRange(planned.Effects),
        Undo = state.Undo! with
        {
            Plans = state.Undo.Plans + 1,
            Effects = state.Undo.Effects.Union(planned.Effects.Select(effect => effect.Id)),
            Replaced = state.Undo.Replaced.SetItems(Values(planned.Overwrites)),
        },
    };

    internal static TicketState Apply(TicketState state, UndoEnded ended) => ended.Code == "done"
        ? state with { Undo = null }
        : Dropped(state) with { Undo = null };

    private static TicketState Dropped(TicketState state) => state with
    {
        Effects = state.Effects.RemoveAll(effect => state.Undo!.Owns(effect) && effect.Stage == EffectStage.Planned),
    };

    private static void Plan(TicketDraft draft, UndoState undo, TicketSnapshot now, IReadOnlyList<WriteStep> steps)
    {
        var effects = steps.Select((step, i) => new EffectState
        {
            Id = Ids.Effect(draft.State.Address.Id, undo.Id, step.Kind, i, undo.Plans),
            Twin = "",
            Step = step,
        });
        var changed = steps.SelectMany(step => step.Fields.Keys).Distinct(StringComparer.Ordinal)
            .Where(field => undo.Replaced.GetValueOrDefault(field, CelValue.Null) != now.Fields.GetValueOrDefault(field, CelValue.Null));
        draft.Record(new UndoPlanned([.. effects], Kept(draft, changed, now)));
    }

    private static ImmutableList<Lost> Kept(TicketDraft draft, IEnumerable<string> fields, TicketSnapshot now) =>
    [
        .. fields.Where(field => now.Fields.TryGetValue(field, out var value) && !value.IsNull)
            .Select(field => Lost.OfNative(field, now.Fields[field], draft.State.Address.Party, "undone")),
    ];

    private static ImmutableSortedDictionary<string, CelValue> Values(IEnumerable<Lost> kept) =>
        Ordered.Map<CelValue>().SetItems(kept.Select(lost => KeyValuePair.Create(Lost.NativeIn(lost.Field)!, lost.Value)));
}
