using System.Text.Json.Nodes;

namespace Entente.Sandbox.Zendesk;

/// <summary>A ticket as stored. A write works on a <see cref="Draft"/>; the difference of the two is the audit.</summary>
internal sealed class ZendeskTicket
{
    public required long Id { get; init; }

    public string? Subject { get; set; }

    /// <summary>The first comment's text; immutable once written.</summary>
    public string Description { get; set; } = "";

    /// <summary>
    /// <c>new</c>, <c>open</c>, <c>pending</c>, <c>hold</c>, <c>solved</c>, <c>closed</c>; <c>deleted</c> shows in the export alone.
    /// </summary>
    public string Status { get; set; } = "new";

    public long? CustomStatusId { get; set; }

    public string? Priority { get; set; }

    public string? Type { get; set; }

    public string? ExternalId { get; set; }

    public string? Recipient { get; set; }

    public long RequesterId { get; set; }

    public long SubmitterId { get; set; }

    public long? AssigneeId { get; set; }

    public long? OrganizationId { get; set; }

    public long? GroupId { get; set; }

    public long? ProblemId { get; set; }

    public long? BrandId { get; set; }

    public long? TicketFormId { get; set; }

    public long? FollowupSourceId { get; set; }

    public DateTimeOffset? DueAt { get; set; }

    public SortedSet<string> Tags { get; set; } = new(StringComparer.Ordinal);

    public SortedDictionary<long, JsonNode?> CustomFields { get; set; } = [];

    public List<long> CollaboratorIds { get; set; } = [];

    public List<long> FollowerIds { get; set; } = [];

    public List<long> EmailCcIds { get; set; } = [];

    public List<long> FollowupIds { get; } = [];

    public JsonObject Via { get; set; } = ZendeskVia.Api();

    public JsonNode? SatisfactionRating { get; set; }

    public bool IsDeleted { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Moves with every change of the stored record, system changes included; the incremental export orders by it.</summary>
    public DateTimeOffset GeneratedAt { get; set; }

    /// <summary>Position of the last change among all changes of the account.</summary>
    public long Position { get; set; }

    public List<ZendeskComment> Comments { get; private init; } = [];

    public List<ZendeskAudit> Audits { get; private init; } = [];

    public bool IsPublic => Comments.Count == 0 || Comments.Any(comment => comment.IsPublic);

    /// <summary>A copy whose fields can be changed without touching this; comments and audits are shared.</summary>
    public ZendeskTicket Draft()
    {
        var draft = (ZendeskTicket)MemberwiseClone();
        draft.Tags = new SortedSet<string>(Tags, StringComparer.Ordinal);
        draft.CustomFields = new SortedDictionary<long, JsonNode?>(CustomFields);
        draft.CollaboratorIds = [.. CollaboratorIds];
        draft.FollowerIds = [.. FollowerIds];
        draft.EmailCcIds = [.. EmailCcIds];
        return draft;
    }

    public JsonObject ToJson(string root, ZendeskAccount account)
    {
        var fields = account.Fields.Custom
            .Select(field => (JsonNode?)new JsonObject { ["id"] = field.Id, ["value"] = CustomFields.GetValueOrDefault(field.Id)?.DeepClone() });
        var custom = ZendeskJson.Array(fields);
        return new JsonObject
        {
            ["url"] = $"{root}/api/v2/tickets/{Id}.json",
            ["id"] = Id,
            ["external_id"] = ExternalId,
            ["via"] = Via.DeepClone(),
            ["created_at"] = ZendeskJson.Time(CreatedAt),
            ["updated_at"] = ZendeskJson.Time(UpdatedAt),
            ["generated_timestamp"] = GeneratedAt.ToUnixTimeSeconds(),
            ["type"] = Type,
            ["subject"] = Subject,
            ["raw_subject"] = Subject,
            ["description"] = Description,
            ["priority"] = Priority,
            ["status"] = IsDeleted ? "deleted" : Status,
            ["recipient"] = Recipient,
            ["requester_id"] = RequesterId,
            ["submitter_id"] = SubmitterId,
            ["assignee_id"] = AssigneeId,
            ["organization_id"] = OrganizationId,
            ["group_id"] = GroupId,
            ["collaborator_ids"] = ZendeskJson.Array(CollaboratorIds),
            ["follower_ids"] = ZendeskJson.Array(FollowerIds),
            ["email_cc_ids"] = ZendeskJson.Array(EmailCcIds),
            ["forum_topic_id"] = null,
            ["problem_id"] = ProblemId,
            ["has_incidents"] = account.HasIncidents(Id),
            ["is_public"] = IsPublic,
            ["due_at"] = DueAt is { } due ? ZendeskJson.Time(due) : null,
            ["tags"] = ZendeskJson.Array(Tags),
            ["custom_fields"] = custom,
            ["satisfaction_rating"] = SatisfactionRating?.DeepClone(),
            ["sharing_agreement_ids"] = new JsonArray(),
            ["custom_status_id"] = CustomStatusId,
            ["fields"] = custom.DeepClone(),
            ["followup_ids"] = ZendeskJson.Array(FollowupIds),
            ["ticket_form_id"] = TicketFormId,
            ["brand_id"] = BrandId,
            ["allow_channelback"] = false,
            ["allow_attachments"] = true,
            ["from_messaging_channel"] = false,
        };
    }
}

/// <summary>By which channel something came in.</summary>
internal static class ZendeskVia
{
    public static JsonObject Api() => Channel("api");

    public static JsonObject Channel(string channel) =>
        new() { ["channel"] = channel, ["source"] = new JsonObject { ["from"] = new JsonObject(), ["to"] = new JsonObject(), ["rel"] = null } };

    public static JsonObject Rule(long id, string title) => new()
    {
        ["channel"] = "rule",
        ["source"] = new JsonObject { ["to"] = new JsonObject(), ["from"] = new JsonObject { ["id"] = id, ["title"] = title }, ["rel"] = "trigger" },
    };

    public static JsonObject FollowUp(long ticketId, string? subject) => new()
    {
        ["channel"] = "api",
        ["source"] = new JsonObject
        {
            ["from"] = new JsonObject { ["ticket_id"] = ticketId, ["subject"] = subject },
            ["to"] = new JsonObject(),
            ["rel"] = "follow_up",
        },
    };
}
