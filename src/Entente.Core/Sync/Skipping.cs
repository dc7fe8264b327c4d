using System.Collections.Immutable;

using Entente.Core.Text.Plain;
using Entente.Core.Tickets;

namespace Entente.Core.Sync;

/// <summary>
/// A person gives up what a parked side stands at: the envelope is finished as superseded, what it would have written is kept and shown, and the
/// lane goes on behind it in order. What was written of it before it parked stays written.
/// </summary>
public static class Skipping
{
    /// <summary>The public reason code of what was skipped.</summary>
    public const string Code = "skipped";

    private const int MostText = 300;

    /// <summary>False when the side does not stand there (any more): somebody was faster, or it went on by itself.</summary>
    /// <param name="at">The side, and the envelope that the person saw parked.</param>
    public static bool Skip(TicketDraft draft, (string Twin, long Seq) at, string by, IConnector connector)
    {
        if (!draft.State.Sides.TryGetValue(at.Twin, out var side) || side is not { Stage: SideStage.Parked, Inbound: { } inbound }
            || inbound.Seq != at.Seq)
            return false;
        var missing = Planning.Remaining(draft, at.Twin, connector);
        draft.Record(new Skipped(at.Twin, at.Seq, by, Fields(draft, side, inbound, missing), Items(draft, side, inbound)));
        Finishing.Finish(draft, draft.State.Sides[at.Twin], Code);
        return true;
    }

    internal static TicketState Apply(TicketState state, Skipped skipped) => TicketFold.WithSide(state, skipped.Twin, side => side with
    {
        Stage = SideStage.Active,
        Parked = null,
        Inbound = side.Inbound! with
        {
            Outcomes = side.Inbound.Outcomes
                .SetItems(skipped.Superseded.Select(lost => ItemName.OfField(lost.Field)).Concat(skipped.Items.Select(item => item.Split('\n')[0]))
                    .Select(item => KeyValuePair.Create(item, new Outcome(ChangeStage.Superseded, Code)))),
        },
    });

    private static ImmutableList<Lost> Fields(TicketDraft draft, SideState side, Inbound inbound, IReadOnlySet<string>? missing)
    {
        var rule = draft.Book.RuleFor(side.Link, draft.Connection);
        return
        [
            .. inbound.Envelope.Fields
                .Where(field => !inbound.Outcomes.ContainsKey(ItemName.OfField(field.Key)) && rule?.AcceptsField(field.Key) != false)
                .Where(field => missing?.Contains(field.Key) != false)
                .Select(field => new Lost(field.Key, field.Value, side.Partner.Party, Code)),
        ];
    }

    /// <summary>Comments and files that were not written: the item's name, and below it what it says.</summary>
    private static ImmutableList<string> Items(TicketDraft draft, SideState side, Inbound inbound)
    {
        var rule = draft.Book.RuleFor(side.Link, draft.Connection);
        var comments = rule?.AcceptsComments == false ? [] : inbound.Envelope.Comments
            .Where(comment => !inbound.Written.Contains(ItemName.OfComment(comment.Origin)))
            .Select(comment => $"{ItemName.OfComment(comment.Origin)}\n{comment.Author}: {Short(PlainFormat.Write(comment.Body))}");
        var files = rule?.AcceptsAttachments == false ? [] : inbound.Envelope.Files
            .Where(file => !inbound.Written.Contains(ItemName.OfFile(file.Origin)))
            .Select(file => $"{ItemName.OfFile(file.Origin)}\n{file.Name}");
        return [.. comments, .. files];
    }

    private static string Short(string text) => text.Length <= MostText ? text : text[..MostText] + "…";
}
