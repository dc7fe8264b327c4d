using Npgsql;

namespace Entente.Storage.Postgres;

/// <summary>What a failed attempt means for its operation.</summary>
internal enum FailureAction
{
    /// <summary>Nothing was written, another transaction was in the way: the whole is run again (RELIABILITY D09).</summary>
    RunAgain,

    /// <summary>The server went away, perhaps after it did what was asked: connect again, look, go on (D07).</summary>
    Reconnect,

    /// <summary>Nothing was written, and again would be the same.</summary>
    Refuse,
}

/// <summary>The store's answer to each error of PostgreSQL (https://www.postgresql.org/docs/15/errcodes-appendix.html).</summary>
internal static class Failures
{
    /// <summary>Raised by our own statements: another owner has the ticket, or its head is another.</summary>
    public const string Fenced = "EN001";

    /// <summary>Raised by our own statements: what was asked for is a bug of the caller.</summary>
    public const string Bug = "EN002";

    private const string IdleInTransactionTimeout = "25P03";

    public static FailureAction Decide(Exception failure) => failure switch
    {
        PostgresException refusal => Decide(refusal.SqlState),
        NpgsqlException or TimeoutException or IOException => FailureAction.Reconnect,
        _ => FailureAction.Refuse,
    };

    public static FailureAction Decide(string code) => code switch
    {
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable
            or PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.OutOfMemory => FailureAction.RunAgain,
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.TooManyConnections or IdleInTransactionTimeout
            or PostgresErrorCodes.ReadOnlySqlTransaction => FailureAction.Reconnect, // read only: a standby that is not promoted yet
        _ => code.StartsWith("08", StringComparison.Ordinal) ? FailureAction.Reconnect : FailureAction.Refuse,
    };

    /// <summary>What the caller is told when nothing more is tried.</summary>
    public static Exception Describe(Exception failure) => failure switch
    {
        PostgresException { SqlState: Bug } bug => new InvalidOperationException(bug.MessageText, bug),
        PostgresException { SqlState: ['2', '2' or '3', ..] } bug =>
            new InvalidOperationException($"The store refused a row: {bug.MessageText}", bug),
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } full => new StorageException(
            StorageFault.DiskFull, "PostgreSQL has no disk space. Nothing was written; the store goes on when there is space.", full),
        PostgresException other when Decide(other) == FailureAction.RunAgain => new StorageException(
            StorageFault.Busy, $"PostgreSQL is too busy: {other.MessageText}. Nothing was written; try again.", other),
        PostgresException other when Decide(other) == FailureAction.Refuse => new StorageException(
            StorageFault.Broken, $"PostgreSQL refused: {other.MessageText} ({other.SqlState}).", other),
        NpgsqlException or TimeoutException or IOException => new StorageException(
            StorageFault.Unreachable, $"PostgreSQL does not answer: {failure.Message} The node goes on when it does.", failure),
        _ => failure,
    };
}
