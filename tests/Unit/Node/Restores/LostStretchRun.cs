using Entente.Node.Restores;
using Entente.Storage.Copies;
using Entente.Storage.InMemory;

namespace Entente.Unit.Tests.Node.Restores;

/// <summary>
/// One run from a seed: people work on both sides, the store is copied amid a call, they and the hub go on, the hub dies, the copy is restored, a new
/// hub starts on it, people go on. What counts is what the trackers show when all has come to rest.
/// </summary>
internal sealed class LostStretchRun
{
    private readonly Random random;
    private readonly People people;
    private HubInMemory hub = new();
    private List<StoreRow>? copy;
    private DateTimeOffset copiedAt;

    public LostStretchRun(int seed)
    {
        random = new Random(seed);
        people = new People(random);
    }

    /// <summary>Effects that the restored hubs found and did not make again.</summary>
    public long Adopted { get; private set; }

    public string Story => string.Join('\n', people.Story);

    /// <summary>Plays so many restores one after the other and judges after each; answers what is wrong.</summary>
    public async Task<IReadOnlyList<string>> PlayAsync(int restores)
    {
        var epoch = 1;
        for (var i = 0; i < restores; i++)
        {
            await WorkAsync(random.Next(2, 9));
            ArmCopy();
            await WorkAsync(random.Next(1, 9));
            Disarm();
            for (var act = random.Next(0, 3); act > 0; act--)
                people.Act(hub); // while no hub runs
            hub.Time.Advance(TimeSpan.FromSeconds(random.Next(0, 600)));
            await RestoreAsync();
            hub.Hub.Epoch.Number.ShouldBe(++epoch, "each restore is noticed");
            await WorkAsync(random.Next(0, 5));
            await hub.SettleAsync(100);
            Adopted = (await hub.Hub.Reader.EffectsAsync(null, CancellationToken.None)).Count(effect => effect.State == "adopted");
            if (people.Judge(hub) is { Count: > 0 } faults)
                return faults;
        }

        return [];
    }

    private async Task WorkAsync(int acts)
    {
        for (var act = 0; act < acts; act++)
        {
            people.Act(hub);
            await hub.SettleAsync(random.Next(0, 10));
        }
    }

    /// <summary>Copies the store at a call that is drawn, before or after the tracker did what it asks.</summary>
    private void ArmCopy()
    {
        copy = null;
        var (left, isAfter) = (random.Next(0, 25), random.Next(2) == 0);
        foreach (var calls in hub.Calls.Values)
            calls.Fault = (_, answer) =>
            {
                if (--left >= 0 || copy is not null)
                    return answer();
                var given = isAfter ? answer() : null;
                Copy();
                return given ?? answer();
            };
    }

    private void Disarm()
    {
        foreach (var calls in hub.Calls.Values)
            calls.Fault = null;
        if (copy is null)
            Copy();
    }

    private void Copy()
    {
        copiedAt = hub.Time.GetUtcNow();
        copy = [.. hub.Rows.ReadAsync(CancellationToken.None).ToBlockingEnumerable()];
        people.Story.Add($"{copiedAt:HH:mm:ss} copied");
    }

    private async Task RestoreAsync()
    {
        var store = new InMemoryStore();
        var text = copy!.Where(row => row.Table.Name == "value" && row.Text(0) == HubEpoch.ValueName).Select(row => row.Text(1)).FirstOrDefault();
        var next = HubEpoch.Read(text).Next(copiedAt, hub.Time.GetUtcNow());
        await store.Copy().WriteAsync(
            copy!.ToAsyncEnumerable(),
            _ => Task.FromResult<IReadOnlyList<KeyValuePair<string, string>>>([new(HubEpoch.ValueName, next.Write())]),
            CancellationToken.None);
        hub = new HubInMemory(hub, store);
        people.Story.Add($"{hub.Time.GetUtcNow():HH:mm:ss} restored");
        hub.Hub.Epoch = await RestoredStart.OpenAsync(store, hub.Time.GetUtcNow(), CancellationToken.None);
        await RestoredStart.TellAllAsync(hub.Hub, CancellationToken.None);
    }
}
