using Microsoft.Data.Sqlite;

namespace Entente.Storage.Sqlite;

/// <summary>
/// Commits operations together: one sync of the disk pays for all that waited. When one is refused, all begin again, each in a savepoint of its
/// own, so that it does not undo its neighbours: a savepoint copies every page that it touches, and refusals are bugs. None is answered before
/// COMMIT returned.
/// </summary>
internal sealed class GroupCommit(Session session, StoreHealth health, FilePresence presence)
{
    public void Run(List<WriteOperation> group)
    {
        try
        {
            session["BEGIN IMMEDIATE"].Run();
            if (!TryTogether(group))
                foreach (var operation in group)
                    ApplyAlone(operation);
            session["COMMIT"].Run();
        }
        catch (SqliteException failure)
        {
            Abandon(group, failure);
            return;
        }

        if (presence.Missing(session) is { } missing)
            Stop(group, new StorageException(StorageFault.Broken, $"The store stopped: {missing} Restore the file or a backup, then start again."));
        else
            foreach (var operation in group)
                operation.Complete();
    }

    private bool TryTogether(List<WriteOperation> group)
    {
        try
        {
            foreach (var operation in group)
                if (operation.IsWithdrawn)
                    operation.Refuse(new OperationCanceledException());
                else
                    operation.Apply();
            return true;
        }
        catch (Exception refusal) when (IsOfOne(refusal))
        {
            session["ROLLBACK"].Run();
            session["BEGIN IMMEDIATE"].Run();
            return false;
        }
    }

    private void ApplyAlone(WriteOperation operation)
    {
        session["SAVEPOINT operation"].Run();
        try
        {
            operation.Apply();
        }
        catch (Exception refusal) when (IsOfOne(refusal))
        {
            session["ROLLBACK TO operation"].Run();
            operation.Refuse(refusal is SqliteException failed ? WriteFailures.Describe(failed) : refusal);
        }

        session["RELEASE operation"].Run();
    }

    private static bool IsOfOne(Exception refusal) =>
        refusal is not SqliteException failure || WriteFailures.Decide(failure) == WriteAction.RefuseOperation;

    private void Abandon(List<WriteOperation> group, SqliteException failure)
    {
        var isPassing = WriteFailures.Decide(failure) == WriteAction.RefuseGroup && TryRollBack();
        if (!isPassing)
            Stop(group, WriteFailures.Broken(failure));
        else
            foreach (var operation in group)
                operation.Fail(WriteFailures.Describe(failure));
    }

    private void Stop(List<WriteOperation> group, StorageException because)
    {
        health.Break(because);
        foreach (var operation in group)
            operation.Fail(because);
    }

    private bool TryRollBack()
    {
        try
        {
            // SQLite may have rolled back by itself, e.g. when the disk is full.
            if (SQLitePCL.raw.sqlite3_get_autocommit(session.Connection.Handle) == 0)
                session["ROLLBACK"].Run();
            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }
}
