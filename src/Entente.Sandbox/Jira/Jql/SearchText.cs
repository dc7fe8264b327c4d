using Entente.Sandbox.Jira.Fields;
using Entente.Sandbox.Jira.RichText;
using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira.Jql;

/// <summary>What the text index and the time index hold of an issue.</summary>
internal static class SearchText
{
    public static string Of(IssueState state, JiraField field)
    {
        if (field.Shape == FieldShape.RichText)
            return state[field.Id] is { } document ? AdfDocument.PlainText(document) : "";
        return state.Text(field.Id) ?? "";
    }

    public static string Comments(JiraView view, JiraIssue issue) => string.Join('\n', issue.Comments
        .Where(comment => view.Caller is { } caller && comment.IsVisibleTo(caller))
        .Select(comment => AdfDocument.PlainText(comment.Body)));

    /// <summary>The clause <c>text</c>: summary, description and environment.</summary>
    public static string All(JiraIssue issue, IssueState state) => string.Join('\n', new[]
    {
        state.Text("summary") ?? "",
        state["description"] is { } description ? AdfDocument.PlainText(description) : "",
        state["environment"] is { } environment ? AdfDocument.PlainText(environment) : "",
    });

    /// <summary>A date is the midnight with which it begins in the reader's zone.</summary>
    public static DateTimeOffset? Instant(JiraView view, IssueState state, JiraField field)
    {
        if (state.Text(field.Id) is not { } text)
            return null;
        if (field.Shape == FieldShape.Instant)
            return DateTimeOffset.Parse(text);
        var midnight = DateOnly.Parse(text).ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, view.Zone.GetUtcOffset(midnight));
    }
}

/// <summary>What follows <c>~</c>: words that must all be there, a trailing star for a beginning, quotation marks for a phrase.</summary>
internal sealed class SearchPhrase
{
    private readonly bool isExact;
    private readonly IReadOnlyList<string> words;

    public SearchPhrase(string text)
    {
        isExact = text.Length > 1 && text.StartsWith('"') && text.EndsWith('"');
        words = Words(text, "*");
    }

    public bool IsIn(string text)
    {
        var held = Words(text, "");
        if (words.Count == 0)
            return false;
        return isExact
            ? Enumerable.Range(0, Math.Max(0, held.Count - words.Count + 1)).Any(start => held.Skip(start).Take(words.Count).SequenceEqual(words))
            : words.All(word => word.EndsWith('*') ? held.Any(each => each.StartsWith(word[..^1], StringComparison.Ordinal)) : held.Contains(word));
    }

    private static List<string> Words(string text, string extra) =>
        [.. string.Concat(text.ToLowerInvariant().Select(letter => char.IsLetterOrDigit(letter) || extra.Contains(letter) ? letter : ' '))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)];
}
