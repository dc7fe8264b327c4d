using Entente.Core.Journal;
using Entente.Storage.InMemory;
using Entente.Storage.Sqlite;

namespace Entente.Conformance.Tests.Storage;

/// <summary>Two stores that are called alike, and what their caller remembers.</summary>
internal sealed class TwinStores : IAsyncDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly StoreTuning Unsynced = new(Synchronous: "OFF", OperationsPerPass: 200);

    private readonly InMemoryStore model = new();
    private readonly List<Owned> claims = [];
    private readonly Dictionary<(string From, string To), long> lanes = [];
    private readonly Dictionary<string, long> fences = new(StringComparer.Ordinal);
    private readonly TicketAddress[] tickets = [.. Enumerable.Range(1, 6).Select(n => new TicketAddress($"t{n}", "mercuri", "zd"))];
    private readonly Random random;
    private SqliteFile place = new();
    private SqliteStore file = null!;
    private int now;
    private int deliveries;
    private string at = "";

    private TwinStores(int seed) => random = new Random(seed);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<TwinStores> OpenAsync(int seed)
    {
        var twins = new TwinStores(seed);
        twins.file = await SqliteStore.OpenAsync(twins.place.FullName, Unsynced, Cancellation);
        return twins;
    }

    public async ValueTask DisposeAsync()
    {
        await file.DisposeAsync();
        place.Dispose();
    }

    public async Task StepAsync(string name)
    {
        at = name;
        await (random.Next(200) switch
        {
            < 40 => NoticeAsync(),
            < 70 => ClaimNextAsync(),
            < 80 => ClaimNamedAsync(),
            < 105 => WithClaimAsync(LoadAsync),
            < 150 => WithClaimAsync(AppendAsync),
            < 170 => WithClaimAsync(ReleaseAsync),
            < 178 => WithClaimAsync(RenewAsync),
            < 185 => SameAsync(journal => journal.NextDueAsync(Cancellation)),
            < 199 => PassTimeAsync(),
            _ => RestartAsync(name),
        });
    }

    /// <summary>The process ends, with or without a goodbye; when all leases have run out both owe the same tickets.</summary>
    public async Task RestartAsync(string name)
    {
        at = name;
        if (random.Next(2) == 0)
            await file.DisposeAsync();
        else
            await CrashAsync();
        file = await SqliteStore.OpenAsync(place.FullName, Unsynced, Cancellation);
        now += 2 * (int)Lease.TotalSeconds;
        claims.Clear(); // their fences are others in the file
        var (one, other) = (await DrainAsync(model), await DrainAsync(file));
        other.Keys.ShouldBe(one.Keys, at);
        foreach (var (id, claim) in one)
            await LoadAsync(Own(claim, other[id]));
    }

    private async Task CrashAsync()
    {
        var (before, left) = (place, place.Copy());
        await file.DisposeAsync();
        before.Dispose();
        place = left;
    }

    private async Task<SortedDictionary<string, Claim>> DrainAsync(IJournal journal)
    {
        var found = new SortedDictionary<string, Claim>(StringComparer.Ordinal);
        while (await journal.ClaimAsync("north", Lease, Samples.At(now), Cancellation) is { } claim)
            found.Add(claim.Ticket.Id, claim);
        return found;
    }

    private Task NoticeAsync()
    {
        var delivery = random.Next(5) == 0 ? random.Next(deliveries + 1) : ++deliveries;
        var notice = Samples.Notice(Ticket(), $"d{delivery}", now - random.Next(3), nativeId: $"native {delivery}");
        return SameAsync(journal => journal.NoticeAsync(notice, Cancellation));
    }

    private async Task ClaimNextAsync()
    {
        var owner = Owner();
        Took(await model.ClaimAsync(owner, Lease, Samples.At(now), Cancellation), await file.ClaimAsync(owner, Lease, Samples.At(now), Cancellation));
    }

    private async Task ClaimNamedAsync()
    {
        var (ticket, owner) = (Ticket(), Owner());
        Took(
            await model.ClaimTicketAsync(ticket, owner, Lease, Samples.At(now), Cancellation),
            await file.ClaimTicketAsync(ticket, owner, Lease, Samples.At(now), Cancellation));
    }

    private void Took(Claim? one, Claim? other)
    {
        (other is null ? null : other with { Fence = 0 }).ShouldBe(one is null ? null : one with { Fence = 0 }, at);
        if (one is not null)
            Own(one, other!);
    }

    private Owned Own(Claim one, Claim other)
    {
        other.Fence.ShouldBeGreaterThan(fences.GetValueOrDefault(other.Ticket.Id), at);
        fences[other.Ticket.Id] = other.Fence;
        var owned = new Owned(one, other);
        claims.Add(owned);
        if (claims.Count > 12)
            claims.RemoveAt(0); // some of those that stay are stale
        return owned;
    }

    private async Task LoadAsync(Owned owned)
    {
        var known = random.Next(3) == 0 ? null : owned.Work?.HeadHash;
        var (one, other) = (await model.LoadAsync(owned.One, known, Cancellation), await file.LoadAsync(owned.Other, known, Cancellation));
        (other.Head, other.HeadHash, other.State is null).ShouldBe((one.Head, one.HeadHash, one.State is null), at);
        (other.State?.At, Text(other.State?.Copy)).ShouldBe((one.State?.At, Text(one.State?.Copy)), at);
        (other.State?.Since ?? []).Select(Text).ShouldBe((one.State?.Since ?? []).Select(Text), at);
        other.Notices.ShouldBe(one.Notices, at);
        other.Inbox.Select(Samples.Position).ShouldBe(one.Inbox.Select(Samples.Position), at);
        other.Inbox.Select(message => message.Hash).ShouldBe(one.Inbox.Select(message => message.Hash), at);
        owned.Work = one;
    }

    private async Task AppendAsync(Owned owned)
    {
        if (owned.Work is null || random.Next(2) == 0)
            await LoadAsync(owned);
        var batch = Fill(Samples.Batch(owned.One.Ticket, owned.Work!, 1 + random.Next(2)), owned);
        var outcome = await SameAsync<AppendOutcome?>(
            async journal => await journal.AppendAsync(journal == model ? owned.One : owned.Other, batch, Cancellation));
        if (outcome != AppendOutcome.Appended)
            return;
        foreach (var send in batch.Sends)
            lanes[(send.FromTicket, send.To.Id)] = send.Seq;
        owned.Work = owned.Work! with { Head = batch.Entries[^1].N, HeadHash = batch.Entries[^1].Hash }; // as an owner who remembers
    }

    private Batch Fill(Batch batch, Owned owned)
    {
        var (ticket, work) = (owned.One.Ticket, owned.Work!);
        var to = Ticket();
        var next = lanes.GetValueOrDefault((ticket.Id, to.Id)) + (random.Next(20) == 0 ? 2 : 1); // a gap is refused
        return batch with
        {
            State = random.Next(3) == 0 ? batch.State : null,
            Sends = to == ticket || random.Next(2) == 0 ? [] : [.. Sends(ticket, to, next)],
            Takes = work.Inbox.Count == 0 || random.Next(2) == 0 ? [] : [Samples.Position(work.Inbox[random.Next(work.Inbox.Count)])],
            NoticesDone = [.. work.Notices.Where(_ => random.Next(2) == 0).Select(notice => notice.Delivery)],
            Release = random.Next(3) == 0 ? new Release(Due()) : null,
        };
    }

    private IEnumerable<LaneMessage> Sends(TicketAddress from, TicketAddress to, long next) =>
        Enumerable.Range(0, 1 + random.Next(3)).Select(i => Samples.Message(from, to, 1, next + i, $"twin {from.Id} {to.Id}"));

    private async Task ReleaseAsync(Owned owned)
    {
        if (owned.Work is null)
            await LoadAsync(owned);
        var due = Due();
        await model.ReleaseAsync(owned.One, due, Cancellation);
        await file.ReleaseAsync(owned.Other, due, Cancellation);
    }

    private Task RenewAsync(Owned owned) => SameAsync(
        journal => journal.RenewAsync(journal == model ? owned.One : owned.Other, Lease, Samples.At(now), Cancellation));

    private Task PassTimeAsync()
    {
        now += random.Next(4) == 0 ? 31 : random.Next(6);
        return Task.CompletedTask;
    }

    private Task WithClaimAsync(Func<Owned, Task> step) =>
        claims.Count == 0 ? ClaimNextAsync() : step(claims[Math.Max(random.Next(claims.Count), random.Next(claims.Count))]);

    /// <summary>What both answer, or refuse alike.</summary>
    private async Task<T?> SameAsync<T>(Func<IJournal, Task<T>> call)
    {
        var (one, other) = (await TryAsync(call, model), await TryAsync(call, file));
        other.ShouldBe(one, at);
        return one.Answer;
    }

    private static async Task<(T? Answer, bool IsRefused)> TryAsync<T>(Func<IJournal, Task<T>> call, IJournal journal)
    {
        try
        {
            return (await call(journal), false);
        }
        catch (InvalidOperationException)
        {
            return (default, true);
        }
    }

    private TicketAddress Ticket() => tickets[random.Next(tickets.Length)];

    private string Owner() => random.Next(2) == 0 ? "north" : "south";

    private DateTimeOffset? Due() => random.Next(3) == 0 ? null : Samples.At(now + random.Next(-5, 20));

    private static string? Text(byte[]? bytes) => bytes is null ? null : Convert.ToHexString(bytes);

    /// <summary>A claim on both stores, which number their fences apart.</summary>
    private sealed class Owned(Claim one, Claim other)
    {
        public Claim One { get; } = one;

        public Claim Other { get; } = other;

        public TicketWork? Work { get; set; }
    }
}
