using System.Globalization;
using System.Text.RegularExpressions;

namespace Entente.Sandbox.Zendesk;

/// <summary>
/// The search language, as far as tickets, users and organizations need it: <c>property:value</c>, comparisons, negation, words and phrases.
/// </summary>
internal sealed partial class ZendeskSearchQuery
{
    private readonly List<Term> terms = [];

    private readonly ZendeskExchange exchange;

    public ZendeskSearchQuery(ZendeskExchange exchange, string text)
    {
        this.exchange = exchange;
        foreach (Match match in Terms().Matches(text))
        {
            var (negated, name, relation, value) = (match.Groups[1].Length > 0, match.Groups[2].Value.ToLowerInvariant(), match.Groups[3].Value,
                match.Groups[4].Value.Trim('"'));
            if (name == "type")
                Type = value.ToLowerInvariant();
            else
                terms.Add(new Term(negated, name, relation, value));
        }
    }

    /// <summary>The kind of record asked for; null for all.</summary>
    public string? Type { get; }

    public bool Matches(ZendeskTicket ticket) => Meets(term => Matches(term, ticket));

    public bool Matches(ZendeskUser user) => Meets(term => term.Name switch
    {
        "" => $"{user.Name} {user.Email}".Contains(term.Value, StringComparison.OrdinalIgnoreCase),
        "email" => Same(user.Email, term.Value),
        "name" => user.Name.Contains(term.Value, StringComparison.OrdinalIgnoreCase),
        "role" => Same(user.Role, term.Value),
        "external_id" => Same(user.ExternalId, term.Value),
        _ => false,
    });

    public bool Matches(ZendeskOrganization organization) => Meets(term => term.Name switch
    {
        "" or "name" => organization.Name.Contains(term.Value, StringComparison.OrdinalIgnoreCase),
        "external_id" => Same(organization.ExternalId, term.Value),
        _ => false,
    });

    public bool Matches(ZendeskGroup group) =>
        Meets(term => term.Name is "" or "name" && group.Name.Contains(term.Value, StringComparison.OrdinalIgnoreCase));

    private bool Meets(Func<Term, bool> meets) => terms.TrueForAll(term => meets(term) != term.IsNegated);

    private bool Matches(Term term, ZendeskTicket ticket) => term.Name switch
    {
        "" => Words(ticket, term.Value),
        "id" or "ticket_id" => term.Value == $"{ticket.Id}",
        "status" => Ranked(term, ZendeskFieldSet.Rank(ticket.Status), ZendeskFieldSet.Rank(term.Value.ToLowerInvariant())),
        "priority" =>
            term.Value == "none" ? ticket.Priority is null
                : Ranked(term, ZendeskFieldSet.PriorityRank(ticket.Priority), ZendeskFieldSet.PriorityRank(term.Value)),
        "ticket_type" => Same(ticket.Type, term.Value),
        "tags" => term.Value == "none" ? ticket.Tags.Count == 0 : ZendeskTagInput.Split(term.Value).Any(ticket.Tags.Contains),
        "external_id" => Same(ticket.ExternalId, term.Value),
        "subject" => ticket.Subject?.Contains(term.Value, StringComparison.OrdinalIgnoreCase) == true,
        "description" => ticket.Description.Contains(term.Value, StringComparison.OrdinalIgnoreCase),
        "comment" => ticket.Comments.Exists(comment => comment.PlainBody.Contains(term.Value, StringComparison.OrdinalIgnoreCase)),
        "requester" => IsPerson(ticket.RequesterId, term.Value),
        "assignee" => term.Value == "none" ? ticket.AssigneeId is null : IsPerson(ticket.AssigneeId, term.Value),
        "submitter" => IsPerson(ticket.SubmitterId, term.Value),
        "group" =>
            term.Value == "none" ? ticket.GroupId is null : Same($"{ticket.GroupId}", term.Value)
                || Same(exchange.Account.Groups.GetValueOrDefault(ticket.GroupId ?? 0)?.Name, term.Value),
        "organization" =>
            Same($"{ticket.OrganizationId}", term.Value)
                || Same(exchange.Account.Organizations.GetValueOrDefault(ticket.OrganizationId ?? 0)?.Name, term.Value),
        "created" or "created_at" => Timed(term, ticket.CreatedAt),
        "updated" or "updated_at" => Timed(term, ticket.UpdatedAt),
        "solved" => ticket.Status is "solved" or "closed" && Timed(term, ticket.UpdatedAt),
        "fieldvalue" => ticket.CustomFields.Values.Any(value => Same(ZendeskJson.AsText(value), term.Value)),
        _ when term.Name.StartsWith("custom_field_", StringComparison.Ordinal) => CustomField(term, ticket),
        _ => false,
    };

    private static bool CustomField(Term term, ZendeskTicket ticket) =>
        long.TryParse(term.Name["custom_field_".Length..], out var id)
            && Same(ZendeskJson.AsText(ticket.CustomFields.GetValueOrDefault(id)), term.Value);

    private static bool Words(ZendeskTicket ticket, string value) =>
        $"{ticket.Id} {ticket.Subject} {ticket.Description} {string.Join(' ', ticket.Tags)}".Contains(value, StringComparison.OrdinalIgnoreCase)
        || ticket.Comments.Exists(comment => comment.PlainBody.Contains(value, StringComparison.OrdinalIgnoreCase));

    private bool IsPerson(long? id, string value) => id is { } known && exchange.Account.Users.GetValueOrDefault(known) is { } user
        && (value == $"{user.Id}" || Same(user.Email, value) || Same(user.Name, value) || (value == "me" && user == exchange.Caller));

    private static bool Same(string? left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static bool Ranked(Term term, int left, int right) => right >= 0 && Compare(term.Relation, left.CompareTo(right));

    /// <summary>A bare date is a day, an ISO instant is itself, <c>2hours</c> and the like count back from now.</summary>
    private bool Timed(Term term, DateTimeOffset at)
    {
        if (Ago().Match(term.Value) is { Success: true } ago)
            return Compare(term.Relation,
                at.CompareTo(exchange.Now - Span(int.Parse(ago.Groups[1].Value, CultureInfo.InvariantCulture), ago.Groups[2].Value)));
        if (DateOnly.TryParseExact(term.Value, "yyyy-MM-dd", out var day))
            return Compare(term.Relation, DateOnly.FromDateTime(at.UtcDateTime).CompareTo(day));
        return ZendeskJson.AsTime(term.Value) is { } instant && Compare(term.Relation, at.CompareTo(instant));
    }

    private static TimeSpan Span(int count, string unit) => unit[0] switch
    {
        'm' => TimeSpan.FromMinutes(count),
        'h' => TimeSpan.FromHours(count),
        'd' => TimeSpan.FromDays(count),
        _ => TimeSpan.FromDays(7 * count),
    };

    private static bool Compare(string relation, int order) => relation switch
    {
        "<" => order < 0,
        "<=" => order <= 0,
        ">" => order > 0,
        ">=" => order >= 0,
        _ => order == 0,
    };

    private sealed record Term(bool IsNegated, string Name, string Relation, string Value);

    [GeneratedRegex("(-?)(?:([A-Za-z_0-9]+)(<=|>=|<|>|:))?(\"[^\"]*\"|[^\\s\"]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Terms();

    [GeneratedRegex("^([0-9]{1,6})(minute|hour|day|week)s?$", RegexOptions.NonBacktracking)]
    private static partial Regex Ago();
}
