using System.Globalization;
using System.Text.Json;
using Entente.Cel;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.Jira;

/// <summary>
/// Jira's changelog to history steps. Pure. An entry names old and new value by id and by text; lists it tells item by item, so those are
/// rebuilt backwards from the ticket as it is now. What cannot be rebuilt in the form of the snapshot is left out: a comparison of whole states
/// finds it.
/// </summary>
/// <param name="now">The ticket as it came with this changelog.</param>
/// <param name="known">The ticket as the reader knew it.</param>
/// <param name="categories">Category of each status by id, for states that the ticket passed through.</param>
internal sealed class JiraHistory(TicketSnapshot now, TicketSnapshot known, IReadOnlyDictionary<string, string> categories, string hub)
{
    private readonly SortedDictionary<string, CelValue> running = new(now.Fields.ToDictionary(), StringComparer.Ordinal);
    private readonly JiraRichText rich = new(now.Attachments);

    /// <summary>Steps of the entries, oldest first. Entries that touch no field of the snapshot make no step.</summary>
    public IReadOnlyList<HistoryStep> Steps(IEnumerable<JsonElement> entries)
    {
        List<HistoryStep> steps = [];
        foreach (var entry in entries.OrderByDescending(entry => JiraMapping.Number(entry.Id("id") ?? "")))
        {
            var fields = entry.Items("items").Reverse().Select(item => Field(item, entry)).OfType<FieldStep>().Reverse().ToList();
            if (fields.Count > 0)
                steps.Add(new HistoryStep(
                    entry.Id("id") ?? "",
                    entry.Instant("created") ?? now.Updated,
                    JiraPeople.Person(entry.Member("author"), hub),
                    fields,
                    Marker(entry)));
        }

        steps.Reverse();
        return steps;
    }

    /// <summary>The effect that we named in the change's history metadata, which Jira keeps with the entry.</summary>
    public static string? Marker(JsonElement entry) =>
        entry.Member("historyMetadata") is { } metadata && metadata.Text("type") == JiraMapping.MarkerKey
            ? metadata.Member("extraData")?.Text("effect")
            : null;

    /// <summary>The field that an item is about: its id, or what Server calls it.</summary>
    public static string FieldOf(JsonElement item) => item.Text("fieldId") ?? item.Text("field") switch
    {
        "Component" => "components",
        "Fix Version" => "fixVersions",
        "Version" => "versions",
        "Parent" or "IssueParentAssociation" => "parent",
        var name => name ?? "",
    };

    private FieldStep? Field(JsonElement item, JsonElement entry)
    {
        var field = FieldOf(item);
        if (!JiraSchema.IsRead(field) || !running.TryGetValue(field, out var after))
            return null;
        CelValue? before;
        if (field is "components" or "fixVersions" or "versions")
        {
            before = Without(after, item.Text("fromString"), item.Text("toString"));
        }
        else
        {
            before = Side(field, item, "from", entry);
            after = Side(field, item, "to", entry) ?? after;
        }

        if (before is not { } value)
            return null;
        running[field] = value;
        return new FieldStep(field, value, after);
    }

    /// <summary>A list before one item was taken away or added.</summary>
    private static CelValue Without(CelValue after, string? removed, string? added)
    {
        var names = after.AsList().Select(name => name.AsString()).ToList();
        if (added is not null)
            names.Remove(added);
        if (removed is not null)
            names.Add(removed);
        return CelValue.List([.. names.Select(CelValue.String)]);
    }

    private CelValue? Side(string field, JsonElement item, string side, JsonElement entry)
    {
        var id = item.Text(side);
        var text = item.Text(side + "String");
        // Jira spells the text of the new value "toString"; an empty value has neither.
        if (string.IsNullOrEmpty(id) && string.IsNullOrEmpty(text))
            return JiraSchema.Empty(field);
        return field switch
        {
            "summary" => CelValue.String(text ?? ""),
            "description" or "environment" => rich.ReadWiki(text ?? ""),
            "status" => Status(id ?? "", text ?? ""),
            "priority" or "issuetype" or "resolution" => JiraFields.Named(id ?? "", text ?? ""),
            "project" => JiraFields.Project(id ?? "", ProjectKey(entry, side), text ?? ""),
            "assignee" or "reporter" or "creator" => Person(field, id ?? text!, text ?? id!),
            "labels" => CelValue.List([.. (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(CelValue.String)]),
            "parent" => JiraFields.Parent(id ?? "", text ?? ""),
            "duedate" => CelValue.String(id ?? text!),
            _ => Custom(field, id, text),
        };
    }

    private CelValue Status(string id, string name)
    {
        foreach (var seen in (TicketSnapshot[])[now, known])
            if (seen.Fields.TryGetValue("status", out var status) && status.Part("id") == id)
                return JiraFields.Status(id, name, status.Part("category") ?? "");
        return JiraFields.Status(id, name, categories.GetValueOrDefault(id, ""));
    }

    // The changelog has no address; whom the ticket still names keeps the one shown there.
    private CelValue Person(string field, string id, string name)
    {
        foreach (var seen in (TicketSnapshot[])[now, known])
            if (seen.Fields.TryGetValue(field, out var person) && person.Part("id") == id)
                return person;
        return JiraPeople.Value(id, name, null);
    }

    /// <summary>A project's key is told by the issue's old and new key, in the same entry.</summary>
    private static string ProjectKey(JsonElement entry, string side)
    {
        var key = entry.Items("items").FirstOrDefault(item => item.Text("field") == "Key");
        var issue = key.ValueKind == JsonValueKind.Object ? key.Text(side + "String") ?? "" : "";
        return issue.LastIndexOf('-') is > 0 and var dash ? issue[..dash] : "";
    }

    /// <summary>A custom field, in the form that its value has now or had before; null when neither tells the form.</summary>
    private CelValue? Custom(string field, string? id, string? text)
    {
        var form = running[field];
        if (form.IsNull && known.Fields.TryGetValue(field, out var held))
            form = held;
        return form.Kind switch
        {
            CelKind.String => CelValue.String(string.IsNullOrEmpty(id) ? text ?? "" : id),
            CelKind.Int or CelKind.Double when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) =>
                Numeric(number),
            CelKind.Map when form.AsMap().TryGet("value", out _) => CelValue.Map(
                [KeyValuePair.Create("value", CelValue.String(text ?? "")), KeyValuePair.Create("id", CelValue.String(id ?? ""))]),
            CelKind.Map when form.AsMap().TryGet("address", out _) => JiraPeople.Value(id ?? "", text ?? "", null),
            CelKind.Object => rich.ReadWiki(text ?? ""),
            _ => null,
        };
    }

    private static CelValue Numeric(double number) => number == Math.Floor(number) && Math.Abs(number) < 1e15
        ? CelValue.Int((long)number)
        : CelValue.Double(number);
}
