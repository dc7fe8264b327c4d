using Entente.Simulation.Tests.People;
using Entente.Simulation.Tests.World;

namespace Entente.Simulation.Tests.Scenarios;

/// <summary>A short story of one case; its name is a sentence.</summary>
/// <param name="Act">What people do once the case stands in every tracker.</param>
internal sealed record Scenario(string Name, string Accord, string Origin, Action<SimulatedWorld> Act);

/// <summary>The stories that are played again with a crash at each of their seams (S1).</summary>
internal static class CanonicalScenarios
{
    private static readonly (string Accord, string Origin)[] Beginnings =
        [("infinity", "zd"), ("ring", "zd"), ("ring", "jr"), ("ring", "sn"), ("ring", "ado")];

    private static readonly (string Name, Action<SimulatedWorld> Act)[] Acts =
    [
        ("nobody says anything more", _ => { }),
        ("somebody comments where it began", world => First(world, ActKind.Say)),
        ("somebody comments at the far end", world => Last(world, ActKind.Say)),
        ("three comments come at once", world => Times(3, () => First(world, ActKind.Say))),
        ("everybody comments at once", world => Everywhere(world, ActKind.Say)),
        ("the priority changes where it began", world => First(world, ActKind.Prioritise)),
        ("the priority changes on every side at once", world => Everywhere(world, ActKind.Prioritise)),
        ("the title changes and an internal word is said", world => { First(world, ActKind.Retitle); First(world, ActKind.Whisper); }),
        ("a file is attached where it began", world => First(world, ActKind.Attach)),
        ("the work moves on at the far end", world => Last(world, ActKind.Move)),
    ];

    public static IReadOnlyList<Scenario> All { get; } =
    [
        .. from beginning in Beginnings
           from act in Acts
           select new Scenario($"A case that begins at {beginning.Origin} of {beginning.Accord}: {act.Name}",
               beginning.Accord, beginning.Origin, act.Act),
    ];

    private static void First(SimulatedWorld world, ActKind kind)
    {
        var raised = world.Crowd.Ledger.Acts[0];
        world.Crowd.Act(kind, raised.Connection, raised.NativeId);
    }

    private static void Last(SimulatedWorld world, ActKind kind)
    {
        var row = world.Rows().LastOrDefault(one => one.NativeId is not null && one.Ticket.Connection != world.Crowd.Ledger.Acts[0].Connection);
        if (row is not null)
            world.Crowd.Act(kind, row.Ticket.Connection, row.NativeId!);
    }

    private static void Everywhere(SimulatedWorld world, ActKind kind)
    {
        foreach (var row in world.Rows().Where(one => one.NativeId is not null))
            world.Crowd.Act(kind, row.Ticket.Connection, row.NativeId!);
    }

    private static void Times(int count, Action act)
    {
        for (var i = 0; i < count; i++)
            act();
    }
}
