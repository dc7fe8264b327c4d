using System.Text;

using Entente.Core.Journal;
using Entente.Core.Rules;
using Entente.Core.Sync;
using Entente.Core.Tickets;
using Entente.Node;
using Entente.Node.Accords;
using Entente.Storage.Blobs;
using Entente.Storage.InMemory;

namespace Entente.Unit.Tests.Node.Pages;

/// <summary>A hub without trackers whose journal tells stories: what pages show of it is the same every time.</summary>
internal sealed class StoryStage
{
    private readonly InMemoryStore store = new();
    private readonly Dictionary<string, (long N, string Hash)> heads = new(StringComparer.Ordinal);

    public StoryStage(string accords, TimeProvider time)
    {
        Hub = new HubContext
        {
            Journal = store,
            Reader = store,
            Blobs = new InMemoryBlobs(),
            Chain = new EntryChain(new byte[32]),
            Book = RuleBook.Load(AccordFolder.Read(Path.Combine(accords, "infinity")), HubOpening.Schemas()).Book
                ?? throw new InvalidOperationException("The example's accord does not load."),
            Connectors = new SortedDictionary<string, IConnector>(StringComparer.Ordinal),
            Connections = new SortedDictionary<string, ConnectionSettings>(StringComparer.Ordinal),
            Time = time,
            Owner = "stage",
        };
    }

    public HubContext Hub { get; }

    /// <summary>Journals facts at a ticket and tells the pages, as a turn does.</summary>
    public async Task TellAsync(StoryTicketCast ticket, string caseId, string title, DateTimeOffset at, params IReadOnlyList<Fact> facts)
    {
        var claim = await store.ClaimTicketAsync(ticket.Ticket, "stage", TimeSpan.FromMinutes(1), at, CancellationToken.None)
            ?? throw new InvalidOperationException("Only the stage claims tickets.");
        var (n, hash) = heads.GetValueOrDefault(ticket.Ticket.Id, (0, ""));
        var entries = new List<JournalEntry>();
        foreach (var fact in facts)
        {
            var entry = Hub.Chain.Next(ticket.Ticket.Id, ++n, at, "fact", SyncJson.Write(fact), hash);
            hash = entry.Hash;
            entries.Add(entry);
        }

        var batch = new Batch
        {
            Entries = entries,
            State = [],
            Row = new TicketRow(ticket.Ticket, ticket.NativeId, ticket.Key, caseId, title, at),
            Sides = [.. facts.OfType<SideParked>().Select(parked => new SideRow(
                ticket.Ticket.Id, ticket.Party, parked.Twin, "care-pm", "parked", Encoding.UTF8.GetString(SyncJson.Write(parked.Parking))))],
        };
        if (await store.AppendAsync(claim, batch, CancellationToken.None) != AppendOutcome.Appended)
            throw new InvalidOperationException("The stage lost a ticket that nobody else claims.");
        await store.ReleaseAsync(claim, null, CancellationToken.None);
        heads[ticket.Ticket.Id] = (n, hash);
        Hub.Changes.Tell(caseId);
    }
}
