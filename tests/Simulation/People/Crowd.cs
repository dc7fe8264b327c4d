using Entente.Core.Accord;
using Entente.Core.Journal;
using Entente.Node.Links;
using Entente.Simulation.Tests.Engine;
using Entente.Simulation.Tests.Faults;
using Entente.Simulation.Tests.World;
using Entente.Storage;

namespace Entente.Simulation.Tests.People;

/// <summary>
/// The people of a run: they raise tickets, edit, talk, attach, move and hand on, in all four trackers, and see only their own. Every act carries a
/// token of its own.
/// </summary>
internal sealed class Crowd(SimulatedWorld world, SeededRandom dice)
{
    private static readonly ActKind[] Choices =
    [
        .. Enumerable.Repeat(ActKind.Say, 9), .. Enumerable.Repeat(ActKind.Prioritise, 3), .. Enumerable.Repeat(ActKind.Retitle, 2),
        .. Enumerable.Repeat(ActKind.Move, 3), .. Enumerable.Repeat(ActKind.Whisper, 2), .. Enumerable.Repeat(ActKind.Attach, 2), ActKind.Scribble,
    ];

    private readonly HashSet<string> handedOn = new(StringComparer.Ordinal);
    private LinkStage ordered;

    public Ledger Ledger { get; } = new();

    /// <summary>Lays out who does what when, until an instant.</summary>
    public void Plan(DateTimeOffset until)
    {
        var cases = dice.Chance(70) ? 1 : 2;
        for (var i = 0; i < cases; i++)
            world.Timeline.After(dice.Millis(0, 8000), () => Raise(world.Origin(dice), isShared: true));
        if (dice.Chance(30))
            world.Timeline.After(dice.Millis(0, 8000), () => Raise("zd", isShared: false));
        var acts = dice.Between(4, 16);
        for (var i = 0; i < acts; i++)
            world.Timeline.At(world.Timeline.Now + dice.Span(TimeSpan.FromSeconds(5), until - world.Timeline.Now), ActSomewhere);
        for (var at = world.Timeline.Now + TimeSpan.FromSeconds(6); at < until; at += TimeSpan.FromSeconds(7))
            world.Timeline.At(at, HandOn);
        if (world.Swarm.Has(FaultKind.C11))
            world.Timeline.At(world.Timeline.Now + (until - world.Timeline.Now) * 0.6, Bulk);
        if (world.Swarm.Has(FaultKind.C16))
            Pause(until);
        if (world.Swarm.Has(FaultKind.C17))
            world.Timeline.At(world.Timeline.Now + (until - world.Timeline.Now) * 0.7, Together);
    }

    /// <summary>The tracker's own automation answers a write of the hub's at once.</summary>
    public void Automation(WireCall call)
    {
        var row = Tickets().FirstOrDefault(
            one => one.Ticket.Connection == call.Connection && (one.NativeId == call.TicketPart || one.Key == call.TicketPart));
        if (row?.NativeId is { } id)
            Act(dice.Pick([ActKind.Prioritise, ActKind.Say]), call.Connection, id);
    }

    /// <summary>One act on one ticket; false when the tracker refused it.</summary>
    public bool Act(ActKind kind, string connection, string id)
    {
        var desk = world.Desks[connection];
        var token = Ledger.Token();
        var level = dice.Between(1, 4);
        var length = 200 + Ledger.Acts.Count;
        var isDone = kind switch
        {
            ActKind.Retitle => desk.Retitle(id, $"{token} title"),
            ActKind.Prioritise => desk.Prioritise(id, level),
            ActKind.Say => desk.Say(id, Spoken(token)),
            ActKind.Whisper => desk.Whisper(id, $"canary-{connection}-{token}{world.Options.Unshared}"),
            ActKind.Scribble => desk.Scribble(id, $"canary-{connection}-{token}{world.Options.Unshared}"),
            ActKind.Attach => desk.Attach(id, FileName(token), [.. Enumerable.Repeat((byte)'x', length)]),
            ActKind.Move => desk.Move(id, dice.Below(8)),
            _ => false,
        };
        world.Trace(() =>
            $"  {desk.GetType().Name} {kind} {connection}:{id} {token}"
            + $"{(kind == ActKind.Prioritise ? $" level {level}" : "")}{(isDone ? "" : " (refused)")}");
        if (isDone)
            Ledger.Add(new HumanAct(kind, token, connection, id, world.Timeline.Now) { Number = kind == ActKind.Attach ? length : level });
        return isDone;
    }

