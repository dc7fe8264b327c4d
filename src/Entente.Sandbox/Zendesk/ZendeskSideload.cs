using System.Text.Json.Nodes;

namespace Entente.Sandbox.Zendesk;

/// <summary>Related records beside the ones asked for, by <c>include</c>.</summary>
internal static class ZendeskSideload
{
    public static void Add(ZendeskExchange exchange, JsonObject answer, IReadOnlyList<ZendeskTicket> tickets)
    {
        foreach (var name in exchange.Query.List("include"))
        {
            switch (name)
            {
                case "users":
                    Users(exchange, answer, tickets.SelectMany(PeopleOf));
                    break;
                case "groups":
                    var groups = exchange.Account.Groups;
                    Put(answer, name, tickets.Select(ticket => ticket.GroupId), id => groups.GetValueOrDefault(id)?.ToJson(exchange));
                    break;
                case "organizations":
                    var known = exchange.Account.Organizations;
                    Put(answer, name, tickets.Select(ticket => ticket.OrganizationId), id => known.GetValueOrDefault(id)?.ToJson(exchange));
                    break;
                case "comment_count":
                    CountComments(answer, tickets);
                    break;
            }
        }
    }

    public static void Users(ZendeskExchange exchange, JsonObject answer, IEnumerable<long?> ids) =>
        Put(answer, "users", ids, id => exchange.Account.Users.GetValueOrDefault(id)?.ToJson(exchange));

    private static void Put(JsonObject answer, string name, IEnumerable<long?> ids, Func<long, JsonObject?> show) =>
        answer[name] = ZendeskJson.Array(ids.OfType<long>().Distinct().Order().Select(id => (JsonNode?)show(id)).Where(node => node is not null));

    private static IEnumerable<long?> PeopleOf(ZendeskTicket ticket) =>
        [ticket.RequesterId, ticket.SubmitterId, ticket.AssigneeId, .. ticket.CollaboratorIds.Select(id => (long?)id)];

    private static void CountComments(JsonObject answer, IReadOnlyList<ZendeskTicket> tickets)
    {
        if (answer["ticket"] is JsonObject one)
            one["comment_count"] = tickets[0].Comments.Count;
        foreach (var (shown, ticket) in (answer["tickets"] as JsonArray ?? []).Zip(tickets))
            shown!["comment_count"] = ticket.Comments.Count;
    }
}
