using System.Text.Json;
using System.Text.Json.Nodes;

namespace Entente.Sandbox.Zendesk;

/// <summary>
/// Takes tickets as Zendesk's API returned them. A ticket keeps its id where that is free; the people, groups, organizations and fields that
/// it names are made where they are missing, with their own ids; the description becomes the first comment.
/// </summary>
internal sealed class ZendeskLoad(ZendeskAccount account, DateTimeOffset now)
{
    /// <summary>What the imitation derives, keeps otherwise, or shows the same for every ticket: nothing is lost by not copying it.</summary>
    private static readonly HashSet<string> Derived =
    [
        "url", "id", "has_incidents", "is_public", "fields", "result_type", "generated_timestamp", "raw_subject", "forum_topic_id",
        "satisfaction_probability", "allow_channelback", "allow_attachments", "from_messaging_channel", "sharing_agreement_ids", "followup_ids",
        "comment_count", "encoded_id", "deleted_ticket_form_id", "custom_status_id",
    ];

    private static readonly HashSet<string> Taken =
    [
        "external_id", "via", "created_at", "updated_at", "type", "subject", "description", "priority", "status", "recipient", "requester_id",
        "submitter_id", "assignee_id", "organization_id", "group_id", "collaborator_ids", "follower_ids", "email_cc_ids", "problem_id", "due_at",
        "tags", "custom_fields", "satisfaction_rating", "ticket_form_id", "brand_id",
    ];

    private readonly SortedDictionary<string, int> created = new(StringComparer.Ordinal);

    private readonly List<string> notTaken = [];

    private int taken;

    private int renumbered;

