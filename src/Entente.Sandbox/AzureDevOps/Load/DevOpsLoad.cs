using System.Text;
using System.Text.Json;

using Entente.Sandbox.AzureDevOps.World;

namespace Entente.Sandbox.AzureDevOps.Load;

/// <summary>
/// Takes recorded work items. Records of many organisations stand side by side here: an id that is taken makes way for a new one, and links
/// are followed within the organisation that they were recorded in.
/// </summary>
internal sealed class DevOpsLoad(Organization organization, DateTimeOffset now)
{
    private readonly LoadJournal journal = new();

    /// <summary>Where a recorded work item stands here: the first record of an organisation and id is meant by links.</summary>
    private readonly SortedDictionary<string, long> places = new(StringComparer.Ordinal);

    public LoadReport Take(IEnumerable<string> lines)
    {
        var records = Read(lines);
        var asked = records.Select(record => record.Id).ToHashSet();
        if (asked.Count > 0)
            organization.ReserveId("workItem", asked.Max());
        foreach (var record in records)
            Place(record);
        foreach (var record in records)
            new LoadedRelations(organization, journal, places).Take(record);
        var renumbered = records.Count(record => record.Item!.Id != record.Id);
        return new("azuredevops", records.Count, renumbered, journal.Created, journal.NotTaken);
    }

    private List<LoadedRecord> Read(IEnumerable<string> lines)
    {
        var records = new List<LoadedRecord>();
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            if (DevOpsJson.Parse(Encoding.UTF8.GetBytes(line.TrimStart('\uFEFF'))) is not { ValueKind: JsonValueKind.Object } json)
                journal.Refuse(number, "$", "no JSON object");
            else if (!json.TryGetProperty("id", out var id) || !id.TryReadId(out var workItemId))
                journal.Refuse(number, "id", "a work item needs an id above 0");
            else if (!json.TryGetProperty("fields", out var fields) || fields.ValueKind != JsonValueKind.Object)
                journal.Refuse(number, "fields", "a work item needs its fields");
            else
                records.Add(new(number, workItemId, json, fields));
        }

        return records;
    }

    private void Place(LoadedRecord record)
    {
        var id = organization.WorkItems.ContainsKey(record.Id) ? organization.NextId("workItem") : record.Id;
        record.Item = new LoadedWorkItem(organization, journal, now).Make(record, id);
        organization.WorkItems.Add(id, record.Item);
        places.TryAdd(record.Place(record.Id), id);
    }
}
