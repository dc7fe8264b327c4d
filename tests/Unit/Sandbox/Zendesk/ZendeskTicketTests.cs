using Entente.Sandbox.Zendesk;

namespace Entente.Unit.Tests.Sandbox.Zendesk;

public sealed class ZendeskTicketTests
{
    private readonly ZendeskDriver zendesk = new();

    [Fact]
    public void Creates_a_ticket_with_its_audit_and_address()
    {
        var reply = zendesk.Post("/api/v2/tickets.json",
            """{"ticket":{"subject":"S","comment":{"body":"first"},"priority":"high","tags":["Big Shop"]}}""");
        reply.Status.ShouldBe(201);
        reply.Header("Location").ShouldBe("http://127.0.0.1:7071/api/v2/tickets/1.json");
        var ticket = reply.Json["ticket"]!;
        ticket["status"]!.ToString().ShouldBe("new");
        ticket["description"]!.ToString().ShouldBe("first");
        ticket["tags"]!.ToJsonString().ShouldBe("""["big","shop"]""");
        ticket["created_at"]!.ToString().ShouldBe("2026-03-02T09:00:00Z");
        var events = reply.Json["audit"]!["events"]!.AsArray();
        events[0]!["type"]!.ToString().ShouldBe("Comment");
        events.Skip(1).ShouldAllBe(one => one!["type"]!.ToString() == "Create");
    }

