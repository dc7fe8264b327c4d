using Npgsql;

namespace Entente.Storage.Postgres;

/// <summary>
/// Brings a schema to this program's shape: the numbered scripts beside this file, each once, each in a transaction of its own with the row that
/// says so, so that one that was killed half-way begins again (RELIABILITY D12). Nodes that start together take turns. A schema that a newer program
/// migrated is taken when that only added (<see cref="MigrationMark"/>).
/// </summary>
internal static class Migrations
{
    private const string TurnSql = "SELECT pg_advisory_xact_lock(hashtextextended('entente migrations ' || $1, 0))";

    // Roles belong to the whole server, so another schema or database may have made them; or is making them just now.
    private const string RolesSql = """
        DO $$
        DECLARE name text;
        BEGIN
          FOREACH name IN ARRAY ARRAY['entente_engine', 'entente_reader'] LOOP
            BEGIN
              IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN EXECUTE format('CREATE ROLE %I NOLOGIN', name); END IF;
            EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
            END;
            IF NOT pg_has_role(current_user, name, 'MEMBER') THEN EXECUTE format('GRANT %I TO CURRENT_USER', name); END IF;
          END LOOP;
        END $$
        """;

    public static async Task RunAsync(NpgsqlConnection connection)
    {
        var schema = new NpgsqlConnectionStringBuilder(connection.ConnectionString).SearchPath!;
        await InTurnAsync(connection, schema, async () =>
        {
            if (await FirstAsync(connection, "SELECT nspname::text FROM pg_namespace WHERE nspname = $1", schema) is null)
                await RunAsync(connection, $"CREATE SCHEMA \"{schema.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        });
        await InTurnAsync(connection, schema, async () =>
        {
            await RunAsync(connection, RolesSql);
            await RunAsync(connection, "CREATE TABLE IF NOT EXISTS migration (name text PRIMARY KEY, hash text NOT NULL)");
            await RunAsync(connection, "ALTER TABLE migration ADD COLUMN IF NOT EXISTS readable_since text");
            MigrationMark.Require(Newest, await UnknownAsync(connection));
        });
        foreach (var script in Scripts)
            await InTurnAsync(connection, schema, () => MigrateAsync(connection, script));
    }

    private static IEnumerable<MigrationScript> Scripts => MigrationScript.In("Postgres/Migrations/");

    private static string Newest => Scripts.Last().Name;

    private static async Task<List<(string Name, string? ReadableSince)>> UnknownAsync(NpgsqlConnection connection)
    {
        await using var command =
            Command(connection, "SELECT name, readable_since FROM migration WHERE name COLLATE \"C\" > $1 ORDER BY name", Newest);
        await using var rows = await command.ExecuteReaderAsync();
        return await rows.AllAsync(row => (row.GetString(0), row.TextOrNull(1)));
    }

    private static async Task MigrateAsync(NpgsqlConnection connection, MigrationScript script)
    {
        var done = await FirstAsync(connection, "SELECT hash FROM migration WHERE name = $1", script.Name);
        if (done == script.Hash)
            return;
        if (done is not null)
            throw new StorageException(
                StorageFault.SchemaChanged,
                $"Migration {script.Name} is not the one that made this schema. Start the release that did, or restore a backup.");
        await RunAsync(connection, script.Text);
        await RunAsync(
            connection, "INSERT INTO migration (name, hash, readable_since) VALUES ($1, $2, $3)", script.Name, script.Hash, script.ReadableSince);
    }

    private static async Task InTurnAsync(NpgsqlConnection connection, string schema, Func<Task> step)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await RunAsync(connection, TurnSql, schema);
        await step();
        await transaction.CommitAsync();
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, params string[] arguments)
    {
        await using var command = Command(connection, sql, arguments);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string?> FirstAsync(NpgsqlConnection connection, string sql, string argument)
    {
        await using var command = Command(connection, sql, argument);
        return (string?)await command.ExecuteScalarAsync();
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params string[] arguments)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // every text is of this file, of an embedded script, or a quoted name
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var argument in arguments)
            command.Parameters.Add(((Argument)argument).ToParameter());
        return command;
    }
}
