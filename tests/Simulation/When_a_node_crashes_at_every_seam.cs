using System.Globalization;

using Entente.Simulation.Tests.Engine;
using Entente.Simulation.Tests.Scenarios;

namespace Entente.Simulation.Tests;

/// <summary>S1: every scenario is played once to count its seams, before and after each wait, then again with a crash at each of them.</summary>
[Collection("one after another")]
public sealed class When_a_node_crashes_at_every_seam
{
    [Fact]
    public void Every_scenario_ends_as_if_nothing_had_happened()
    {
        CanonicalScenarios.All.Count.ShouldBeGreaterThanOrEqualTo(40);
        var places = OneThread.Run(() => CanonicalScenarios.All.SelectMany(Places).ToList());
        Shuffle(places);
        var began = TimeProvider.System.GetTimestamp();
        var budget = Budget.Of(60);
        var next = -1;
        var played = 0;
        var found = new List<string>();
        var threads = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(
            () =>
            {
                while (TimeProvider.System.GetElapsedTime(began) < budget && Interlocked.Increment(ref next) is var at && at < places.Count)
                {
                    var (scenario, crashes) = places[at];
                    var playing = ScenarioRun.Play(scenario, crashes);
                    Interlocked.Increment(ref played);
                    lock (found)
                        found.AddRange(
                            playing.Violations.Take(1).Select(one => $"{scenario.Name}, crash at {string.Join(" and ", crashes)}: {one.Checker}: {one.Finding}"));
                }
            },
            16 * 1024 * 1024)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"simulation crashes: {played} of {places.Count} places in {CanonicalScenarios.All.Count} scenarios "
            + $"({100.0 * played / places.Count:0.0} %), every tenth with a second crash in its recovery, "
            + $"violations {found.Count}"));

        found.ShouldBeEmpty();
        played.ShouldBeGreaterThan(0);
    }

    private static IEnumerable<(Scenario Scenario, long[] Crashes)> Places(Scenario scenario)
    {
        var playing = ScenarioRun.Play(scenario);
        playing.Violations.ShouldBeEmpty(scenario.Name);
        var dice = SeededRandom.Of(playing.Seams, scenario.Name);
        for (long seam = 0; seam < playing.Seams; seam++)
            yield return (scenario, seam % 10 == 9 ? [seam, seam + dice.Between(1, 60)] : [seam]);
    }

    /// <summary>So that a share of the time sees a share of every scenario.</summary>
    private static void Shuffle(List<(Scenario, long[])> places)
    {
        var dice = SeededRandom.Of(Budget.FirstSeed, "places");
        for (var i = places.Count - 1; i > 0; i--)
        {
            var other = dice.Below(i + 1);
            (places[i], places[other]) = (places[other], places[i]);
        }
    }
}
