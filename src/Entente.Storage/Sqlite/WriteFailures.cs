using Microsoft.Data.Sqlite;

namespace Entente.Storage.Sqlite;

/// <summary>What a failed statement means for the writer.</summary>
internal enum WriteAction
{
    /// <summary>The one operation was wrong; its neighbours are not touched.</summary>
    RefuseOperation,

    /// <summary>Nothing of this transaction is written; the next may succeed.</summary>
    RefuseGroup,

    /// <summary>What is on disk is unknown: nothing more is taken.</summary>
    Stop,
}

/// <summary>The writer's answer to each error of SQLite (https://www.sqlite.org/rescode.html).</summary>
internal static class WriteFailures
{
    private const int Error = 1;
    private const int Busy = 5;
    private const int Locked = 6;
    private const int Full = 13;
    private const int TooBig = 18;
    private const int Constraint = 19;
    private const int Corrupt = 11;

    // Somebody kept the log's locks for so long that SQLite gave up asking for them; nothing was written.
    private const int Protocol = 15;

    // The index of the log could not grow: no space either, and nothing was written yet.
    private const int SharedMemorySize = 10 | (19 << 8);

    /// <summary>Whatever is not known to be harmless stops the writer: a failed sync may not be tried again (RELIABILITY D03).</summary>
    public static WriteAction Decide(int code, int extendedCode) => (code, extendedCode) switch
    {
        (Error or TooBig or Constraint, _) => WriteAction.RefuseOperation,
        (Full or Busy or Locked or Protocol, _) or (_, SharedMemorySize) => WriteAction.RefuseGroup,
        _ => WriteAction.Stop,
    };

    public static WriteAction Decide(SqliteException failure) => Decide(failure.SqliteErrorCode, failure.SqliteExtendedErrorCode);

    public static Exception Describe(SqliteException failure) => Decide(failure) switch
    {
        WriteAction.RefuseOperation => new InvalidOperationException($"The store refused a row: {failure.Message}", failure),
        WriteAction.RefuseGroup when failure.SqliteErrorCode is Busy or Locked or Protocol =>
            new StorageException(StorageFault.Busy, "The store's file is locked. Nothing was written; try again.", failure),
        WriteAction.RefuseGroup =>
            new StorageException(StorageFault.DiskFull, "The disk is full. Nothing was written; the store goes on when there is space.", failure),
        WriteAction.Stop => Broken(failure),
    };

    /// <summary>A read changes nothing, so a failed one stops nothing else: what is damaged is told to who asked for it.</summary>
    public static StorageException DescribeRead(SqliteException failure) => failure.SqliteErrorCode switch
    {
        Busy or Locked or Protocol => new StorageException(StorageFault.Busy, "The store's file is locked. Try again.", failure),
        Corrupt => new StorageException(
            StorageFault.RecordDamaged, $"A page of the store is damaged: {failure.Message} Check the disk, then restore a backup.", failure),
        _ => new StorageException(StorageFault.Broken, $"The store cannot be read: {failure.Message} Check the disk, then start again.", failure),
    };

    public static StorageException Broken(SqliteException failure) => new(
        StorageFault.Broken, $"The store stopped, since its file cannot be relied on: {failure.Message} Check the disk, then start again.", failure);
}
