using Entente.Cel;
using Entente.Core.Text;
using Entente.Core.Tickets;

namespace Entente.Connectors.ServiceNow;

/// <summary>
/// The fields of a ServiceNow task and incident as rules see them, and the columns <c>u_…</c> that the README asks an instance to have. Texts and
/// choices are never null but empty, as in ServiceNow; what is null in rules has type dyn, since CEL compares a map with null only there.
/// </summary>
internal static class ServiceNowSchema
{
    public const string Product = "servicenow";
    public const string State = "state";
    public const string Description = "description";
    public const string PartnerKey = "u_partner_key";
    public const string PartnerUrl = "u_partner_url";

    /// <summary>The state in which an incident is read-only.</summary>
    public const string Closed = "7";

    /// <summary>The state in which an incident waits; for the caller only with a comment.</summary>
    public const string OnHold = "3";

    private const string PersonLabel = "{id, name, address} or null; takes an e-mail address or sys_id";
    private const string ReferenceLabel = "{id, name} or null; takes the name or sys_id";

    private static readonly SortedDictionary<string, ServiceNowField> Known = new(
        new ServiceNowField[]
        {
            new("number", ServiceNowKind.Text, FieldWrite.Never, "Number"),
            new("short_description", ServiceNowKind.Text, FieldWrite.Always, "Short description, one line"),
            new(Description, ServiceNowKind.Rich, FieldWrite.Always, "Description, plain text"),
            new("close_notes", ServiceNowKind.Rich, FieldWrite.Always, "Resolution notes; needed to resolve"),
            new(State, ServiceNowKind.Choice, FieldWrite.Always, "State: 1 New, 2 In Progress, 3 On Hold, 6 Resolved, 7 Closed, 8 Canceled"),
            new("hold_reason", ServiceNowKind.Choice, FieldWrite.Always, "On hold: 1 Awaiting Caller, 3 Problem, 4 Vendor, 5 Change; with state 3"),
            new("close_code", ServiceNowKind.Choice, FieldWrite.Always, "Resolution code; needed to resolve"),
            new("impact", ServiceNowKind.Choice, FieldWrite.Always, "Impact: 1 High, 2 Medium, 3 Low"),
            new("urgency", ServiceNowKind.Choice, FieldWrite.Always, "Urgency: 1 High, 2 Medium, 3 Low"),
            new("priority", ServiceNowKind.Choice, FieldWrite.Always, "Priority: 1 to 5; takes 1 to 5 or P1 to P5, written as impact and urgency"),
            new("severity", ServiceNowKind.Choice, FieldWrite.Always, "Severity: 1 High, 2 Medium, 3 Low"),
            new("category", ServiceNowKind.Choice, FieldWrite.Always, "Category"),
            new("subcategory", ServiceNowKind.Choice, FieldWrite.Always, "Subcategory"),
            new("contact_type", ServiceNowKind.Choice, FieldWrite.Always, "Channel"),
            new("approval", ServiceNowKind.Choice, FieldWrite.Always, "Approval"),
            new("caller_id", ServiceNowKind.Person, FieldWrite.Always, $"Caller: {PersonLabel}"),
            new("assigned_to", ServiceNowKind.Person, FieldWrite.Always, $"Assigned to: {PersonLabel}"),
            new("opened_by", ServiceNowKind.Person, FieldWrite.OnCreate, $"Opened by: {PersonLabel}"),
            new("resolved_by", ServiceNowKind.Person, FieldWrite.Never, "Resolved by: {id, name, address} or null"),
            new("closed_by", ServiceNowKind.Person, FieldWrite.Never, "Closed by: {id, name, address} or null"),
            new("assignment_group", ServiceNowKind.Reference, FieldWrite.Always, $"Assignment group: {ReferenceLabel}"),
            new("cmdb_ci", ServiceNowKind.Reference, FieldWrite.Always, $"Configuration item: {ReferenceLabel}"),
            new("business_service", ServiceNowKind.Reference, FieldWrite.Always, $"Service: {ReferenceLabel}"),
            new("company", ServiceNowKind.Reference, FieldWrite.Always, $"Company: {ReferenceLabel}"),
            new("location", ServiceNowKind.Reference, FieldWrite.Always, $"Location: {ReferenceLabel}"),
            new("problem_id", ServiceNowKind.Reference, FieldWrite.Always, "Problem: {id, name} or null; takes the number or sys_id"),
            new("parent_incident", ServiceNowKind.Reference, FieldWrite.Always, "Parent incident: {id, name} or null; takes the number or sys_id"),
            new("rfc", ServiceNowKind.Reference, FieldWrite.Always, "Change request: {id, name} or null; takes the number or sys_id"),
            new("caused_by", ServiceNowKind.Reference, FieldWrite.Always, "Caused by change: {id, name} or null; takes the number or sys_id"),
            new("parent", ServiceNowKind.Reference, FieldWrite.Always, "Parent task: {id, name} or null; takes the number or sys_id"),
            new("opened_at", ServiceNowKind.Time, FieldWrite.Never, "Opened: timestamp or null"),
            new("resolved_at", ServiceNowKind.Time, FieldWrite.Never, "Resolved: timestamp or null"),
            new("closed_at", ServiceNowKind.Time, FieldWrite.Never, "Closed: timestamp or null"),
            new("due_date", ServiceNowKind.Time, FieldWrite.Always, "Due: timestamp or null"),
            new("follow_up", ServiceNowKind.Time, FieldWrite.Always, "Follow up: timestamp or null"),
            new("expected_start", ServiceNowKind.Time, FieldWrite.Always, "Expected start: timestamp or null"),
            new("work_start", ServiceNowKind.Time, FieldWrite.Always, "Actual start: timestamp or null"),
            new("work_end", ServiceNowKind.Time, FieldWrite.Always, "Actual end: timestamp or null"),
            new("active", ServiceNowKind.Flag, FieldWrite.Never, "Active"),
            new("correlation_id", ServiceNowKind.Text, FieldWrite.Never, "Correlation id; carries the hub's marker"),
            new("correlation_display", ServiceNowKind.Text, FieldWrite.Never, "Correlation display; entente on tickets that the hub made"),
            new("u_class", ServiceNowKind.Choice, FieldWrite.Always, "Class: bug, request, change or network"),
            new("u_waiting_on", ServiceNowKind.Text, FieldWrite.Always, "Party that is waited for"),
            new("u_holder", ServiceNowKind.Text, FieldWrite.Always, "Party that holds the case"),
            new(PartnerKey, ServiceNowKind.Text, FieldWrite.Always, "Key of the partner's ticket"),
            new(PartnerUrl, ServiceNowKind.Text, FieldWrite.Always, "Address of the partner's ticket"),
        }.ToDictionary(field => field.Name),
        StringComparer.Ordinal);

