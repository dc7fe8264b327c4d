using Npgsql;

namespace Entente.Storage.Postgres;

/// <summary>
/// Statements that go to the server in one round trip and are one transaction there: all or none. Kept as text and values, so that it can be sent
/// again on another connection.
/// </summary>
internal sealed class Script
{
    private readonly List<(string Sql, Argument[] Arguments)> statements = [];

    public Script Add(string sql, params ReadOnlySpan<Argument> arguments)
    {
        statements.Add((sql, arguments.ToArray()));
        return this;
    }

    /// <summary>This script behind another statement.</summary>
    public Script After(string sql, params ReadOnlySpan<Argument> arguments)
    {
        statements.Insert(0, (sql, arguments.ToArray()));
        return this;
    }

    public static Script Of(string sql, params ReadOnlySpan<Argument> arguments) => new Script().Add(sql, arguments);

    public NpgsqlBatch On(NpgsqlConnection connection)
    {
        var batch = new NpgsqlBatch(connection);
        foreach (var (sql, arguments) in statements)
        {
            var command = new NpgsqlBatchCommand(sql);
            foreach (var argument in arguments)
                command.Parameters.Add(argument.ToParameter());
            batch.BatchCommands.Add(command);
        }

        return batch;
    }
}
