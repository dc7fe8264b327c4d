using System.Text.Json.Nodes;

namespace Entente.Sandbox.Zendesk;

/// <summary>
/// Takes what a caller sent under <c>ticket</c> onto a draft. Wrong values gather as faults, so that one 422 names them all; keys that no
/// caller may set are dropped and named in a header while the rest goes through.
/// </summary>
internal sealed class ZendeskTicketInput(ZendeskExchange exchange, ZendeskTicket draft, bool isCreate)
{
    private const int MaxSubjectCharacters = 255;

    private const int MaxExternalIdCharacters = 255;

    /// <summary>Taken elsewhere: by the save itself, not by a field.</summary>
    private static readonly HashSet<string> Handled =
    [
        "comment", "comments", "metadata", "safe_update", "updated_stamp", "via_followup_source_id", "custom_fields", "fields", "tags",
        "additional_tags", "remove_tags",
    ];

    private static readonly Dictionary<string, Action<ZendeskTicketInput, JsonNode?>> Setters = new(StringComparer.Ordinal)
    {
        ["subject"] = (input, value) => input.Subject(value),
        ["raw_subject"] = (input, value) => input.Subject(value),
        ["priority"] = (input, value) => input.Priority(value),
        ["type"] = (input, value) => input.Type(value),
        ["status"] = (input, value) => input.Status(value),
        ["custom_status_id"] = (input, value) => input.CustomStatus(value),
        ["external_id"] = (input, value) => input.ExternalId(value),
        ["recipient"] = (input, value) => input.Draft.Recipient = ZendeskJson.AsText(value),
        ["due_at"] = (input, value) => input.Draft.DueAt = ZendeskJson.AsTime(value),
        ["problem_id"] = (input, value) => input.Problem(value),
        ["brand_id"] = (input, value) => input.Draft.BrandId = ZendeskJson.AsId(value),
        ["ticket_form_id"] = (input, value) => input.Draft.TicketFormId = ZendeskJson.AsId(value),
        ["requester"] = (input, value) => input.People.Requester(value),
        ["requester_id"] = (input, value) => input.People.RequesterId(value),
        ["submitter_id"] = (input, value) => input.People.Submitter(value),
        ["assignee_id"] = (input, value) => input.People.Assignee(value),
        ["assignee_email"] = (input, value) => input.People.AssigneeByEmail(value),
        ["group_id"] = (input, value) => input.People.Group(value),
        ["organization_id"] = (input, value) => input.People.Organization(value),
        ["collaborator_ids"] = (input, value) => input.Draft.CollaboratorIds = input.People.Known(value),
        ["collaborators"] = (input, value) => input.Draft.CollaboratorIds = input.People.Known(value),
        ["follower_ids"] = (input, value) => input.Draft.FollowerIds = input.People.Known(value),
        ["email_cc_ids"] = (input, value) => input.Draft.EmailCcIds = input.People.Known(value),
    };

    public ZendeskTicket Draft { get; } = draft;

    public ZendeskExchange Exchange { get; } = exchange;

    public bool IsCreate { get; } = isCreate;

    public List<ZendeskFault> Faults { get; } = [];

    /// <summary>Whether the caller named a status, so that no rule may choose another.</summary>
    public bool NamesStatus { get; private set; }

    private ZendeskPeopleInput People => new(this);

    public void Take(JsonObject ticket)
    {
        foreach (var (name, value) in ticket)
        {
            if (Setters.TryGetValue(name, out var set))
                set(this, value);
            else if (!Handled.Contains(name) && !(IsCreate && name == "description"))
                Exchange.Dropped.Add(name);
        }
        ZendeskTagInput.Take(this, ticket);
    }

    public void Refuse(string field, string description, string? code = null) => Faults.Add(new ZendeskFault(field, description, code));

    private void Subject(JsonNode? value)
    {
        var subject = ZendeskJson.AsText(value)?.Trim();
        if (subject?.Length > MaxSubjectCharacters)
            Refuse("subject", $"Subject: is too long (maximum is {MaxSubjectCharacters} characters)", "ValueTooLong");
        Draft.Subject = subject;
    }

    private void Priority(JsonNode? value)
    {
        var priority = ZendeskJson.AsText(value);
        if (string.IsNullOrEmpty(priority) && Draft.Priority is not null)
            Refuse("priority", "Priority: cannot be blank", "BlankValue");
        else if (!string.IsNullOrEmpty(priority) && !ZendeskFieldSet.IsPriority(priority))
            Refuse("priority", $"Priority: {priority} is not included in the list", "InvalidValue");
        else
            Draft.Priority = string.IsNullOrEmpty(priority) ? null : priority;
    }

    private void Type(JsonNode? value)
    {
        var type = ZendeskJson.AsText(value);
        if (!string.IsNullOrEmpty(type) && !ZendeskFieldSet.IsType(type))
            Refuse("type", $"Type: {type} is not included in the list", "InvalidValue");
        else
            Draft.Type = string.IsNullOrEmpty(type) ? null : type;
    }

    private void Status(JsonNode? value)
    {
        var status = ZendeskJson.AsText(value) ?? "";
        NamesStatus = true;
        if (!ZendeskFieldSet.IsStatus(status))
            Refuse("status", $"Status: {status} is not included in the list", "InvalidValue");
        else
            SetStatus(status);
    }

    private void CustomStatus(JsonNode? value)
    {
        var known = Exchange.Account.Fields.CustomStatuses.Find(status => status.Id == ZendeskJson.AsId(value));
        if (known is null)
        {
            Refuse("custom_status_id", "Custom status: is invalid", "InvalidValue");
            return;
        }
        NamesStatus = true;
        Draft.Status = known.Category;
        Draft.CustomStatusId = known.Id;
    }

    /// <summary>Keeps a custom status that lies in the same category.</summary>
    private void SetStatus(string status)
    {
        var category = Exchange.Account.Fields.CustomStatuses.Find(known => known.Id == Draft.CustomStatusId)?.Category;
        if (category != status)
            Draft.CustomStatusId = Exchange.Account.Fields.DefaultStatusId(status);
        Draft.Status = status;
    }

    private void ExternalId(JsonNode? value)
    {
        var external = ZendeskJson.AsText(value);
        if (external?.Length > MaxExternalIdCharacters)
            Refuse("external_id", $"External: is too long (maximum is {MaxExternalIdCharacters} characters)", "ValueTooLong");
        Draft.ExternalId = external;
    }

    private void Problem(JsonNode? value)
    {
        var problem = ZendeskJson.AsId(value);
        if (problem is { } id && (!Exchange.Account.Tickets.TryGetValue(id, out var ticket) || ticket.Type != "problem"))
            Refuse("problem_id", "Problem: is invalid", "InvalidValue");
        Draft.ProblemId = problem;
    }
}
