using Entente.Cel;
using Entente.Connectors;
using Entente.Core.Tickets;
using Entente.Unit.Tests.Connectors.Http;

namespace Entente.Unit.Tests.Connectors.Zendesk;

public sealed class ZendeskConnectorTests
{
    private const string ExportCall = "GET /api/v2/incremental/tickets/cursor?";

    private readonly ZendeskBench bench = new();

    [Fact]
    public void Stands_in_the_catalogue()
    {
        var entry = ConnectorCatalog.Find("zendesk")!;
        entry.Open(ZendeskBench.Settings, new ConnectorServices(new HttpMessageInvoker(bench.Tracker), bench.Time, bench.Blobs)).Traits.Product.ShouldBe("zendesk");
        entry.Schema.Fields.Keys.Except(entry.Schema.Blank.Keys).ShouldBeEmpty();
    }

    [Fact]
    public async Task Polls_from_the_look_back_and_then_from_the_stored_cursor()
    {
        bench.Tracker
            .On(ExportCall + "start_time=1772312400&per_page=250", 200, """{"tickets":[{"id":1,"status":"deleted"},{"id":2},{"id":1}],"after_cursor":"MTU4==","end_of_stream":false}""")
            .On(ExportCall + "cursor=MTU4%3D%3D&per_page=250", 200, """{"tickets":[],"after_cursor":"MTU5","end_of_stream":true}""");
        var first = await bench.Connector.PollAsync(null, default);
        first.Hits.ShouldBe([new PollHit("1", null), new PollHit("2", null)]);
        (first.Cursor, first.More).ShouldBe(("MTU4==", true));
        var second = await bench.Connector.PollAsync(first.Cursor, default);
        (second.Cursor, second.More).ShouldBe(("MTU5", false));
    }

    [Fact]
    public async Task Keeps_its_start_when_an_empty_page_has_no_cursor()
    {
        bench.Tracker.On(ExportCall + "start_time=1772312400&per_page=250", 200, """{"tickets":[],"after_cursor":null,"end_of_stream":true}""")
            .On(ExportCall + "start_time=1772312400&per_page=250", 200, """{"tickets":[],"after_cursor":"x","end_of_stream":true}""");
        var first = await bench.Connector.PollAsync(null, default);
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        (await bench.Connector.PollAsync(first.Cursor, default)).Cursor.ShouldBe("x");
    }

    [Fact]
    public async Task Begins_again_with_overlap_when_its_cursor_is_no_longer_taken()
    {
        bench.Tracker.On(ExportCall + "cursor=old&per_page=250", 400, """{"error":"InvalidCursor","description":"…"}""");
        var page = await bench.Connector.PollAsync("old", default);
        (page.Hits.Count, page.Cursor, page.More).ShouldBe((0, "start:1772312400", true));
    }

    [Fact]
    public async Task Keeps_the_cursor_for_later_when_the_export_is_rate_limited()
    {
        bench.Tracker.On(ExportCall + "cursor=c&per_page=250", 429, "{}", ("Retry-After", "40"));
        var failure = await Should.ThrowAsync<ConnectorException>(() => bench.Connector.PollAsync("c", default));
        (failure.Kind, failure.Scope).ShouldBe((FailureKind.RateLimited, FailureScope.Endpoint));
    }

    [Fact]
    public async Task Extends_the_schema_by_the_accounts_fields_and_statuses()
    {
        bench.Tracker.On("GET /api/v2/ticket_fields?page%5Bsize%5D=100", 200, ZendeskBench.Recorded("ticket-fields.json"))
            .On("GET /api/v2/custom_statuses", 200, """{"custom_statuses":[{"id":7,"agent_label":"In testing"}]}""");
        var schema = await bench.Connector.CatalogueAsync(default);
        schema.Fields["fields.360011759674"].ShouldBe(
            new TicketField("fields.360011759674", CelType.String, CelType.String, FieldWrite.Always, "Tagger Field (opt1, opt2)"));
        schema.Fields["fields.360011672533"].Read.ShouldBe(CelType.Bool);
        schema.Fields["fields.360011747974"].Read.ShouldBe(CelType.Dyn);
        schema.Fields["custom_status_id"].Label.ShouldContain("7 = In testing");
        schema.Fields.ContainsKey("fields.360011737434").ShouldBeFalse("the subject is no custom field");
        schema.Fields.Keys.Except(schema.Blank.Keys).ShouldBeEmpty();
    }

    [Fact]
    public async Task Checks_rights_clock_export_and_secret()
    {
        bench.Tracker.On("GET /api/v2/users/me", 200, """{"user":{"id":2,"email":"hub@mercuri.example","role":"admin"}}""", ZendeskBench.Date(ZendeskBench.Now.AddSeconds(5)))
            .On(ExportCall + "start_time=1772355480&per_page=250", 200, """{"tickets":[],"end_of_stream":true}""");
        var report = await bench.Connector.CheckAsync(default);
        report.Ok.ShouldBeTrue(string.Join('\n', report.Items.Select(item => $"{item.Name}: {item.Finding}")));
    }

    [Fact]
    public async Task Tells_an_anonymous_answer_from_an_account()
    {
        bench.Tracker.On("GET /api/v2/users/me", 200, ZendeskBench.Recorded("anonymous-user.json"), ZendeskBench.Date(ZendeskBench.Now.AddMinutes(-5)))
            .On(ExportCall + "start_time=1772355480&per_page=250", 403, """{"error":"Forbidden"}""");
        var failed = (await bench.Connector.CheckAsync(default)).Items.Where(item => !item.Ok).ToList();
        failed.Select(item => item.Name).ShouldBe(["authorised", "clock", "incremental export"]);
        failed.ShouldAllBe(item => item.Remedy != null);
    }

    [Fact]
    public async Task Signs_in_with_the_api_token()
    {
        bench.Tracker.On("GET /api/v2/users/me", 401, """{"error":"Couldn't authenticate you"}""");
        (await bench.Connector.CheckAsync(default)).Ok.ShouldBeFalse();
        bench.Tracker.Seen[0].Headers["Authorization"].ShouldBe("Basic " + Convert.ToBase64String("hub@mercuri.example/token:secret"u8));
    }

    [Fact]
    public async Task Downloads_an_attachment_through_a_foreign_host_without_credentials()
    {
        bench.Tracker
            .On("GET /attachments/token/abc/?name=cart.png", () => ScriptedTracker.Answer(302, "text/html", [], ("Location", "https://p1.zdusercontent.example/x?token=1")))
            .On("GET /x?token=1", () => ScriptedTracker.Answer(200, "image/png", [7]));
        var file = new TicketAttachment("900", "cart.png", "image/png", 1, "https://mercuri.zendesk.example/attachments/token/abc/?name=cart.png")
        {
            Created = ZendeskBench.Now,
            Author = new TicketPerson("1", "Ada"),
        };
        await using var stream = await bench.Connector.OpenAttachmentAsync(file, default);
        await stream.ReadExactlyAsync(new byte[1], default);
        bench.Tracker.Seen.Select(seen => seen.Headers.ContainsKey("Authorization")).ShouldBe([true, false]);
    }
}
