using System.Collections.Immutable;
using System.Text.Json;

using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira.Fields;

/// <summary>The <c>fields</c> and <c>update</c> of one body, checked field by field; errors gather so that all are told at once.</summary>
/// <param name="isOnScreen">Whether the screen at hand shows the field.</param>
internal sealed class FieldEdits(JiraView view, ImmutableSortedDictionary<string, JsonElement> before, Func<JiraField, bool> isOnScreen)
{
    private readonly ImmutableSortedDictionary<string, JsonElement>.Builder values = before.ToBuilder();

    public ImmutableSortedDictionary<string, JsonElement> Values => values.ToImmutable();

    public SortedDictionary<string, string> Errors { get; } = new(StringComparer.Ordinal);

    /// <summary>Comments to add once the edit stands.</summary>
    public List<JsonElement> Comments { get; } = [];

    /// <summary>Fields that the body named, whatever became of them.</summary>
    public HashSet<string> Named { get; } = [];

    public JsonElement? this[string fieldId] => values.TryGetValue(fieldId, out var value) ? value : null;

    public void Read(JsonElement body)
    {
        if (body.Child("fields") is { ValueKind: JsonValueKind.Object } fields)
        {
            foreach (var member in fields.EnumerateObject())
                Set(member.Name, member.Value);
        }

        if (body.Child("update") is not { ValueKind: JsonValueKind.Object } update)
            return;
        foreach (var member in update.EnumerateObject())
            Update(member.Name, member.Value);
    }

    public void Default(string fieldId, JsonElement value) => values.TryAdd(fieldId, value);

    public void Put(string fieldId, JsonElement? value)
    {
        if (value is { } stored)
            values[fieldId] = stored;
        else
            values.Remove(fieldId);
    }

    public void RefuseErrors()
    {
        if (Errors.Count > 0)
            throw JiraRefusal.Fields(Errors);
    }

    private void Set(string fieldId, JsonElement input)
    {
        if (Screened(fieldId) is not { } field)
            return;
        var taken = FieldWriter.Take(view, field, input);
        if (taken.Error is { } reason)
            Errors[fieldId] = reason;
        else
            Put(fieldId, taken.Value);
    }

    private JiraField? Screened(string fieldId)
    {
        Named.Add(fieldId);
        if (view.World.Fields.Find(fieldId) is { } field && isOnScreen(field))
            return field;
        Errors[fieldId] = FieldWriter.NotOnScreen(fieldId);
        return null;
    }

    private void Update(string fieldId, JsonElement operations)
    {
        if (Named.Contains(fieldId))
        {
            Errors[fieldId] = $"Field '{fieldId}' cannot appear in both 'fields' and 'update'";
            return;
        }

        if (operations.ValueKind != JsonValueKind.Array)
        {
            Errors[fieldId] = "data was not an array";
            return;
        }

        foreach (var operation in operations.EnumerateArray().Where(operation => operation.ValueKind == JsonValueKind.Object))
        {
            foreach (var verb in operation.EnumerateObject())
                Apply(fieldId, verb.Name, verb.Value);
        }
    }

    private void Apply(string fieldId, string verb, JsonElement value)
    {
        if (fieldId == "comment" && verb == "add")
            Comments.Add(value);
        else if (verb == "set")
            Set(fieldId, value);
        else if (Screened(fieldId) is not { } field)
            return;
        else if (field.Operations.Contains(verb))
            AddOrRemove(field, verb == "add", value);
        else
            Errors[fieldId] = $"Field '{fieldId}' does not support operation '{verb}'";
    }

    /// <summary>Merges one item into what stands, where <c>fields</c> would replace the whole.</summary>
    private void AddOrRemove(JiraField field, bool isAdded, JsonElement item)
    {
        var taken = FieldWriter.Take(view, field, JiraJson.Element(new System.Text.Json.Nodes.JsonArray(JiraJson.Node(item))));
        if (taken.Error is { } reason)
        {
            Errors[field.Id] = reason;
            return;
        }

        var changed = taken.Value is { } list ? list.EnumerateArray().Select(each => each.GetString()!).ToList() : [];
        var standing = this[field.Id] is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray().Select(each => each.GetString()!) : [];
        var merged = isAdded ? standing.Union(changed) : standing.Except(changed);
        Put(field.Id, JiraJson.Element(field.Shape == FieldShape.Labels ? merged.Order(StringComparer.Ordinal) : merged));
    }
}
