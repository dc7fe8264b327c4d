using Microsoft.Data.Sqlite;

namespace Entente.Storage.Sqlite;

/// <summary>
/// Moves committed pages from the log to the file on a thread of its own, beside the writer and never inside a commit. A passive pass waits for
/// nobody, so under steady load some of the log always remains and the log grows; when it is long, the writer itself does the short rest between
/// two commits, and starts the log over.
/// </summary>
internal sealed class Checkpointer : IDisposable
{
    /// <summary>64 MiB.</summary>
    private const long LongLogPages = 16_384;

    private const string PassSql = "PRAGMA wal_checkpoint(PASSIVE)";

    private readonly SemaphoreSlim wanted = new(0);
    private readonly Session session;
    private readonly StoreHealth health;
    private readonly int operationsPerPass;
    private readonly Thread thread;
    private volatile bool isLogLong;
    private volatile bool isEnding;
    private int operations;

    public Checkpointer(Session session, StoreHealth health, int operationsPerPass)
    {
        this.session = session;
        this.health = health;
        this.operationsPerPass = operationsPerPass;
        thread = new Thread(Work) { IsBackground = true, Name = "journal checkpointer" };
        thread.Start();
    }

    /// <summary>Called by the writer after each group, on its thread with its session.</summary>
    public void Committed(int count, Session writer)
    {
        operations += count;
        if (isLogLong)
        {
            isLogLong = false;
            Pass(writer);
        }

        if (operations < operationsPerPass)
            return;
        operations = 0;
        if (wanted.CurrentCount == 0)
            wanted.Release();
    }

    public void Dispose()
    {
        isEnding = true;
        wanted.Release();
        thread.Join();
        session.Dispose();
        wanted.Dispose();
    }

    private void Work()
    {
        while (true)
        {
            wanted.Wait();
            if (isEnding || health.IsBroken)
                return;
            isLogLong = Pass(session) > LongLogPages;
        }
    }

    /// <returns>How many pages the log holds.</returns>
    private long Pass(Session on)
    {
        try
        {
            return on[PassSql].First(row => row.GetInt64(1));
        }
        catch (SqliteException failure)
        {
            // The log still holds what could not be moved; no space or a lock passes, anything else does not.
            if (WriteFailures.Decide(failure) == WriteAction.Stop)
                health.Break(WriteFailures.Broken(failure));
            return 0;
        }
    }
}
