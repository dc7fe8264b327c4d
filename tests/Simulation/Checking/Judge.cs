using Entente.Core.Journal;
using Entente.Core.Sync;
using Entente.Simulation.Tests.People;
using Entente.Simulation.Tests.World;

namespace Entente.Simulation.Tests.Checking;

/// <summary>
/// What must hold at rest, when people have stopped and faults have ended: everything that was shared stands everywhere once and in order, nothing
/// else stands anywhere, and nothing is left to do (RELIABILITY 1.1).
/// </summary>
internal sealed class Judge(SimulatedWorld world)
{
    private readonly List<Place> places = [];

    /// <summary>One ticket as its tracker shows it, with the case that the journal counts it to.</summary>
    private sealed record Place(string Connection, string NativeId, string? Case, Shown Shown)
    {
        public override string ToString() => $"{Connection}:{NativeId}";

        public int Count(string token) => Shown.Thread.Count(text => text.Contains(token, StringComparison.Ordinal));
    }

    public void Run()
    {
        var rows = world.Rows().Where(row => row.NativeId is not null).ToDictionary(row => (row.Ticket.Connection, row.NativeId!), row => row.CaseId);
        foreach (var desk in world.Desks.Values)
            foreach (var id in desk.All())
                places.Add(new Place(desk.Connection, id, rows.GetValueOrDefault((desk.Connection, id)), desk.Read(id)));
        world.Trace(Summary);
        AtRest();
        Tickets();
        foreach (var act in world.Crowd.Ledger.Acts)
            Arrived(act);
        Order();
        Fields();
        Unexpected();
        Conserved();
        Bounded();
    }

    private string Summary() => string.Join('\n', places.Select(place =>
        $"  {place} case {place.Case?[..6]} '{place.Shown.Title}' P{place.Shown.Level} {place.Shown.State}"
        + $"\n    {string.Join("\n    ", place.Shown.Thread.Select(text => text.Replace('\n', ' ')))}"));

    private void AtRest()
    {
        foreach (var side in world.Store.SidesAsync(null, "parked", CancellationToken.None).Result)
            Require(false, "liveness", $"{side.TicketId[..6]} is still parked on {side.Link}: {side.Parked}");
        foreach (var effect in world.Store.EffectsAsync(null, CancellationToken.None).Result.Where(effect => effect.IsOpen))
            Require(false, "liveness", $"effect {effect.Id[..6]} {effect.Kind} is still {effect.State}");
        foreach (var change in world.Store.ChangesAsync(null, CancellationToken.None).Result.Where(change => change.State is "pending" or "parked"))
            Require(false, "liveness", $"change {change.Field} of {change.TicketId[..6]} on {change.Link} is still {change.State}");
        foreach (var row in world.Rows())
        {
            var work = world.Store.LoadAsync(new Claim(row.Ticket, "", 0, DateTimeOffset.MinValue), null, CancellationToken.None).Result;
            var state = TicketFold.Resume(row.Ticket, work.State);
            Require(work.Notices.Count == 0, "liveness", $"notices wait at {row.Ticket.Connection}:{row.NativeId}");
            Require(work.Inbox.Count == 0, "liveness", $"messages wait at {row.Ticket.Connection}:{row.NativeId}");
            foreach (var side in state.Sides.Values)
                Require(
                    side is { Inbound: null, Outstanding.Count: 0 } && side.Stage != SideStage.Opening, "liveness",
                    $"side {row.Ticket.Connection}:{row.NativeId} of {side.Link} is {side.Stage}, "
                    + $"has {side.Outstanding.Count} unanswered, taking {side.Inbound?.Seq}");
        }
    }

    /// <summary>A case has at most one ticket a tracker, and nothing but cases is mirrored.</summary>
    private void Tickets()
    {
        foreach (var act in world.Crowd.Ledger.Acts.Where(act => act.Kind == ActKind.Raise))
            foreach (var connection in world.Desks.Keys)
            {
                var copies = places.FindAll(
                    place => place.Connection == connection && place.Shown.Text.Contains(act.Token, StringComparison.Ordinal));
                Require(copies.Count <= 1, "duplicated", $"the ticket {act.Token} stands {copies.Count} times in {connection}");
                Require(copies.Count == 0 || act.Number == 1 || connection == act.Connection || world.SharesAll, "unexpected",
                    $"{act.Token} is nobody else's matter, but stands in {connection}");
                if (act.Number == 1 && world.Expects(act.Connection, connection))
                    Require(copies.Count >= 1, "lost", $"the ticket {act.Token} never came to {connection}");
            }
    }

