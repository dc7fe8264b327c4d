using System.Net;

using Entente.Sandbox.AzureDevOps.Fields;
using Entente.Sandbox.AzureDevOps.RichText;
using Entente.Sandbox.AzureDevOps.World;
using Entente.Sandbox.People;

namespace Entente.Sandbox.AzureDevOps;

/// <summary>
/// The people's side of the organisation. What a visitor does goes through the same rules and the same ledger as the API: what the process
/// refuses there it refuses here, and service hooks go out.
/// </summary>
internal sealed class DevOpsDesk(DevOpsSite site, Func<Uri> address) : IPeopleDesk
{
    private const string Priority = "Microsoft.VSTS.Common.Priority";
    private const string ReproSteps = "Microsoft.VSTS.TCM.ReproSteps";

    private static readonly (string Label, string Field)[] Shown =
    [
        ("Type", "System.WorkItemType"), ("State", "System.State"), ("Reason", "System.Reason"), ("Priority", Priority),
        ("Severity", "Microsoft.VSTS.Common.Severity"), ("Assigned to", "System.AssignedTo"), ("Created by", "System.CreatedBy"),
        ("Area", "System.AreaPath"), ("Iteration", "System.IterationPath"), ("Tags", "System.Tags"),
        ("Partner key", "Custom.PartnerKey"), ("Partner URL", "Custom.PartnerUrl"), ("Holder", "Custom.Holder"),
    ];

    private readonly Organization organization = site.Organization;

    public string Title => organization.Title;

    public IReadOnlyList<string> Actors =>
        [.. organization.People.Values.Where(person => person.Token is not null).Select(person => person.DisplayName).Order(StringComparer.Ordinal)];

    public IReadOnlyList<string> Priorities => ["4", "3", "2", "1"];

    public IReadOnlyList<DeskRow> List() =>
    [
        .. organization.WorkItems.Values.Where(item => item.DeletedDate is null)
            .OrderByDescending(item => item.Current.ChangedDate).ThenByDescending(item => item.Id)
            .Select(item => new DeskRow(item.Id.ToString(), item.Title, item.State, Text(item, Priority), item.Current.ChangedDate)),
    ];

    public DeskTicket? Find(string key)
    {
        if (FindItem(key) is not { } item)
            return null;
        var states = organization.TypeOf(item)?.States.Select(state => state.Name).Where(state => state != item.State) ?? [];
        return new(item.Id.ToString(), item.Title, Body(item), FieldsOf(item), CommentsOf(item), FilesOf(item), [.. states])
        {
            Editable =
            [
                new DeskField("Tags", item.Current.Text("System.Tags") ?? ""),
                new DeskField("Assigned to", Text(item, "System.AssignedTo")) { Choices = Actors },
            ],
        };
    }

    public DeskOutcome Act(DeskAction action, DateTimeOffset now)
    {
        if (organization.FindPerson(action.Actor) is not { } actor)
            return new(null, $"Nobody here is called {action.Actor}.");
        var act = new DevOpsAct(new(organization, address()), actor, now);
        try
        {
            return action.Verb == DeskVerb.Raise ? new(Raise(act, action).Id.ToString(), null) : On(act, action);
        }
        catch (DevOpsRefusal refusal)
        {
            return new(action.Key, refusal.Message);
        }
    }

    private DeskOutcome On(DevOpsAct act, DeskAction action)
    {
        if (FindItem(action.Key ?? "") is not { } item)
            return new(null, $"TF401232: Work item {action.Key} does not exist, or you do not have permissions to read it.");
        var draft = new WorkItemDraft(organization, item.Current);
        switch (action.Verb)
        {
            case DeskVerb.Reply:
                draft.Comment = Html(action.Text);
                break;
            case DeskVerb.ChangeStatus:
                Put(act, draft, "System.State", action.Text);
                break;
            case DeskVerb.ChangePriority:
                Put(act, draft, Priority, action.Text);
                break;
            case DeskVerb.ChangeField when Shown.FirstOrDefault(each => each.Label == action.Field).Field is "System.Tags" or "System.AssignedTo":
                Put(act, draft, Shown.First(each => each.Label == action.Field).Field, action.Text);
                break;
            case DeskVerb.Note:
                return new(action.Key, "Azure DevOps has no internal notes: everyone in the project reads every comment.");
            default:
                return new(action.Key, "Azure DevOps' pages here know no such act.");
        }

        DevOpsWorkItems.Save(site, act, item, draft);
        return new(item.Id.ToString(), null);
    }

    /// <summary>A visitor raises a bug in the first project; what happens stands in its steps, as Agile has it.</summary>
    private WorkItem Raise(DevOpsAct act, DeskAction action)
    {
        var draft = DevOpsWorkItems.NewDraft(organization, organization.Projects[0], "Bug");
        Put(act, draft, "System.Title", action.Title ?? "");
        Put(act, draft, ReproSteps, Html(action.Text));
        return DevOpsWorkItems.Raise(site, act, draft);
    }

    private void Put(DevOpsAct act, WorkItemDraft draft, string field, string text) =>
        FieldWriter.Put(act, draft, organization.Fields.Find(field)!, DevOpsJson.Element(text));

    private WorkItem? FindItem(string key) => long.TryParse(key, out var id) ? organization.Find(id) : null;

    private static string Html(string text) =>
        $"<div>{string.Join("<br>", WebUtility.HtmlEncode(text).ReplaceLineEndings("\n").Split('\n'))}</div>";

    private static string Body(WorkItem item) =>
        string.Concat(new[] { "System.Description", ReproSteps }.Select(field => Rendered(item, field)));

    private static string Rendered(WorkItem item, string field) => item.Current.Text(field) is not { } text ? ""
        : item.Current.Formats.ContainsKey(field) ? MarkdownHtml.Render(text)
        : HtmlCleaner.Safe(text);

    private string Text(WorkItem item, string field)
    {
        var text = FieldReader.Read(organization, item, item.Current, field)?.ToString() ?? "";
        return organization.People.TryGetValue(text, out var person) ? person.DisplayName : text;
    }

    private List<KeyValuePair<string, string>> FieldsOf(WorkItem item)
    {
        var fields = Shown.Select(each => KeyValuePair.Create(each.Label, Text(item, each.Field)))
            .Where(each => each.Value.Length > 0 || each.Key is "Assigned to" or "Tags").ToList();
        foreach (var relation in item.Relations.Where(each => each.Kind != RelationKinds.AttachedFile))
            fields.Add(new(RelationKinds.NameOf(relation.Kind), relation.IsWorkItemLink ? relation.TargetId.ToString() : relation.Url));
        return fields;
    }

    private List<DeskComment> CommentsOf(WorkItem item) =>
    [
        .. item.Comments.Where(comment => !comment.Current.IsDeleted).Select(comment => new DeskComment(
            organization.People.TryGetValue(comment.First.AuthorId, out var author) ? author.DisplayName : comment.First.AuthorId,
            comment.First.At,
            IsPublic: true,
            comment.IsMarkdown ? MarkdownHtml.Render(comment.Current.Text) : HtmlCleaner.Safe(comment.Current.Text))),
    ];

    private List<DeskFile> FilesOf(WorkItem item) =>
    [
        .. item.Relations.Where(relation => relation.Kind == RelationKinds.AttachedFile).Select(relation =>
            new DeskFile(relation.FileName ?? "file", relation.ResourceSize ?? 0, DevOpsFiles.PathOf(organization, relation))),
    ];
}
