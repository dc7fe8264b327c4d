using System.Text.Json;

using Entente.Sandbox.ServiceNow.World;

namespace Entente.Sandbox.ServiceNow.Load;

/// <summary>
/// Takes task records as the Table API returned them, in any of its shapes. A record keeps its sys_id where that is free, its number and its
/// stamps; tables, columns and what it refers to are made where they are missing. No rule runs, no message goes out.
/// </summary>
internal sealed class ServiceNowLoad(ServiceNowInstance instance, DateTimeOffset now)
{
    private readonly SortedDictionary<string, int> created = new(StringComparer.Ordinal);

    private readonly List<string> notTaken = [];

    private int taken;

    private int renumbered;

    public LoadReport Take(IEnumerable<string> lines)
    {
        foreach (var (place, line) in lines.Index())
            if (!string.IsNullOrWhiteSpace(line))
                TakeLine(line, place + 1);
        return new("servicenow", taken, renumbered, created, notTaken);
    }

    private void TakeLine(string line, int number)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var record = document.RootElement;
            if (record.ValueKind == JsonValueKind.Object && record.TryGetProperty("result", out var result))
                record = result;
            if (record.ValueKind == JsonValueKind.Object)
                TakeRecord(record, number);
            else
                notTaken.Add($"line {number}: not an object");
        }
        catch (JsonException malformed)
        {
            notTaken.Add($"line {number}: not JSON: {malformed.Message}");
        }
    }

    private void TakeRecord(JsonElement source, int line)
    {
        var values = new SortedDictionary<string, LoadedValue>(StringComparer.Ordinal);
        foreach (var member in source.EnumerateObject())
            values[member.Name] = LoadedValue.Read(member.Value);
        if (Value("number").Length == 0)
        {
            notTaken.Add($"line {line}: number: missing, so it is no record of work");
            return;
        }
        var columns = new LoadedColumns(instance, now, Count);
        var table = columns.Table(Value("sys_class_name"), Value("number"));
        var isFree = Value("sys_id").Length > 0 && instance.Find(table.Name, Value("sys_id")) is null;
        var made = instance.Draft(table, isFree ? Value("sys_id") : null);
        foreach (var (name, value) in values.Where(each => each.Key is not ("sys_id" or "sys_class_name")))
            if (columns.Take(made, name, value) is { } reason)
                notTaken.Add($"line {line}: {name}: {reason}");
        Complete(made);
        instance.Store(made);
        taken++;
        renumbered += isFree ? 0 : 1;

        string Value(string name) => values.TryGetValue(name, out var value) ? value.Value : "";
    }

    /// <summary>What every record has, where the recorded one was cut down to some fields.</summary>
    private void Complete(ServiceNowRecord made)
    {
        made["sys_class_name"] = made.Table.Name;
        var stamp = ServiceNowTime.Write(now);
        foreach (var (name, value) in new[] { ("sys_created_on", stamp), ("sys_updated_on", stamp), ("sys_mod_count", "0") })
            if (made[name].Length == 0)
                made[name] = value;
        if (made.Table.IsA("incident") && made["incident_state"].Length == 0)
            made["incident_state"] = made["state"];
        var digits = made["number"].Length - made["number"].AsSpan().TrimEnd("0123456789").Length;
        if (long.TryParse(made["number"].AsSpan()[^digits..], out var number))
            instance.Reserve(made["number"][..^digits], number);
    }

    private void Count(string kind) => created[kind] = created.GetValueOrDefault(kind) + 1;
}
