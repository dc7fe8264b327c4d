namespace Entente.Storage;

/// <summary>What went wrong with a store, by what the operator can do about it.</summary>
public enum StorageFault
{
    /// <summary>
    /// No space: this operation was refused whole, the store goes on and takes the next when there is space again (RELIABILITY D02).
    /// </summary>
    DiskFull,

    /// <summary>Locked for longer than the store waits: this operation was refused whole and may be tried again (D05).</summary>
    Busy,

    /// <summary>
    /// A write, sync or read failed, so what is on disk is unknown: the store takes nothing more until the process starts again (D03, D04,
    /// D14).
    /// </summary>
    Broken,

    /// <summary>A ticket's record is not what was written: that ticket is refused, the others go on (D04).</summary>
    RecordDamaged,

    /// <summary>
    /// The database does not answer. An append of which nobody knows whether it was made is decided by the ticket's next owner (D07).
    /// </summary>
    Unreachable,

    /// <summary>Another process has the store open (D10).</summary>
    InUse,

    /// <summary>The schema in the file is not the one that this program's migrations made.</summary>
    SchemaChanged,

    /// <summary>A newer release changed the store in a way that this one cannot read.</summary>
    TooNew,

    /// <summary>A copy was to be written into a store that holds something already: nothing is ever mixed.</summary>
    NotEmpty,

    /// <summary>A blob is longer than the caller allowed.</summary>
    BlobTooLarge,

    /// <summary>No blob of that hash.</summary>
    BlobMissing,

    /// <summary>A blob's bytes are no longer those of its hash.</summary>
    BlobDamaged,
}

/// <summary>A failure of the disk or the database, never of what was asked: that is an <see cref="InvalidOperationException"/>.</summary>
public sealed class StorageException : Exception
{
    public StorageException(StorageFault fault, string message, Exception? inner = null)
        : base(message, inner) => Fault = fault;

    public StorageFault Fault { get; }

    /// <summary>Registered code: <c>storage.disk-full</c>.</summary>
    public string Code => Fault switch
    {
        StorageFault.DiskFull => "storage.disk-full",
        StorageFault.Busy => "storage.busy",
        StorageFault.Broken => "storage.broken",
        StorageFault.RecordDamaged => "storage.record-damaged",
        StorageFault.Unreachable => "storage.unreachable",
        StorageFault.InUse => "storage.in-use",
        StorageFault.SchemaChanged => "storage.schema-changed",
        StorageFault.TooNew => "storage.too-new",
        StorageFault.NotEmpty => "storage.not-empty",
        StorageFault.BlobTooLarge => "storage.blob-too-large",
        StorageFault.BlobMissing => "storage.blob-missing",
        StorageFault.BlobDamaged => "storage.blob-damaged",
    };
}
