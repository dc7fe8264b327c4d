using static Entente.Sandbox.ServiceNow.World.Columns;

namespace Entente.Sandbox.ServiceNow.World;

/// <summary>Tables of work: <c>task</c> and what extends it, with the columns and choices of a base system.</summary>
internal static class TaskTables
{
    private static readonly string[] Levels = ["1", "1 - High", "2", "2 - Medium", "3", "3 - Low"];

    public static void Add(ServiceNowInstance instance)
    {
        var task = Task();
        var incident = Incident(task);
        var problem = new ServiceNowTable("problem", "Problem", task) { NumberPrefix = "PRB" }
            .With(Flag("known_error", "Known error"), Text("work_around", "Workaround", 4000))
            .WithChoices("state", "1", "Open", "2", "Known Error", "3", "Pending Change", "4", "Closed/Resolved");
        var change = new ServiceNowTable("change_request", "Change Request", task) { NumberPrefix = "CHG" }
            .With(Text("type", "Type"), Text("risk", "Risk"), Time("start_date", "Planned start date"), Time("end_date", "Planned end date"))
            .WithChoices("state", "-5", "New", "-4", "Assess", "-3", "Authorize", "-2", "Scheduled", "-1", "Implement", "0", "Review",
                "3", "Closed", "4", "Canceled")
            .WithChoices("type", "normal", "Normal", "standard", "Standard", "emergency", "Emergency");
        foreach (var table in new[] { task, incident, problem, change })
            instance.Add(table);
    }

    private static ServiceNowTable Task() => new ServiceNowTable("task", "Task", null) { NumberPrefix = "TASK" }
        .With(OfEveryRecord)
        .With(
            Text("number", "Number") with { IsDisplay = true },
            Text("sys_class_name", "Task type", 80) with { IsReadOnly = true },
            Reference("sys_domain", "Domain", "sys_user_group") with { IsReadOnly = true },
            Text("sys_domain_path", "Domain Path", 255) with { IsReadOnly = true, Default = "/" },
            Text("short_description", "Short description", 160),
            Text("description", "Description", 4000),
            Number("state", "State") with { Default = "1" },
            Number("priority", "Priority") with { Default = "4" },
            Number("impact", "Impact") with { Default = "3" },
            Number("urgency", "Urgency") with { Default = "3" },
            Flag("active", "Active", "true"),
            Flag("made_sla", "Made SLA", "true"),
            Flag("knowledge", "Knowledge"),
            Number("escalation", "Escalation") with { Default = "0" },
            Number("reassignment_count", "Reassignment count") with { Default = "0" },
            Text("contact_type", "Contact type"),
            Text("approval", "Approval") with { Default = "not requested" },
            Text("upon_approval", "Upon approval") with { Default = "proceed" },
            Text("upon_reject", "Upon reject") with { Default = "cancel" },
            Text("correlation_id", "Correlation ID", 100),
            Text("correlation_display", "Correlation display", 100),
            Text("close_notes", "Resolution notes", 4000),
            Number("order", "Order"))
        .With(
            Reference("parent", "Parent", "task"),
            Reference("assigned_to", "Assigned to", "sys_user"),
            Reference("assignment_group", "Assignment group", "sys_user_group"),
            Reference("opened_by", "Opened by", "sys_user"),
            Reference("closed_by", "Closed by", "sys_user"),
            Reference("cmdb_ci", "Configuration item", "cmdb_ci"),
            Reference("business_service", "Service", "cmdb_ci"),
            Reference("location", "Location", "cmn_location"),
            Reference("company", "Company", "core_company"),
            Users("watch_list", "Watch list"),
            Users("work_notes_list", "Work notes list"),
            Users("additional_assignee_list", "Additional assignee list"))
        .With(Moments())
        .With(
            Journal("comments", "Additional comments"),
            Journal("work_notes", "Work notes"),
            new ServiceNowColumn("comments_and_work_notes", "Comments and Work notes", ColumnKind.JournalView) { IsReadOnly = true })
        .With(
            Journal("approval_history", "Approval history"),
            Time("approval_set", "Approval set"),
            Text("user_input", "User input", 4000),
            new ServiceNowColumn("group_list", "Group list", ColumnKind.List) { MaxLength = 4000, Target = "sys_user_group" },
            // Of workflows and deliveries only the columns stand here.
            Text("delivery_plan", "Delivery plan"), Text("delivery_task", "Delivery task"), Text("rejection_goto", "Rejection goto"),
            Text("wf_activity", "Workflow activity"))
        .WithChoices("priority", "1", "1 - Critical", "2", "2 - High", "3", "3 - Moderate", "4", "4 - Low", "5", "5 - Planning")
        .WithChoices("impact", Levels)
        .WithChoices("urgency", Levels)
        .WithChoices("state", "-5", "Pending", "1", "Open", "2", "Work in Progress", "3", "Closed Complete", "4", "Closed Incomplete",
            "7", "Closed Skipped")
        .WithChoices("contact_type", "email", "Email", "phone", "Phone", "self-service", "Self-service", "walk-in", "Walk-in");

