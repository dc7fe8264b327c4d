using System.Text.Json;
using Entente.Cel;
using Entente.Connectors.Zendesk;
using Entente.Core.Text;
using Entente.Core.Tickets;

namespace Entente.Unit.Tests.Connectors.Zendesk;

public sealed class ZendeskWriteTests
{
    private const string Upload = """{"upload":{"token":"tok1","attachment":{"id":700,"file_name":"a b.txt","size":5}}}""";

    private readonly ZendeskBench bench = new();

    [Fact]
    public async Task Creates_with_marker_key_description_and_fields_in_one_call()
    {
        var call = await bench.Connector.PrepareAsync(new EffectCall(ZendeskBench.Effect, Create(), null), default);
        call.Method.ShouldBe("POST");
        call.Path.ShouldBe("api/v2/tickets");
        call.Headers["Idempotency-Key"].ShouldBe(ZendeskBench.Effect);
        var ticket = Ticket(call);
        ticket.GetProperty("external_id").GetString().ShouldBe(ZendeskBench.Effect);
        ticket.GetProperty("metadata").GetProperty("entente").GetString().ShouldBe(ZendeskBench.Effect);
        ticket.GetProperty("subject").GetString().ShouldBe("Checkout is blank");
        ticket.GetProperty("comment").GetProperty("html_body").GetString()!.ShouldContain("<strong>Cart</strong>");
        ticket.GetProperty("comment").GetProperty("public").GetBoolean().ShouldBeTrue();
        ticket.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()).ShouldBe(["from_jira", "vip"]);
        ticket.GetProperty("custom_fields")[0].GetProperty("id").GetInt64().ShouldBe(360011737434);
        ticket.TryGetProperty("description", out _).ShouldBeFalse();
        ticket.TryGetProperty("safe_update", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Prepares_the_same_bytes_twice()
    {
        var effect = new EffectCall(ZendeskBench.Effect, Create(), null);
        var first = await bench.Connector.PrepareAsync(effect, default);
        (await bench.Connector.PrepareAsync(effect, default)).Body.ShouldBe(first.Body);
    }

    [Fact]
    public async Task Gives_a_ticket_without_description_its_subject_as_first_comment()
    {
        var step = new WriteStep(WriteKind.Create) { Fields = ZendeskBench.Fields(("subject", ZendeskBench.Text("Only this"))) };
        var ticket = Ticket(await bench.Connector.PrepareAsync(new EffectCall(ZendeskBench.Effect, step, null), default));
        ticket.GetProperty("comment").GetProperty("html_body").GetString()!.ShouldContain("Only this");
    }

    [Fact]
    public async Task Names_the_ticket_that_a_follow_up_follows()
    {
        var step = Create() with { FollowUpOf = "35" };
        Ticket(await bench.Connector.PrepareAsync(new EffectCall(ZendeskBench.Effect, step, null), default))
            .GetProperty("via_followup_source_id").GetInt64().ShouldBe(35);
    }

    [Fact]
    public async Task Guards_fields_by_the_revision_that_they_were_planned_against_and_comments_by_nothing()
    {
        const string Revision = "2026-03-01T08:00:00Z/101/9f86d081";
        var fields = ZendeskBench.Fields(("status", ZendeskBench.Text("open")));
        var guarded = Ticket(await Prepare(new WriteStep(WriteKind.Update) { Fields = fields, Comment = ZendeskBench.Comment("hi") }, Revision));
        guarded.GetProperty("safe_update").GetBoolean().ShouldBeTrue();
        guarded.GetProperty("updated_stamp").GetString().ShouldBe("2026-03-01T08:00:00Z");
        Ticket(await Prepare(new WriteStep(WriteKind.AddComment) { Comment = ZendeskBench.Comment("hi") }, Revision)).TryGetProperty("safe_update", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Breaks_a_partners_placeholders_in_comments_and_in_fields()
    {
        var fields = ZendeskBench.Fields(("subject", ZendeskBench.Text("a {{ticket.id}}\nb")));
        var call = await Prepare(new WriteStep(WriteKind.Update) { Fields = fields, Comment = ZendeskBench.Comment("see {{ticket.requester.email}} {% if x %}") });
        call.Body.AsSpan().IndexOf("{{"u8).ShouldBe(-1);
        call.Body.AsSpan().IndexOf("{%"u8).ShouldBe(-1);
        Ticket(call).GetProperty("subject").GetString()!.ShouldNotContain("\n");
    }

    [Fact]
    public async Task Uploads_files_first_and_names_their_tokens_in_the_comment()
    {
        var file = bench.Blobs.File("a b.txt", "text/plain", "hello"u8.ToArray());
        bench.Tracker.On("POST /api/v2/uploads?filename=a%20b.txt", 201, Upload);
        var call = await Prepare(new WriteStep(WriteKind.AddAttachment) { Files = [file] });
        bench.Tracker.Seen[0].Text.ShouldBe("hello");
        bench.Tracker.Seen[0].Headers["Content-Type"].ShouldBe("text/plain");
        var comment = Ticket(call).GetProperty("comment");
        comment.GetProperty("uploads")[0].GetString().ShouldBe("tok1");
        comment.GetProperty("html_body").GetString()!.ShouldContain("Attached: a b.txt");
        comment.GetProperty("public").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Shows_the_partners_ticket_in_an_internal_note()
    {
        var step = new WriteStep(WriteKind.LinkBack) { Partner = new PartnerReference("Infinity", "SHOP-12", new Uri("https://jira.example/browse/SHOP-12")) };
        var comment = Ticket(await Prepare(step)).GetProperty("comment");
        comment.GetProperty("public").GetBoolean().ShouldBeFalse();
        comment.GetProperty("html_body").GetString()!.ShouldContain("<a href=\"https://jira.example/browse/SHOP-12\"");
    }

    [Fact]
    public async Task Looks_people_up_by_their_exact_address()
    {
        const string Found = """{"users":[{"id":8,"email":"not-ada@mercuri.example"},{"id":9,"email":"ADA@mercuri.example"}]}""";
        bench.Tracker.On("GET /api/v2/users/search?query=email%3A%22ada%40mercuri.example%22", 200, Found);
        var ticket = Ticket(await Prepare(Assign("assignee", ZendeskBench.Text("ada@mercuri.example"))));
        ticket.GetProperty("assignee_id").GetInt64().ShouldBe(9);
    }

    [Fact]
    public async Task Lets_zendesk_make_an_unknown_requester_and_refuses_an_unknown_assignee()
    {
        const string Nobody = """{"users":[]}""";
        bench.Tracker.On("GET /api/v2/users/search?query=email%3A%22bob%40x.example%22", 200, Nobody)
            .On("GET /api/v2/users/search?query=email%3A%22bob%40x.example%22", 200, Nobody);
        var requester = Ticket(await Prepare(Assign("requester", ZendeskPeople.Value(new TicketPerson("", "Bob", "bob@x.example"))))).GetProperty("requester");
        (requester.GetProperty("name").GetString(), requester.GetProperty("email").GetString()).ShouldBe(("Bob", "bob@x.example"));
        var failure = await Should.ThrowAsync<ConnectorException>(() => Prepare(Assign("assignee", ZendeskBench.Text("bob@x.example"))));
        (failure.Code, failure.Field).ShouldBe((ZendeskCodes.NoSuchPerson, "assignee"));
    }

    [Fact]
    public async Task Unassigns_and_takes_ids_without_a_look_up()
    {
        Ticket(await Prepare(Assign("assignee", CelValue.Null))).GetProperty("assignee_id").ValueKind.ShouldBe(JsonValueKind.Null);
        Ticket(await Prepare(Assign("assignee", ZendeskBench.Text("35436")))).GetProperty("assignee_id").GetInt64().ShouldBe(35436);
    }

    [Theory]
    [InlineData("external_id")]
    [InlineData("no_such_field")]
    [InlineData("fields.severity")]
    public async Task Refuses_fields_that_zendesk_does_not_let_us_write(string field)
    {
        var step = new WriteStep(WriteKind.Update) { Fields = ZendeskBench.Fields((field, ZendeskBench.Text("x"))) };
        var failure = await Should.ThrowAsync<ConnectorException>(() => Prepare(step));
        (failure.Kind, failure.Field).ShouldBe((FailureKind.Refused, field));
    }

    [Fact]
    public async Task Takes_the_comments_id_and_its_files_from_the_answers_audit_whatever_their_order()
    {
        var files = new[] { bench.Blobs.File("Argentina.gif", "image/gif", new byte[2513]), bench.Blobs.File("Argentina.gif", "image/gif", new byte[2513]) };
        var step = new WriteStep(WriteKind.Create) { Files = files, Fields = ZendeskBench.Fields(("subject", ZendeskBench.Text("s"))) };
        var call = new PreparedCall("POST", "api/v2/tickets", new Dictionary<string, string>(), "{}"u8.ToArray(), null, "20009532,20009542");
        bench.Tracker.On("POST /api/v2/tickets", 201, ZendeskBench.Recorded("create-with-uploads.json"));
        var result = await bench.Connector.SendAsync(new EffectCall(ZendeskBench.Effect, step, null), call, default);
        result.NativeId.ShouldBe("541");
        result.ItemId.ShouldBeNull();
        result.FileIds.ShouldBe(["20009532", "20009542"]);

        bench.Tracker.On("POST /api/v2/tickets", 201, ZendeskBench.Recorded("create-with-uploads.json"));
        var unhinted = await bench.Connector.SendAsync(new EffectCall(ZendeskBench.Effect, step, null), call with { Hint = null }, default);
        unhinted.FileIds.Order().ShouldBe(["20009532", "20009542"]);
    }

    [Fact]
    public async Task Reads_a_recorded_update_of_a_field()
    {
        var step = new WriteStep(WriteKind.Update) { Fields = ZendeskBench.Fields(("subject", ZendeskBench.Text("TESTDATA"))) };
        bench.Tracker.On("PUT /api/v2/tickets/544", 200, ZendeskBench.Recorded("update-subject.json"));
        var effect = new EffectCall(ZendeskBench.Effect, step, "544");
        var result = await bench.Connector.SendAsync(effect, await bench.Connector.PrepareAsync(effect, default), default);
        (result.NativeId, result.ItemId).ShouldBe(("544", null));
    }

    [Theory]
    [InlineData("""{"ticket":{"id":36},"audit":{"events":[{"id":1,"type":"Comment"}]}}""")]
    [InlineData("""{"ticket":{"id":35}}""")]
    [InlineData("""{"ok":true}""")]
    public async Task Leaves_a_comment_open_when_the_answer_does_not_prove_it(string answer)
    {
        bench.Tracker.On("PUT /api/v2/tickets/35", 200, answer);
        var effect = ZendeskBench.Update(new WriteStep(WriteKind.AddComment) { Comment = ZendeskBench.Comment("hi") });
        var call = await bench.Connector.PrepareAsync(effect, default);
        (await Should.ThrowAsync<ConnectorException>(() => bench.Connector.SendAsync(effect, call, default))).Kind.ShouldBe(FailureKind.Ambiguous);
    }

    [Fact]
    public async Task Leaves_a_create_open_that_answers_with_anothers_ticket()
    {
        bench.Tracker.On("POST /api/v2/tickets", 201, """{"ticket":{"id":36,"external_id":"someoneelse"},"audit":{"events":[]}}""");
        var effect = new EffectCall(ZendeskBench.Effect, Create(), null);
        var call = await bench.Connector.PrepareAsync(effect, default);
        var failure = await Should.ThrowAsync<ConnectorException>(() => bench.Connector.SendAsync(effect, call, default));
        (failure.Kind, failure.Code).ShouldBe((FailureKind.Ambiguous, ZendeskCodes.ForeignAnswer));
    }

    private static WriteStep Create() => new(WriteKind.Create)
    {
        Fields = ZendeskBench.Fields(
            ("subject", ZendeskBench.Text("Checkout is blank")),
            ("description", RichTextValue.Of(new RichText([new Paragraph([new Run("Cart", Marks.Strong)])]))),
            ("tags", CelValue.List([ZendeskBench.Text("VIP"), ZendeskBench.Text("from jira")])),
            ("fields.360011737434", CelValue.Int(745))),
    };

    private static WriteStep Assign(string field, CelValue person) => new(WriteKind.Update) { Fields = ZendeskBench.Fields((field, person)) };

    private static JsonElement Ticket(PreparedCall call) => JsonDocument.Parse(call.Body).RootElement.GetProperty("ticket");

    private Task<PreparedCall> Prepare(WriteStep step, string? revision = null) => bench.Connector.PrepareAsync(ZendeskBench.Update(step, revision), default);
}
