using System.Text.Json.Nodes;

namespace Entente.Sandbox.Zendesk;

/// <summary>The part of a ticket's input that names people, groups and organizations.</summary>
internal readonly struct ZendeskPeopleInput(ZendeskTicketInput input)
{
    private ZendeskAccount Account => input.Exchange.Account;

    /// <summary>A requester by e-mail address; one that nobody has yet becomes a new end user.</summary>
    public void Requester(JsonNode? value)
    {
        if (value is not JsonObject person)
        {
            RequesterId(value);
            return;
        }
        var email = ZendeskJson.AsText(person["email"])?.Trim().ToLowerInvariant();
        if (Account.UserByEmail(email) is { } known)
        {
            input.Draft.RequesterId = known.Id;
            return;
        }
        var name = ZendeskJson.AsText(person["name"])?.Trim();
        if (string.IsNullOrEmpty(name))
            input.Refuse("requester", "Requester: Name: is too short (minimum is 1 characters)", "ValueTooShort");
        else if (email is not null && !ZendeskUsers.IsAddress(email))
            input.Refuse("requester", $"Requester: Email: {email} is not properly formatted", "InvalidFormat");
        else
            input.Draft.RequesterId = ZendeskUsers.Add(input.Exchange, name, email).Id;
    }

    public void RequesterId(JsonNode? value)
    {
        if (ZendeskJson.AsId(value) is { } id && Account.Users.ContainsKey(id))
            input.Draft.RequesterId = id;
        else
            input.Refuse("requester", "Requester: cannot be blank", "BlankValue");
    }

    /// <summary>Only a new ticket takes a submitter.</summary>
    public void Submitter(JsonNode? value)
    {
        if (!input.IsCreate)
            input.Exchange.Dropped.Add("submitter_id");
        else if (ZendeskJson.AsId(value) is { } id && Account.Users.ContainsKey(id))
            input.Draft.SubmitterId = id;
    }

    public void Assignee(JsonNode? value)
    {
        var id = ZendeskJson.AsId(value);
        if (id is { } known && Account.Users.GetValueOrDefault(known) is not { IsStaff: true, Suspended: false })
            input.Refuse("assignee", "Assignee: is not an agent of this account", "InvalidValue");
        else
            Assign(id);
    }

    public void AssigneeByEmail(JsonNode? value)
    {
        if (Account.UserByEmail(ZendeskJson.AsText(value)) is { IsStaff: true } agent)
            Assign(agent.Id);
        else
            input.Refuse("assignee", "Assignee: is not an agent of this account", "InvalidValue");
    }

    public void Group(JsonNode? value)
    {
        var id = ZendeskJson.AsId(value);
        if (id is { } known && Account.Groups.GetValueOrDefault(known) is not { IsDeleted: false })
            input.Refuse("group", "Group: is invalid", "InvalidValue");
        else
            input.Draft.GroupId = id;
    }

    public void Organization(JsonNode? value)
    {
        var id = ZendeskJson.AsId(value);
        if (id is { } known && !Account.Organizations.ContainsKey(known))
            input.Refuse("organization", "Organization: is invalid", "InvalidValue");
        else
            input.Draft.OrganizationId = id;
    }

    /// <summary>Users by id or e-mail address; unknown ones are left out.</summary>
    public List<long> Known(JsonNode? value)
    {
        var account = Account;
        return value is not JsonArray people
            ? []
            : [.. people.Select(person => Id(account, person)).OfType<long>().Distinct()];
    }

    private void Assign(long? id)
    {
        input.Draft.AssigneeId = id;
        if (id is { } agent)
            input.Draft.GroupId ??= Account.Users[agent].DefaultGroupId;
    }

    private static long? Id(ZendeskAccount account, JsonNode? person) => person switch
    {
        JsonObject named => account.UserByEmail(ZendeskJson.AsText(named["email"]))?.Id,
        _ when ZendeskJson.AsId(person) is { } id => account.Users.ContainsKey(id) ? id : null,
        _ => account.UserByEmail(ZendeskJson.AsText(person))?.Id,
    };
}
