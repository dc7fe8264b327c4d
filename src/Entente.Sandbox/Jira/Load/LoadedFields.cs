using System.Text.Json;

using Entente.Sandbox.Jira.Fields;
using Entente.Sandbox.Jira.RichText;
using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira.Load;

/// <summary>
/// Gives every recorded field a place: a field of the site where the id and the shape agree, a new one otherwise. Names come from
/// recorded changelogs, the only place where a plain recording tells them.
/// </summary>
internal sealed class LoadedFields(JiraWorld world, LoadedLists lists, LoadJournal journal)
{
    /// <summary>Read by <see cref="LoadedIssue"/> in ways of their own.</summary>
    private static readonly string[] Own = ["created", "updated", "comment", "attachment", "issuelinks", "subtasks", "project", "parent"];

    private readonly SortedDictionary<string, JiraField> places = new(StringComparer.Ordinal);

    public void Prepare(IReadOnlyList<LoadedRecord> records)
    {
        var names = Names(records);
        foreach (var group in records.SelectMany(record => record.Fields.EnumerateObject().Select(member => (record, member)))
            .Where(pair => !Own.Contains(pair.member.Name))
            .GroupBy(pair => pair.member.Name)
            .OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var values = group.Select(pair => pair.member.Value).Where(value => value.ValueKind != JsonValueKind.Null);
            places[group.Key] = Place(group.Key, FieldInference.Of(values), names, group.First().record.Line);
        }
    }

    /// <summary>The stored form of a recorded value, by the field that takes it.</summary>
    public IEnumerable<KeyValuePair<string, JsonElement>> Values(LoadedRecord record)
    {
        foreach (var member in record.Fields.EnumerateObject())
        {
            if (Own.Contains(member.Name) || !places.TryGetValue(member.Name, out var field))
                continue;
            if (member.Value.ValueKind == JsonValueKind.Null)
            {
                if (!field.IsEverywhere)
                    yield return new(field.Id, member.Value);
            }
            else if (Stored(record, field, member.Value) is { } stored)
            {
                yield return new(field.Id, stored);
            }
            else
            {
                journal.NotTaken(record.Line, "fields." + member.Name, $"not a value of the shape {field.Shape}");
            }
        }
    }

    private static SortedDictionary<string, string> Names(IReadOnlyList<LoadedRecord> records)
    {
        var names = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var record in records)
        {
            if (record.Root.Child("names") is { ValueKind: JsonValueKind.Object } told)
            {
                foreach (var member in told.EnumerateObject())
                    names.TryAdd(member.Name, member.Value.ToString());
            }

            foreach (var item in LoadedIssue.Histories(record).SelectMany(history => LoadedIssue.List(history, "items")))
            {
                if (item.Member("fieldId") is { } id && item.Member("field") is { } name)
                    names.TryAdd(id, name);
            }
        }

        return names;
    }

    private JiraField Place(string id, FieldShape? inferred, SortedDictionary<string, string> names, int line)
    {
        var known = world.Fields.Find(id);
        if (known is not null && (known.CustomId is null || inferred is null || known.Shape == inferred || known.Shape == FieldShape.Raw))
            return known;
        var shape = inferred ?? FieldShape.Raw;
        var name = names.GetValueOrDefault(id, id);
        var isCustom = long.TryParse(id.StartsWith("customfield_", StringComparison.Ordinal) ? id["customfield_".Length..] : "", out var number);
        if (known is not null)
        {
            var place = Add(JiraField.Custom(FreeNumber(), name, shape));
            journal.NotTaken(line, "fields." + id, $"its id: the site has another field of that id, so it is kept as {place.Id}");
            return place;
        }

        return Add(isCustom ? JiraField.Custom(number, name, shape) : new(id, name, FieldShape.Raw));
    }

    private JiraField Add(JiraField field)
    {
        var added = field with { IsEverywhere = false, IsOnCreateScreen = false };
        world.Fields.Add(added);
        journal.Created(field.CustomId is null ? "fields" : "customFields");
        return added;
    }

    private long FreeNumber() => world.Fields.All.Max(field => field.CustomId ?? 0) + 1;

    private JsonElement? Stored(LoadedRecord record, JiraField field, JsonElement value) => field.Shape switch
    {
        FieldShape.RichText => value.ValueKind == JsonValueKind.String ? WikiAdf.Parse(value.GetString()!) : AdfDocument.IsDocument(value) ? value : null,
        FieldShape.Instant => value.ValueKind == JsonValueKind.String && JiraInstant.TryParse(value.GetString()!, out var instant) ? JiraInstant.Stored(instant) : null,
        FieldShape.Person => Text(lists.Person(value, record.Host)),
        FieldShape.Priority => Text(lists.Priority(value).Id),
        FieldShape.Resolution => Text(lists.Resolution(value).Id),
        FieldShape.IssueType => Text(lists.IssueType(value).Id),
        FieldShape.Status => Text(lists.Status(value).Id),
        FieldShape.Option => Text(Option(field, value)),
        FieldShape.Options => JiraJson.Element(value.EnumerateArray().Select(each => Option(field, each))),
        FieldShape.Labels => value.ValueKind == JsonValueKind.Array ? value : null,
        FieldShape.Text or FieldShape.Date => value.ValueKind == JsonValueKind.String ? value : null,
        FieldShape.Number => value.ValueKind == JsonValueKind.Number ? value : null,
        _ => value,
    };

    private static JsonElement? Text(string? text) => text is null ? null : JiraJson.Element(text);

    private string Option(JiraField field, JsonElement value)
    {
        var text = value.Member("value")!;
        if (field.Options.Find(option => option.Value == text) is { } known)
            return known.Id;
        var id = value.Member("id")!;
        if (field.Options.Exists(option => option.Id == id))
            id = world.NextId("option").ToString();
        field.Options.Add(new(id, text));
        return id;
    }
}
