using Entente.Storage;
using Entente.Storage.Sqlite;

namespace Entente.Node.Doctor;

/// <summary>Whether this program and the store in a data folder fit, before the store is opened: opening may bring it up to date.</summary>
public static class StoreChecks
{
    public static IEnumerable<Finding> Run(string dataFolder)
    {
        return [Of(DataFolder.Store(dataFolder))];
    }

    private static Finding Of(string path)
    {
        try
        {
            return StoreSchema.Read(path) switch
            {
                null => Finding.Note("store.none", path, "There is no store yet; `entente up` makes one."),
                { Different: [var first, ..] } => Finding.Wrong(
                    "store.schema", path, $"Migration {first} of this program is not the one that made the store.",
                    "Start the release that made it, or restore a backup."),
                { Behind: { Count: > 0 } behind } => Finding.Note(
                    "store.behind", path, $"The store is {behind.Count} migrations behind this program; the next start brings it up to date."),
                { Ahead: { Count: > 0 } ahead } => Finding.Note(
                    "store.ahead", path, $"A newer program made {ahead.Count} migrations that this one does not know; it can go on with them."),
                _ => Finding.Ok("store.version", path, "The store has this program's schema."),
            };
        }
        catch (StorageException refusal) when (refusal.Fault == StorageFault.TooNew)
        {
            return Finding.Wrong("store.too-new", path, refusal.Message, "Do what the message names: nothing is lost.");
        }
        catch (StorageException failure)
        {
            return Finding.Wrong("store.broken", path, failure.Message, "Check the disk; restore the newest backup if the file is damaged.");
        }
    }
}
