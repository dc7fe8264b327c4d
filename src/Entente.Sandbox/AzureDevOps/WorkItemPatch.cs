using System.Text.Json;

using Entente.Sandbox.AzureDevOps.Fields;
using Entente.Sandbox.AzureDevOps.World;

namespace Entente.Sandbox.AzureDevOps;

/// <summary>Carries a JSON Patch document into a draft. Any refusal leaves the work item as it was.</summary>
internal sealed class WorkItemPatch(DevOpsAct act, WorkItem? item, WorkItemDraft draft)
{
    private readonly RelationPatch relations = new(act, item, draft);

    /// <exception cref="DevOpsRefusal">The document is none, or says what cannot be.</exception>
    public void Run(JsonElement? document)
    {
        if (document is not { ValueKind: JsonValueKind.Array } operations || operations.GetArrayLength() == 0)
            throw DevOpsRefusal.BadPatch("You must pass a valid patch document in the body of the request.");
        // Formats first: what a text field takes depends on them, wherever they stand in the document.
        var all = operations.EnumerateArray().Select(Read).ToList();
        foreach (var operation in all.Where(each => each.IsFormat))
            SetFormat(operation, all);
        foreach (var operation in all.Where(each => !each.IsFormat))
            Run(operation);
    }

    private void Run(PatchOperation operation)
    {
        if (operation.Verb == "test")
            Test(operation);
        else if (operation.Parts is ["fields", var name])
            Write(operation, FieldOf(name));
        else if (operation.Parts is ["relations", ..])
            relations.Run(operation);
        else if (operation.Parts is not ["id"])
            throw DevOpsRefusal.BadPatch($"The request contains an unsupported path: {operation.Path}.");
    }

    private static PatchOperation Read(JsonElement element)
    {
        var verb = DevOpsJson.Text(element, "op")?.ToLowerInvariant();
        var path = DevOpsJson.Text(element, "path");
        if (verb is not ("add" or "replace" or "remove" or "test") || path is null || !path.StartsWith('/'))
            throw DevOpsRefusal.BadPatch("You must pass a valid patch document in the body of the request.");
        var hasValue = element.TryGetProperty("value", out var value);
        if (verb == "remove" && hasValue && value.ValueKind != JsonValueKind.Null)
            throw DevOpsRefusal.BadPatch("Remove requires Value to be null.");
        return new(verb, path, [.. path[1..].Split('/').Select(Unescaped)], hasValue ? value : default);
    }

    private static string Unescaped(string part) => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    private WorkItemField FieldOf(string name) => act.Organization.Fields.Find(name) ?? throw DevOpsRefusal.NoField(name);

    private void Write(PatchOperation operation, WorkItemField field)
    {
        var value = operation.Verb == "remove" ? default : operation.Value;
        // To add tags is to merge them; only a replacement takes any away.
        if (operation.Verb == "add" && field.ReferenceName == "System.Tags" && value.ValueKind == JsonValueKind.String)
            value = DevOpsJson.Element(string.Join("; ", draft.Text("System.Tags") ?? "", value.GetString()));
        FieldWriter.Put(act, draft, field, value);
        if (field.Kind == FieldKind.History)
            draft.CommentIsMarkdown = draft.Formats.Remove("System.History");
    }

    /// <summary>A field turns to Markdown together with its text, and never back.</summary>
    private void SetFormat(PatchOperation operation, List<PatchOperation> all)
    {
        var field = FieldOf(operation.Parts[1]);
        var format = operation.Value.ValueKind == JsonValueKind.String ? operation.Value.GetString() : null;
        if (field.Kind is not (FieldKind.Html or FieldKind.History) || format is not ("Markdown" or "Html" or "markdown" or "html"))
            throw DevOpsRefusal.BadPatch("Operation of changing value type is not supported");
        var isMarkdown = format is "Markdown" or "markdown";
        if (!isMarkdown && draft.Formats.ContainsKey(field.ReferenceName))
            throw DevOpsRefusal.BadPatch($"The field {field.ReferenceName} is in Markdown and cannot be turned back to HTML.");
        if (!all.Exists(each => each.Parts is ["fields", var name] && act.Organization.Fields.Find(name) == field))
            throw DevOpsRefusal.BadPatch($"The format of {field.ReferenceName} can only be changed together with its value.");
        if (isMarkdown)
            draft.Formats[field.ReferenceName] = "Markdown";
    }

    private void Test(PatchOperation operation)
    {
        var actual = operation.Parts switch
        {
            ["rev"] => Text(DevOpsJson.Element(item?.Current.Rev ?? 0)),
            ["id"] => Text(DevOpsJson.Element(item?.Id ?? 0)),
            ["fields", var name] => Actual(FieldOf(name)),
            _ => throw DevOpsRefusal.BadPatch($"The request contains an unsupported path: {operation.Path}."),
        };
        var expected = Text(operation.Value);
        if (actual != expected)
            throw DevOpsRefusal.StaleTest(operation.Path, actual, expected);
    }

    private string Actual(WorkItemField field)
    {
        var value = item is null ? null : FieldReader.Read(act.Organization, item, item.Current, field.ReferenceName);
        var text = value is null ? "" : Text(value.Value);
        return field.Kind == FieldKind.Identity ? act.View.PersonText(text) ?? "" : text;
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => "",
        JsonValueKind.String => value.GetString()!,
        _ => value.GetRawText(),
    };
}

/// <summary>One operation of a patch document.</summary>
/// <param name="Verb"><c>add</c>, <c>replace</c>, <c>remove</c> or <c>test</c>.</param>
/// <param name="Parts">The path's parts, unescaped.</param>
internal sealed record PatchOperation(string Verb, string Path, string[] Parts, JsonElement Value)
{
    public bool IsFormat => Verb != "test" && Parts is ["multilineFieldsFormat", _];
}
