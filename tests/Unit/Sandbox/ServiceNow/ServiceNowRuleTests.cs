namespace Entente.Unit.Tests.Sandbox.ServiceNow;

/// <summary>The rules of an incident, journals and the audit.</summary>
public sealed class ServiceNowRuleTests
{
    private readonly ServiceNowDriver now = new();

    [Theory]
    [InlineData("1", "1", "1")]
    [InlineData("1", "3", "3")]
    [InlineData("2", "1", "2")]
    [InlineData("2", "3", "4")]
    [InlineData("3", "3", "5")]
    [InlineData("", "1", "3")]
    public void Computes_the_priority_and_overwrites_what_was_written(string impact, string urgency, string priority)
    {
        var id = now.Raise($$"""{"impact":"{{impact}}","urgency":"{{urgency}}","priority":"1"}""");
        now.Incident(id).Field("priority").ShouldBe(priority);
        now.Change(id, """{"priority":"1","short_description":"x"}""").Field("priority").ShouldBe(priority);
    }

    [Theory]
    [InlineData("""{"state":"3"}""", "On hold reason")]
    [InlineData("""{"state":"3","hold_reason":"1"}""", "Additional comments")]
    [InlineData("""{"state":"6"}""", "Resolution code, Resolution notes")]
    [InlineData("""{"incident_state":"6","close_code":"Solution provided"}""", "Resolution notes")]
    [InlineData("""{"state":"7","close_notes":"done"}""", "Resolution code")]
    public void Refuses_a_state_without_what_it_asks_for(string change, string missing)
    {
        var id = now.Raise();
        var refused = now.Change(id, change);
        refused.Status.ShouldBe(403);
        refused.Detail.ShouldBe($"Data Policy Exception: The following fields are mandatory: {missing}");
        now.Incident(id).Field("state").ShouldBe("1");
        now.Journal(id).ShouldBeEmpty();
    }

    [Fact]
    public void Resolves_reopens_and_closes_with_who_and_when()
    {
        var id = now.Raise();
        now.Advance(137);
        var resolved = now.Change(id, """{"state":"6","close_code":"Solution provided","close_notes":"Restarted"}""");
        (resolved.Field("incident_state"), resolved.Field("resolved_at"), resolved.Field("active")).ShouldBe(("6", "2026-07-06 09:02:17", "true"));
        resolved.Field("calendar_duration").ShouldBe("1970-01-01 00:02:17");
        var reopened = now.Change(id, """{"incident_state":"2"}""");
        (reopened.Field("state"), reopened.Field("resolved_at"), reopened.Field("reopen_count")).ShouldBe(("2", "", "1"));
        var closed = now.Change(id, """{"state":"7"}""");
        (closed.Field("active"), closed.Field("closed_at")).ShouldBe(("false", "2026-07-06 09:02:17"));
    }

    [Fact]
    public void Keeps_a_closed_incident_for_admins_alone()
    {
        var id = Closed();
        var refused = now.Change(id, """{"comments":"too late"}""");
        refused.Status.ShouldBe(403);
        refused.Detail.ShouldMatch("^Operation against file 'incident' was aborted by Business Rule "
            + "'Enforce security on closed incidents\\^[0-9a-f]{32}'\\. Business Rule Stack:Enforce security on closed incidents$");
        now.Configure("""{"closedIncidentsStaySilent":true}""");
        var silent = now.Change(id, """{"short_description":"x"}""");
        (silent.Status, silent.Field("short_description")).ShouldBe((200, "Checkout is blank"));
        now.As = ServiceNowDriver.Admin;
        now.Change(id, """{"short_description":"x"}""").Field("short_description").ShouldBe("x");
    }

    [Fact]
    public void Closes_what_has_long_been_resolved()
    {
        var id = now.Raise("""{"state":"6","close_code":"Solution provided","close_notes":"Restarted"}""");
        now.Advance(7 * 86_400 - 1);
        now.Incident(id).Field("state").ShouldBe("6");
        now.Advance(1);
        now.Incident(id).Field("state").ShouldBe("7");
    }