    private void Arrived(HumanAct act)
    {
        var home = places.Find(place => place.Connection == act.Connection && place.NativeId == act.NativeId);
        foreach (var place in places)
        {
            var isCase = home?.Case is not null && place.Case == home.Case;
            if (act.Kind == ActKind.Say)
                Times(act, place, place.Count(act.Token), isCase ? 1 : 0);
            else if (act.Kind is ActKind.Whisper or ActKind.Scribble && place.Connection != act.Connection)
                Times(act, place, place.Count(act.Token) + (place.Shown.Title.Contains(act.Token, StringComparison.Ordinal) ? 1 : 0), 0);
            else if (act.Kind == ActKind.Attach)
                Times(act, place, place.Shown.Files.Count(file => file.Name.Contains(act.Token, StringComparison.Ordinal)),
                    isCase && (world.SharesFiles || place == home) ? 1 : 0);
            if (act.Kind == ActKind.Attach)
                foreach (var (name, bytes) in place.Shown.Files.Where(file => file.Name.Contains(act.Token, StringComparison.Ordinal)))
                    Require(bytes < 0 || bytes == act.Number, "damaged", $"{name} has {bytes} bytes in {place} instead of {act.Number}");
        }
    }

    private void Times(HumanAct act, Place place, int found, int wanted)
    {
        Require(found >= wanted, "lost", $"{act.Kind} {act.Token} of {act.Connection} never came to {place}");
        Require(found <= Math.Max(wanted, 1), "duplicated", $"{act.Kind} {act.Token} of {act.Connection} stands {found} times in {place}");
        Require(wanted > 0 || found == 0, "unexpected", $"{act.Kind} {act.Token} of {act.Connection} stands in {place}");
    }

    /// <summary>What was said in one ticket stands everywhere in the order in which it was said there.</summary>
    private void Order()
    {
        foreach (var said in world.Crowd.Ledger.Acts.Where(act => act.Kind == ActKind.Say).GroupBy(act => (act.Connection, act.NativeId)))
        {
            var home = places.Find(place => place.Connection == said.Key.Connection && place.NativeId == said.Key.NativeId);
            if (home is null)
                continue;
            var spoken = Sequence(home, said);
            foreach (var place in places.Where(place => place.Case is not null && place.Case == home.Case))
                Require(
                    Sequence(place, said).SequenceEqual(spoken.Where(token => place.Count(token) > 0)), "order",
                    $"{string.Join(' ', Sequence(place, said))} stand in {place}, said as {string.Join(' ', spoken)}");
        }
    }

    private static List<string> Sequence(Place place, IEnumerable<HumanAct> acts)
    {
        var tokens = acts.Select(act => act.Token).ToList();
        return [.. place.Shown.Thread.SelectMany(text => tokens.Where(token => text.Contains(token, StringComparison.Ordinal)))];
    }

    /// <summary>What every rule of the accord takes over in both directions is equal at rest.</summary>
    private void Fields()
    {
        foreach (var group in places.Where(place => place.Case is not null && !KeepsItsPriority(place)).GroupBy(place => place.Case))
        {
            var levels = group.Select(place => $"{place.Connection} P{place.Shown.Level}").ToList();
            Require(group.Select(place => place.Shown.Level).Distinct().Count() == 1, "diverged", $"priorities differ: {string.Join(", ", levels)}");
            if (world.SharesAll)
                Require(
                    group.Select(place => place.Shown.Title).Distinct(StringComparer.Ordinal).Count() == 1, "diverged",
                    $"titles differ: {string.Join(", ", group.Select(place => $"{place.Connection} '{place.Shown.Title}'"))}");
        }
    }

    /// <summary>A priority that people gave a ticket whose partner's rule takes none over stays in that tracker alone.</summary>
    private bool KeepsItsPriority(Place place) => !world.TakesPriorityOf(place.Connection) && world.Crowd.Ledger.Acts.Any(
        act => act.Kind == ActKind.Prioritise && act.Connection == place.Connection && act.NativeId == place.NativeId);

    private void Unexpected()
    {
        foreach (var place in places)
        {
            Require(!place.Shown.Title.Contains("lie", StringComparison.Ordinal), "unexpected", $"a webhook's lie stands in {place}");
            Require(
                place.Shown.Thread.All(text => !text.Contains("edited", StringComparison.OrdinalIgnoreCase)), "unexpected",
                $"{place} says that a comment was edited, and nobody did");
        }
    }

    /// <summary>Every difference that was seen is in exactly one state (Invariant 7).</summary>
    private void Conserved()
    {
        long seen = 0;
        foreach (var row in world.Rows())
            foreach (var entry in world.Store.EntriesAsync(row.Ticket.Id, 1, 100_000, CancellationToken.None).Result
                .Where(entry => entry.Entry.Kind == "observed"))
                seen += ((Observed)SyncJson.Read<Fact>(entry.Entry.Payload)).Changes.Count;
        var counted = world.Store.ChangeCountsAsync(CancellationToken.None).Result.Values.Sum(states => states.Values.Sum());
        Require(seen == counted, "conservation", $"{seen} changes were seen, {counted} are counted");
    }

    /// <summary>Total writes are bounded by what people did, whatever failed on the way.</summary>
    private void Bounded()
    {
        var effects = world.Store.EffectsAsync(null, CancellationToken.None).Result.Count;
        var tickets = places.Count(place => place.Case is not null);
        var most = (world.Crowd.Ledger.Acts.Count * 14) + (tickets * 16) + 20;
        Require(effects <= most, "echo", $"{effects} writes were planned for {world.Crowd.Ledger.Acts.Count} acts on {tickets} tickets");
    }

    private void Require(bool holds, string checker, string finding) => world.Watch.Require(holds, checker, finding);
}
