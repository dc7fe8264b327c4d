namespace Entente.Sandbox.Zendesk;

/// <summary>One endpoint: a method, a path with <c>{}</c> for its variable parts, and what answers it.</summary>
internal sealed class ZendeskRoute(string method, string pattern, Func<ZendeskExchange, SandboxResponse> answer)
{
    private readonly string[] parts = pattern.Split('/');

    public string Method { get; } = method;

    /// <summary>Whether a caller without credentials is answered too.</summary>
    public bool IsOpen { get; init; }

    public SandboxResponse Answer(ZendeskExchange exchange) => answer(exchange);

    /// <summary>The variable parts of a path that fits; null where it does not fit.</summary>
    public IReadOnlyList<string>? Match(string[] path)
    {
        if (path.Length != parts.Length)
            return null;
        var arguments = new List<string>();
        for (var at = 0; at < parts.Length; at++)
        {
            if (parts[at] == "{}")
                arguments.Add(path[at]);
            else if (parts[at] != path[at])
                return null;
        }
        return arguments;
    }
}

/// <summary>The endpoints of the imitation. Fixed paths stand before those with a variable part in the same place.</summary>
internal static class ZendeskRoutes
{
    public static readonly IReadOnlyList<ZendeskRoute> All =
    [
        new("GET", "api/v2/tickets", ZendeskTickets.List),
        new("POST", "api/v2/tickets", ZendeskTickets.Create),
        new("GET", "api/v2/tickets/show_many", ZendeskTickets.ShowMany),
        new("GET", "api/v2/tickets/count", ZendeskTickets.Count),
        new("POST", "api/v2/tickets/create_many", ZendeskJobs.CreateMany),
        new("PUT", "api/v2/tickets/update_many", ZendeskJobs.UpdateMany),
        new("DELETE", "api/v2/tickets/destroy_many", ZendeskJobs.DestroyMany),
        new("GET", "api/v2/tickets/{}", ZendeskTickets.Read),
        new("PUT", "api/v2/tickets/{}", ZendeskTickets.Update),
        new("DELETE", "api/v2/tickets/{}", ZendeskDeletion.Delete),
        new("GET", "api/v2/tickets/{}/comments", ZendeskComments.List),
        new("GET", "api/v2/tickets/{}/comments/count", ZendeskComments.Count),
        new("PUT", "api/v2/tickets/{}/comments/{}/make_private", ZendeskComments.MakePrivate),
        new("PUT", "api/v2/tickets/{}/comments/{}/redact", ZendeskComments.Redact),
        new("PUT", "api/v2/tickets/{}/comments/{}/attachments/{}/redact", ZendeskComments.RedactAttachment),
        new("PUT", "api/v2/comment_redactions/{}", ZendeskComments.RedactMarked),
        new("GET", "api/v2/tickets/{}/audits", ZendeskAudits.List),
        new("GET", "api/v2/tickets/{}/audits/count", ZendeskAudits.Count),
        new("GET", "api/v2/tickets/{}/audits/{}", ZendeskAudits.Read),
        new("GET", "api/v2/tickets/{}/incidents", ZendeskTickets.Incidents),
        new("POST", "api/v2/tickets/{}/merge", ZendeskMerge.Merge),
        new("GET", "api/v2/tickets/{}/tags", ZendeskTags.List),
        new("POST", "api/v2/tickets/{}/tags", ZendeskTags.Set),
        new("PUT", "api/v2/tickets/{}/tags", ZendeskTags.Add),
        new("DELETE", "api/v2/tickets/{}/tags", ZendeskTags.Remove),
        new("POST", "api/v2/imports/tickets", ZendeskImports.Import),
        new("GET", "api/v2/deleted_tickets", ZendeskDeletion.List),
        new("PUT", "api/v2/deleted_tickets/{}/restore", ZendeskDeletion.Restore),
        new("DELETE", "api/v2/deleted_tickets/{}", ZendeskDeletion.Erase),
        new("GET", "api/v2/job_statuses", ZendeskJobs.ShowMany),
        new("GET", "api/v2/job_statuses/show_many", ZendeskJobs.ShowMany),
        new("GET", "api/v2/job_statuses/{}", ZendeskJobs.Show),
        new("POST", "api/v2/uploads", ZendeskUploads.Create),
        new("DELETE", "api/v2/uploads/{}", ZendeskUploads.Delete),
        new("GET", "api/v2/attachments/{}", ZendeskUploads.Show),
        new("GET", "attachments/token/{}", ZendeskUploads.Redirect) { IsOpen = true },
        new("GET", "system/attachments/{}/{}", ZendeskUploads.Download) { IsOpen = true },
        new("GET", "api/v2/users", ZendeskUsers.List),
        new("POST", "api/v2/users", ZendeskUsers.Create),
        new("GET", "api/v2/users/me", ZendeskUsers.Me) { IsOpen = true },
        new("GET", "api/v2/users/search", ZendeskUsers.Search),
        new("GET", "api/v2/users/show_many", ZendeskUsers.ShowMany),
        new("POST", "api/v2/users/create_or_update", ZendeskUsers.CreateOrUpdate),
        new("GET", "api/v2/users/{}", ZendeskUsers.Read),
        new("PUT", "api/v2/users/{}", ZendeskUsers.Update),
        new("DELETE", "api/v2/users/{}", ZendeskUsers.Delete),
        new("GET", "api/v2/users/{}/groups", ZendeskGroups.OfUser),
        new("GET", "api/v2/users/{}/tickets/{}", ZendeskTickets.OfUser),
        new("GET", "api/v2/groups", ZendeskGroups.List),
        new("POST", "api/v2/groups", ZendeskGroups.Create),
        new("GET", "api/v2/groups/assignable", ZendeskGroups.List),
        new("GET", "api/v2/groups/{}", ZendeskGroups.Read),
        new("GET", "api/v2/group_memberships", ZendeskGroups.Memberships),
        new("GET", "api/v2/organizations", ZendeskGroups.Organizations),
        new("POST", "api/v2/organizations", ZendeskGroups.CreateOrganization),
        new("GET", "api/v2/organizations/search", ZendeskGroups.SearchOrganizations),
        new("GET", "api/v2/organizations/{}", ZendeskGroups.Organization),
        new("GET", "api/v2/organizations/{}/tickets", ZendeskTickets.OfOrganization),
        new("GET", "api/v2/ticket_fields", ZendeskTicketFields.List),
        new("POST", "api/v2/ticket_fields", ZendeskTicketFields.Create),
        new("GET", "api/v2/ticket_fields/{}", ZendeskTicketFields.Read),
        new("PUT", "api/v2/ticket_fields/{}", ZendeskTicketFields.Update),
        new("DELETE", "api/v2/ticket_fields/{}", ZendeskTicketFields.Delete),
        new("GET", "api/v2/ticket_forms", ZendeskTicketFields.Forms),
        new("GET", "api/v2/custom_statuses", ZendeskTicketFields.CustomStatuses),
        new("POST", "api/v2/custom_statuses", ZendeskTicketFields.CreateCustomStatus),
        new("GET", "api/v2/custom_statuses/{}", ZendeskTicketFields.CustomStatus),
        new("GET", "api/v2/search", ZendeskSearch.Search),
        new("GET", "api/v2/search/count", ZendeskSearch.Count),
        new("GET", "api/v2/search/export", ZendeskSearch.Export),
        new("GET", "api/v2/incremental/tickets", ZendeskExport.ByTime),
        new("GET", "api/v2/incremental/tickets/cursor", ZendeskExport.ByCursor),
        new("GET", "api/v2/incremental/ticket_events", ZendeskExport.TicketEvents),
        new("GET", "api/v2/triggers", ZendeskTriggers.List),
        new("POST", "api/v2/triggers", ZendeskTriggers.Create),
        new("GET", "api/v2/triggers/active", ZendeskTriggers.ListActive),
        new("GET", "api/v2/triggers/{}", ZendeskTriggers.Read),
        new("PUT", "api/v2/triggers/{}", ZendeskTriggers.Update),
        new("DELETE", "api/v2/triggers/{}", ZendeskTriggers.Delete),
        new("GET", "api/v2/webhooks", ZendeskWebhooks.List),
        new("POST", "api/v2/webhooks", ZendeskWebhooks.Create),
        new("GET", "api/v2/webhooks/{}", ZendeskWebhooks.Read),
        new("PUT", "api/v2/webhooks/{}", ZendeskWebhooks.Update),
        new("PATCH", "api/v2/webhooks/{}", ZendeskWebhooks.Update),
        new("DELETE", "api/v2/webhooks/{}", ZendeskWebhooks.Delete),
        new("GET", "api/v2/webhooks/{}/signing_secret", ZendeskWebhooks.Secret),
        new("POST", "api/v2/webhooks/{}/signing_secret", ZendeskWebhooks.ResetSecret),
    ];

    /// <summary>The endpoint for a method and path; a trailing <c>.json</c> or slash is no part of the path.</summary>
    public static (ZendeskRoute Route, IReadOnlyList<string> Arguments)? Find(string method, string path)
    {
        var plain = path.Trim('/');
        if (plain.EndsWith(".json", StringComparison.Ordinal))
            plain = plain[..^".json".Length];
        var parts = plain.Split('/');
        foreach (var route in All)
            if (route.Method == method && route.Match(parts) is { } arguments)
                return (route, arguments);
        return null;
    }
}
