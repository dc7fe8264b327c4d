using Entente.Core.Journal;
using Entente.Storage.Copies;
using Entente.Storage.Postgres;

namespace Entente.Conformance.Tests.Storage;

public sealed class PostgresCopyConformance : CopyConformance
{
    /// <summary>Tables of the schema that no copy has, each with the reason.</summary>
    private static readonly Dictionary<string, string> LeftOut = new(StringComparer.Ordinal)
    {
        ["migration"] = "says how the schema is laid out, not what it holds",
        ["wake"] = "folded into the canonical ticket",
        ["budget"] = "refills within a minute",
        ["upload"] = "attachments are parts of their own",
        ["blob"] = "attachments are parts of their own",
        ["chunk"] = "attachments are parts of their own",
        ["secret"] = "sealed secrets are parts of their own",
        ["node"] = "who runs now",
        ["duty"] = "who runs now",
    };

    private readonly Dictionary<string, PostgresSchema> schemas;
    private readonly Dictionary<string, PostgresAddress> addresses = new(StringComparer.Ordinal);

    public PostgresCopyConformance(PostgresRun run) => schemas = new(StringComparer.Ordinal)
    {
        ["source"] = run.NextSchema(),
        ["target"] = run.NextSchema(),
    };

    [Fact] // a new table needs the decision whether backups carry it
    public async Task Every_table_is_copied_or_left_out_for_a_reason()
    {
        await using (await OpenAsync("source"))
        {
        }

        var expected = StoreTables.All.Select(table => table.Name).Concat(LeftOut.Keys);
        await using var connection = await schemas["source"].ConnectAsync();
        await using var command = new Npgsql.NpgsqlCommand("SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()", connection);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var found = new List<string>();
        while (await reader.ReadAsync(Cancellation))
            found.Add(reader.GetString(0));
        found.Order(StringComparer.Ordinal).ShouldBe(expected.Order(StringComparer.Ordinal));
    }

    protected override async Task<IJournal> OpenAsync(string name)
    {
        await AddressOfAsync(name);
        return await schemas[name].OpenAsync();
    }

    protected override IStoreCopy CopyOf(string name) => new PostgresCopy(AddressOfAsync(name).GetAwaiter().GetResult(), TimeProvider.System);

    private async Task<PostgresAddress> AddressOfAsync(string name) =>
        addresses.TryGetValue(name, out var known) ? known : addresses[name] = await schemas[name].AddressAsync();
}
