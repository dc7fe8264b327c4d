using System.Text.Json;

using Entente.Sandbox.Jira.Fields;
using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira;

/// <summary>A comment that a client sent, checked: body, restriction and properties.</summary>
internal sealed record CommentDraft(JsonElement Body, CommentVisibility? Visibility, IReadOnlyList<KeyValuePair<string, JsonElement>> Properties)
{
    public static CommentDraft Read(JiraView view, JsonElement comment) =>
        new(ReadBody(view, comment), ReadVisibility(view.World, comment), JiraProperties.Read(comment));

    private static JsonElement ReadBody(JiraView view, JsonElement comment)
    {
        var body = comment.Child("body") ?? throw JiraRefusal.Field("comment", "Comment body can not be empty!");
        if (view.Version == 3 && body.ValueKind != JsonValueKind.Object)
            throw JiraRefusal.Field("comment", "Comment body is not valid!");
        var taken = FieldWriter.RichText(view, body);
        if (taken.Error is { } reason)
            throw JiraRefusal.Field("comment", reason.StartsWith("Operation", StringComparison.Ordinal) ? "Comment body is not valid!" : reason);
        if (taken.Value is { } document && RichText.AdfWiki.Render(document).Trim().Length > 0)
            return document;
        throw JiraRefusal.Field("comment", "Comment body can not be empty!");
    }

    private static CommentVisibility? ReadVisibility(JiraWorld world, JsonElement comment)
    {
        if (comment.Child("visibility") is not { } visibility)
            return null;
        var type = visibility.Member("type");
        var name = visibility.Member("value") ?? visibility.Member("identifier");
        var known = type == "role" ? world.Roles : type == "group" ? world.Groups : [];
        if (name is not null && known.Contains(name))
            return new(type!, name, name);
        var what = type == "group" ? "groupLevel" : "commentLevel";
        throw JiraRefusal.Field(what, type == "group" ? $"Group: {name} does not exist." : $"Role: {name} does not exist.");
    }
}
