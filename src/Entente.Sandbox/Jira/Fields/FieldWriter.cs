using System.Globalization;
using System.Text.Json;

using Entente.Sandbox.Jira.RichText;
using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira.Fields;

/// <summary>Checks a value that a client sent and turns it into what is stored.</summary>
internal static class FieldWriter
{
    private const int MaxLineLength = 255;

    /// <summary>Measured on the converted text.</summary>
    private const int MaxTextLength = 32_767;

    private const string TooLong = "The entered text is too long. It exceeds the allowed limit of 32,767 characters.";

    public static FieldInput Take(JiraView view, JiraField field, JsonElement input)
    {
        if (input.ValueKind == JsonValueKind.Null)
            return field.Id == "summary" ? FieldInput.Refused("You must specify a summary of the issue.") : FieldInput.Cleared;
        return field.Shape switch
        {
            FieldShape.Text => Text(field, input),
            FieldShape.RichText => RichText(view, input),
            FieldShape.Number => Number(input),
            FieldShape.Date => Date(input),
            FieldShape.Instant => Instant(input),
            FieldShape.Option => Option(field, input),
            FieldShape.Options => Options(field, input),
            FieldShape.Person => Person(view, field, input),
            FieldShape.Labels => Labels(input),
            FieldShape.Priority => Choice(view.World.Priorities, input, "Priority"),
            FieldShape.Resolution => Choice(view.World.Resolutions, input, "Resolution"),
            FieldShape.IssueType => Choice(view.World.IssueTypes, input, "Issue type"),
            FieldShape.Parent => Parent(view, input),
            FieldShape.Project or FieldShape.Status or FieldShape.Computed or FieldShape.Raw => FieldInput.Refused(NotOnScreen(field.Id)),
        };
    }

    public static string NotOnScreen(string fieldId) => $"Field '{fieldId}' cannot be set. It is not on the appropriate screen, or unknown.";

    /// <summary>A rich text: a document in version 3, wiki markup in version 2.</summary>
    public static FieldInput RichText(JiraView view, JsonElement input)
    {
        if (view.Version == 2)
        {
            if (input.ValueKind != JsonValueKind.String)
                return FieldInput.Refused("Operation value must be a string");
            var wiki = input.GetString()!;
            if (wiki.Length > MaxTextLength)
                return FieldInput.Refused(TooLong);
            return wiki.Length == 0 ? FieldInput.Cleared : FieldInput.Taken(WikiAdf.Parse(wiki));
        }

        if (!AdfDocument.IsDocument(input))
            return FieldInput.Refused("Operation value must be an Atlassian Document (see the Atlassian Document Format)");
        if (!AdfDocument.IsValid(input))
            throw JiraRefusal.Saying(400, "INVALID_INPUT");
        return AdfWiki.Render(input).Length > MaxTextLength ? FieldInput.Refused(TooLong) : FieldInput.Taken(input);
    }

    private static FieldInput Text(JiraField field, JsonElement input)
    {
        if (input.ValueKind != JsonValueKind.String)
            return FieldInput.Refused("Operation value must be a string");
        var text = input.GetString()!.Trim();
        if (field.Id != "summary")
        {
            return text.Length > MaxLineLength
                ? FieldInput.Refused("The entered text is too long. It exceeds the allowed limit of 255 characters.")
                : FieldInput.Taken(text);
        }

        if (text.Length == 0)
            return FieldInput.Refused("You must specify a summary of the issue.");
        if (text.Length > MaxLineLength)
            return FieldInput.Refused("Summary can't exceed 255 characters.");
        return text.AsSpan().ContainsAny('\n', '\r')
            ? FieldInput.Refused("The summary is invalid because it contains newline characters.")
            : FieldInput.Taken(text);
    }

    private static FieldInput Number(JsonElement input) =>
        input.ValueKind == JsonValueKind.Number ? FieldInput.Taken(input) : FieldInput.Refused("Operation value must be a number");

