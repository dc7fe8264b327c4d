using System.Text;

using Microsoft.Data.Sqlite;

namespace Entente.Bench;

/// <summary>
/// What a change costs beside other twins: the same load on stores of several sizes, in alternation. The others are the rows of one real twin under
/// other ids, spread over the keys as hashes are; the tickets that change are cold at first and lie among them.
/// </summary>
internal sealed class TwinMeasure(BenchOptions options, TimeProvider time)
{
    private static readonly string[] Keyed = ["ticket", "entry", "state_copy", "side", "change"];

    public async Task<string> RunAsync(int largest, CancellationToken cancellation)
    {
        var sizes = new List<int>();
        for (var size = 1000; size <= largest; size *= 10)
            sizes.Add(size);
        var text = new StringBuilder("| other twins | processor time a change, ms | spread | pages read a change |\n|---:|---:|---:|---:|\n");
        var found = sizes.ToDictionary(size => size, _ => new List<(double Cpu, double Pages)>());
        for (var round = -1; round < options.Rounds; round++)
            foreach (var size in sizes)
            {
                var measured = await MeasureAsync(size, cancellation);
                if (round >= 0)
                    found[size].Add(measured);
            }

        foreach (var size in sizes)
        {
            var (cpu, pages) = (found[size].Select(f => f.Cpu).ToArray(), found[size].Select(f => f.Pages).ToArray());
            text.AppendLine($"| {size} | {People.Share(cpu, 0.5):F3} | {cpu.Min():F3} to {cpu.Max():F3} | {People.Share(pages, 0.5):F2} |");
        }

        return text.ToString();
    }

    private async Task<(double Cpu, double Pages)> MeasureAsync(int size, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("entente-bench-").FullName;
        try
        {
            var trackers = (Source: new MemoryTracker("zd", time), Target: new MemoryTracker("jr", time));
            var connectors = (new MemoryConnector(trackers.Source, "zendesk"), new MemoryConnector(trackers.Target, "jira"));
            await using (var first = await HubContender.StartAsync(folder, options, connectors, time))
            {
                var one = new Traffic(options with { Tickets = 1, Changes = 4 }, trackers.Source, first, time);
                await one.RaiseAsync(cancellation);
                await one.RunAsync(cancellation);
            }

            Multiply(Path.Combine(folder, "hub.db"), size);
            await using var hub = await HubContender.StartAsync(folder, options, connectors, time);
            var traffic = new Traffic(options, trackers.Source, hub, time);
            await traffic.RaiseAsync(cancellation);
            GC.Collect();
            var (cpu, read) = (Environment.CpuUsage.TotalTime, BytesRead());
            await traffic.RunAsync(cancellation);
            return ((Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / options.Changes, (BytesRead() - read) / 4096.0 / options.Changes);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Multiply(string path, int size)
    {
        using var file = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        file.Open();
        using var command = file.CreateCommand();
        var sql = new StringBuilder("PRAGMA synchronous=OFF; BEGIN;"
            + "CREATE TEMP TABLE copy AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + size + ")"
            + " SELECT i, lower(hex(randomblob(32))) AS id FROM n ORDER BY id;");
        foreach (var table in Keyed)
            sql.Append(Copy(file, table));
        command.CommandText = sql.Append("COMMIT;").ToString();
        command.CommandTimeout = 0;
        command.ExecuteNonQuery();
    }

    /// <summary>Rows of both tickets under ids of their own; what must be unique is, and nothing of it is due.</summary>
    private static string Copy(SqliteConnection file, string table)
    {
        using var command = file.CreateCommand();
        command.CommandText = $"SELECT group_concat(name) FROM pragma_table_info('{table}')";
        var columns = ((string)command.ExecuteScalar()!).Split(',');
        var values = columns.Select(column => column switch
        {
            "id" or "ticket" => $"substr(copy.id, 1, 16) || substr(t.{column}, 17)",
            "native_id" => "t.native_id || '-' || copy.i",
            "due" => "NULL",
            _ => $"t.{column}",
        });
        return $"INSERT INTO {table} ({string.Join(',', columns)}) SELECT {string.Join(',', values)} FROM copy CROSS JOIN {table} AS t;";
    }

    /// <summary>Bytes that this process read from files, whether the system had them in memory or not.</summary>
    private static long BytesRead() =>
        long.Parse(File.ReadLines("/proc/self/io").First(line => line.StartsWith("rchar:", StringComparison.Ordinal)).AsSpan(7));
}