    public LoadReport Take(IEnumerable<string> lines)
    {
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            if (Read(line, out var record) is { } problem)
                notTaken.Add($"line {number}: {problem}");
            else
                Add(record, number);
        }
        return new LoadReport("zendesk", taken, renumbered, created, notTaken);
    }

    /// <summary>Why a line is no ticket; null when it is one.</summary>
    private static string? Read(string line, out JsonObject record)
    {
        record = [];
        try
        {
            using var document = JsonDocument.Parse(line);
            if (ZendeskJson.Copy(document.RootElement) is not JsonObject read)
                return "not a JSON object";
            record = read["ticket"] as JsonObject ?? read;
        }
        catch (JsonException malformed)
        {
            return $"not JSON: {malformed.Message}";
        }
        if (ZendeskJson.AsId(record["id"]) is not > 0)
            return "id: missing or not a number";
        if (ZendeskJson.AsText(record["status"]) is not { } status || (!ZendeskFieldSet.IsStatus(status) && status != "deleted"))
            return $"status: {record["status"]?.ToJsonString() ?? "missing"} is not a status";
        return ZendeskJson.AsId(record["requester_id"]) is null ? "requester_id: missing or not a number" : null;
    }

    private void Add(JsonObject record, int line)
    {
        var wanted = ZendeskJson.AsId(record["id"])!.Value;
        var isFree = !account.Tickets.ContainsKey(wanted);
        var status = ZendeskJson.AsText(record["status"])!;
        var ticket = new ZendeskTicket
        {
            Id = isFree ? wanted : account.LastTicketId + 1,
            Subject = ZendeskJson.AsText(record["subject"]) ?? ZendeskJson.AsText(record["raw_subject"]),
            Description = ZendeskJson.AsText(record["description"]) ?? "",
            Status = status == "deleted" ? "open" : status,
            IsDeleted = status == "deleted",
            CustomStatusId = account.Fields.DefaultStatusId(status),
            Priority = ZendeskJson.AsText(record["priority"]),
            Type = ZendeskJson.AsText(record["type"]),
            ExternalId = ZendeskJson.AsText(record["external_id"]),
            Recipient = ZendeskJson.AsText(record["recipient"]),
            DueAt = ZendeskJson.AsTime(record["due_at"]),
            ProblemId = ZendeskJson.AsId(record["problem_id"]),
            TicketFormId = ZendeskJson.AsId(record["ticket_form_id"]),
            BrandId = ZendeskJson.AsId(record["brand_id"]),
            SatisfactionRating = record["satisfaction_rating"]?.DeepClone(),
            CreatedAt = ZendeskJson.AsTime(record["created_at"]) ?? ZendeskJson.Second(now),
            UpdatedAt = ZendeskJson.AsTime(record["updated_at"]) ?? ZendeskJson.Second(now),
        };
        People(ticket, record);
        ticket.Tags.UnionWith(ZendeskTagInput.Split(record["tags"]));
        ticket.Via = record["via"]?.DeepClone() as JsonObject ?? ticket.Via;
        CustomFields(ticket, record, line);
        First(ticket);
        account.Store(ticket, ticket.UpdatedAt);
        taken++;
        renumbered += isFree ? 0 : 1;
        foreach (var (name, value) in record)
            if (value is not null && !Taken.Contains(name) && !Derived.Contains(name))
                notTaken.Add($"line {line}: {name}: not kept by the imitation");
    }

    private void People(ZendeskTicket ticket, JsonObject record)
    {
        ticket.RequesterId = Person(record["requester_id"], isStaff: false)!.Value;
        ticket.SubmitterId = Person(record["submitter_id"], isStaff: false) ?? ticket.RequesterId;
        ticket.AssigneeId = Person(record["assignee_id"], isStaff: true);
        ticket.CollaboratorIds = [.. ZendeskJson.AsIds(record["collaborator_ids"]).Select(id => Person(id, isStaff: false)).OfType<long>()];
        ticket.FollowerIds = [.. ZendeskJson.AsIds(record["follower_ids"]).Select(id => Person(id, isStaff: false)).OfType<long>()];
        ticket.EmailCcIds = [.. ZendeskJson.AsIds(record["email_cc_ids"]).Select(id => Person(id, isStaff: false)).OfType<long>()];
        if (ZendeskJson.AsId(record["group_id"]) is { } group)
            ticket.GroupId = Group(group);
        if (ZendeskJson.AsId(record["organization_id"]) is { } organization)
            ticket.OrganizationId = Organization(organization);
    }

    private long? Person(JsonNode? id, bool isStaff)
    {
        if (ZendeskJson.AsId(id) is not { } known)
            return null;
        if (!account.Users.TryGetValue(known, out var user))
        {
            var at = ZendeskJson.Second(now);
            account.Users[known] = user = new ZendeskUser
            {
                Id = known,
                Name = $"Person {known}",
                Email = $"person-{known}@example.com",
                CreatedAt = at,
                UpdatedAt = at,
            };
            account.Reserve(known);
            Count("users");
        }
        if (isStaff && !user.IsStaff)
            user.Role = "agent";
        return known;
    }

    private long Group(long id)
    {
        if (account.Groups.ContainsKey(id))
            return id;
        account.Groups[id] = new ZendeskGroup
        {
            Id = id,
            Name = $"Group {id}",
            CreatedAt = ZendeskJson.Second(now),
            UpdatedAt = ZendeskJson.Second(now),
        };
        account.Reserve(id);
        Count("groups");
        return id;
    }

    private long Organization(long id)
    {
        if (account.Organizations.ContainsKey(id))
            return id;
        account.Organizations[id] = new ZendeskOrganization
        {
            Id = id,
            Name = $"Organization {id}",
            CreatedAt = ZendeskJson.Second(now),
            UpdatedAt = ZendeskJson.Second(now),
        };
        account.Reserve(id);
        Count("organizations");
        return id;
    }

    private void CustomFields(ZendeskTicket ticket, JsonObject record, int line)
    {
        foreach (var item in (record["custom_fields"] as JsonArray)?.OfType<JsonObject>() ?? [])
        {
            if (ZendeskJson.AsId(item["id"]) is not { } id)
            {
                notTaken.Add($"line {line}: custom_fields: an item without an id");
                continue;
            }
            if (account.Fields.Find(id) is null)
            {
                var at = ZendeskJson.Second(now);
                var type = item["value"]?.GetValueKind() switch
                {
                    JsonValueKind.Array => "multiselect",
                    JsonValueKind.True or JsonValueKind.False => "checkbox",
                    _ => "text",
                };
                account.Fields.Add(new ZendeskField
                {
                    Id = id,
                    Type = type,
                    Title = $"Field {id}",
                    IsCustom = true,
                    Position = account.Fields.All.Count(),
                    CreatedAt = at,
                    UpdatedAt = at,
                });
                account.Reserve(id);
                Count("ticket_fields");
            }
            ticket.CustomFields[id] = item["value"]?.DeepClone();
        }
    }

    /// <summary>The description as the first comment, with the audit that a creation leaves.</summary>
    private void First(ZendeskTicket ticket)
    {
        var audit = new ZendeskAudit
        {
            Id = account.NextId(),
            TicketId = ticket.Id,
            AuthorId = ticket.SubmitterId,
            CreatedAt = ticket.CreatedAt,
            Via = (JsonObject)ticket.Via.DeepClone(),
            Metadata = new JsonObject { ["system"] = new JsonObject(), ["custom"] = new JsonObject() },
        };
        var html = ZendeskMarkdown.ToHtml(ticket.Description);
        var comment = new ZendeskComment
        {
            Id = account.NextId(),
            AuditId = audit.Id,
            AuthorId = ticket.SubmitterId,
            IsPublic = true,
            HtmlBody = $"<div class=\"zd-comment\" dir=\"auto\">{html}</div>",
            PlainBody = ZendeskHtml.ToText(html),
            CreatedAt = ticket.CreatedAt,
            Via = (JsonObject)audit.Via.DeepClone(),
            Metadata = (JsonObject)audit.Metadata.DeepClone(),
        };
        ticket.Comments.Add(comment);
        audit.Events.Add(new ZendeskEvent(comment.Id, "Comment", null, null, null, null, comment));
        audit.Events.AddRange(ZendeskDiff.Events(account, null, ticket, rule: null));
        ticket.Audits.Add(audit);
        account.AuditLog.Add(audit);
    }

    private void Count(string kind) => created[kind] = created.GetValueOrDefault(kind) + 1;
}