    private static FieldInput Date(JsonElement input) =>
        input.ValueKind == JsonValueKind.String
        && DateOnly.TryParseExact(input.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? FieldInput.Taken(input)
            : FieldInput.Refused("Error parsing date string: " + input);

    private static FieldInput Instant(JsonElement input) =>
        input.ValueKind == JsonValueKind.String && JiraInstant.TryParse(input.GetString()!, out var instant)
            ? FieldInput.Taken(JiraInstant.Stored(instant))
            : FieldInput.Refused("Error parsing time: " + input);

    private static FieldInput Option(JiraField field, JsonElement input)
    {
        var (id, value) = (input.Member("id"), input.Member("value"));
        if (id is null && value is null)
            return FieldInput.Refused("Specify a valid 'id' or 'name' for " + field.Name);
        var option = field.Options.Find(option => id is null ? option.Value.Equals(value, StringComparison.OrdinalIgnoreCase) : option.Id == id);
        if (option is not null)
            return FieldInput.Taken(option.Id);
        return FieldInput.Refused(id is null ? $"Option value '{value}' is not valid" : $"Option id '{id}' is not valid");
    }

    private static FieldInput Options(JiraField field, JsonElement input)
    {
        if (input.ValueKind != JsonValueKind.Array)
            return FieldInput.Refused("data was not an array");
        var ids = new List<string>();
        foreach (var item in input.EnumerateArray())
        {
            var taken = Option(field, item);
            if (taken.Error is not null)
                return taken;
            if (!ids.Contains(taken.Value!.Value.GetString()!))
                ids.Add(taken.Value!.Value.GetString()!);
        }

        return ids.Count == 0 ? FieldInput.Cleared : FieldInput.Taken(JiraJson.Element(ids));
    }

    private static FieldInput Person(JiraView view, JiraField field, JsonElement input)
    {
        var accountId = input.Member("accountId") ?? input.Member("id");
        if (accountId is not null && view.World.Users.TryGetValue(accountId, out var user) && user.IsActive)
            return FieldInput.Taken(accountId);
        if (accountId is null && input.Member("name") is null)
            return FieldInput.Refused("expected Object containing an 'accountId' property");
        return FieldInput.Refused(field.Id switch
        {
            "assignee" => $"User '{accountId ?? input.Member("name")}' cannot be assigned issues.",
            "reporter" => "The reporter specified is not a user.",
            _ => $"User '{accountId ?? input.Member("name")}' does not exist.",
        });
    }

    private static FieldInput Labels(JsonElement input)
    {
        if (input.ValueKind != JsonValueKind.Array)
            return FieldInput.Refused("data was not an array");
        var labels = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var item in input.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.String || item.GetString() is not { Length: > 0 } label)
                return FieldInput.Refused("string expected at index " + labels.Count);
            if (label.Any(char.IsWhiteSpace))
                return FieldInput.Refused($"The label '{label}' contains spaces which is invalid.");
            if (label.Length > MaxLineLength)
                return FieldInput.Refused($"The label '{label}' is too long. It exceeds the allowed limit of 255 characters.");
            labels.Add(label);
        }

        return FieldInput.Taken(JiraJson.Element(labels));
    }

    private static FieldInput Choice<T>(IReadOnlyList<T> entries, JsonElement input, string what)
        where T : class, INamed
    {
        if (input.Member("id") is null && input.Member("name") is null)
            return FieldInput.Refused($"Could not find valid 'id' or 'name' in {what.ToLowerInvariant()} object.");
        if (entries.Named(input) is { } entry)
            return FieldInput.Taken(entry.Id);
        return FieldInput.Refused(input.Member("id") is { } id
            ? $"{what} id '{id}' is not valid"
            : $"{what} name '{input.Member("name")}' is not valid");
    }

    private static FieldInput Parent(JiraView view, JsonElement input) =>
        (input.Member("id") ?? input.Member("key")) is { } idOrKey && view.World.FindIssue(idOrKey) is { } parent && parent.IsVisibleTo(view.Caller)
            ? FieldInput.Taken(parent.Id.ToString())
            : FieldInput.Refused("Could not find issue by id or key.");
}
