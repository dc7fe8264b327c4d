using Entente.Connectors.Zendesk;
using Entente.Core.Text;
using Entente.Core.Tickets;

namespace Entente.Unit.Tests.Connectors.Zendesk;

public sealed class ZendeskReadTests
{
    private const string TicketCall = "GET /api/v2/tickets/35?include=users,comment_count";
    private const string AuditsCall = "GET /api/v2/tickets/35/audits?include=users&sort=-created_at&page%5Bsize%5D=100";
    private const string CommentsCall =
        "GET /api/v2/tickets/35/comments?include=users&include_inline_images=true&sort=created_at&page%5Bsize%5D=100";

    private const string Users =
        """[{"id":1,"name":"Ada","email":"ada@mercuri.example"},{"id":2,"name":"Hub","email":"Hub@Mercuri.example"}]""";

    private readonly ZendeskBench bench = new();

    [Fact]
    public async Task Maps_a_ticket_with_its_comments_files_and_people()
    {
        ScriptFirstRead();
        var read = await bench.Connector.ReadAsync("35", null, default);
        var ticket = read.Snapshot;

        read.Steps.ShouldBeEmpty();
        ticket.NativeId.ShouldBe("35");
        ticket.Key.ShouldBe("#35");
        ticket.Address.ToString().ShouldBe("https://mercuri.zendesk.example/agent/tickets/35");
        ticket.Updated.ShouldBe(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
        ticket.HistoryCursor.ShouldBe("101");
        ticket.Marker.ShouldBe(ZendeskBench.Effect);
        ticket.IsFinal.ShouldBeFalse();
        ticket.Fields["subject"].AsString().ShouldBe("Checkout is blank");
        ticket.Fields["priority"].IsNull.ShouldBeTrue();
        ticket.Fields["tags"].AsList().Select(tag => tag.AsString()).ShouldBe(["checkout", "vip"]);
        ticket.Fields["requester"].AsMap().TryGet("address", out var address).ShouldBeTrue();
        address.AsString().ShouldBe("ada@mercuri.example");
        ticket.Fields["assignee"].IsNull.ShouldBeTrue();
        ticket.Fields["group_id"].AsString().ShouldBe("9007199254740993");
        ticket.Fields["fields"].AsMap().TryGet("360011737434", out var custom).ShouldBeTrue();
        custom.AsString().ShouldBe("745");
        ticket.Fields["fields.360011737434"].ShouldBe(custom);
        bench.Tracker.Left.ShouldBe(0);
    }

    [Fact]
    public async Task Keeps_the_description_out_of_the_comments_and_ties_inline_images_to_their_files()
    {
        ScriptFirstRead();
        var ticket = (await bench.Connector.ReadAsync("35", null, default)).Snapshot;

        ZendeskText.Of(ticket.Fields["description"])!.ToString().ShouldStartWith("Cart with ten items");
        ZendeskText.Of(ticket.Fields["description"])!.Images().Single().AttachmentId.ShouldBe("900");
        ticket.Comments.Select(comment => comment.NativeId).ShouldBe(["12"]);
        ticket.Comments[0].IsPublic.ShouldBeFalse();
        ticket.Comments[0].Author.IsHub.ShouldBeTrue();
        ticket.Comments[0].Marker.ShouldBe("e2");
        ticket.Comments[0].AttachmentIds.ShouldBe(["901"]);
        ticket.Attachments.Select(file => (file.NativeId, file.CommentId, file.IsPublic)).ShouldBe([("900", null, true), ("901", "12", false)]);
    }

    [Fact]
    public async Task Reads_an_unmoved_ticket_with_one_call()
    {
        ScriptFirstRead();
        var known = (await bench.Connector.ReadAsync("35", null, default)).Snapshot;
        bench.Tracker.On(TicketCall, 200, Ticket(), ZendeskBench.Date(ZendeskBench.Now));
        var read = await bench.Connector.ReadAsync("35", known, default);
        read.Snapshot.ShouldBeSameAs(known);
        read.Steps.ShouldBeEmpty();
    }

    [Fact]
    public async Task Does_not_trust_a_revision_that_was_read_within_its_own_second()
    {
        var within = new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
        ScriptFirstRead(within);
        var known = (await bench.Connector.ReadAsync("35", null, default)).Snapshot;
        bench.Tracker.On(TicketCall, 200, Ticket(), ZendeskBench.Date(ZendeskBench.Now)).On(AuditsCall, 200, Audits());
        var read = await bench.Connector.ReadAsync("35", known, default);
        read.Snapshot.Revision.ShouldNotBe(known.Revision);
        read.Snapshot.Comments.ShouldBe(known.Comments);
    }

    [Fact]
    public async Task Tells_what_happened_since_and_fetches_comments_only_when_an_audit_touches_them()
    {
        ScriptFirstRead();
        var known = (await bench.Connector.ReadAsync("35", null, default)).Snapshot;
        const string Change = """
            {"id":102,"created_at":"2026-03-01T08:05:00Z","author_id":2,"metadata":{"custom":{"entente":"e3"}},"events":[
              {"id":1,"type":"Change","field_name":"status","value":"pending","previous_value":"open"},
              {"id":2,"type":"Change","field_name":"360011737434","value":"746","previous_value":"745"},
              {"id":3,"type":"Change","field_name":"tags","value":["vip"],"previous_value":["checkout","vip"],"via":{"channel":"rule"}}]}
            """;
        bench.Tracker
            .On(TicketCall, 200, Ticket("2026-03-01T08:05:00Z", "pending", "746"), ZendeskBench.Date(ZendeskBench.Now))
            .On(AuditsCall, 200, Audits(Change));

        var read = await bench.Connector.ReadAsync("35", known, default);

        bench.Tracker.Left.ShouldBe(0);
        read.Snapshot.HistoryCursor.ShouldBe("102");
        read.Snapshot.Comments.ShouldBe(known.Comments);
        read.Steps.Select(step => (step.Id, step.Marker)).ShouldBe([("102", "e3"), ("102:rule", null)]);
        read.Steps[0].Author.IsHub.ShouldBeTrue();
        read.Steps[1].Author.IsHub.ShouldBeFalse();
        var steps = read.Steps[0].Fields.ToDictionary(step => step.Field);
        (steps["status"].Before.AsString(), steps["status"].After.AsString()).ShouldBe(("open", "pending"));
        steps["fields.360011737434"].Before.AsString().ShouldBe("745");
        steps["fields"].Before.ShouldBe(known.Fields["fields"]);
        steps["fields"].After.ShouldBe(read.Snapshot.Fields["fields"]);
        read.Steps[1].Fields.Single().Field.ShouldBe("tags");
    }

    [Fact]
    public async Task Follows_the_pages_of_audits_back_to_the_last_read_and_no_further()
    {
        ScriptFirstRead();
        var known = (await bench.Connector.ReadAsync("35", null, default)).Snapshot;
        const string Newest = """{"id":103,"created_at":"2026-03-01T08:06:00Z","author_id":1,"events":[{"id":1,"type":"Change","field_name":"subject","value":"b","previous_value":"a"}]}""";
        const string Older = """{"id":102,"created_at":"2026-03-01T08:05:00Z","author_id":1,"events":[{"id":1,"type":"Change","field_name":"subject","value":"a","previous_value":"Checkout is blank"}]}""";
        bench.Tracker
            .On(TicketCall, 200, Ticket("2026-03-01T08:06:00Z"), ZendeskBench.Date(ZendeskBench.Now))
            .On(AuditsCall, 200, $$"""{"audits":[{{Newest}},{{Older}}],"meta":{"has_more":true,"after_cursor":"xyz=="} }""")
            .On(AuditsCall + "&page%5Bafter%5D=xyz%3D%3D", 200, Audits());
        var read = await bench.Connector.ReadAsync("35", known, default);
        read.Steps.Select(step => step.Id).ShouldBe(["102", "103"]);
        bench.Tracker.Left.ShouldBe(0);
    }

    [Fact]
    public async Task Reads_archived_tickets_whose_audits_come_whole_and_oldest_first()
    {
        var recorded = ZendeskBench.Recorded("audits.json");
        bench.Tracker
            .On(TicketCall, 200, """{"ticket":{"id":35,"status":"closed","subject":"s","created_at":"2012-09-06T20:17:09Z","updated_at":"2012-10-08T20:01:19Z"},"users":[]}""")
            .On(AuditsCall, 200, recorded)
            .On(CommentsCall, 200, """{"comments":[]}""");
        var ticket = (await bench.Connector.ReadAsync("35", null, default)).Snapshot;
        ticket.HistoryCursor.ShouldBe("21267726");
        ticket.IsFinal.ShouldBeTrue();
    }

    [Theory]
    [InlineData(404, """{"error":"RecordNotFound","description":"Not found"}""")]
    [InlineData(200, """{"ticket":{"id":35,"status":"deleted","updated_at":"2026-03-01T08:00:00Z"}}""")]
    public async Task Says_that_a_deleted_ticket_is_not_found(int status, string body)
    {
        bench.Tracker.On(TicketCall, status, body);
        (await Should.ThrowAsync<ConnectorException>(() => bench.Connector.ReadAsync("35", null, default))).Kind.ShouldBe(FailureKind.NotFound);
    }

    private static string Ticket(string updated = "2026-03-01T08:00:00Z", string status = "open", string custom = "745") => $$"""
        {"ticket":{"id":35,"external_id":"{{ZendeskBench.Effect}}","via":{"channel":"web"},"created_at":"2026-03-01T07:00:00Z","updated_at":"{{updated}}",
          "type":null,"subject":"Checkout is blank","description":"Cart with ten items","priority":null,"status":"{{status}}","requester_id":1,"submitter_id":1,
          "assignee_id":null,"group_id":9007199254740993,"due_at":null,"tags":["vip","checkout"],
          "custom_fields":[{"id":360011737434,"value":"{{custom}}"}],"comment_count":2},"users":{{Users}} }
        """;

    private static string Audits(string newest = "") => $$"""
        {"audits":[{{newest}}{{(newest.Length > 0 ? "," : "")}}
          {"id":101,"created_at":"2026-03-01T08:00:00Z","author_id":2,"metadata":{"system":{ },"custom":{"entente":"e2"} },"events":[{"id":12,"type":"Comment"}]},
          {"id":100,"created_at":"2026-03-01T07:00:00Z","author_id":1,"metadata":{ },"events":[{"id":11,"type":"Comment"},{"id":13,"type":"Create","field_name":"status","value":"new"}]}],
         "users":{{Users}},"meta":{"has_more":false} }
        """;

    private void ScriptFirstRead(DateTimeOffset? date = null)
    {
        const string Comments = """
            {"comments":[
              {"id":11,"type":"Comment","author_id":1,"public":true,"created_at":"2026-03-01T07:00:00Z","body":"x",
               "html_body":"<div class=\"zd-comment\"><p>Cart with ten items <img src=\"https://mercuri.zendesk.example/attachments/token/abc/?name=cart.png\"></p></div>",
               "attachments":[
                 {"id":900,"file_name":"cart.png","content_type":"image/png","size":2513,"content_url":"https://mercuri.zendesk.example/attachments/token/abc/?name=cart.png",
                  "thumbnails":[{"id":910}]},
                 {"id":910,"file_name":"cart_thumb.png","content_type":"image/png","size":99,"content_url":"https://mercuri.zendesk.example/attachments/token/thumb/","thumbnails":[]}]},
              {"id":12,"type":"Comment","author_id":2,"public":false,"created_at":"2026-03-01T08:00:00Z","html_body":"","plain_body":"Looked at it",
               "attachments":[{"id":901,"file_name":"log.txt","content_type":"text/plain","size":5,"content_url":"https://mercuri.zendesk.example/attachments/token/log/"}]}],
             "users":[],"meta":{"has_more":false}}
            """;
        bench.Tracker
            .On(TicketCall, 200, Ticket(), ZendeskBench.Date(date ?? ZendeskBench.Now))
            .On(AuditsCall, 200, Audits())
            .On(CommentsCall, 200, Comments);
    }
}
