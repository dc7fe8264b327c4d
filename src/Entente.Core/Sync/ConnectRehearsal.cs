using System.Collections.Immutable;

using Entente.Core.Journal;
using Entente.Core.Rules;
using Entente.Core.Tickets;

namespace Entente.Core.Sync;

/// <summary>One of two tickets that are to be connected.</summary>
/// <param name="State">What its owner knows of it; an empty state for a ticket that the hub does not know.</param>
/// <param name="Read">The ticket as it is now.</param>
public sealed record ConnectCandidate(TicketState State, TicketRead Read, IConnector Connector);

/// <summary>What one of the two tickets would get.</summary>
/// <param name="Fields">Native fields, ordinal order.</param>
/// <param name="Comments">New comments.</param>
/// <param name="Lost">Values of either ticket that lose, and why.</param>
/// <param name="Problem">Why it would be parked; null when it would not.</param>
public sealed record RehearsedSide(
    IReadOnlyList<FieldStep> Fields, int Comments, int Files, IReadOnlyList<Lost> Lost, Parking? Problem);

/// <summary>What a connection would do.</summary>
public sealed record Rehearsal(RehearsedSide Opener, RehearsedSide Far);

/// <summary>
/// Plays a connection on copies of the two tickets, by the very code that would decide it: the first envelope, the far ticket's writes, what goes
/// back, the opener's writes. Pure; every write is taken to succeed as asked.
/// </summary>
public sealed class ConnectRehearsal
{
    private const int MaxPlans = 20;

    private readonly string link;
    private readonly string twin;
    private readonly (TicketDraft Draft, ConnectCandidate Candidate, Findings Found) opener;
    private readonly (TicketDraft Draft, ConnectCandidate Candidate, Findings Found) far;

    private ConnectRehearsal(RuleBook book, string link, ConnectCandidate opener, ConnectCandidate far, DateTimeOffset now)
    {
        this.link = link;
        this.opener = (DraftOf(book, opener, now), opener, new Findings());
        this.far = (DraftOf(book, far, now), far, new Findings());
        twin = Open();
    }

    /// <summary>Plays the connection on a link whose both rules the book has.</summary>
    public static Rehearsal Play(RuleBook book, string link, (ConnectCandidate Opener, ConnectCandidate Far) tickets, DateTimeOffset now)
    {
        var rehearsal = new ConnectRehearsal(book, link, tickets.Opener, tickets.Far, now);
        rehearsal.Run();
        return new Rehearsal(rehearsal.opener.Found.Result, rehearsal.far.Found.Result);
    }

    private static TicketDraft DraftOf(RuleBook book, ConnectCandidate candidate, DateTimeOffset now) =>
        new(candidate.State, new TicketWork(0, "", null, [], []), book, new EntryChain(new byte[32]), now);

    private string Open()
    {
        Connecting.Open(opener.Draft, link, far.Draft.State.Address, null, opener.Candidate.Read.Snapshot.NativeId);
        return opener.Draft.State.Sides.Values.Single(side => side.Link == link).Twin;
    }

    private void Run()
    {
        Observe(far);
        Messages(far);
        Observe(opener);
        foreach (var message in Messages(opener))
            Take(far, message);
        Observe(far);
        foreach (var message in Messages(far))
            Take(opener, message);
        Note(opener);
        Note(far);
    }

    private static void Observe((TicketDraft Draft, ConnectCandidate Candidate, Findings Found) side)
    {
        var read = side.Candidate.Read;
        var blobs = Observing.FilesToFetch(side.Draft, read.Snapshot)
            .ToDictionary(file => file.NativeId, file => new BlobRef(file.NativeId, file.Bytes), StringComparer.Ordinal);
        Observing.Observe(side.Draft, read, "rehearsal", new ObservedFiles(blobs, IsYoung: false));
    }

    /// <summary>What was recorded since the last call: its messages to the partner, while the values that lost are noted.</summary>
    private List<LaneMessage> Messages((TicketDraft Draft, ConnectCandidate Candidate, Findings Found) side)
    {
        if (side.Draft.TakeBatch() is not { } batch)
            return [];
        side.Found.NoteLost(batch.Entries.Select(entry => SyncJson.Read<Fact>(entry.Payload)), twin);
        return [.. batch.Sends.Where(send => send.Twin == twin)];
    }

    private void Take((TicketDraft Draft, ConnectCandidate Candidate, Findings Found) side, LaneMessage message)
    {
        Taking.Take(side.Draft, message, ImmutableHashSet<string>.Empty);
        for (var plan = 0; plan < MaxPlans; plan++)
        {
            if (side.Draft.State.Sides[twin] is { Inbound: null } or { Stage: SideStage.Parked })
                return;
            Planning.Plan(side.Draft, twin, side.Candidate.Connector);
            foreach (var effect in side.Draft.State.Effects.Where(effect => effect.Twin == twin))
                Carry(side, effect);
        }
    }

    private static void Carry((TicketDraft Draft, ConnectCandidate Candidate, Findings Found) side, EffectState effect)
    {
        side.Found.Note(effect.Step, side.Candidate.Read.Snapshot);
        var files = effect.Step.Files.Concat(effect.Step.Comment?.Files ?? []);
        var result = new WriteResult
        {
            NativeId = side.Draft.State.NativeId!,
            ItemId = effect.Step.Comment is null ? null : $"rehearsed:{effect.Id}",
            FileIds = [.. files.Select(file => $"rehearsed:{file.Origin}")],
        };
        side.Draft.Record(Adoption.Confirm(side.Draft, effect, result, TimeSpan.Zero));
    }

    private void Note((TicketDraft Draft, ConnectCandidate Candidate, Findings Found) side)
    {
        Messages(side);
        side.Found.Problem = side.Draft.State.Sides.GetValueOrDefault(twin)?.Parked;
    }

    private sealed class Findings
    {
        private readonly SortedDictionary<string, FieldStep> fields = new(StringComparer.Ordinal);
        private readonly List<Lost> lost = [];
        private int comments;
        private int files;

        public Parking? Problem { get; set; }

        public RehearsedSide Result => new([.. fields.Values], comments, files, lost, Problem);

        public void Note(WriteStep step, TicketSnapshot ticket)
        {
            foreach (var (field, after) in step.Fields)
                fields[field] = new FieldStep(field, ticket.Fields.TryGetValue(field, out var before) ? before : Cel.CelValue.Null, after);
            comments += step.Comment is null ? 0 : 1;
            files += step.Files.Count + (step.Comment?.Files.Count ?? 0);
        }

        public void NoteLost(IEnumerable<Fact> facts, string twin)
        {
            foreach (var fact in facts)
                lost.AddRange(fact switch
                {
                    Taken taken when taken.Twin == twin => taken.Superseded,
                    Contested contested when contested.Twin == twin => contested.Superseded,
                    Planned planned when planned.Twin == twin => planned.Overwrites,
                    _ => ImmutableList<Lost>.Empty,
                });
        }
    }
}
