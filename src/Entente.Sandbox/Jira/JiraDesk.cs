using System.Text.Json.Nodes;

using Entente.Sandbox.Jira.Fields;
using Entente.Sandbox.Jira.RichText;
using Entente.Sandbox.Jira.World;
using Entente.Sandbox.People;

namespace Entente.Sandbox.Jira;

/// <summary>
/// The people's side of the site. What a visitor does goes through the same slices as the API: the workflow refuses here what it
/// refuses there, and webhooks go out.
/// </summary>
internal sealed class JiraDesk(JiraSite site, Func<Uri> address) : IPeopleDesk
{
    private const string LabelField = "Labels";

    private readonly JiraWorld world = site.World;

    public string Title => world.Title;

    public IReadOnlyList<string> Actors =>
        [.. world.Users.Values.Where(user => user.Token is not null).Select(user => user.DisplayName).Order(StringComparer.Ordinal)];

    public IReadOnlyList<DeskRow> List() =>
    [
        .. world.Issues.Values.OrderByDescending(issue => issue.State.Updated).ThenByDescending(issue => issue.Id).Select(issue =>
            new DeskRow(issue.Key, issue.State.Text("summary") ?? "", world.Status(issue).Name, PriorityName(issue), issue.State.Updated)),
    ];

    public DeskTicket? Find(string key)
    {
        if (world.FindIssue(key) is not { } issue)
            return null;
        var body = issue.State["description"] is { } description ? AdfHtml.Render(description) : "";
        var choices = issue.Project.Workflow.Available(issue, SomeOne).Select(transition => world.Status(transition.ToStatusId).Name);
        return new(issue.Key, issue.State.Text("summary") ?? "", body, FieldsOf(issue), CommentsOf(issue), FilesOf(issue), [.. choices.Distinct()])
        {
            Editable = IsEditable(issue) ? [new(LabelField, string.Join(' ', issue.State.Texts("labels")))] : [],
        };
    }

    public DeskOutcome Act(DeskAction action, DateTimeOffset now)
    {
        var actor = world.Users.Values.FirstOrDefault(user => user.DisplayName.Equals(action.Actor, StringComparison.OrdinalIgnoreCase));
        if (actor is null)
            return new(null, $"Nobody here is called {action.Actor}.");
        var act = new JiraAct(new(world, address(), 3, actor), actor, now);
        try
        {
            return action.Verb == DeskVerb.Raise ? new(Raise(act, action).Key, null) : On(act, action);
        }
        catch (JiraRefusal refusal)
        {
            return new(null, refusal.Message);
        }
    }

    private JiraUser SomeOne => world.Users.Values.First();

    private DeskOutcome On(JiraAct act, DeskAction action)
    {
        if (world.FindIssue(action.Key ?? "") is not { } issue)
            return new(null, $"There is no issue {action.Key}.");
        if (action.Verb is DeskVerb.Reply or DeskVerb.Note)
            Comment(act, issue, action);
        else if (action.Verb == DeskVerb.ChangeStatus)
            ChangeStatus(act, issue, action.Text);
        else if (action.Verb == DeskVerb.ChangePriority)
            ChangePriority(act, issue, action.Text);
        else if (action.Field == LabelField)
            ChangeLabels(act, issue, action.Text);
        else
            return new(issue.Key, $"{action.Field} cannot be set here.");
        return new(issue.Key, null);
    }

    /// <summary>A visitor raises a bug in the first project, as its reporter.</summary>
    private JiraIssue Raise(JiraAct act, DeskAction action)
    {
        var fields = new JsonObject
        {
            ["project"] = new JsonObject { ["key"] = world.Projects[0].Key },
            ["issuetype"] = new JsonObject { ["name"] = "Bug" },
            ["summary"] = action.Title ?? "",
        };
        if (action.Text.Length > 0)
            fields["description"] = JiraJson.Node(AdfNodes.FromPlainText(action.Text));
        return new NewIssue(site, act).Raise(JiraJson.Element(new JsonObject { ["fields"] = fields }));
    }

