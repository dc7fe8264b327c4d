using System.Collections.Immutable;
using System.Text.Json;

using Entente.Sandbox.Jira.Fields;
using Entente.Sandbox.Jira.Webhooks;
using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira;

/// <summary>
/// The one place where issues change: writes the changelog, moves <c>updated</c>, feeds the lagging index and raises the webhook,
/// so that no way in (API, pages, workflow) can forget one of them.
/// </summary>
internal sealed class IssueLedger(JiraWorld world, WebhookOutbox outbox)
{
    public WebhookOutbox Outbox => outbox;

    public JiraIssue Create(JiraAct act, JiraProject project, ImmutableSortedDictionary<string, JsonElement> values)
    {
        var issue = new JiraIssue(world.NextId("issue"), act.Now, new(project.NextKey(), project, values, act.Now));
        world.Add(issue);
        issue.Become(issue.State, IndexedAt(act));
        return issue;
    }

    /// <summary>Told apart from <see cref="Create"/> so that properties set in the same call are there when the webhook goes out.</summary>
    public void RaiseCreated(JiraAct act, JiraIssue issue) =>
        outbox.Raise(act, WebhookBodies.Issue(act, "jira:issue_created", "issue_created", issue));

    /// <summary>Takes new values; nothing happens where nothing differs. Extra items tell what is no field: a file, a link, a key.</summary>
    public void Change(JiraAct act, JiraIssue issue, IssueState after, params HistoryItem[] extra)
    {
        var kept = WithDates(act, issue.State, after);
        HistoryItem[] items = [.. FieldChanges.Between(world, issue.State, kept), .. extra];
        if (items.Length == 0)
            return;
        var history = new JiraHistory(world.NextId("history"), act.Actor.AccountId, act.Now, items);
        issue.Histories.Add(history);
        issue.Become(kept with { Updated = act.Now }, IndexedAt(act));
        outbox.Raise(act, WebhookBodies.Issue(act, "jira:issue_updated", EventType(items), issue, history));
    }

    /// <summary>Moves <c>updated</c> without a changelog entry: comments leave none.</summary>
    public void Touch(JiraAct act, JiraIssue issue) => issue.Become(issue.State with { Updated = act.Now }, IndexedAt(act));

    /// <param name="isCascade">True for a sub-task that goes with its parent.</param>
    public void Delete(JiraAct act, JiraIssue issue, bool isCascade = false)
    {
        var deleted = WebhookBodies.Issue(act, "jira:issue_deleted", "issue_deleted", issue);
        outbox.Raise(act, deleted with { IsSecondary = isCascade });
        world.Remove(issue, IndexedAt(act));
    }

    private DateTimeOffset IndexedAt(JiraAct act) => act.Now.AddSeconds(world.Settings.IndexLagSeconds);

    private static string EventType(HistoryItem[] items) => items.Length == 1 && items[0].Field == "assignee" ? "issue_assigned" : "issue_generic";

    /// <summary>The resolution carries its date, the status that of its category.</summary>
    private IssueState WithDates(JiraAct act, IssueState before, IssueState after)
    {
        var values = after.Values;
        if (before.Text("resolution") != after.Text("resolution"))
            values = after["resolution"] is null ? values.Remove("resolutiondate") : values.SetItem("resolutiondate", JiraInstant.Stored(act.Now));
        if (world.Status(before.Text("status")!).Category != world.Status(after.Text("status")!).Category)
            values = values.SetItem("statuscategorychangedate", JiraInstant.Stored(act.Now));
        return after with { Values = values };
    }
}
