using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

using Entente.Sandbox;
using Entente.Sandbox.Zendesk;

namespace Entente.Unit.Tests.Sandbox.Zendesk;

/// <summary>How changes are found: search, exports, triggers and webhooks.</summary>
public sealed class ZendeskChangeTests
{
    private readonly ZendeskDriver zendesk = new();

    [Fact]
    public void Search_lags_behind()
    {
        var id = zendesk.Create("""{"subject":"needle","comment":{"body":"x"}}""");
        zendesk.Advance(29);
        Found("needle").ShouldBeEmpty();
        zendesk.Advance(1);
        Found("needle").ShouldBe([id]);
        zendesk.Update(id, """{"subject":"thread"}""");
        Found("needle").ShouldBe([id]);
        zendesk.Advance(30);
        Found("needle").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("type:ticket status:open", new long[] { 2 })]
    [InlineData("type:ticket status<solved", new long[] { 1, 2 })]
    [InlineData("type:ticket -tags:shop", new long[] { 2 })]
    [InlineData("type:ticket priority>=high", new long[] { 2 })]
    [InlineData("type:ticket external_id:E-1", new long[] { 1 })]
    [InlineData("type:ticket subject:\"big shop\"", new long[] { 1 })]
    [InlineData("type:ticket updated>2026-03-02T09:00:00Z", new long[] { 2 })]
    [InlineData("type:ticket created>2026-03-02", new long[0])]
    [InlineData("type:ticket requester:sam.shopper@example.com", new long[] { 2 })]
    public void Search_speaks_the_vendors_language(string query, long[] ids)
    {
        var (agent, sam) = (zendesk.UserId(ZendeskSeed.AgentEmail), zendesk.UserId(ZendeskSeed.RequesterEmail));
        zendesk.Create("""{"subject":"A big shop","comment":{"body":"x"},"tags":["shop"],"external_id":"E-1"}""");
        zendesk.Advance(10);
        zendesk.Create($$$"""{"subject":"B","comment":{"body":"x"},"assignee_id":{{{agent}}},"requester_id":{{{sam}}},"priority":"urgent"}""");
        zendesk.Advance(60);
        Found(query).Order().ShouldBe(ids);
    }

    [Theory]
    [InlineData("page=10&per_page=100", 200)]
    [InlineData("page=11&per_page=100", 422)]
    public void Search_ends_at_1000_results(string page, int status) =>
        zendesk.Get($"/api/v2/search?query=type:ticket&{page}").Status.ShouldBe(status);

    [Fact]
    public void Search_export_goes_on_by_cursor()
    {
        for (var n = 0; n < 3; n++)
            zendesk.Create();
        zendesk.Advance(60);
        var first = zendesk.Get("/api/v2/search/export?query=&filter[type]=ticket&page[size]=2").Json;
        first["meta"]!["has_more"]!.GetValue<bool>().ShouldBeTrue();
        zendesk.Get(new Uri(first["links"]!["next"]!.ToString()).PathAndQuery).Json["results"]!.AsArray().Count.ShouldBe(1);
        zendesk.Get("/api/v2/search/export?query=type:ticket&filter[type]=ticket").Status.ShouldBe(400);
    }

    [Fact]
    public void Export_leaves_out_the_last_minute_and_goes_on_from_its_cursor()
    {
        zendesk.Create();
        zendesk.Advance(59);
        var second = zendesk.Create();
        zendesk.Advance(1);
        var page = Export($"start_time={ZendeskDriver.Start.ToUnixTimeSeconds()}");
        Ids(page).ShouldBe([1]);
        page["end_of_stream"]!.GetValue<bool>().ShouldBeTrue();
        zendesk.Advance(60);
        var next = Export($"cursor={Uri.EscapeDataString(page["after_cursor"]!.ToString())}");
        Ids(next).ShouldBe([second]);
        var last = Export($"cursor={Uri.EscapeDataString(next["after_cursor"]!.ToString())}");
        Ids(last).ShouldBeEmpty();
        last["after_cursor"]!.ToString().ShouldBe(next["after_cursor"]!.ToString());
    }