    private static ServiceNowColumn[] Moments() =>
    [
        Time("opened_at", "Opened"), Time("closed_at", "Closed"), Time("due_date", "Due date"), Time("sla_due", "SLA due"),
        Time("follow_up", "Follow up"), Time("activity_due", "Activity due"), Time("expected_start", "Expected start"),
        Time("work_start", "Actual start"), Time("work_end", "Actual end"),
        Duration("business_duration", "Business duration"), Duration("calendar_duration", "Duration"), Duration("time_worked", "Time worked"),
    ];

    private static ServiceNowTable Incident(ServiceNowTable task) => new ServiceNowTable("incident", "Incident", task) { NumberPrefix = "INC" }
        .With(
            Number("incident_state", "Incident state") with { Default = "1" },
            Number("hold_reason", "On hold reason"),
            Reference("caller_id", "Caller", "sys_user"),
            Text("category", "Category") with { Default = "inquiry" },
            Text("subcategory", "Subcategory"),
            Text("close_code", "Resolution code"),
            Reference("resolved_by", "Resolved by", "sys_user"),
            Time("resolved_at", "Resolved"),
            Number("reopen_count", "Reopen count") with { Default = "0" },
            Number("severity", "Severity") with { Default = "3" },
            Number("notify", "Notify") with { Default = "1" },
            Number("child_incidents", "Child Incidents") with { Default = "0" },
            Number("business_stc", "Business resolve time"),
            Number("calendar_stc", "Resolve time"),
            Text("contact_type", "Channel") with { Default = "phone" },
            Reference("problem_id", "Problem", "problem"),
            Reference("parent_incident", "Parent Incident", "incident"),
            Reference("rfc", "Change Request", "change_request"),
            Reference("caused_by", "Caused by Change", "change_request"))
        .With(
            Text("u_class", "Class"),
            Text("u_partner_key", "Partner key", 100),
            new ServiceNowColumn("u_partner_url", "Partner URL", ColumnKind.Url) { MaxLength = 1024 },
            Text("u_holder", "Holder", 100),
            Text("u_waiting_on", "Waiting on", 100))
        .WithChoices("state", States)
        .WithChoices("incident_state", States)
        .WithChoices("hold_reason", "1", "Awaiting Caller", "5", "Awaiting Change", "3", "Awaiting Problem", "4", "Awaiting Vendor")
        .WithChoices("category", "inquiry", "Inquiry / Help", "software", "Software", "hardware", "Hardware", "network", "Network",
            "database", "Database")
        .WithChoices("close_code", CloseCodes)
        .WithChoices("severity", Levels)
        .WithChoices("notify", "1", "Do Not Notify", "2", "Send Email")
        .WithChoices("u_class", "bug", "Bug", "request", "Request", "change", "Change", "network", "Network");

    private static string[] States => ["1", "New", "2", "In Progress", "3", "On Hold", "6", "Resolved", "7", "Closed", "8", "Canceled"];

    /// <summary>As recent releases ship them: value and label are the same text.</summary>
    private static string[] CloseCodes =>
    [
        .. new[]
        {
            "Duplicate", "Known error", "No resolution provided", "Resolved by caller", "Resolved by change", "Resolved by problem",
            "Resolved by request", "Solution provided", "Workaround provided", "User error",
        }.SelectMany(code => new[] { code, code }),
    ];
}
