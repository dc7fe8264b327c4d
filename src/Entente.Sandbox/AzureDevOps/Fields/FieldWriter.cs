using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

using Entente.Sandbox.AzureDevOps.RichText;

namespace Entente.Sandbox.AzureDevOps.Fields;

/// <summary>Puts a value that a caller wrote into a draft, in its stored form.</summary>
internal static class FieldWriter
{
    private const int MaxString = 255;
    private const int MaxLongText = 1_048_576;
    private const int MaxTag = 400;

    /// <exception cref="DevOpsRefusal">The field is the server's, or cannot hold the value.</exception>
    public static void Put(DevOpsAct act, WorkItemDraft draft, WorkItemField field, JsonElement value)
    {
        if (field.IsReadOnly && !(act.BypassesRules && field.YieldsToBypass))
            throw RuleErrors.One(field, "ReadOnly", 1);
        draft.Named.Add(field.ReferenceName);
        if (value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined
            || (value.ValueKind == JsonValueKind.String && value.GetString()!.Length == 0))
        {
            draft.Values.Remove(field.ReferenceName);
            return;
        }

        if (field.Kind == FieldKind.History)
            draft.Comment = Long(field, Plain(field, value));
        else
            draft.Values[field.ReferenceName] = Stored(act, draft, field, value);
    }

    /// <summary>Tags as stored: trimmed, each once, in the order of their names.</summary>
    public static string Tags(IEnumerable<string> tags) =>
        string.Join("; ", tags.Select(tag => tag.Trim()).Where(tag => tag.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)
            .Order(StringComparer.OrdinalIgnoreCase));

    public static string[] SplitTags(string tags) => tags.Split([';', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static JsonElement Stored(DevOpsAct act, WorkItemDraft draft, WorkItemField field, JsonElement value) => field.Kind switch
    {
        FieldKind.Integer => Number(field, value, whole: true),
        FieldKind.Double => Number(field, value, whole: false),
        FieldKind.Boolean => Flag(field, value),
        FieldKind.DateTime => DevOpsJson.Element(DevOpsJson.ReadInstant(Plain(field, value)) ?? throw RuleErrors.One(field, "InvalidDate", 4)),
        FieldKind.Identity => DevOpsJson.Element(Identity(act, field, value)),
        FieldKind.Html => DevOpsJson.Element(Html(draft, field, Long(field, Plain(field, value)))),
        FieldKind.PlainText when field.ReferenceName == "System.Tags" => DevOpsJson.Element(CheckedTags(act, Plain(field, value))),
        FieldKind.PlainText => DevOpsJson.Element(Long(field, Plain(field, value))),
        FieldKind.TreePath => DevOpsJson.Element(Plain(field, value).Trim('\\')),
        _ => DevOpsJson.Element(Short(field, Plain(field, value))),
    };

    /// <summary>Markdown is kept as it was written; HTML is cleaned.</summary>
    private static string Html(WorkItemDraft draft, WorkItemField field, string text) =>
        draft.Formats.ContainsKey(field.ReferenceName) ? text : HtmlCleaner.Clean(text);

    private static string Plain(WorkItemField field, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => throw RuleErrors.One(field, "InvalidType", 2),
    };

    private static string Short(WorkItemField field, string text) => text.Length <= MaxString ? text : throw TooLong(field);

    private static string Long(WorkItemField field, string text) => text.Length <= MaxLongText ? text : throw TooLong(field);

    private static DevOpsRefusal TooLong(WorkItemField field) =>
        DevOpsRefusal.FieldInvalid(field.ReferenceName, $"TF401324: Value for field '{field.ReferenceName}' is too long.");

    private static string CheckedTags(DevOpsAct act, string text)
    {
        var tags = SplitTags(text);
        if (Array.Find(tags, tag => tag.Length > MaxTag) is not null)
            throw DevOpsRefusal.FieldInvalid("System.Tags", $"VS402400: A tag name cannot be longer than {MaxTag} characters.");
        var stored = Tags(tags);
        return SplitTags(stored).Length <= act.Organization.Settings.TagsPerItem
            ? stored
            : throw DevOpsRefusal.FieldInvalid("System.Tags",
                $"VS402401: A work item cannot have more than {act.Organization.Settings.TagsPerItem} tags.");
    }

    private static JsonElement Number(WorkItemField field, JsonElement value, bool whole)
    {
        if (!decimal.TryParse(Plain(field, value), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            || (whole && (number != decimal.Truncate(number) || number is > int.MaxValue or < int.MinValue)))
            throw RuleErrors.One(field, "InvalidType", 2);
        return DevOpsJson.Element(whole ? JsonValue.Create((long)number) : JsonValue.Create((double)number));
    }

    private static JsonElement Flag(WorkItemField field, JsonElement value) => Plain(field, value).ToLowerInvariant() switch
    {
        "true" or "1" => DevOpsJson.Element(JsonValue.Create(true)),
        "false" or "0" => DevOpsJson.Element(JsonValue.Create(false)),
        _ => throw RuleErrors.One(field, "InvalidType", 2),
    };

    /// <summary>Past the rules, a person whom nobody knows is kept as a text.</summary>
    private static string Identity(DevOpsAct act, WorkItemField field, JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.Object
            ? DevOpsJson.Text(value, "uniqueName") ?? DevOpsJson.Text(value, "id") ?? DevOpsJson.Text(value, "descriptor")
                ?? DevOpsJson.Text(value, "displayName") ?? throw RuleErrors.One(field, "InvalidType", 2)
            : Plain(field, value).Trim();
        if (act.Organization.FindPerson(text) is { } person)
            return person.Id;
        return act.BypassesRules ? text : throw DevOpsRefusal.FieldInvalid(field.ReferenceName,
            $"The identity value '{text}' for field '{field.Name}' is an unknown identity.");
    }
}