    [Fact]
    public void Export_orders_by_the_last_change_and_shows_deleted_tickets()
    {
        var (first, second) = (zendesk.Create(), zendesk.Create());
        zendesk.Advance(1);
        zendesk.Update(first, """{"priority":"low"}""");
        zendesk.Delete($"/api/v2/tickets/{second}");
        zendesk.Advance(61);
        var page = Export("start_time=0");
        Ids(page).ShouldBe([first, second]);
        page["tickets"]![1]!["status"]!.ToString().ShouldBe("deleted");
        Ids(Export("start_time=0&exclude_deleted=true")).ShouldBe([first]);
    }

    [Fact]
    public void Export_shows_changes_by_the_system_that_move_no_updated_at()
    {
        var source = zendesk.Create($$$"""{"comment":{"body":"x"},"assignee_id":{{{zendesk.UserId(ZendeskSeed.AgentEmail)}}},"status":"closed"}""");
        zendesk.Advance(120);
        zendesk.Create($$$"""{"comment":{"body":"again"},"via_followup_source_id":{{{source}}}}""");
        zendesk.Advance(61);
        var page = Export($"start_time={ZendeskDriver.Start.AddSeconds(100).ToUnixTimeSeconds()}");
        page["tickets"]!.AsArray().Single(ticket => ticket!["id"]!.GetValue<long>() == source)!["updated_at"]!.ToString()
            .ShouldBe("2026-03-02T09:00:00Z");
    }

    [Fact]
    public void Export_refuses_a_start_within_the_last_minute_and_an_11th_call()
    {
        zendesk.Get($"/api/v2/incremental/tickets/cursor?start_time={ZendeskDriver.Start.ToUnixTimeSeconds()}").Status.ShouldBe(422);
        for (var n = 1; n < 10; n++)
            zendesk.Get("/api/v2/incremental/tickets/cursor?start_time=0").Status.ShouldBe(200);
        zendesk.Get("/api/v2/incremental/tickets/cursor?start_time=0").Status.ShouldBe(429);
    }

    [Fact]
    public void Ticket_events_carry_changes_and_comments()
    {
        var id = zendesk.Create();
        zendesk.Update(id, """{"priority":"low","comment":{"body":"said","public":false}}""");
        zendesk.Advance(61);
        var events = zendesk.Get("/api/v2/incremental/ticket_events?start_time=0&include=comment_events").Json["ticket_events"]!.AsArray();
        events.Count.ShouldBe(2);
        var children = events[1]!["child_events"]!.AsArray();
        children[0]!["body"]!.ToString().ShouldBe("said");
        children[0]!["comment_public"]!.GetValue<bool>().ShouldBeFalse();
        children[1]!["priority"]!.ToString().ShouldBe("low");
    }

