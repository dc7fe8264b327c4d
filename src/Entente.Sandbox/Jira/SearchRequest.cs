using System.Text.Json;

using Entente.Sandbox.Jira.Fields;
using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira;

/// <summary>What a search asks, however it was sent.</summary>
internal sealed record SearchRequest(string Jql, FieldSelection Selection, IReadOnlyList<string> Expand)
{
    private const int DefaultPage = 50;

    public string? Token { get; init; }

    public int MaxResults { get; init; } = DefaultPage;

    public IReadOnlyList<long> Reconciled { get; init; } = [];

    public IReadOnlyList<string> Properties { get; init; } = [];

    public static SearchRequest FromBody(JsonElement body) =>
        new(body.Member("jql") ?? "", FieldSelection.Of(body.Texts("fields"), "id"), ExpandOf(body))
        {
            Token = body.Member("nextPageToken"),
            MaxResults = body.Whole("maxResults", DefaultPage),
            Reconciled = Numbers(body.Texts("reconcileIssues")),
            Properties = body.Texts("properties"),
        };

    public static SearchRequest FromQuery(JiraCall call) =>
        new(call.Query("jql") ?? "", FieldSelection.Of(call.List("fields"), "id"), call.List("expand"))
        {
            Token = call.Query("nextPageToken"),
            MaxResults = call.Number("maxResults", DefaultPage),
            Reconciled = Numbers(call.List("reconcileIssues")),
            Properties = call.List("properties"),
        };

    private static IReadOnlyList<string> ExpandOf(JsonElement body) =>
        body.Member("expand") is { } text ? JiraCall.Split(text) : body.Texts("expand");

    private static IReadOnlyList<long> Numbers(IEnumerable<string> ids) =>
        [.. ids.Select(id => long.TryParse(id, out var number) ? number : throw JiraRefusal.Saying(400, $"'{id}' is not a valid issue id."))];
}
