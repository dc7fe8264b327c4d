using System.Text.Json;
using Entente.Connectors.Http;

namespace Entente.Connectors.Zendesk;

/// <summary>What an error answer says, in whichever of its forms.</summary>
/// <param name="IsJson">False for plain text, HTML and nothing.</param>
/// <param name="Name">Zendesk's name of the error: <c>RecordInvalid</c>; empty when there is none.</param>
/// <param name="Text">What a person may read, at most 300 characters; may be empty.</param>
/// <param name="Field">The first field that is named, under the name that rules use; null when none is.</param>
internal sealed record ZendeskError(bool IsJson, string Name, string Text, string? Field)
{
    private const int MaxTextLength = 300;

    /// <summary>Closed by status, by words, or as a field's refusal of a closed ticket.</summary>
    public bool IsClosed => Text.Contains("closed", StringComparison.OrdinalIgnoreCase)
        && (Field == "status" || Text.Contains("closed prevents", StringComparison.OrdinalIgnoreCase));

    /// <summary>A ticket is to be solved that nobody holds.</summary>
    public bool WantsAssignee => Field is "assignee" || (Text.Contains("assignee", StringComparison.OrdinalIgnoreCase)
        && Text.Contains("solv", StringComparison.OrdinalIgnoreCase));

    /// <summary>A safe update that came too late.</summary>
    public bool IsCollision => Name.Contains("UpdateConflict", StringComparison.OrdinalIgnoreCase)
        || Text.Contains("safe update", StringComparison.OrdinalIgnoreCase)
        || Text.Contains("updated_stamp", StringComparison.OrdinalIgnoreCase);

    public string Or(string otherwise) => Text.Length > 0 ? Text : otherwise;

    public static ZendeskError Read(HttpAnswer answer)
    {
        if (answer.JsonOrNull() is not { ValueKind: JsonValueKind.Object } root)
            return new ZendeskError(false, "", Cut(answer.PlainText()), null);

        // {"error": {"title": …, "message": …}} and {"error": "RecordInvalid", "description": …, "details": {…}} both occur.
        var holder = root.Member("error") is { ValueKind: JsonValueKind.Object } error ? error : root;
        var name = root.Text("error") ?? holder.Text("title") ?? "";
        var details = Details(root).ToList();
        var text = details.Count > 0
            ? string.Join("; ", details.Select(detail => detail.Text))
            : holder.Text("message") ?? root.Text("description") ?? holder.Text("title") ?? name;
        return new ZendeskError(true, name, Cut(text), details.Select(detail => FieldName(detail.Field)).FirstOrDefault(field => field is not null));
    }

    private static IEnumerable<(string Field, string Text)> Details(JsonElement root)
    {
        if (root.Member("details") is not { ValueKind: JsonValueKind.Object } details)
            yield break;
        foreach (var detail in details.EnumerateObject())
        {
            if (detail.Value.ValueKind != JsonValueKind.Array)
                continue;
            foreach (var item in detail.Value.EnumerateArray())
                yield return (detail.Name, item.Text("description") ?? item.Text("error") ?? detail.Name);
        }
    }

    private static string? FieldName(string native) => native switch
    {
        "base" => null,
        "assignee_id" or "requester_id" or "submitter_id" => native[..^3],
        _ when native.Length > 4 && native.All(char.IsAsciiDigit) => ZendeskFields.CustomPrefix + native,
        _ => native,
    };

    private static string Cut(string text) => text.Length <= MaxTextLength ? text : text[..MaxTextLength];
}