    /// <summary>A note is internal the way a service desk has it: the comment's own property says so.</summary>
    private void Comment(JiraAct act, JiraIssue issue, DeskAction action)
    {
        var comment = new JsonObject { ["body"] = JiraJson.Node(AdfNodes.FromPlainText(action.Text)) };
        if (action.Verb == DeskVerb.Note)
        {
            var note = new JsonObject { ["key"] = "sd.public.comment", ["value"] = JiraJson.Node(JiraComment.InternalNote) };
            comment["properties"] = new JsonArray(note);
        }

        JiraComments.Add(site, act, issue, CommentDraft.Read(act.View, JiraJson.Element(comment)));
    }

    /// <summary>A person at the screen picks the first resolution where one is asked for.</summary>
    private void ChangeStatus(JiraAct act, JiraIssue issue, string status)
    {
        var transition = issue.Project.Workflow.Available(issue, act.Actor)
            .FirstOrDefault(each => world.Status(each.ToStatusId).Name.Equals(status, StringComparison.OrdinalIgnoreCase))
            ?? throw JiraRefusal.Saying(400, $"The workflow of {issue.Project.Key} has no way from {world.Status(issue).Name} to {status}.");
        var edits = new FieldEdits(act.View, issue.State.Values, _ => true);
        if (transition.Screen.Any(screened => screened is { FieldId: "resolution", IsRequired: true }) && edits["resolution"] is null)
            edits.Put("resolution", JiraJson.Element(world.Resolutions[0].Id));
        JiraTransitions.Carry(site, act, issue, (transition, edits));
    }

    private void ChangePriority(JiraAct act, JiraIssue issue, string name)
    {
        var priority = world.Priorities.Named(null, name) ?? throw JiraRefusal.Field("priority", $"Priority name '{name}' is not valid");
        if (!FieldMeta.EditScreen(world, issue).Any(field => field.Id == "priority"))
            throw JiraRefusal.Field("priority", FieldWriter.NotOnScreen("priority"));
        site.Ledger.Change(act, issue, issue.State with { Values = issue.State.Values.SetItem("priority", JiraJson.Element(priority.Id)) });
    }

    private void ChangeLabels(JiraAct act, JiraIssue issue, string text)
    {
        if (!IsEditable(issue))
            throw JiraRefusal.Field("labels", FieldWriter.NotOnScreen("labels"));
        var labels = JiraJson.Element(text.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var taken = FieldWriter.Take(act.View, world.Fields.Find("labels")!, labels);
        if (taken.Error is { } error)
            throw JiraRefusal.Field("labels", error);
        site.Ledger.Change(act, issue, issue.State with { Values = issue.State.Values.SetItem("labels", taken.Value!.Value) });
    }

    /// <summary>Whether the edit screen shows labels: a closed issue has none.</summary>
    private bool IsEditable(JiraIssue issue) => FieldMeta.EditScreen(world, issue).Any(field => field.Id == "labels");

    private string PriorityName(JiraIssue issue) => world.Priorities.Named(issue.State.Text("priority"), null)?.Name ?? "None";

    private List<KeyValuePair<string, string>> FieldsOf(JiraIssue issue)
    {
        var fields = new List<KeyValuePair<string, string>>
        {
            new("Status", world.Status(issue).Name),
            new("Priority", PriorityName(issue)),
            new("Type", world.IssueType(issue.TypeId).Name),
            new("Assignee", NameOf(issue.State.Text("assignee"))),
            new("Reporter", NameOf(issue.State.Text("reporter"))),
            new("Labels", string.Join(", ", issue.State.Texts("labels"))),
            new("Resolution", world.Resolutions.Named(issue.State.Text("resolution"), null)?.Name ?? "Unresolved"),
        };
        foreach (var link in issue.RemoteLinks)
            fields.Add(new(link.Relationship ?? "Link", link.Object.Member("title") ?? ""));
        return fields;
    }

    private string NameOf(string? accountId) => accountId is null ? "Unassigned" : world.Users.GetValueOrDefault(accountId)?.DisplayName ?? accountId;

    private List<DeskComment> CommentsOf(JiraIssue issue) =>
    [
        .. issue.Comments.Select(comment =>
            new DeskComment(NameOf(comment.AuthorId), comment.Created, comment.IsPublic && comment.Visibility is null, AdfHtml.Render(comment.Body))),
    ];

    private static List<DeskFile> FilesOf(JiraIssue issue) =>
        [.. issue.Attachments.Select(file =>
            new DeskFile(file.FileName, file.Bytes.LongLength, JiraMedia.SignedPath(file, DateTimeOffset.MaxValue)))];
}
