using System.Text;

using Entente.Core.Journal;
using Entente.Storage.Sqlite;

using Microsoft.Data.Sqlite;

namespace Entente.Unit.Tests.Node.Audit;

/// <summary>What hands can do to a store's file that may write it and have no key; and how it is put back.</summary>
internal static class Tampering
{
    private static readonly string[] Tables = ["audit", "entry", "payload", "lane", "ticket"];

    /// <summary>Keeps what <see cref="Restore"/> puts back.</summary>
    public static void Remember(Session file)
    {
        Run(file, "PRAGMA synchronous=OFF");
        foreach (var table in Tables)
            Run(file, $"CREATE TABLE kept_{table} AS SELECT * FROM {table}");
    }

    public static void Restore(Session file)
    {
        Run(file, "BEGIN");
        foreach (var table in Tables)
            Run(file, $"DELETE FROM {table}; INSERT INTO {table} SELECT * FROM kept_{table}");
        Run(file, "COMMIT");
    }

    /// <summary>A condition for each row of a table that stands in a chain.</summary>
    public static List<string> Keys(Session file, string table)
    {
        var (expression, filter) = table switch
        {
            "audit" => ("'n = ' || n", ""),
            "payload" => ("'id = ' || id", ""),
            "entry" => ("'ticket = ''' || ticket || ''' AND n = ' || n", ""),
            "lane" => ("'from_ticket = ''' || from_ticket || ''' AND seq = ' || seq", ""),
            _ => ("'id = ''' || id || ''''", "WHERE head <> 0"),
        };
        return Rows(file, $"SELECT {expression} FROM {table} {filter} ORDER BY 1", row => row.GetString(0));
    }