    public static TicketSchema Standard { get; } = With([]);

    /// <summary>The kind of a known field; other fields are told by their form.</summary>
    public static ServiceNowKind? Kind(string field) => Known.TryGetValue(field, out var known) ? known.Kind : null;

    public static bool IsKnown(string field) => Known.ContainsKey(field);

    /// <summary>Whether rules read a column: the known ones, an instance's own, and on other tables all that say something.</summary>
    public static bool IsRead(string column, string table) => IsKnown(column)
        || column.StartsWith("u_", StringComparison.Ordinal) || column.StartsWith("x_", StringComparison.Ordinal)
        || (table != "incident" && !column.StartsWith("sys_", StringComparison.Ordinal) && !Noise.Contains(column, StringComparer.Ordinal));

    /// <summary>The known fields, changed or extended by what an instance has.</summary>
    public static TicketSchema With(IReadOnlyCollection<TicketField> own)
    {
        var fields = Known.Values.Select(field => field.Ticket()).Concat(own).ToList();
        var blank = new SortedDictionary<string, CelValue>(StringComparer.Ordinal);
        foreach (var field in fields)
            blank[field.Name] = Blank(field);
        return new TicketSchema(Product, fields, blank);
    }

    /// <summary>What a field of this kind reads when it holds nothing.</summary>
    public static CelValue Nothing(ServiceNowKind kind) => kind switch
    {
        ServiceNowKind.Text or ServiceNowKind.Choice => CelValue.String(""),
        ServiceNowKind.Rich => RichTextValue.Of(RichText.Empty),
        ServiceNowKind.Flag => CelValue.False,
        ServiceNowKind.Person or ServiceNowKind.Reference or ServiceNowKind.Time => CelValue.Null,
    };

    /// <summary>Columns of every task that count, repeat or log: each write of ours would look like a change by somebody else.</summary>
    public static readonly string[] Noise =
    [
        "comments", "work_notes", "comments_and_work_notes", "work_notes_list", "watch_list", "additional_assignee_list", "group_list",
        "activity_due", "approval_history", "approval_set", "business_duration", "business_stc", "calendar_duration", "calendar_stc",
        "child_incidents", "delivery_plan", "delivery_task", "escalation", "incident_state", "knowledge", "made_sla", "notify", "order",
        "origin_id", "origin_table", "reassignment_count", "rejection_goto", "reopen_count", "reopened_by", "reopened_time", "route_reason",
        "sla_due", "task_effective_number", "time_worked", "universal_request", "upon_approval", "upon_reject", "user_input", "wf_activity",
    ];

    private static CelValue Blank(TicketField field) => field.Name switch
    {
        State => CelValue.String("1"),
        "active" => CelValue.True,
        _ when Kind(field.Name) is { } kind => Nothing(kind),
        _ when field.Read.Equals(CelType.String) => CelValue.String(""),
        _ when field.Read.Equals(CelType.Bool) => CelValue.False,
        _ when field.Read.Equals(RichTextValue.StaticType) => RichTextValue.Of(RichText.Empty),
        _ => CelValue.Null,
    };
}
