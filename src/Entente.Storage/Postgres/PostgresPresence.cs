using Npgsql;

namespace Entente.Storage.Postgres;

/// <summary>What a node hears of the others.</summary>
/// <param name="Woken">Something may be due.</param>
/// <param name="SecretsChanged">A secret was set or removed.</param>
/// <param name="CaseChanged">A case changed; its id.</param>
public sealed record PresenceEvents(Action Woken, Action SecretsChanged, Action<string> CaseChanged);

/// <summary>
/// A node among the others. It holds an advisory lock under its name for as long as its session lives, which ends with its process: a lock that is
/// free tells that its node is dead, and whoever sees it first ends the dead node's claims, so that its tickets need not wait for the ends of their
/// leases. A node that is only frozen keeps its lock; its leases run out, and the fence refuses what it still writes. There is no list of members to
/// configure and no vote.
/// </summary>
public sealed class PostgresPresence : IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>How often the database's clock is read again: two timers drift apart by a fraction of a millisecond in it.</summary>
    private static readonly TimeSpan ClockPace = TimeSpan.FromSeconds(10);

    /// <summary>After a restart of the server nodes come back one by one: none is taken for dead before it had the time.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private const string KeySql = "hashtextextended('entente node ' || current_schema() || ' ' || $1, 0)";

    private const string ArriveSql = $"INSERT INTO node (name, key) VALUES ($1, {KeySql}) ON CONFLICT (name) DO NOTHING";

    private const string NotifySql = "SELECT pg_notify('entente ' || current_schema(), $1 || E'\\n' || $2)";

    private readonly PostgresStore store;
    private readonly string name;
    private readonly PresenceEvents events;
    private readonly Peers peers;
    private readonly CancellationTokenSource stopping = new();
    private readonly TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task[] loops = [];
    private long judgesFrom;

    private PostgresPresence(PostgresStore store, string name, PresenceEvents events)
    {
        this.store = store;
        this.name = name;
        this.events = events;
        peers = new Peers(store.Connections, name);
        judgesFrom = Time.GetTimestamp();
    }

    /// <summary>The node's owner name in claims.</summary>
    public string Name => name;

    private TimeProvider Time => store.Connections.Time;

    /// <summary>Arrives, and returns when the others can see it.</summary>
    /// <param name="name">The node's owner name in claims; names of its claims may go on after a '/'.</param>
    public static async Task<PostgresPresence> StartAsync(PostgresStore store, string name, PresenceEvents events, CancellationToken cancellation)
    {
        var presence = new PostgresPresence(store, name, events);
        presence.loops = [presence.LiveAsync(), presence.WatchAsync()];
        await presence.arrived.Task.WaitAsync(cancellation);
        return presence;
    }

    /// <summary>Takes or keeps what only one node does at a time, until the lease ends or the node dies; false while another has it.</summary>
    public Task<bool> TakeDutyAsync(string duty, TimeSpan lease, CancellationToken cancellation) => peers.TakeDutyAsync(duty, lease, cancellation);

    /// <summary>Leaves: gives back every claim and duty, so that the others go on at once.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await Task.WhenAll(loops);
        try
        {
            await peers.LeaveAsync(Time.GetUtcNow());
        }
        catch (StorageException)
        {
            // The others see it gone.
        }

        stopping.Dispose();
    }

    /// <summary>Holds the session and listens on it; when it breaks, begins anew.</summary>
    private async Task LiveAsync()
    {
        var rest = TimeSpan.Zero;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await RestAsync(rest);
                rest = Pause;
                await using var session = store.Connections.Own("-c role=entente_engine");
                await session.OpenAsync(stopping.Token);
                session.Notification += (_, heard) => Hear(heard.Payload);
                await ArriveAsync(session);
                if (!arrived.TrySetResult())
                    Volatile.Write(ref judgesFrom, Time.GetTimestamp() + (long)(Grace.TotalSeconds * Time.TimestampFrequency));
                rest = TimeSpan.Zero; // one that breaks is replaced at once
                while (true)
                    await session.WaitAsync(stopping.Token);
            }
            catch (Exception failure) when (failure is NpgsqlException or TimeoutException or IOException)
            {
                Volatile.Write(ref judgesFrom, long.MaxValue); // who cannot be seen itself does not judge
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task<bool> ReadClockAsync(Session session)
    {
        await store.Connections.Time.ReadAsync(session);
        return true;
    }

    private async Task ArriveAsync(NpgsqlConnection session)
    {
        await using var batch = Script.Of($"SELECT pg_advisory_lock({KeySql})", name).Add(ArriveSql, name).On(session);
        await batch.ExecuteNonQueryAsync(stopping.Token);
        await using var listen = Script.Of($"SELECT set_config('app.channel', 'entente ' || current_schema(), false)")
            .Add("DO $$ BEGIN EXECUTE format('LISTEN %I', current_setting('app.channel')); END $$").On(session);
        await listen.ExecuteNonQueryAsync(stopping.Token);
    }

    private async Task WatchAsync()
    {
        var read = Time.GetTimestamp();
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await TellAsync();
                if (Time.GetElapsedTime(read) > ClockPace)
                {
                    await store.Connections.Hints.RunAsync(ReadClockAsync, CancellationToken.None);
                    read = Time.GetTimestamp();
                }

                var buried = Time.GetTimestamp() >= Volatile.Read(ref judgesFrom) ? await peers.BuryDeadAsync(Time.GetUtcNow()) : 0;
                if (buried > 0)
                    Wake();
            }
            catch (StorageException)
            {
                await RestAsync(Pause); // the next look is as good
            }

            await RestAsync(Pace);
        }
    }

    private async Task TellAsync()
    {
        if (store.Signals.Take() is not { Length: > 0 } words)
            return;
        await store.Connections.Hints.RunAsync(Script.Of(NotifySql, name, string.Join('\n', words)), CancellationToken.None);
    }

    private void Hear(string payload)
    {
        var lines = payload.Split('\n');
        if (lines[0] == name)
            return;
        foreach (var word in lines.AsSpan(1))
            if (word == Signals.WakeWord)
                Wake();
            else if (word == Signals.SecretsWord)
                events.SecretsChanged();
            else if (word.StartsWith(Signals.CaseWord, StringComparison.Ordinal))
                events.CaseChanged(word[Signals.CaseWord.Length..]);
    }

    private void Wake()
    {
        store.Stillness.Stir();
        events.Woken();
    }

    private Task RestAsync(TimeSpan rest) =>
        Task.Delay(rest, Time, stopping.Token).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
}
