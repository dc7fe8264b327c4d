using System.Text.Json;

using Entente.Sandbox.Jira.World;

using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Entente.Sandbox.Jira;

/// <summary>One call as a slice sees it: who calls, what the path, the query and the body say, and the instant.</summary>
internal sealed class JiraCall(SandboxRequest request, JiraView view, DateTimeOffset now)
{
    private readonly Dictionary<string, StringValues> query = QueryHelpers.ParseQuery(request.Query);

    public SandboxRequest Request => request;

    public JiraView View => view;

    public JiraWorld World => view.World;

    public DateTimeOffset Now => now;

    public JiraAct Act => new(View, Caller, Now);

    /// <summary>What stood for each placeholder of the route's template, in order.</summary>
    public IReadOnlyList<string> Segments { get; init; } = [];

    /// <summary>The caller; who is not signed in is refused.</summary>
    public JiraUser Caller => view.Caller ?? throw JiraRefusal.NotSignedIn();

    /// <summary>The body as an object.</summary>
    public JsonElement Body
    {
        get
        {
            if (Json is { ValueKind: JsonValueKind.Object } body)
                return body;
            throw JiraRefusal.Saying(400, "There was an error parsing JSON. Check that your request body is valid.");
        }
    }

    /// <summary>The body as any JSON value; null where it is none.</summary>
    public JsonElement? Json => JiraJson.Parse(request.Body);

    /// <summary>The issue that the first placeholder names, by id, key or former key.</summary>
    public JiraIssue Issue => FindIssue(Segments[0]) ?? throw JiraRefusal.NoIssue();

    public JiraIssue? FindIssue(string idOrKey) => World.FindIssue(idOrKey) is { } issue && issue.IsVisibleTo(view.Caller) ? issue : null;

    public string? Header(string name) => request.Headers.TryGetValue(name, out var value) ? value : null;

    public string? Query(string name) => query.TryGetValue(name, out var value) && value.Count > 0 ? value[0] : null;

    public bool Flag(string name) => string.Equals(Query(name), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>A list given as repeated parameters, with commas, or both.</summary>
    public IReadOnlyList<string> List(string name) =>
        query.TryGetValue(name, out var values) ? [.. values.SelectMany(value => Split(value ?? ""))] : [];

    /// <summary>A page size or a start; what is no number is refused, what is too large is cut to the limit.</summary>
    public int Number(string name, int fallback, int limit = int.MaxValue)
    {
        if (Query(name) is not { Length: > 0 } text)
            return fallback;
        if (!int.TryParse(text, out var number) || number < 0)
            throw JiraRefusal.Saying(400, $"The '{name}' query parameter is not a valid number: {text}");
        return Math.Min(number, limit);
    }

    /// <summary>Uses up one of the conflicts that the control API ordered.</summary>
    public void RefuseOrderedConflict()
    {
        if (World.Settings.ConflictWrites <= 0)
            return;
        World.Settings.ConflictWrites--;
        throw JiraRefusal.Saying(409, "The issue could not be updated due to a conflicting update.");
    }

    public static string[] Split(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
