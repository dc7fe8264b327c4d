namespace Entente.Sandbox.AzureDevOps;

/// <summary>What the process writes by itself: defaults of a new work item, the reason of a move, who moved it when.</summary>
internal static class StateStamps
{
    private const string Common = "Microsoft.VSTS.Common.";

    public static void Apply(DevOpsAct act, WorkItemDraft draft)
    {
        if (draft.Before is null)
            FillNew(draft);
        if (draft.Type.State(draft.Text("System.State") ?? "") is not { } state)
            return;
        draft.Put("System.State", state.Name);
        var from = draft.Before?.Text("System.State");
        if (from == state.Name)
            return;
        if (!draft.Named.Contains("System.Reason"))
            draft.Put("System.Reason", draft.Type.ReasonsOf(from, state.Name)[0]);
        Set(draft, "StateChangeDate", DevOpsJson.Instant(act.Now));
        Stamp(act, draft, state.Category);
    }

    private static void FillNew(WorkItemDraft draft)
    {
        foreach (var field in draft.Type.Fields.Where(field => field.Default is not null && !draft.Named.Contains(field.ReferenceName)))
        {
            draft.Values[field.ReferenceName] =
                long.TryParse(field.Default, out var number) ? DevOpsJson.Element(number) : DevOpsJson.Element(field.Default!);
        }

        if (draft.IsEmpty("System.State"))
            draft.Put("System.State", draft.Type.States[0].Name);
    }

    /// <summary>As recorded: what is resolved at once counts as activated in the same moment; what moves back loses its end.</summary>
    private static void Stamp(DevOpsAct act, WorkItemDraft draft, string category)
    {
        if (category is "InProgress" or "Resolved" or "Completed" && draft.IsEmpty(Common + "ActivatedDate"))
            By(act, draft, "Activated");
        if (category == "Resolved")
        {
            By(act, draft, "Resolved");
            Set(draft, "ResolvedReason", draft.Text("System.Reason"));
        }

        if (category == "Completed")
            By(act, draft, "Closed");
        else
            Clear(draft, "ClosedDate", "ClosedBy");
        if (category is "Proposed" or "InProgress")
            Clear(draft, "ResolvedDate", "ResolvedBy", "ResolvedReason");
        if (category == "Proposed")
            Clear(draft, "ActivatedDate", "ActivatedBy");
    }

    private static void By(DevOpsAct act, WorkItemDraft draft, string what)
    {
        Set(draft, what + "Date", DevOpsJson.Instant(act.Now));
        Set(draft, what + "By", act.Actor.Id);
    }

    private static void Clear(WorkItemDraft draft, params string[] names)
    {
        foreach (var name in names)
            Set(draft, name, null);
    }

    /// <summary>What a migration set past the rules stays.</summary>
    private static void Set(WorkItemDraft draft, string name, string? value)
    {
        if (!draft.Named.Contains(Common + name))
            draft.Put(Common + name, value);
    }
}
