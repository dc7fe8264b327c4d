using Entente.Core.Accord;
using Entente.Core.Journal;
using Entente.Core.Rules;
using Entente.Node.Tickets;
using Entente.Storage;

namespace Entente.Node.Accords;

/// <summary>What became of an order to change the accord.</summary>
/// <param name="Stage"><c>applied</c>, <c>rolled-back</c>, or <c>unchanged</c> when that version is live already.</param>
/// <param name="Previous">The version that was live before.</param>
/// <param name="Retried">Parked sides that the change gives another try.</param>
public sealed record AccordOutcome(string Stage, AccordVersion Version, int Previous, int Retried);

/// <summary>
/// The accord and rules in force. A new folder is checked whole, stored as a numbered version and goes live without a restart; going back is one
/// step. Turns that are under way end with the rules that they began with. Other nodes of the hub follow within a second.
/// <code>
/// folder ──check──▶ version n (stored) ──▶ live ──rollback──▶ version n-1 live
/// </code>
/// At a start the newest version that was made live goes on, unless the folder itself is another than at the last start: then it is applied.
/// </summary>
#pragma warning disable CA1001 // The semaphore has no wait handle, so there is nothing to dispose of.
public sealed class LiveAccord(HubContext hub)
#pragma warning restore CA1001
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim turn = new(1);
    private AccordVersions? versions;
    private string live = "";

    /// <summary>Called with every book that goes live, to serve connections that it declares.</summary>
    public Action<RuleBook>? WentLive { get; set; }

    private AccordVersions Versions => versions ??= new AccordVersions(hub.Journal);

    /// <summary>All versions; null before <see cref="StartAsync"/>.</summary>
    public Task<AccordIndex?> IndexAsync(CancellationToken cancellation) => Versions.ReadAsync(cancellation);

    /// <summary>Decides at a node's start which version is live. Throws <see cref="HubStartException"/> with what is wrong.</summary>
    public async Task StartAsync(IReadOnlyList<SourceFile> folder, CancellationToken cancellation)
    {
        var hash = AccordVersions.HashOf(folder);
        try
        {
            var index = await Versions.ReadAsync(cancellation);
            if (index?.Folder == hash)
            {
                await FollowAsync(index, cancellation);
                return;
            }

            if (index is not null)
                await RecallAsync(index, cancellation);
            await MakeLiveAsync(index, folder, new AccordAct(hub.Now, "start", "start", 0), cancellation);
        }
        catch (RefusedException refusal)
        {
            throw new HubStartException(refusal.Message, isInput: true, refusal);
        }
    }

    /// <summary>Throws <see cref="RefusedException"/> with every finding when the folder cannot go live; then nothing changed.</summary>
    public async Task<AccordOutcome> ApplyAsync(IReadOnlyList<SourceFile> folder, string by, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            return await MakeLiveAsync(
                await Versions.ReadAsync(cancellation), folder, new AccordAct(hub.Now, Named(by), "apply", 0), cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Goes back to an earlier version. Throws <see cref="RefusedException"/> when there is none.</summary>
    /// <param name="to">Null for the one before the live one.</param>
    public async Task<AccordOutcome> RollbackAsync(int? to, string by, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            var index = await Versions.ReadAsync(cancellation) ?? throw new RefusedException(409, "No version of the accord is stored yet.");
            var wanted = to ?? index.Versions.Where(version => version.Number < index.Live).Select(version => version.Number).DefaultIfEmpty(0).Max();
            var version = index.Versions.Find(version => version.Number == wanted)
                ?? throw new RefusedException(
                    422, to is null
                        ? $"Version {index.Live} is the first: there is nothing to go back to."
                        : $"There is no version {to}: the versions are 1 to {index.Versions.Max(known => known.Number)}.");
            var files = await Versions.FilesAsync(version.Hash, cancellation);
            return await MakeLiveAsync(index, files, new AccordAct(hub.Now, Named(by), "rollback", version.Number), cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Follows what another node made live, every second until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellation) => hub.Time.RepeatAsync(LookAgain, LookAsync, cancellation);

    /// <summary>A store that is away for a moment takes no node's rules away: the next look is a second later.</summary>
    private async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            await RefreshAsync(cancellation);
        }
        catch (StorageException)
        {
        }
    }

    /// <summary>Follows what another node made live. A version that this node's release cannot read is left to the others.</summary>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        if (await Versions.ReadAsync(cancellation) is not { } index || index.LiveVersion.Hash == live)
            return;
        try
        {
            await FollowAsync(index, cancellation);
        }
        catch (RefusedException)
        {
            live = index.LiveVersion.Hash; // not asked again; the rules that this node has stay in force here
        }
    }

    /// <summary>The book of a folder. Throws <see cref="RefusedException"/> with every finding.</summary>
    internal static RuleBook Load(IReadOnlyList<SourceFile> folder)
    {
        var loaded = RuleBook.Load(folder, HubOpening.Schemas());
        return loaded.Book ?? throw new RefusedException(422, HubOpening.Listed(loaded.Errors));
    }

    private async Task FollowAsync(AccordIndex index, CancellationToken cancellation)
    {
        var version = index.LiveVersion;
        if (version.Hash != live)
            GoLive(Load(await Versions.FilesAsync(version.Hash, cancellation)), version.Hash);
    }

    /// <summary>Takes the version that was live as what a new folder is measured by, if this release can still read it.</summary>
    private async Task RecallAsync(AccordIndex index, CancellationToken cancellation)
    {
        if (RuleBook.Load(await Versions.FilesAsync(index.LiveVersion.Hash, cancellation), HubOpening.Schemas()).Book is { } before)
            hub.Book = before;
    }

    private async Task<AccordOutcome> MakeLiveAsync(
        AccordIndex? index, IReadOnlyList<SourceFile> folder, AccordAct act, CancellationToken cancellation)
    {
        var book = Load(folder);
        var hash = AccordVersions.HashOf(folder);
        var version = index?.Versions.Find(known => known.Hash == hash)
            ?? new AccordVersion((index?.Versions.Max(known => known.Number) ?? 0) + 1, hash, act.At, act.By);
        var isStart = act.Act == "start";
        if (index?.Live == version.Number && hash == live && !isStart)
            return new AccordOutcome("unchanged", version, index.Live, 0);
        await AccordFit.RequireAsync(hub, book, cancellation);
        await Versions.StoreAsync(hash, folder, cancellation);
        var before = index ?? new AccordIndex(version.Number, hash, [], []);
        var next = before.Now(version, act with { Number = version.Number });
        await Versions.WriteAsync(isStart ? next with { Folder = hash } : next, cancellation);
        var old = hub.Book;
        GoLive(book, hash);
        var retried = await RetryAsync(old, book, hash, cancellation);
        return new AccordOutcome(act.Act == "rollback" ? "rolled-back" : "applied", version, before.Live, retried);
    }

    private void GoLive(RuleBook book, string hash)
    {
        hub.Book = book;
        live = hash;
        WentLive?.Invoke(book);
        hub.Wake.Set();
    }

    /// <summary>A changed rule may be what a parked side waits for.</summary>
    private async Task<int> RetryAsync(RuleBook old, RuleBook now, string hash, CancellationToken cancellation)
    {
        var retried = 0;
        foreach (var side in await hub.Reader.SidesAsync(null, "parked", cancellation))
            if (await hub.Reader.TicketAsync(side.TicketId, cancellation) is { } row
                && old.RuleFor(side.Link, row.Ticket.Connection)?.Version != now.RuleFor(side.Link, row.Ticket.Connection)?.Version)
            {
                var delivery = $"rule:{side.TicketId}:{hash[..16]}:{hub.Now.UtcTicks}";
                await hub.Journal.NoticeAsync(
                    new Notice(row.Ticket, row.NativeId ?? "", delivery, NoticeSource.Person, null, hub.Now), cancellation);
                retried++;
            }

        hub.Wake.Set();
        return retried;
    }

    private static string Named(string by) =>
        string.IsNullOrWhiteSpace(by) ? throw new RefusedException(422, "Say who changes the accord: by.") : by.Trim();
}
