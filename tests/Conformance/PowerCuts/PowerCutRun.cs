using System.Threading.Channels;
using Entente.Storage.Sqlite;

namespace Entente.Conformance.Tests.PowerCuts;

/// <summary>A moment at which the power was cut: what lay on the disk and what had been promised.</summary>
internal sealed record PowerCut(string Name, int Seed, SortedDictionary<string, byte[]> Image, Acknowledged Promised);

/// <summary>What a run of cuts found.</summary>
/// <param name="Again">Cuts amid the recovery from another cut.</param>
internal sealed record PowerCutSum(int Cuts, int Again, int Lost, int Corrupt, IReadOnlyList<string> Findings)
{
    public static readonly PowerCutSum Nothing = new(0, 0, 0, 0, []);

    public PowerCutSum And(PowerCutSum other) =>
        new(Cuts + other.Cuts, Again + other.Again, Lost + other.Lost, Corrupt + other.Corrupt, [.. Findings, .. other.Findings]);
}

/// <summary>
/// One store from its first opening to its closing, with the power cut after every step that it asks of its disk and after every answer that it
/// gives; each time it is opened again from what is left, and a part of these openings is cut, too.
/// </summary>
internal sealed class PowerCutRun(int seed, StoreTuning tuning)
{
    private const int Judges = 2;

    private readonly Channel<PowerCut> cuts = Channel.CreateBounded<PowerCut>(16);
    private readonly CrashDisk disk = new();
    private readonly Random random = new(seed);
    private Acknowledged promised = Acknowledged.Nothing;

    /// <param name="rounds">Rounds of traffic between opening and closing.</param>
    public async Task<PowerCutSum> RunAsync(int rounds)
    {
        var judges = Enumerable.Range(0, Judges)
            .Select(_ => Task.Factory.StartNew(JudgeAllAsync, CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Default).Unwrap())
            .ToList();
        using var folder = new DiskFolder(disk);
        disk.Done = request => Cut($"seed {seed}, step {request.N} ({request.Step} {Path.GetFileName(request.File)})");
        await using (var store = await SqliteStore.OpenAsync(folder.StorePath, tuning, CancellationToken.None))
            await new Traffic(store, seed, Acknowledge).RunAsync(rounds);
        cuts.Writer.Complete();
        var sums = await Task.WhenAll(judges);
        return sums.Aggregate((one, other) => one.And(other));
    }

    private void Acknowledge(Func<Acknowledged, Acknowledged> answer)
    {
        lock (disk.Turn)
        {
            promised = answer(promised);
            Cut($"seed {seed}, answer at step {disk.Steps}");
        }
    }

    /// <summary>Under the disk's lock. Waits for the judges when they are behind.</summary>
    private void Cut(string name) =>
        cuts.Writer.WriteAsync(new PowerCut(name, random.Next(), CrashImage.Of(disk, random), promised)).AsTask().GetAwaiter().GetResult();

    private async Task<PowerCutSum> JudgeAllAsync()
    {
        var sum = PowerCutSum.Nothing;
        await foreach (var cut in cuts.Reader.ReadAllAsync())
        {
            sum = sum.And(await JudgeAsync(cut));
            if (cut.Seed % 8 == 0)
                sum = sum.And(await JudgeAgainAsync(cut));
        }

        return sum;
    }

    /// <summary>Cuts the opening after a cut at a random step, and judges what that leaves.</summary>
    private async Task<PowerCutSum> JudgeAgainAsync(PowerCut cut)
    {
        var (draw, recovering) = (new Random(cut.Seed), new CrashDisk(cut.Image));
        PowerCut? second = null;
        var at = draw.Next(1, 12);
        recovering.Done = request =>
        {
            if (request.N == at)
                second = new PowerCut($"{cut.Name}, again at step {at}", Seed: 1, CrashImage.Of(recovering, draw), cut.Promised);
        };
        using (var folder = new DiskFolder(recovering))
        {
            await using var store = await SqliteStore.OpenAsync(folder.StorePath, tuning, CancellationToken.None);
            await store.WriteValueAsync("again", "1", CancellationToken.None);
        }

        return second is null ? PowerCutSum.Nothing : await JudgeAsync(second) with { Again = 1 };
    }

    private async Task<PowerCutSum> JudgeAsync(PowerCut cut)
    {
        using var folder = new DiskFolder(new CrashDisk(cut.Image));
        var verdict = await Verdict.OfAsync(folder.Path, tuning, cut.Promised);
        return new PowerCutSum(
            1, 0, verdict.Lost.Count > 0 ? 1 : 0, verdict.Corrupt.Count > 0 ? 1 : 0,
            [.. Named(cut, "lost", verdict.Lost), .. Named(cut, "corrupt", verdict.Corrupt)]);
    }

    private static IEnumerable<string> Named(PowerCut cut, string what, IReadOnlyList<string> found) =>
        found.Count == 0 ? [] : [$"{cut.Name}: {what}: {string.Join("; ", found.Take(3))}"];
}
