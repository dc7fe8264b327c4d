using System.Collections.Immutable;
using System.Text.Json;

using Entente.Sandbox.Jira.Fields;
using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira;

/// <summary>Checks the body of a create as a whole, fills in defaults and raises the issue; nothing is kept of a refused one.</summary>
internal sealed class NewIssue(JiraSite site, JiraAct act)
{
    private static readonly ImmutableSortedDictionary<string, JsonElement> Nothing =
        ImmutableSortedDictionary.Create<string, JsonElement>(StringComparer.Ordinal);

    public JiraIssue Raise(JsonElement body)
    {
        var edits = new FieldEdits(act.View, Nothing, field => field.IsOnCreateScreen && field.Shape != FieldShape.Project);
        var fields = body.Child("fields") ?? default;
        edits.Read(body);
        edits.Errors.Remove("project");
        var project = Project(fields, edits);
        CheckType(project, edits);
        CheckRequired(edits);
        edits.RefuseErrors();
        var comments = JiraComments.Read(site, act.View, null, edits.Comments);
        var properties = JiraProperties.Read(body);
        AddDefaults(project!, edits);
        var issue = site.Ledger.Create(act, project!, edits.Values);
        JiraProperties.Put(issue, properties);
        site.Ledger.RaiseCreated(act, issue);
        foreach (var comment in comments)
            JiraComments.Add(site, act, issue, comment);
        return issue;
    }

    private JiraProject? Project(JsonElement fields, FieldEdits edits)
    {
        if (fields.Child("project") is not { } reference || (reference.Member("id") ?? reference.Member("key")) is not { } idOrKey)
        {
            edits.Errors["project"] = "Specify a valid project ID or key";
            return null;
        }

        var project = site.World.FindProject(idOrKey);
        if (project is null)
            edits.Errors["project"] = "valid project is required";
        return project;
    }

    private void CheckType(JiraProject? project, FieldEdits edits)
    {
        if (edits["issuetype"]?.GetString() is not { } id)
        {
            edits.Errors.TryAdd("issuetype", "Specify an issue type");
            return;
        }

        if (project is not null && !project.IssueTypeIds.Contains(id))
            edits.Errors["issuetype"] = "The issue type selected is invalid.";
        if (site.World.IssueType(id).IsSubtask && edits["parent"] is null)
            edits.Errors.TryAdd("parent", "Issue type is a sub-task but parent issue key or id not specified.");
    }

    private void CheckRequired(FieldEdits edits)
    {
        if (edits["summary"] is null)
            edits.Errors.TryAdd("summary", "You must specify a summary of the issue.");
        foreach (var id in site.World.Settings.RequiredFields.Where(id => edits[id] is null))
            edits.Errors.TryAdd(id, $"{site.World.Fields.Find(id)?.Name ?? id} is required.");
    }

    private void AddDefaults(JiraProject project, FieldEdits edits)
    {
        edits.Put("status", JiraJson.Element(project.Workflow.InitialStatusId));
        edits.Put("creator", JiraJson.Element(act.Actor.AccountId));
        edits.Put("statuscategorychangedate", JiraInstant.Stored(act.Now));
        edits.Default("reporter", JiraJson.Element(act.Actor.AccountId));
        edits.Default("priority", JiraJson.Element(FieldMeta.DefaultPriority(site.World).Id));
    }
}