    [Fact]
    public void A_trigger_calls_its_webhook_with_a_filled_and_signed_template()
    {
        var hook = Webhook("conditional_ticket_events");
        Trigger(hook, """{"id":"{{ticket.id}}","status":{{ticket.status | json}},"last":{{ticket.latest_comment | json}}}""");
        zendesk.Create("""{"subject":"S","comment":{"body":"say \"hi\""}}""");
        var call = zendesk.Imitation.TakeWebhooks(zendesk.Now).ShouldHaveSingleItem();
        JsonNode.Parse(call.Body)!["last"]!.ToString().ShouldBe("say \"hi\"");
        var secret = zendesk.Get($"/api/v2/webhooks/{hook}/signing_secret").Json["signing_secret"]!["secret"]!.ToString();
        var signed = Encoding.UTF8.GetBytes(Header(call, "X-Zendesk-Webhook-Signature-Timestamp") + Encoding.UTF8.GetString(call.Body));
        Header(call, "X-Zendesk-Webhook-Signature").ShouldBe(Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed)));
        Header(call, "X-Zendesk-Webhook-Id").ShouldBe(hook);
    }

    [Theory]
    [InlineData(ZendeskSeed.IntegrationEmail, 0)]
    [InlineData(ZendeskSeed.AgentEmail, 1)]
    public void A_trigger_can_leave_out_the_integrations_own_writes(string writer, int calls)
    {
        var me = zendesk.UserId(ZendeskSeed.IntegrationEmail);
        Trigger(Webhook("conditional_ticket_events"), "{}", $$"""{"field":"role","operator":"is_not","value":"{{me}}"}""");
        zendesk.As = writer;
        zendesk.Create();
        zendesk.Imitation.TakeWebhooks(zendesk.Now).Count.ShouldBe(calls);
    }

    [Theory]
    [InlineData("""{"field":"status","operator":"is","value":"open"}""", false)]
    [InlineData("""{"field":"priority","operator":"changed","value":""}""", true)]
    [InlineData("""{"field":"priority","operator":"greater_than","value":"normal"}""", true)]
    [InlineData("""{"field":"priority","operator":"value","value":"low"}""", false)]
    [InlineData("""{"field":"update_type","operator":"is","value":"Change"}""", true)]
    [InlineData("""{"field":"comment_is_public","operator":"is","value":"true"}""", false)]
    [InlineData("""{"field":"current_tags","operator":"includes","value":"checkout other"}""", true)]
    [InlineData("""{"field":"current_tags","operator":"not_includes","value":"checkout"}""", false)]
    [InlineData("""{"field":"via_id","operator":"is","value":"5"}""", true)]
    public void A_trigger_decides_by_its_conditions(string condition, bool fires)
    {
        var id = zendesk.Create("""{"comment":{"body":"x"},"tags":["checkout"]}""");
        Trigger(Webhook("conditional_ticket_events"), "{}", condition);
        zendesk.Update(id, """{"priority":"high","comment":{"body":"note","public":false}}""");
        zendesk.Imitation.TakeWebhooks(zendesk.Now).Count.ShouldBe(fires ? 1 : 0);
    }

    [Fact]
    public void A_trigger_changes_the_ticket_within_the_same_audit()
    {
        zendesk.Post("/api/v2/triggers", """
            {"trigger":{"title":"Raise","conditions":{"all":[{"field":"current_tags","operator":"includes","value":"vip"}]},
            "actions":[{"field":"priority","value":"urgent"},{"field":"current_tags","value":"raised"}]}}
            """).Status.ShouldBe(201);
        var reply = zendesk.Post("/api/v2/tickets", """{"ticket":{"comment":{"body":"x"},"tags":["vip"]}}""");
        reply.Json["ticket"]!["priority"]!.ToString().ShouldBe("urgent");
        reply.Json["ticket"]!["tags"]!.ToJsonString().ShouldBe("""["raised","vip"]""");
        var byRule = reply.Json["audit"]!["events"]!.AsArray().Where(one => one!["via"]?["channel"]?.ToString() == "rule").ToList();
        byRule.Select(one => one!["field_name"]!.ToString()).ShouldBe(["priority", "tags"]);
    }

    [Theory]
    [InlineData("""{"title":"T","conditions":{"all":[{"field":"moon","value":"full"}]},"actions":[{"field":"status","value":"open"}]}""")]
    [InlineData("""{"title":"T","conditions":{"all":[]},"actions":[]}""")]
    [InlineData("""{"title":"T","conditions":{"all":[]},"actions":[{"field":"notification_webhook","value":["nowhere","{}"]}]}""")]
    [InlineData("""{"conditions":{"all":[]},"actions":[{"field":"status","value":"open"}]}""")]
    public void Refuses_a_trigger_that_makes_no_sense(string trigger) =>
        zendesk.Post("/api/v2/triggers", $$"""{"trigger":{{trigger}}}""").Status.ShouldBe(422);

    [Fact]
    public void Subscribed_webhooks_get_an_event_for_each_change()
    {
        Webhook("zen:event-type:ticket.created", "zen:event-type:ticket.status_changed", "zen:event-type:ticket.comment_added",
            "zen:event-type:ticket.tags_changed");
        var id = zendesk.Create();
        zendesk.Update(id, """{"status":"open","comment":{"body":"said"},"tags":["t"],"priority":"low"}""");
        var events = zendesk.Imitation.TakeWebhooks(zendesk.Now).Select(call => JsonNode.Parse(call.Body)!).ToList();
        events.Select(one => one["type"]!.ToString()["zen:event-type:ticket.".Length..])
            .ShouldBe(["created", "comment_added", "comment_added", "status_changed", "tags_changed"]);
        var status = events[3];
        status["event"]!["current"]!.ToString().ShouldBe("OPEN");
        status["event"]!["previous"]!.ToString().ShouldBe("NEW");
        status["detail"]!["id"]!.GetValue<string>().ShouldBe($"{id}");
        status["subject"]!.ToString().ShouldBe($"zen:ticket:{id}");
        events[4]["event"]!["tags_added"]!.ToJsonString().ShouldBe("""["t"]""");
    }

    [Theory]
    [InlineData(409, null, 3)]
    [InlineData(503, 5, 3)]
    [InlineData(429, 59, 3)]
    [InlineData(503, null, 1)]
    [InlineData(429, 60, 1)]
    [InlineData(500, 5, 1)]
    [InlineData(200, null, 1)]
    [InlineData(null, null, 5)]
    public void Calls_a_webhook_again_as_the_vendor_does(int? status, int? retryAfter, int tries)
    {
        Webhook("zen:event-type:ticket.created");
        zendesk.Create();
        var made = 0;
        for (var minute = 0; minute < 10; minute++, zendesk.Advance(60))
            foreach (var call in zendesk.Imitation.TakeWebhooks(zendesk.Now))
            {
                made++;
                zendesk.Imitation.WebhookAnswered(call.Id, status, retryAfter is { } wait ? TimeSpan.FromSeconds(wait) : null, zendesk.Now);
            }
        made.ShouldBe(tries);
    }

    [Fact]
    public void Cuts_off_a_webhook_that_keeps_failing_and_drops_its_calls()
    {
        Webhook("zen:event-type:ticket.created");
        zendesk.Configure("""{"accountPerMinute":100000}""");
        for (var n = 0; n < 100; n++)
            zendesk.Create();
        foreach (var call in zendesk.Imitation.TakeWebhooks(zendesk.Now))
            zendesk.Imitation.WebhookAnswered(call.Id, 500, zendesk.Now);
        zendesk.Create();
        zendesk.Imitation.TakeWebhooks(zendesk.Now).ShouldBeEmpty();
        zendesk.Advance(60);
        zendesk.Imitation.TakeWebhooks(zendesk.Now).ShouldBeEmpty();
        zendesk.Create();
        zendesk.Imitation.TakeWebhooks(zendesk.Now).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"name":"n","endpoint":"ftp://e.com","http_method":"POST","subscriptions":["conditional_ticket_events"]}""")]
    [InlineData("""{"name":"n","endpoint":"http://e.com","http_method":"POST","subscriptions":["zen:event-type:ticket.exploded"]}""")]
    [InlineData("""{"name":"n","endpoint":"http://e.com","http_method":"POST","subscriptions":["conditional_ticket_events","zen:x"]}""")]
    [InlineData("""{"endpoint":"http://e.com","http_method":"POST"}""")]
    public void Refuses_a_webhook_that_makes_no_sense(string webhook) =>
        zendesk.Post("/api/v2/webhooks", $$"""{"webhook":{{webhook}}}""").Status.ShouldBe(400);

    private List<long> Found(string query) =>
        Ids(zendesk.Get($"/api/v2/search?query={Uri.EscapeDataString(query)}").Json, "results");

    private JsonNode Export(string query) => zendesk.Get($"/api/v2/incremental/tickets/cursor.json?{query}").Json;

    private static List<long> Ids(JsonNode page, string name = "tickets") => [.. page[name]!.AsArray().Select(one => one!["id"]!.GetValue<long>())];

    private static string Header(OutgoingWebhook call, string name) => call.Headers.Single(header => header.Key == name).Value;

    private string Webhook(params string[] subscriptions)
    {
        var webhook = new JsonObject
        {
            ["name"] = "n",
            ["endpoint"] = "http://127.0.0.1:9/hook",
            ["http_method"] = "POST",
            ["request_format"] = "json",
            ["status"] = "active",
            ["subscriptions"] = new JsonArray([.. subscriptions.Select(one => JsonValue.Create(one))]),
        };
        var reply = zendesk.Post("/api/v2/webhooks", new JsonObject { ["webhook"] = webhook }.ToJsonString());
        reply.Status.ShouldBe(201, reply.Text);
        return reply.Json["webhook"]!["id"]!.ToString();
    }

    private void Trigger(string hook, string template, string? condition = null)
    {
        var trigger = new JsonObject
        {
            ["title"] = "Tell",
            ["conditions"] = new JsonObject { ["all"] = condition is null ? new JsonArray() : new JsonArray(JsonNode.Parse(condition)) },
            ["actions"] = new JsonArray(new JsonObject { ["field"] = "notification_webhook", ["value"] = new JsonArray(hook, template) }),
        };
        var reply = zendesk.Post("/api/v2/triggers", new JsonObject { ["trigger"] = trigger }.ToJsonString());
        reply.Status.ShouldBe(201, reply.Text);
    }
}