    [Fact]
    public void A_caller_who_answers_takes_the_incident_off_hold()
    {
        var id = now.Raise($$"""{"caller_id":"{{now.UserId("carol")}}","state":"2"}""");
        now.Change(id, """{"state":"3","hold_reason":"1","comments":"Which browser?"}""").Status.ShouldBe(200);
        now.Change(id, """{"work_notes":"waiting"}""").Field("state").ShouldBe("3");
        now.As = ("carol", "sandbox-carol-password");
        var answered = now.Change(id, """{"comments":"Firefox","priority":"1","state":"8"}""");
        (answered.Field("state"), answered.Field("hold_reason")).ShouldBe(("2", ""));
        answered.Json["result"]!["work_notes"].ShouldBeNull();
        now.Change(id, """{"work_notes":"not mine"}""").Status.ShouldBe(403);
    }

    [Fact]
    public void Journals_are_written_by_a_field_and_read_from_their_table()
    {
        var id = now.Raise("""{"comments":"first","work_notes":"  "}""");
        now.Advance(2);
        var noted = now.Change(id, """{"work_notes":"only us\r\nand you"}""");
        (noted.Field("work_notes"), noted.Field("sys_mod_count"), noted.Field("sys_updated_on")).ShouldBe(("", "1", "2026-07-06 09:00:02"));
        var entries = now.Journal(id);
        entries.Select(entry => $"{entry["element"]}={entry["value"]} by {entry["sys_created_by"]} in {entry["name"]}")
            .ShouldBe(["comments=first by entente.integration in incident", "work_notes=only us\r\nand you by entente.integration in incident"]);
        now.Incident(id, "sysparm_display_value=true").Field("comments_and_work_notes").ShouldBe(
            "2026-07-06 10:00:02 - Entente Integration (Work notes)\nonly us\r\nand you\n\n"
            + "2026-07-06 10:00:00 - Entente Integration (Additional comments)\nfirst\n\n");
        now.Incident(id, "sysparm_display_value=true").Field("comments").ShouldEndWith("(Additional comments)\nfirst\n\n");
    }

    [Fact]
    public void Hides_journals_from_those_without_the_right_and_says_nothing()
    {
        var id = now.Raise("""{"comments":"first"}""");
        now.Configure("""{"unreadableTables":["sys_journal_field"]}""");
        now.Journal(id).ShouldBeEmpty();
    }

    [Fact]
    public void Audits_each_field_that_differs()
    {
        var id = now.Raise();
        now.Change(id, """{"urgency":"1","comments":"hurry"}""");
        now.Get($"/api/now/table/sys_audit?sysparm_query=documentkey={id}^record_checkpoint=1^ORDERBYfieldname").Json["result"]!.AsArray()
            .Select(row => $"{row!["fieldname"]}: {row["oldvalue"]} > {row["newvalue"]} by {row["user"]}")
            .ShouldBe(
            [
                "comments:  > hurry by entente.integration", "priority: 5 > 3 by entente.integration",
                "urgency: 3 > 1 by entente.integration",
            ]);
    }

    [Fact]
    public void A_customer_s_rule_aborts_and_a_unique_index_refuses()
    {
        now.Configure("""{"abortRules":[{"name":"Network first","when":"u_class=network^assignment_groupISEMPTY"}],"uniqueCorrelationId":true}""");
        var id = now.Raise("""{"correlation_id":"one"}""");
        now.Change(id, """{"u_class":"network"}""").Detail
            .ShouldStartWith("Operation against file 'incident' was aborted by Business Rule 'Network first^");
        now.Post("/api/now/table/incident", """{"correlation_id":"ONE"}""").Detail.ShouldContain("Duplicate entry 'ONE'");
    }

    [Fact]
    public void Deletes_for_admins_and_leaves_a_trace()
    {
        var id = now.Raise();
        now.Delete($"/api/now/table/incident/{id}").Detail.ShouldBe("ACL Exception Delete Failed due to security constraints");
        now.As = ServiceNowDriver.Admin;
        now.Delete($"/api/now/table/incident/{id}").Status.ShouldBe(204);
        now.Incident(id).Status.ShouldBe(404);
        now.Get($"/api/now/table/sys_audit_delete?documentkey={id}").Json["result"]![0]!["display_value"]!.GetValue<string>().ShouldBe("INC0010001");
    }

    private string Closed()
    {
        var id = now.Raise();
        now.Change(id, """{"state":"7","close_code":"Solution provided","close_notes":"Restarted"}""").Status.ShouldBe(200);
        return id;
    }
}