    /// <summary>Keys of recorded tickets (zendesk_api_client_rb, Apache-2.0), but those that the vendor has since dropped.</summary>
    [Fact]
    public void Shows_every_key_that_recorded_tickets_have()
    {
        string[] recorded =
        [
            "external_id", "updated_at", "type", "has_incidents", "description", "priority", "url", "status", "tags", "recipient", "organization_id",
                "problem_id",
            "custom_fields", "satisfaction_rating", "subject", "requester_id", "forum_topic_id", "fields", "group_id", "collaborator_ids", "due_at",
                "id", "created_at",
            "submitter_id", "via", "assignee_id",
        ];
        recorded.Except(zendesk.Ticket(zendesk.Create()).AsObject().Select(member => member.Key)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{}""", "base", "Description: cannot be blank")]
    [InlineData("""{"comment":{"Body":"wrong case"}}""", "base", "Description: cannot be blank")]
    [InlineData("""{"comment":{"body":"x"},"priority":"asap"}""", "priority", "asap")]
    [InlineData("""{"comment":{"body":"x"},"status":"done"}""", "status", "done")]
    [InlineData("""{"comment":{"body":"x"},"type":"bug"}""", "type", "bug")]
    [InlineData("""{"comment":{"body":"x"},"status":"solved"}""", "assignee", "required when solving")]
    [InlineData("""{"comment":{"body":"x"},"requester":{"email":"new@example.com"}}""", "requester", "Name")]
    [InlineData("""{"comment":{"body":"x"},"requester":{"name":"N","email":"nonsense"}}""", "requester", "not properly formatted")]
    [InlineData("""{"comment":{"body":"x"},"assignee_id":12}""", "assignee", "not an agent")]
    [InlineData("""{"comment":{"body":"x"},"problem_id":99,"type":"incident"}""", "problem_id", "invalid")]
    [InlineData("""{"comment":{"body":"x","uploads":["unknown"]}}""", "base", "invalid or has expired")]
    [InlineData("""{"comment":{"body":"x"},"via_followup_source_id":7}""", "base", "closed ticket")]
    public void Refuses_a_create_that_is_not_valid_and_stores_nothing(string ticket, string field, string says)
    {
        var reply = zendesk.Post("/api/v2/tickets", $$"""{"ticket":{{ticket}}}""");
        reply.Status.ShouldBe(422);
        reply.Json["error"]!.ToString().ShouldBe("RecordInvalid");
        reply.Json["details"]![field]![0]!["description"]!.ToString().ShouldContain(says);
        zendesk.Get("/api/v2/tickets/1").Status.ShouldBe(404);
    }

    [Theory]
    [InlineData("subject", 255, 200)]
    [InlineData("subject", 256, 422)]
    [InlineData("external_id", 255, 200)]
    [InlineData("external_id", 256, 422)]
    public void Limits_the_length_of_texts(string field, int length, int status) =>
        zendesk.Update(zendesk.Create(), $$"""{"{{field}}":"{{new string('x', length)}}"}""").Status.ShouldBe(status);

    [Theory]
    [InlineData(65_000, 200)]
    [InlineData(66_000, 422)]
    public void Limits_a_comment_to_64_kB_after_markup(int length, int status) =>
        zendesk.Update(zendesk.Create(), $$$"""{"comment":{"body":"{{{new string('x', length)}}}"}}""").Status.ShouldBe(status);

    [Fact]
    public void Limits_the_comments_of_a_ticket()
    {
        zendesk.Configure("""{"maxCommentsPerTicket":2,"updatesPerTicket":100}""");
        var id = zendesk.Create();
        zendesk.Update(id, """{"comment":{"body":"second"}}""").Status.ShouldBe(200);
        zendesk.Update(id, """{"comment":{"body":"third"}}""").Status.ShouldBe(422);
    }

    [Fact]
    public void Takes_an_empty_update_as_nothing()
    {
        var id = zendesk.Create();
        zendesk.Advance(60);
        zendesk.Update(id, "{}").Status.ShouldBe(200);
        zendesk.Ticket(id)["updated_at"]!.ToString().ShouldBe("2026-03-02T09:00:00Z");
        zendesk.Get($"/api/v2/tickets/{id}/audits").Json["audits"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public void Drops_unknown_keys_with_a_warning_and_takes_the_rest()
    {
        var id = zendesk.Create();
        var reply = zendesk.Update(id, """{"priority":"low","nonsense":1,"created_at":"2020-01-01T00:00:00Z"}""");
        reply.Status.ShouldBe(200);
        reply.Json["ticket"]!["priority"]!.ToString().ShouldBe("low");
        reply.Header("X-Zendesk-API-Warn").ShouldBe("""Removed restricted keys ["nonsense", "created_at"] from parameters according to whitelist""");
    }

    [Fact]
    public void Tells_the_id_of_a_comment_in_the_audit_of_the_update()
    {
        var id = zendesk.Create();
        var reply = zendesk.Update(id, """{"comment":{"body":"note","public":false},"metadata":{"hub":"op-7"},"priority":"low"}""");
        var comment = reply.Json["audit"]!["events"]!.AsArray().Single(one => one!["type"]!.ToString() == "Comment")!;
        reply.Json["audit"]!["metadata"]!["custom"]!["hub"]!.ToString().ShouldBe("op-7");
        var listed = zendesk.Get($"/api/v2/tickets/{id}/comments").Json["comments"]![1]!;
        listed["id"]!.GetValue<long>().ShouldBe(comment["id"]!.GetValue<long>());
        listed["public"]!.GetValue<bool>().ShouldBeFalse();
        zendesk.Get($"/api/v2/tickets/{id}/audits").Json["audits"]![1]!["metadata"]!["custom"]!["hub"]!.ToString().ShouldBe("op-7");
        var change = reply.Json["audit"]!["events"]!.AsArray().Single(one => one!["type"]!.ToString() == "Change")!;
        (change["field_name"]!.ToString(), change["value"]!.ToString(), change["previous_value"]).ShouldBe(("priority", "low", null));
    }

    [Fact]
    public void Prevents_a_safe_update_on_newer_data()
    {
        var id = zendesk.Create();
        zendesk.Advance(5);
        zendesk.Update(id, """{"priority":"low"}""").Status.ShouldBe(200);
        var stale = zendesk.Update(id, """{"priority":"high","safe_update":true,"updated_stamp":"2026-03-02T09:00:00Z"}""");
        (stale.Status, stale.Json["error"]!.ToString()).ShouldBe((409, "UpdateConflict"));
        zendesk.Update(id, """{"priority":"high","safe_update":true,"updated_stamp":"2026-03-02T09:00:05Z"}""").Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("open", "new", 422)]
    [InlineData("open", "pending", 200)]
    [InlineData("pending", "hold", 200)]
    [InlineData("solved", "open", 200)]
    [InlineData("closed", "open", 422)]
    public void Moves_between_statuses_as_the_vendor_allows(string from, string to, int status)
    {
        var agent = zendesk.UserId(ZendeskSeed.AgentEmail);
        var id = zendesk.Create($$$"""{"comment":{"body":"x"},"assignee_id":{{{agent}}},"status":"{{{from}}}"}""");
        zendesk.Update(id, $$"""{"status":"{{to}}"}""").Status.ShouldBe(status);
    }

    [Fact]
    public void Opens_a_new_ticket_that_gets_an_assignee()
    {
        var id = zendesk.Create();
        zendesk.Update(id, $$"""{"assignee_id":"{{zendesk.UserId(ZendeskSeed.AgentEmail)}}"}""").Json["ticket"]!["status"]!.ToString()
            .ShouldBe("open");
        zendesk.Ticket(id)["group_id"].ShouldNotBeNull();
    }

    [Theory]
    [InlineData("""{"comment":{"body":"x"}}""", 422)]
    [InlineData("""{"status":"open"}""", 422)]
    [InlineData("""{"custom_fields":[]}""", 422)]
    [InlineData("""{"tags":["a"]}""", 200)]
    [InlineData("""{"subject":"T","priority":"low"}""", 200)]
    [InlineData("""{}""", 200)]
    public void Lets_a_closed_ticket_change_in_tags_subject_and_priority_only(string update, int status)
    {
        var id = Closed();
        var reply = zendesk.Update(id, update);
        reply.Status.ShouldBe(status);
        if (status == 422)
            reply.Json["details"]!["status"]![0]!["description"]!.ToString().ShouldBe("Status: closed prevents ticket update");
    }

    [Fact]
    public void Follows_up_a_closed_ticket_and_inherits_its_tags()
    {
        var source = Closed();
        zendesk.Update(source, """{"tags":["checkout"]}""");
        var id = zendesk.Create($$$"""{"comment":{"body":"again"},"via_followup_source_id":{{{source}}}}""");
        zendesk.Ticket(id)["tags"]!.ToJsonString().ShouldBe("""["checkout"]""");
        zendesk.Ticket(id)["via"]!["source"]!["rel"]!.ToString().ShouldBe("follow_up");
        zendesk.Ticket(source)["followup_ids"]!.ToJsonString().ShouldBe($"[{id}]");
    }

    [Theory]
    [InlineData("pending", "open")]
    [InlineData("hold", "open")]
    [InlineData("solved", "open")]
    [InlineData("new", "new")]
    public void Reopens_when_an_end_user_comments(string status, string then)
    {
        var (agent, shopper) = (zendesk.UserId(ZendeskSeed.AgentEmail), zendesk.UserId(ZendeskSeed.RequesterEmail));
        var id = zendesk.Create(status == "new"
            ? """{"comment":{"body":"x"}}"""
            : $$$"""{"comment":{"body":"x"},"assignee_id":{{{agent}}},"status":"{{{status}}}"}""");
        zendesk.Update(id, $$$"""{"comment":{"body":"me again","author_id":{{{shopper}}}}}""").Json["ticket"]!["status"]!.ToString().ShouldBe(then);
    }

    [Fact]
    public void Assigns_who_solves_where_the_account_is_set_so()
    {
        zendesk.Configure("""{"autoAssign":true}""");
        var id = zendesk.Create();
        zendesk.Update(id, """{"status":"solved"}""").Json["ticket"]!["assignee_id"]!.GetValue<long>()
            .ShouldBe(zendesk.UserId(ZendeskSeed.IntegrationEmail));
    }

    [Fact]
    public void Asks_for_required_fields_on_solving()
    {
        zendesk.Configure("""{"autoAssign":true}""");
        zendesk.Post("/api/v2/ticket_fields", """{"ticket_field":{"type":"text","title":"Root cause","required":true}}""").Status.ShouldBe(201);
        zendesk.Update(zendesk.Create(), """{"status":"solved"}""").Text.ShouldContain("Root cause");
    }

    [Fact]
    public void Makes_a_drop_down_a_tag_and_clears_it_with_the_tag()
    {
        var field = zendesk.Post("/api/v2/ticket_fields", """
            {"ticket_field":{"type":"tagger","title":"Area",
            "custom_field_options":[{"name":"Shop","value":"area_shop"},{"name":"App","value":"area_app"}]}}
            """).Json["ticket_field"]!["id"]!.GetValue<long>();
        var id = zendesk.Create($$$"""{"comment":{"body":"x"},"tags":["a"],"custom_fields":[{"id":{{{field}}},"value":"area_shop"}]}""");
        zendesk.Ticket(id)["tags"]!.ToJsonString().ShouldBe("""["a","area_shop"]""");
        zendesk.Update(id, $$$"""{"custom_fields":[{"id":{{{field}}},"value":"area_app"}]}""").Json["ticket"]!["tags"]!.ToJsonString()
            .ShouldBe("""["a","area_app"]""");
        var cleared = zendesk.Update(id, """{"tags":["a"]}""").Json["ticket"]!["custom_fields"]![0]!;
        cleared["value"].ShouldBeNull();
        zendesk.Update(id, $$$"""{"custom_fields":[{"id":{{{field}}},"value":"gone"}]}""").Status.ShouldBe(422);
    }

    [Fact]
    public void Adds_and_takes_away_tags_beside_replacing_them()
    {
        var id = zendesk.Create("""{"comment":{"body":"x"},"tags":["a","b"]}""");
        zendesk.Update(id, """{"additional_tags":["C"],"remove_tags":["a"]}""").Json["ticket"]!["tags"]!.ToJsonString().ShouldBe("""["b","c"]""");
        zendesk.Post($"/api/v2/tickets/{id}/tags", """{"tags":["only"]}""").Json["tags"]!.ToJsonString().ShouldBe("""["only"]""");
        zendesk.Send("DELETE", $"/api/v2/tickets/{id}/tags.json", """{"tags":["only"]}"""u8.ToArray()).Json["tags"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public void Hides_restores_and_erases_a_deleted_ticket()
    {
        var id = zendesk.Create();
        zendesk.Delete($"/api/v2/tickets/{id}").Status.ShouldBe(204);
        zendesk.Get($"/api/v2/tickets/{id}").Json["error"]!.ToString().ShouldBe("RecordNotFound");
        zendesk.Get("/api/v2/deleted_tickets").Json["deleted_tickets"]!.AsArray().Count.ShouldBe(1);
        zendesk.Put($"/api/v2/deleted_tickets/{id}/restore", "").Status.ShouldBe(200);
        zendesk.Ticket(id)["status"]!.ToString().ShouldBe("new");
        zendesk.Delete($"/api/v2/tickets/{id}");
        zendesk.Delete($"/api/v2/deleted_tickets/{id}").Json["job_status"]!["status"]!.ToString().ShouldBe("queued");
        zendesk.Put($"/api/v2/deleted_tickets/{id}/restore", "").Status.ShouldBe(404);
    }

    [Fact]
    public void Merges_by_closing_the_source_with_a_comment()
    {
        var (source, target) = (zendesk.Create(), zendesk.Create());
        var job = zendesk.Post($"/api/v2/tickets/{target}/merge", $$"""{"ids":[{{source}}],"target_comment":"merged in"}""")
            .Json["job_status"]!["id"]!.ToString();
        zendesk.Get($"/api/v2/job_statuses/{job}").Json["job_status"]!["results"]![0]!["success"]!.GetValue<bool>().ShouldBeTrue();
        zendesk.Ticket(source)["status"]!.ToString().ShouldBe("closed");
        zendesk.Get($"/api/v2/tickets/{target}/comments").Json["comments"]![1]!["body"]!.ToString().ShouldBe("merged in");
        zendesk.Get($"/api/v2/tickets/{source}/comments").Json["comments"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public void Leaves_missing_ids_out_and_finds_by_external_id_more_than_one()
    {
        zendesk.Create("""{"comment":{"body":"x"},"external_id":"E"}""");
        zendesk.Create("""{"comment":{"body":"x"},"external_id":"E"}""");
        zendesk.Get("/api/v2/tickets?external_id=E").Json["tickets"]!.AsArray().Count.ShouldBe(2);
        var many = zendesk.Get("/api/v2/tickets/show_many?ids=2,77&include=users,comment_count").Json;
        many["tickets"]!.AsArray().Count.ShouldBe(1);
        many["tickets"]![0]!["comment_count"]!.GetValue<int>().ShouldBe(1);
        many["users"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public void Reports_each_item_of_a_bulk_write()
    {
        var id = zendesk.Create();
        var job = zendesk.Put("/api/v2/tickets/update_many?ids=" + id + ",99", """{"ticket":{"priority":"low"}}""")
            .Json["job_status"]!["id"]!.ToString();
        var results = zendesk.Get($"/api/v2/job_statuses/{job}.json").Json["job_status"]!["results"]!.AsArray();
        results.Select(result => result!["success"]!.GetValue<bool>()).ShouldBe([true, false]);
    }

    [Fact]
    public void Answers_the_same_to_the_same_requests()
    {
        string Run()
        {
            var fresh = new ZendeskDriver();
            var id = fresh.Create();
            fresh.Advance(3);
            return fresh.Update(id, """{"comment":{"body":"b"}}""").Text;
        }

        Run().ShouldBe(Run());
    }

    private long Closed() =>
        zendesk.Create($$$"""{"comment":{"body":"x"},"assignee_id":{{{zendesk.UserId(ZendeskSeed.AgentEmail)}}},"status":"closed"}""");
}
