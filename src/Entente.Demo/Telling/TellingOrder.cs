namespace Entente.Demo.Telling;

/// <summary>Lets journeys that are played at the same time be told one after another, each as a whole, in the order in which they began.</summary>
internal sealed class TellingOrder(StoryTeller teller)
{
    private readonly Lock gate = new();
    private readonly List<Playing> played = [];
    private int told;

    public IReadOnlyList<JourneyReport> Reports => [.. played.Select(one => one.Report).OfType<JourneyReport>()];

    public async Task PlayAsync(string name, Func<Task<JourneyReport>> play)
    {
        var mine = new Playing(name);
        lock (gate)
        {
            played.Add(mine);
            Progress();
        }

        var report = await play();
        lock (gate)
        {
            mine.Report = report;
            for (; told < played.Count && played[told].Report is { } next; told++)
                Tell(next);
            Progress();
        }
    }

    private void Tell(JourneyReport report)
    {
        teller.Journey($"{report.Name}  ({report.Seconds:0.0} s)");
        foreach (var check in report.Checks)
            teller.Tell(check);
    }

    private void Progress()
    {
        var open = played.Where(one => one.Report is null && one.Name.Length > 0).Select(one => one.Name).ToList();
        teller.Progress(open.Count == 0 ? "…" : open.Count == 1 ? open[0] : $"{open.Count} journeys at the same time: {open[0]} …");
    }

    private sealed class Playing(string name)
    {
        public string Name => name;

        public JourneyReport? Report { get; set; }
    }
}
