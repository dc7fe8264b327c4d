using Entente.Sandbox.Jira.Fields;
using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira.Jql;

/// <summary>Puts found issues in the order that a query asks for; without one, the youngest comes first.</summary>
internal static class JqlSort
{
    public static IEnumerable<(JiraIssue Issue, IssueState State)> Sort(
        JiraView view, IReadOnlyList<JqlOrder> order, IEnumerable<(JiraIssue Issue, IssueState State)> found)
    {
        IOrderedEnumerable<(JiraIssue Issue, IssueState State)>? sorted = null;
        foreach (var each in order)
        {
            var key = Key(view, each.Field);
            IComparable? Read((JiraIssue Issue, IssueState State) item) => key(item.Issue, item.State);
            if (sorted is null)
                sorted = each.IsDescending ? found.OrderByDescending(Read) : found.OrderBy(Read);
            else
                sorted = each.IsDescending ? sorted.ThenByDescending(Read) : sorted.ThenBy(Read);
        }

        return sorted?.ThenByDescending(item => item.Issue.Id) ?? found.OrderByDescending(item => item.Issue.Id);
    }

    private static Func<JiraIssue, IssueState, IComparable?> Key(JiraView view, string name) => name.ToLowerInvariant() switch
    {
        "key" or "issuekey" => (_, state) => (state.Project.Key, Number(state.Key)),
        "id" => (issue, _) => issue.Id,
        "project" => (_, state) => state.Project.Key,
        "created" or "createddate" => (issue, _) => issue.Created,
        "updated" or "updateddate" => (_, state) => state.Updated,
        _ => ByField(view, view.World.Fields.FindClause(name)
            ?? throw JiraRefusal.Saying(400, $"Not able to sort using field '{name}'.")),
    };

    private static Func<JiraIssue, IssueState, IComparable?> ByField(JiraView view, JiraField field) => field.Shape switch
    {
        FieldShape.Number => (_, state) => state[field.Id]?.GetDouble(),
        FieldShape.Priority => (_, state) => -view.World.Priorities.FindIndex(priority => priority.Id == state.Text(field.Id)),
        FieldShape.Status => (_, state) => view.World.Statuses.FindIndex(status => status.Id == state.Text(field.Id)),
        FieldShape.Date or FieldShape.Instant => (_, state) => SearchText.Instant(view, state, field),
        _ => (_, state) => SearchText.Of(state, field),
    };

    private static long Number(string key) => long.TryParse(key.AsSpan(key.LastIndexOf('-') + 1), out var number) ? number : 0;
}
