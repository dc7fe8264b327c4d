namespace Entente.Sandbox.Zendesk;

/// <summary>What Zendesk makes of a status: new, open, pending or hold, solved, closed, and never back to new.</summary>
internal static class ZendeskStatusRules
{
    private static readonly string[] AllowedOnClosed =
        ["tags", "additional_tags", "remove_tags", "subject", "raw_subject", "priority", "metadata", "safe_update", "updated_stamp"];

    /// <summary>Whether a closed ticket takes these keys; every other needs a follow-up ticket.</summary>
    public static bool FitsClosed(IEnumerable<string> keys) => keys.All(key => AllowedOnClosed.Contains(key));

    public static ZendeskRefusal Closed() => ZendeskErrors.Invalid("status", "Status: closed prevents ticket update");

    public static void Settle(ZendeskTicketInput input, ZendeskTicket? before, ZendeskCommentInput? comment)
    {
        var draft = input.Draft;
        if (before is not null && before.Status != "new" && draft.Status == "new")
            input.Refuse("status", "Status: new is not valid for a ticket that was opened before", "InvalidValue");
        if (!input.NamesStatus)
            Follow(input, before, comment);
        if (draft.Status is "solved" or "closed" && before?.Status != draft.Status)
            RequireForSolving(input);
        if (draft is { ProblemId: not null, Type: not "incident" })
            input.Refuse("problem_id", "Problem: only an incident can have a problem", "InvalidValue");
        draft.CustomStatusId ??= input.Exchange.Account.Fields.DefaultStatusId(draft.Status);
    }

    /// <summary>The status that follows from the act where the caller named none.</summary>
    private static void Follow(ZendeskTicketInput input, ZendeskTicket? before, ZendeskCommentInput? comment)
    {
        var draft = input.Draft;
        var isAssigned = draft.AssigneeId is not null && before?.AssigneeId is null && draft.Status == "new";
        var reopens = before is not null && draft.Status is "pending" or "hold" or "solved" && comment is { Author.IsStaff: false };
        if (!isAssigned && !reopens)
            return;
        draft.Status = "open";
        draft.CustomStatusId = input.Exchange.Account.Fields.DefaultStatusId("open");
    }

    private static void RequireForSolving(ZendeskTicketInput input)
    {
        var (draft, exchange) = (input.Draft, input.Exchange);
        var assigns = exchange.Account.Settings.AutoAssign || exchange.Channel == "web";
        if (draft.AssigneeId is null && assigns && exchange.Caller is { IsStaff: true } agent)
            draft.AssigneeId = agent.Id;
        if (draft.AssigneeId is null)
            input.Refuse("assignee", "Assignee: is required when solving a ticket", "BlankValue");
        foreach (var field in exchange.Account.Fields.Custom
            .Where(field => field.IsRequired && draft.CustomFields.GetValueOrDefault(field.Id) is null))
            input.Refuse("base", $"{field.Title}: is required when solving a ticket", "BlankValue");
    }
}
