using Microsoft.Data.Sqlite;

namespace Entente.Storage.Sqlite;

/// <summary>
/// Commits operations together: one sync of the disk pays for all that waited. Each runs in a savepoint of its own, so a refused one does not undo its
/// neighbours, and none is answered before COMMIT returned.
/// </summary>
internal sealed class GroupCommit(Session session, StoreHealth health)
{
    public void Run(List<WriteOperation> group)
    {
        try
        {
            session["BEGIN IMMEDIATE"].Run();
            foreach (var operation in group)
                Apply(operation);
            session["COMMIT"].Run();
        }
        catch (SqliteException failure)
        {
            Abandon(group, failure);
            return;
        }

        foreach (var operation in group)
            operation.Complete();
    }

    private void Apply(WriteOperation operation)
    {
        session["SAVEPOINT operation"].Run();
        try
        {
            operation.Apply();
        }
        catch (Exception refusal) when (refusal is not SqliteException failure || WriteFailures.Decide(failure) == WriteAction.RefuseOperation)
        {
            session["ROLLBACK TO operation"].Run();
            operation.Refuse(refusal is SqliteException failed ? WriteFailures.Describe(failed) : refusal);
        }

        session["RELEASE operation"].Run();
    }

    private void Abandon(List<WriteOperation> group, SqliteException failure)
    {
        var isPassing = WriteFailures.Decide(failure) == WriteAction.RefuseGroup && TryRollBack();
        var because = isPassing ? WriteFailures.Describe(failure) : WriteFailures.Broken(failure);
        if (!isPassing)
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