    /// <summary>Turns one random bit of a value; false where the file's own rules refuse it, as for a number that is there already.</summary>
    public static bool Flip(Session file, string table, string column, string key, Random random)
    {
        var (type, value) = Rows(file, $"SELECT typeof({column}), CAST({column} AS BLOB) FROM {table} WHERE {key}",
            row => (row.GetString(0), (byte[])row.GetValue(1)))[0];
        try
        {
            if (type == "integer")
            {
                var number = long.Parse(Encoding.UTF8.GetString(value)) ^ (1L << random.Next(63));
                return Run(file, $"UPDATE {table} SET {column} = {number} WHERE {key}") > 0;
            }

            if (value.Length == 0)
                return Run(file, $"UPDATE {table} SET {column} = $1 WHERE {key}", "x") > 0;
            value[random.Next(value.Length)] ^= (byte)(1 << random.Next(8));
            return Run(file, $"UPDATE {table} SET {column} = CAST($1 AS {(type == "text" ? "TEXT" : "BLOB")}) WHERE {key}", value) > 0;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    public static void Swap(Session file, string table, string columns, (string One, string Other) keys)
    {
        var names = columns.Split(' ');
        var one = Rows(file, $"SELECT {string.Join(", ", names)} FROM {table} WHERE {keys.One}", Values)[0];
        var other = Rows(file, $"SELECT {string.Join(", ", names)} FROM {table} WHERE {keys.Other}", Values)[0];
        var set = string.Join(", ", names.Select((name, i) => $"{name} = ${i + 1}"));
        Run(file, $"UPDATE {table} SET {set} WHERE {keys.One}", other);
        Run(file, $"UPDATE {table} SET {set} WHERE {keys.Other}", one);
    }

    /// <summary>Another name in one act, and all hashes after it made to fit.</summary>
    public static void RechainAudit(Session file, long from)
    {
        Run(file, "UPDATE audit SET who = 'somebody else' WHERE n = $1", from);
        foreach (var entry in Chains.Audit(file, from, int.MaxValue))
        {
            var previous = Rows(file, $"SELECT hash FROM audit WHERE n = {entry.N - 1}", row => row.GetString(0)).FirstOrDefault("");
            Run(file, "UPDATE audit SET prev_hash = $1, hash = $2 WHERE n = $3", previous, AuditChain.Hash(entry.N, entry.Act, previous), entry.N);
        }
    }

    /// <summary>One act more at the end, with a hash that fits.</summary>
    public static void AddAct(Session file, AuditAct act)
    {
        var last = Chains.Audit(file, 1, int.MaxValue)[^1];
        var entry = AuditChain.Next((last.N, last.Hash), act);
        Run(
            file, "INSERT INTO audit VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            entry.N, act.At.UtcTicks, act.Who, act.What, act.On, act.Outcome, act.Seal, entry.PreviousHash, entry.Hash);
    }

    /// <summary>Another text in one entry (made, if the ticket ends before it), and all hashes after it and the row made to fit.</summary>
    public static void RechainTicket(Session file, string ticket, long from)
    {
        var entries = Chains.Entries(file, ticket, from - 1, int.MaxValue)
            .Where(stored => stored.TicketId == ticket).Select(stored => stored.Entry).ToList();
        var previous = Rows(file, $"SELECT hash FROM entry WHERE ticket = '{ticket}' AND n = {from - 1}", row => row.GetString(0)).FirstOrDefault("");
        if (entries.Count == 0)
        {
            Run(file, "INSERT INTO payload VALUES (1000000, $1, $2)", Encoding.UTF8.GetBytes("{}"), new byte[16]);
            Run(file, "INSERT INTO entry VALUES ($1, $2, $3, 'read', 1000000, '', '', '')", ticket, from, 1L);
            entries.Add(new JournalEntry(from, new DateTimeOffset(1, TimeSpan.Zero), "read", [], new byte[16], "", ""));
        }

        foreach (var entry in entries)
        {
            var payload = entry.N == from ? Encoding.UTF8.GetBytes("""{"n":"forged"}""") : entry.Payload;
            var payloadHash = EntryChain.PayloadHash(entry.Salt, payload);
            var hash = EntryChain.Hash(ticket, entry.N, entry.At, entry.Kind, payloadHash, previous);
            Run(file, $"UPDATE payload SET body = $1 WHERE id = (SELECT payload FROM entry WHERE ticket = '{ticket}' AND n = {entry.N})", payload);
            Run(file, $"UPDATE entry SET payload_hash = $1, prev_hash = $2, hash = $3 WHERE ticket = '{ticket}' AND n = {entry.N}",
                payloadHash, previous, hash);
            previous = hash;
        }

        Run(file, $"UPDATE ticket SET head = $1, head_hash = $2 WHERE id = '{ticket}'", entries[^1].N, previous);
    }

    /// <summary>Another content in one envelope (made, if the lane ends before it), and all hashes after it made to fit.</summary>
    public static void RechainLane(Session file, string from, long seq)
    {
        var lane = Chains.Lanes(file, null, int.MaxValue).Where(message => message.FromTicket == from).ToList();
        var previous = seq > 1 ? lane[(int)seq - 2] : null;
        if (seq > lane.Count)
        {
            lane.Add(lane[^1] with { Seq = seq });
            Run(
                file, $"INSERT INTO lane SELECT twin, from_ticket, epoch, {seq}, to_ticket, kind, envelope, '', '', 0 "
                + $"FROM lane WHERE from_ticket = '{from}' AND seq = {seq - 1}");
        }

        foreach (var message in lane.Where(message => message.Seq >= seq))
        {
            var envelope = message.Seq == seq ? Encoding.UTF8.GetBytes("forged") : message.Envelope;
            var anew = message with { Envelope = envelope, PreviousHash = previous?.Hash ?? "" };
            anew = anew with { Hash = EntryChain.LaneHash(anew) };
            Run(
                file, $"UPDATE lane SET envelope = $1, prev_hash = $2, hash = $3 WHERE from_ticket = '{from}' AND seq = {anew.Seq}",
                anew.Envelope, anew.PreviousHash, anew.Hash);
            previous = anew;
        }
    }

    public static int Run(Session file, string sql, params object[] values)
    {
        using var command = file.Connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
            command.Parameters.AddWithValue($"${i + 1}", values[i]);
        return command.ExecuteNonQuery();
    }

    private static List<T> Rows<T>(Session file, string sql, Func<SqliteDataReader, T> read)
    {
        using var command = file.Connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }

    private static object[] Values(SqliteDataReader row)
    {
        var values = new object[row.FieldCount];
        row.GetValues(values);
        return values;
    }
}
