using System.Globalization;
using System.Text.Json;
using Entente.Cel;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.AzureDevOps;

/// <summary>Field values as rules read them. Pure.</summary>
/// <param name="types">Types by reference name, of all fields of the organisation.</param>
internal sealed class AzureDevOpsFields(IReadOnlyDictionary<string, AzureDevOpsFieldType> types)
{
    /// <summary>
    /// All fields that rules can read, ordinal order. Azure DevOps leaves empty fields out; the standard ones read as empty all the same.
    /// </summary>
    /// <param name="item">A work item or a revision of one.</param>
    public SortedDictionary<string, CelValue> Read(JsonElement item)
    {
        var values = new SortedDictionary<string, CelValue>(StringComparer.Ordinal);
        foreach (var (name, value) in AzureDevOpsSchema.Standard.Blank)
            values[name] = value;
        if (item.Member("fields") is { ValueKind: JsonValueKind.Object } fields)
            foreach (var field in fields.EnumerateObject().Where(field => AzureDevOpsSchema.IsRead(field.Name)))
                values[field.Name] = Value(field.Name, field.Value, IsMarkdown(item, field.Name));
        values[AzureDevOpsSchema.Relations] = Relations(item);
        return values;
    }

    /// <summary>One field's value; null and nothing read as empty.</summary>
    public CelValue Value(string field, JsonElement? value, bool isMarkdown) => value switch
    {
        null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => AzureDevOpsSchema.Empty(field, IsRich(field)),
        { ValueKind: JsonValueKind.String } text => Text(field, text.GetString()!, isMarkdown),
        { ValueKind: JsonValueKind.Number } number => Number(field, number),
        { ValueKind: JsonValueKind.Object } identity => AzureDevOpsPeople.Value(identity),
        { } other => CelJson.FromJson(other),
    };

    /// <summary>What an empty field reads as.</summary>
    public CelValue Empty(string field) => AzureDevOpsSchema.Empty(field, IsRich(field));

    public bool IsRich(string field) => Type(field) is { IsRich: true }
        || (AzureDevOpsSchema.Standard.Fields.TryGetValue(field, out var known) && known.Read.Equals(RichTextValue.StaticType));

    public bool IsIdentity(string field) => field is "System.AssignedTo" or "System.CreatedBy" || Type(field) is { IsIdentity: true };

    public AzureDevOpsFieldType? Type(string field) => types.GetValueOrDefault(field);

    /// <summary>True when a long field was turned into Markdown, which is never undone.</summary>
    public static bool IsMarkdown(JsonElement item, string field) =>
        string.Equals(item.Member("multilineFieldsFormat")?.Text(field), "markdown", StringComparison.OrdinalIgnoreCase);

    private CelValue Text(string field, string text, bool isMarkdown) => field switch
    {
        AzureDevOpsSchema.Tags => AzureDevOpsTags.Read(text),
        _ when IsRich(field) => RichTextValue.Of(AzureDevOpsRichText.Read(text, isMarkdown)),
        _ when text.Length == 0 => AzureDevOpsSchema.Empty(field, isRich: false),
        _ when IsIdentity(field) => AzureDevOpsPeople.Value(JsonSerializer.SerializeToElement(text)),
        _ when IsTime(field) && Time(text) is { } at => CelValue.Timestamp(at),
        _ => CelValue.String(text),
    };

    private CelValue Number(string field, JsonElement number) =>
        Type(field)?.Type != "double" && number.TryGetInt64(out var whole) ? CelValue.Int(whole) : CelValue.Double(number.GetDouble());

    private bool IsTime(string field) => Type(field) is { } type ? type.IsTime : field.EndsWith("Date", StringComparison.Ordinal);

    private static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : null;

    private static bool IsLinkBack(JsonElement relation) =>
        relation.Member("attributes")?.Text("comment")?.Contains($"({AzureDevOpsTags.MarkerPrefix}", StringComparison.Ordinal) == true;

    /// <summary>
    /// Relations other than files, which are attachments, and our own link to the partner, which is no change of the matter. Their order and their
    /// positions change with every change.
    /// </summary>
    private static CelValue Relations(JsonElement item) => CelValue.List(
    [
        .. item.Items("relations")
            .Where(relation => relation.Text("rel") is { } rel && rel != AzureDevOpsFile.Relation && relation.Text("url") is not null)
            .Where(relation => !IsLinkBack(relation))
            .OrderBy(relation => relation.Text("rel"), StringComparer.Ordinal).ThenBy(relation => relation.Text("url"), StringComparer.Ordinal)
            .Select(relation => CelValue.Map(
            [
                KeyValuePair.Create("rel", CelValue.String(relation.Text("rel")!)),
                KeyValuePair.Create("url", CelValue.String(relation.Text("url")!)),
                KeyValuePair.Create("comment", CelValue.String(relation.Member("attributes")?.Text("comment") ?? "")),
            ])),
    ]);
}