    public string Raise(string connection, bool isShared)
    {
        var token = Ledger.Token();
        var id = world.Desks[connection].Raise($"{token} title", $"{token} description", isShared);
        world.Trace(() => $"  raised {connection}:{id} {token}{(isShared ? "" : " (nobody else's matter)")}");
        Ledger.Add(new HumanAct(ActKind.Raise, token, connection, id, world.Timeline.Now) { Number = isShared ? 1 : 0 });
        return id;
    }

    /// <summary>Hands every ticket on that has come so far and was not handed on yet.</summary>
    public void HandOn()
    {
        foreach (var row in Tickets())
            if (row.NativeId is { } id && handedOn.Add($"{row.Ticket.Connection}:{id}") && !world.Desks[row.Ticket.Connection].HandOn(id))
                handedOn.Remove($"{row.Ticket.Connection}:{id}");
    }

    private List<TicketRow> Tickets() => [.. world.Rows().Where(row => row.NativeId is not null && row.CaseId is not null)];

    private void ActSomewhere()
    {
        var known = Tickets();
        if (known.Count == 0)
            return;
        var row = dice.Pick(known);
        Act(dice.Pick(Choices), row.Ticket.Connection, row.NativeId!);
    }

    /// <summary>Somebody edits many tickets at once (RELIABILITY C11).</summary>
    private void Bulk()
    {
        world.Swarm.Note(FaultKind.C11);
        foreach (var row in Tickets())
            for (var i = 0; i < 4; i++)
                Act(dice.Pick([ActKind.Say, ActKind.Prioritise]), row.Ticket.Connection, row.NativeId!);
    }

    /// <summary>Everybody edits the same field in the same second (RELIABILITY C17).</summary>
    private void Together()
    {
        world.Swarm.Note(FaultKind.C17);
        foreach (var row in Tickets())
            Act(ActKind.Prioritise, row.Ticket.Connection, row.NativeId!);
    }

    /// <summary>An operator stops a link, or lets it run dry, and lets it go on later (RELIABILITY C16).</summary>
    private void Pause(DateTimeOffset until)
    {
        world.MayDrain = true;
        var link = dice.Pick([.. world.Book.Accord.Links]);
        var stage = dice.Pick([LinkStage.Paused, LinkStage.Draining]);
        var rest = until - world.Timeline.Now;
        world.Timeline.At(world.Timeline.Now + (rest * 0.3), () => Order(link, stage));
        world.Timeline.At(until - (rest * 0.1), () => Order(link, LinkStage.Running));
    }

    private void Order(LinkContract link, LinkStage stage)
    {
        ordered = stage;
        Switch(link, stage);
    }

    /// <summary>Who has ordered something else since does not repeat the older command: the switch would end on what nobody wants any more.</summary>
    private void Switch(LinkContract link, LinkStage stage)
    {
        if (stage != ordered)
            return;
        if (world.AnyNode(dice) is not { } node)
        {
            world.Timeline.After(TimeSpan.FromSeconds(3), () => Switch(link, stage));
            return;
        }

        world.Swarm.Note(FaultKind.C16);
        world.Trace(() => $"  the operator sets {link.Id} {stage}");
        var isDone = false;
        var patience = new CancellationTokenSource();
        node.Guard(async () =>
        {
            try
            {
                await LinkSwitching.SetAsync(node.Hub, link, stage, patience.Token);
                isDone = true;
            }
            catch (Exception failure) when (failure is StorageException or InjectedBugException or OperationCanceledException)
            {
                world.Trace(() => "  the operator is told to try again");
            }
        });
        world.Timeline.After(TimeSpan.FromSeconds(30), () =>
        {
            patience.Cancel(); // whose request nobody waits for any more does nothing, as a frozen node sees when it thaws
            if (!isDone)
                Switch(link, stage); // a command that was not answered is given again
        });
    }

    private string Spoken(string token)
    {
        if (!world.Swarm.Strikes(FaultKind.B02, 60))
            return $"{token} said";
        return dice.Below(5) switch
        {
            0 => $"\u202Etfel ot thgir\u202C {token}",
            1 => $"e\u0301 \u00e9 👩‍👩‍👧 {token} 🙂",
            2 => $"{token}  two  spaces \uFEFF and a mark",
            3 => $"# {token} *not* _markup_ [code]x[/code] {{{{ticket.id}}}} @david",
            _ => $"{token}\n\n> a quote\n* a point \u2028 end",
        };
    }

    private string FileName(string token)
    {
        if (!world.Swarm.Strikes(FaultKind.B09, 70))
            return $"{token}.txt";
        return dice.Below(4) switch
        {
            0 => $"{token} with spaces.txt",
            1 => $"{token}-ümläut.txt",
            2 => $"CON.{token}.txt",
            _ => $"{token}{new string('n', 120)}.txt",
        };
    }
}
