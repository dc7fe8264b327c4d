using System.Collections.Concurrent;

using Entente.Cel;
using Entente.Core.Text;
using Entente.Core.Tickets;

namespace Entente.Bench;

/// <summary>A tracker in this process that answers at once: tickets are immutable snapshots, a write replaces one.</summary>
internal sealed class MemoryTracker(string connection, TimeProvider time)
{
    private static readonly TicketPerson Person = new("7", "Ann");
    private static readonly TicketPerson Hub = new("1", "Hub", IsHub: true);

    private readonly ConcurrentDictionary<string, TicketRead> tickets = new(StringComparer.Ordinal);
    private long made;
    private long writes;
    private long comments;
    private bool isDown;

    /// <summary>Writes by the contender so far, creations not counted.</summary>
    public long Writes => Interlocked.Read(ref writes);

    /// <summary>Tickets made so far.</summary>
    public long Made => Interlocked.Read(ref made);

    /// <summary>Comments by the contender so far.</summary>
    public long Comments => Interlocked.Read(ref comments);

    /// <summary>While true no call reaches it.</summary>
    public bool IsDown
    {
        get => Volatile.Read(ref isDown);
        set => Volatile.Write(ref isDown, value);
    }

    public TicketRead this[string nativeId] => tickets[nativeId];

    /// <summary>A person raises a ticket with comments.</summary>
    public string Raise(IReadOnlyDictionary<string, CelValue> fields, int comments = 3) => Make(fields, marker: null, comments);

    /// <summary>A person changes one field. One writer a ticket at a time.</summary>
    public void Edit(string nativeId, string field, CelValue value) => Replace(nativeId, Person, null, [KeyValuePair.Create(field, value)]);

    public string Create(IReadOnlyDictionary<string, CelValue> fields, string marker) => Make(fields, marker, comments: 0);

    /// <summary>The contender's write; the ticket as stored.</summary>
    public TicketSnapshot Write(string nativeId, string marker, IEnumerable<KeyValuePair<string, CelValue>> fields)
    {
        Interlocked.Increment(ref writes);
        return Replace(nativeId, Hub, marker, fields);
    }

    /// <summary>The contender's comment; its native id.</summary>
    public string Comment(string nativeId, string marker, RichText body)
    {
        var (now, steps) = tickets[nativeId];
        var id = $"{nativeId}-{now.Comments.Count + 1}";
        var comment = new TicketComment(id, Hub, IsPublic: true, body, time.GetUtcNow()) { Marker = marker };
        tickets[nativeId] = new TicketRead(
            now with { Revision = Next(now), Updated = time.GetUtcNow(), Comments = [.. now.Comments, comment] }, steps);
        Interlocked.Increment(ref comments);
        return id;
    }

    private TicketSnapshot Replace(string nativeId, TicketPerson by, string? marker, IEnumerable<KeyValuePair<string, CelValue>> changes)
    {
        var before = tickets[nativeId].Snapshot;
        var fields = new SortedDictionary<string, CelValue>(StringComparer.Ordinal);
        foreach (var (name, value) in before.Fields)
            fields.Add(name, value);
        var steps = new List<FieldStep>();
        foreach (var (name, value) in changes)
        {
            steps.Add(new FieldStep(name, fields[name], value));
            fields[name] = value;
        }

        var now = time.GetUtcNow();
        var revision = Next(before);
        var after = before with { Fields = fields, Revision = revision, HistoryCursor = revision, Updated = now };
        tickets[nativeId] = new TicketRead(after, [new HistoryStep(revision, now, by, steps, marker)]);
        return after;
    }

    private string Make(IReadOnlyDictionary<string, CelValue> fields, string? marker, int comments)
    {
        var id = Interlocked.Increment(ref made).ToString();
        var now = time.GetUtcNow();
        tickets[id] = new TicketRead(
            new TicketSnapshot
            {
                NativeId = id,
                Key = $"{connection}-{id}",
                Address = new Uri($"https://{connection}.example/{id}"),
                Revision = "1",
                Created = now,
                Updated = now,
                Marker = marker,
                Fields = new SortedDictionary<string, CelValue>(fields.ToDictionary(), StringComparer.Ordinal),
                Comments = [.. Enumerable.Range(1, comments).Select(n => new TicketComment($"{id}-{n}", Person, true, Body(n), now))],
                Attachments = [],
            },
            []);
        return id;
    }

    private static RichText Body(int n) => RichText.FromText($"It happens again, for the {n}. time today, with more than ten items in the cart.");

    private static string Next(TicketSnapshot ticket) => (long.Parse(ticket.Revision) + 1).ToString();
}
