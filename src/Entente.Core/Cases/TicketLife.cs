using System.Collections.Immutable;

using Entente.Cel;
using Entente.Core.Sync;
using Entente.Core.Text;
using Entente.Core.Tickets;

namespace Entente.Core.Cases;

/// <summary>
/// What one ticket's journal tells about its case, collected entry by entry in their order. Only what was shared is kept: events that the share rule
/// let out, and public texts that crossed a link, taken from the envelopes themselves (Invariant 5). A cache: it can be thrown away and read again.
/// </summary>
public sealed class TicketLife
{
    private readonly List<(CaseEvent Event, long Seq, int N)> events = [];
    private readonly List<(DateTimeOffset At, Lost Lost)> lost = [];
    private readonly SortedDictionary<string, Remark> remarks = new(StringComparer.Ordinal);
    private readonly List<(string Origin, DateTimeOffset At)> arrivals = [];
    private readonly List<(DateTimeOffset At, long Seq, Fact Fact)> acts = [];

    /// <summary>The number of the next entry to add.</summary>
    public long Next { get; private set; } = 1;

    /// <summary>Where a person opens the ticket; null before it was first read.</summary>
    public Uri? Address { get; private set; }

    /// <summary>When the ticket was made, by its tracker's clock; before it is known, when the hub first heard of it.</summary>
    public DateTimeOffset? Since { get; private set; }

    /// <summary>Texts that reached this ticket over a link, by origin.</summary>
    public IEnumerable<Remark> Remarks => remarks.Values;

    /// <summary>Adds the next entry.</summary>
    /// <param name="fact">Null for an entry whose payload was erased.</param>
    public void Add(long n, DateTimeOffset at, Fact? fact)
    {
        Next = n + 1;
        Since ??= at;
        switch (fact)
        {
            case Observed observed:
                Know(observed.Snapshot);
                Add(n, observed.Events);
                break;
            case Confirmed { Base: { } made }:
                Know(made);
                break;
            case Happened happened:
                Add(n, happened.Events);
                break;
            case Taken taken:
                Take(taken.Envelope);
                Lose(at, taken.Superseded);
                break;
            case Contested contested:
                Lose(at, contested.Superseded);
                break;
            case Planned planned:
                Lose(at, planned.Overwrites);
                break;
            case Finished finished:
                Arrive(at, finished);
                break;
            case UndoPlanned planned:
                Lose(at, planned.Overwrites);
                break;
            default:
                Act(n, at, fact);
                break;
        }
    }

    public IEnumerable<PlacedEvent> Events(string ticketId, string ticket) =>
        events.Select(placed => new PlacedEvent(placed.Event, ticketId, ticket, placed.Seq, placed.N));

    public IEnumerable<Arrival> Arrivals(string ticketId) => arrivals.Select(arrival => new Arrival(arrival.Origin, ticketId, arrival.At));

    public IEnumerable<LostValue> Lost(string ticket) =>
        lost.Select(one => new LostValue(ticket, one.At, one.Lost.Field, Text(one.Lost.Value), one.Lost.Party, one.Lost.Reason));

    /// <summary>What people ordered at this ticket and what was repaired at it.</summary>
    public IEnumerable<RecoveryAct> Acts(string ticket) =>
        acts.Select(act => RecoveryAct.Of(ticket, act.At, act.Seq, act.Fact)).OfType<RecoveryAct>();

    private static string Text(CelValue value) => value.Kind == CelKind.String ? value.AsString() : value.ToString();

    private void Know(TicketSnapshot ticket)
    {
        Address = ticket.Address;
        if (ticket.Created < Since)
            Since = ticket.Created;
    }

    private void Add(long n, ImmutableList<CaseEvent> happened) => events.AddRange(happened.Select((one, i) => (one, n, i)));

    private void Lose(DateTimeOffset at, ImmutableList<Lost> values) => lost.AddRange(values.Select(value => (at, value)));

    private void Act(long n, DateTimeOffset at, Fact? fact)
    {
        if (fact is Skipped skipped)
            Lose(at, skipped.Superseded);
        if (fact is UndoOrdered ordered)
            Lose(at, ordered.Replaced);
        if (fact is not null && RecoveryAct.Of("", at, n, fact) is not null)
            acts.Add((at, n, fact));
    }

    private void Take(ReplicaEnvelope envelope)
    {
        var from = envelope.Hops.Count == 0 ? "" : envelope.Hops[^1];
        var isFirst = !remarks.Values.Any(remark => remark.IsDescription);
        if (isFirst && envelope.Fields.TryGetValue("description", out var text) && RichTextValue.Read(text) is { IsEmpty: false } body)
            remarks[$"{from}:description"] = new Remark($"{from}:description", "", "", body, envelope.At) { IsDescription = true };
        foreach (var comment in envelope.Comments.Where(comment => comment.IsPublic)) // internal notes of nobody
            remarks[comment.Origin] = new Remark(comment.Origin, comment.Author, comment.Party, comment.Body, comment.Created)
            {
                Edited = comment.Edited,
                Files = [.. envelope.Files.Where(file => comment.FileOrigins.Contains(file.Origin)).Select(file => file.Name)],
            };
        foreach (var origin in envelope.WithdrawnComments)
            if (remarks.TryGetValue(origin, out var remark))
                remarks[origin] = remark with { IsWithdrawn = true, Body = RichText.Empty, Files = [] };
    }

    private void Arrive(DateTimeOffset at, Finished finished)
    {
        foreach (var (item, outcome) in finished.Outcomes)
            if (outcome.Stage == ChangeStage.Applied && ItemName.CommentIn(item) is { } origin && remarks.ContainsKey(origin))
                arrivals.Add((origin, at));
    }
}
