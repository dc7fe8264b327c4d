using Entente.Sandbox.AzureDevOps.Fields;
using Entente.Sandbox.AzureDevOps.Hooks;
using Entente.Sandbox.AzureDevOps.World;

namespace Entente.Sandbox.AzureDevOps;

/// <summary>
/// The only way in which a work item changes: every save leaves an update; fields, comments and resources leave a revision too; service
/// hooks go out. A link between work items is an update of both without a revision, as recorded: <c>rev</c> stays.
/// </summary>
internal sealed class WorkItemLedger(Organization organization, HookOutbox outbox)
{
    public HookOutbox Outbox => outbox;

    public WorkItem Create(DevOpsAct act, WorkItemDraft draft)
    {
        var item = new WorkItem(organization.NextId("workItem"));
        draft.Values["System.CommentCount"] = DevOpsJson.Element(0);
        Stamp(act, draft, "System.CreatedDate", "System.CreatedBy");
        organization.WorkItems.Add(item.Id, item);
        var comment = Append(act, item, draft);
        if (!act.SuppressesNotifications)
            outbox.Created(act, item);
        if (comment is not null && !act.SuppressesNotifications)
            outbox.Commented(act, item, comment);
        Mirror(act, item, draft);
        return item;
    }

    /// <exception cref="DevOpsRefusal">The work item has too many revisions.</exception>
    public void Save(DevOpsAct act, WorkItem item, WorkItemDraft draft)
    {
        RefuseBeyondLimit(item);
        if (!draft.ChangesAnything)
            return;
        var comment = Append(act, item, draft);
        if (!act.SuppressesNotifications)
            outbox.Updated(act, item, item.Updates[^1]);
        if (comment is not null && !act.SuppressesNotifications)
            outbox.Commented(act, item, comment);
        Mirror(act, item, draft);
    }

    /// <summary>Puts another version of a comment in place: an update without fields, and no revision.</summary>
    public void Comment(DevOpsAct act, WorkItem item, WorkItemComment comment, CommentVersion version)
    {
        comment.Versions.Add(version);
        if (version.IsDeleted)
            RecountComments(item);
        organization.NextWatermark();
        item.Updates.Add(new(item.Updates.Count + 1, item.Current.Rev, act.Actor.Id, act.Now, null));
        outbox.Updated(act, item, item.Updates[^1]);
    }

    public void Delete(DevOpsAct act, WorkItem item)
    {
        item.DeletedDate = act.Now;
        item.DeletedById = act.Actor.Id;
        Revise(act, item, new WorkItemDraft(organization, item.Current), null);
        outbox.Deleted(act, item);
    }

    public void Restore(DevOpsAct act, WorkItem item)
    {
        item.DeletedDate = null;
        item.DeletedById = null;
        Revise(act, item, new WorkItemDraft(organization, item.Current), null);
        outbox.Restored(act, item);
    }

    /// <summary>Removes for good; links to it go too.</summary>
    public void Destroy(WorkItem item)
    {
        organization.WorkItems.Remove(item.Id);
        foreach (var other in organization.WorkItems.Values)
        {
            other.Relations = other.Relations.RemoveAll(relation => relation.TargetId == item.Id);
            other.Revisions[^1] = other.Current with { Relations = other.Relations };
        }
    }

    private void RefuseBeyondLimit(WorkItem item)
    {
        var limit = organization.Settings.RevisionLimit;
        if (item.Revisions.Count >= limit)
            throw new DevOpsRefusal(400, "WorkItemRevisionLimitExceededException",
                $"Work item {item.Id} has {item.Revisions.Count} revisions, but currently, when updating via the API, "
                + $"only work items with up to {limit} revisions are supported.");
    }

    private WorkItemComment? Append(DevOpsAct act, WorkItem item, WorkItemDraft draft)
    {
        var comment = draft.Comment is { } text ? AddComment(act, item, text, draft.CommentIsMarkdown) : null;
        if (comment is not null)
        {
            draft.Values["System.History"] = DevOpsJson.Element(text: comment.First.Text);
            draft.Values["System.CommentCount"] = DevOpsJson.Element(CountOf(item));
        }

        Relate(item, draft);
        if (draft.MakesRevision)
            Revise(act, item, draft, comment);
        else
            Link(act, item, draft);
        return comment;
    }

