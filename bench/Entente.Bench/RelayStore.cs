using System.Threading.Channels;

using Microsoft.Data.Sqlite;

namespace Entente.Bench;

/// <summary>One row an event, durable on return: one thread writes and commits together what waits, as the hub's store does.</summary>
internal sealed class RelayStore : IAsyncDisposable
{
    private readonly Channel<Row> queue = Channel.CreateUnbounded<Row>(new UnboundedChannelOptions { SingleReader = true });
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SqliteConnection connection;

    public RelayStore(string path)
    {
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        connection.Open();
        Run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL");
        Run("CREATE TABLE event (delivery TEXT PRIMARY KEY, ticket TEXT NOT NULL, twin TEXT NOT NULL, fields TEXT NOT NULL) WITHOUT ROWID");
        new Thread(Work) { IsBackground = true, Name = "relay writer" }.Start();
    }

    public async Task AddAsync(string delivery, string ticket, string twin, string fields)
    {
        var row = new Row(delivery, ticket, twin, fields, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await queue.Writer.WriteAsync(row);
        await row.Written.Task;
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await ended.Task;
        await connection.DisposeAsync();
    }

    private void Work()
    {
        Write();
        ended.SetResult();
    }

    private void Write()
    {
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO event (delivery, ticket, twin, fields) VALUES ($1, $2, $3, $4)";
        for (var i = 1; i <= 4; i++)
            insert.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        var group = new List<Row>();
        while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (queue.Reader.TryRead(out var row))
                group.Add(row);
            Commit(insert, group);
            group.Clear();
        }
    }

    private void Commit(SqliteCommand insert, List<Row> group)
    {
        using (var transaction = connection.BeginTransaction())
        {
            insert.Transaction = transaction;
            foreach (var row in group)
            {
                insert.Parameters[0].Value = row.Delivery;
                insert.Parameters[1].Value = row.Ticket;
                insert.Parameters[2].Value = row.Twin;
                insert.Parameters[3].Value = row.Fields;
                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        foreach (var row in group)
            row.Written.SetResult();
    }

    private void Run(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private sealed record Row(string Delivery, string Ticket, string Twin, string Fields, TaskCompletionSource Written);
}
