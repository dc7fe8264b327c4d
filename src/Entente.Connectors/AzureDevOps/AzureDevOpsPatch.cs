using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Cel;
using Entente.Core.Tickets;

namespace Entente.Connectors.AzureDevOps;

/// <summary>
/// The JSON Patch of a write, operation by operation. Pure: the same effect and look-ups give the same bytes. <c>add</c> sets a field, but merges
/// tags, so those are replaced; an empty value is removed, which needs something to be there.
/// </summary>
/// <param name="types">Types of fields by reference name.</param>
internal sealed class AzureDevOpsPatch(AzureDevOpsFields types)
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly JsonArray operations = [];

    public byte[] Bytes => Encoding.UTF8.GetBytes(operations.ToJsonString(Compact));

    /// <summary>Nothing of the patch is done unless the work item is at this revision: the condition of a conditional write.</summary>
    public void Test(long rev) => operations.Add((JsonNode)new JsonObject { ["op"] = "test", ["path"] = "/rev", ["value"] = rev });

    /// <summary>The fields of a new work item; what is to stay empty is left out.</summary>
    public void Make(IReadOnlyDictionary<string, CelValue> fields, string effectId)
    {
        foreach (var (field, value) in fields)
            if (field is not (AzureDevOpsSchema.Type or AzureDevOpsSchema.Project or AzureDevOpsSchema.Tags) && !AzureDevOpsHolds.IsBlank(value))
                Field("add", field, value, isMarkdown: false);
        var tags = AzureDevOpsTags.Of(fields.GetValueOrDefault(AzureDevOpsSchema.Tags, CelValue.Null)).Append(AzureDevOpsTags.Marker(effectId));
        Add("add", Pointer(AzureDevOpsSchema.Tags), AzureDevOpsTags.Text(tags));
    }

    /// <param name="markdown">Fields that hold Markdown, for good.</param>
    public void Change(IReadOnlyDictionary<string, CelValue> fields, IReadOnlySet<string> markdown)
    {
        foreach (var (field, value) in fields)
        {
            if (field == AzureDevOpsSchema.Tags)
                Add("replace", Pointer(field), AzureDevOpsTags.Text(value.AsList().Select(tag => tag.AsString())));
            else if (field != AzureDevOpsSchema.Relations && AzureDevOpsHolds.IsBlank(value))
                operations.Add((JsonNode)new JsonObject { ["op"] = "remove", ["path"] = Pointer(field) });
            else
                Field("add", field, value, markdown.Contains(field));
        }
    }

    /// <summary>A comment: the text that this revision has as history.</summary>
    public void Comment(string html) => Add("add", Pointer(AzureDevOpsSchema.History), html);

    public void State(string state) => Add("add", Pointer("System.State"), state);

    public void Attach(string address, FileWrite file, string comment) => Relate(
        AzureDevOpsFile.Relation, address, new JsonObject { ["comment"] = comment, ["name"] = file.Name.Length > 0 ? file.Name : "file" });

    public void Relate(string rel, string address, JsonObject? attributes)
    {
        var relation = new JsonObject { ["rel"] = rel, ["url"] = address };
        if (attributes is not null)
            relation["attributes"] = attributes;
        Add("add", "/relations/-", relation);
    }

    private void Field(string op, string field, CelValue value, bool isMarkdown)
    {
        if (field == AzureDevOpsSchema.Relations)
            Relations(value);
        else if (AzureDevOpsSchema.IsRead(field))
            Add(op, Pointer(field), Value(field, value, isMarkdown));
        else
            throw Unwritable(field);
    }

    private void Relations(CelValue list)
    {
        foreach (var relation in list.Kind == CelKind.List ? list.AsList() : throw Unfit(AzureDevOpsSchema.Relations, "a list", list))
        {
            if (AzureDevOpsPeople.Part(relation, "rel") is not { Length: > 0 } rel || AzureDevOpsPeople.Part(relation, "url") is not { } url)
                throw Unfit(AzureDevOpsSchema.Relations, "maps with rel and url", relation);
            var comment = AzureDevOpsPeople.Part(relation, "comment");
            Relate(rel, url, string.IsNullOrEmpty(comment) ? null : new JsonObject { ["comment"] = comment });
        }
    }

    private JsonNode? Value(string field, CelValue value, bool isMarkdown) => value.Kind switch
    {
        _ when types.IsRich(field) => Rich(field, value, isMarkdown),
        _ when types.IsIdentity(field) => Person(field, value),
        CelKind.Timestamp => value.AsTimestamp().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        CelKind.String when types.Type(field)?.Type == "plainText" => value.AsString(),
        CelKind.String => AzureDevOpsHolds.Line(value.AsString()),
        CelKind.Object => AzureDevOpsHolds.Line(AzureDevOpsRichText.From(value)?.ToString() ?? throw Unfit(field, "text", value)),
        CelKind.Int or CelKind.UInt or CelKind.Double or CelKind.Bool => CelJson.ToJson(value),
        _ => throw Unfit(field, "a text, number, instant or truth value", value),
    };

    private static JsonNode Rich(string field, CelValue value, bool isMarkdown) => AzureDevOpsRichText.From(value) is { } rich
        ? AzureDevOpsRichText.Write(rich, isMarkdown)
        : throw Unfit(field, "rich text", value);

    private static JsonNode Person(string field, CelValue value)
    {
        var text = value.Kind == CelKind.String
            ? value.AsString()
            : AzureDevOpsPeople.Part(value, "address") ?? AzureDevOpsPeople.Part(value, "name") ?? AzureDevOpsPeople.Part(value, "id");
        return text is { Length: > 0 } ? text : throw Unfit(field, "an e-mail address", value);
    }

    private void Add(string op, string path, JsonNode? value) =>
        operations.Add((JsonNode)new JsonObject { ["op"] = op, ["path"] = path, ["value"] = value });

    // Reference names have neither character, but a rule may name anything (RFC 6901).
    private static string Pointer(string field) =>
        "/fields/" + field.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static ConnectorException Unwritable(string field) =>
        new(FailureKind.Refused, AzureDevOpsCodes.UnwritableField, $"Azure DevOps sets {field} itself.") { Field = field };

    private static ConnectorException Unfit(string field, string expected, CelValue value) =>
        new(FailureKind.Refused, AzureDevOpsCodes.UnfitValue, $"The field {field} takes {expected}, but the rule gave a value of kind {value.Kind}.")
        {
            Field = field,
        };
}