    private void Revise(DevOpsAct act, WorkItem item, WorkItemDraft draft, WorkItemComment? comment)
    {
        var before = draft.Before;
        Stamp(act, draft, "System.ChangedDate", "System.ChangedBy");
        var revision = new Revision((before?.Rev ?? 0) + 1, draft.Values.ToImmutable(), draft.Formats.ToImmutable(),
            item.Relations, organization.NextWatermark())
        {
            ChangedDate = DevOpsJson.ReadInstant(draft.Text("System.ChangedDate")!)!.Value,
            ChangedById = draft.Text("System.ChangedBy")!,
            CommentId = comment?.Id,
        };
        item.Revisions.Add(revision);
        var difference = HistoryJson.Difference(organization, item, before, revision);
        item.Updates.Add(Update(act, item, draft) with { Rev = revision.Rev, Fields = difference });
    }

    private void Link(DevOpsAct act, WorkItem item, WorkItemDraft draft)
    {
        organization.NextWatermark();
        item.Revisions[^1] = item.Current with { Relations = item.Relations };
        item.Updates.Add(Update(act, item, draft));
    }

    private static WorkItemUpdate Update(DevOpsAct act, WorkItem item, WorkItemDraft draft) =>
        new(item.Updates.Count + 1, draft.Before?.Rev ?? 1, act.Actor.Id, act.Now, null)
        {
            Added = [.. draft.Added],
            Removed = [.. draft.Removed],
            Changed = [.. draft.Changed.Select(pair => pair.After)],
        };

    private static void Relate(WorkItem item, WorkItemDraft draft)
    {
        var relations = item.Relations.RemoveAll(draft.Removed.Contains);
        foreach (var (before, after) in draft.Changed.Where(pair => relations.Contains(pair.Before)))
            relations = relations.Replace(before, after);
        item.Relations = relations.AddRange(draft.Added);
    }

    /// <summary>The other work items of new and removed links get their end of it and an update of their own.</summary>
    private void Mirror(DevOpsAct act, WorkItem item, WorkItemDraft draft)
    {
        foreach (var relation in draft.Added.Where(each => each.IsWorkItemLink))
            Mirror(act, relation, other => new WorkItemDraft(organization, other.Current) { Added = { Opposite(item, relation) } });
        foreach (var relation in draft.Removed.Where(each => each.IsWorkItemLink))
            Mirror(act, relation, other => new WorkItemDraft(organization, other.Current) { Removed = { Opposite(item, relation) } });
    }

    private void Mirror(DevOpsAct act, Relation relation, Func<WorkItem, WorkItemDraft> make)
    {
        if (organization.Find(relation.TargetId) is not { } other)
            return;
        var draft = make(other);
        Relate(other, draft);
        Link(act, other, draft);
        if (!act.SuppressesNotifications)
            outbox.Updated(act, other, other.Updates[^1]);
    }

    private Relation Opposite(WorkItem item, Relation relation)
    {
        var kind = RelationKinds.FindEnd(relation.Kind)!.Opposite;
        return organization.Find(relation.TargetId)?.Relations.Find(each => each.Kind == kind && each.TargetId == item.Id)
            ?? relation with { Kind = kind, TargetId = item.Id };
    }

    private WorkItemComment AddComment(DevOpsAct act, WorkItem item, string text, bool isMarkdown)
    {
        var comment = new WorkItemComment(organization.NextId("comment"), isMarkdown);
        comment.Versions.Add(new(1, isMarkdown ? text : RichText.HtmlCleaner.Clean(text), act.Actor.Id, act.Now, IsDeleted: false));
        item.Comments.Add(comment);
        return comment;
    }

    private static void RecountComments(WorkItem item) => item.Revisions[^1] = item.Current with
    {
        Values = item.Current.Values.SetItem("System.CommentCount", DevOpsJson.Element(CountOf(item))),
    };

    private static long CountOf(WorkItem item) => item.Comments.Count(comment => !comment.Current.IsDeleted);

    /// <summary>Past the rules, the caller may have said when and who.</summary>
    private static void Stamp(DevOpsAct act, WorkItemDraft draft, string date, string person)
    {
        if (!draft.Named.Contains(date))
            draft.Put(date, DevOpsJson.Instant(act.Now));
        if (!draft.Named.Contains(person))
            draft.Put(person, act.Actor.Id);
    }
}
