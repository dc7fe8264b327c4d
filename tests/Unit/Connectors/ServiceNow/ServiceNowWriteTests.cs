using Entente.Cel;
using Entente.Connectors.Http;
using Entente.Core.Text;
using Entente.Core.Tickets;
using static Entente.Unit.Tests.Connectors.ServiceNow.ScriptedServiceNow;

namespace Entente.Unit.Tests.Connectors.ServiceNow;

public sealed class ServiceNowWriteTests
{
    private const string Patch = "PATCH v2/table/incident/" + Ticket;

    [Fact]
    public async Task A_create_carries_its_marker_and_writes_priority_as_impact_and_urgency()
    {
        var tracker = new ScriptedServiceNow()
            .On(
                "GET v2/table/sys_user?sysparm_query=email=john@infinity.example^active=true",
                Rows(User(John, "john", "John", "john@infinity.example")))
            .On(
                "GET v2/table/sys_user_group?sysparm_query=name=Network",
                Rows(Row(("sys_id", "287ebd7da9fe198100f92cc8d1d2154e"), ("name", "Network"))))
            .WithoutDictionary()
            .On("POST v2/table/incident?sysparm_display_value=all", Recorded("docs-incident-created.json").GetRawText(), 201);
        var effect = Write(
            WriteKind.Create, ("short_description", CelValue.String("Checkout\nfails")), ("priority", CelValue.String("P2")),
            ("caller_id", CelValue.String("john@infinity.example")), ("assignment_group", CelValue.String("Network")),
            ("u_class", CelValue.String("bug")), ("close_code", CelValue.String("")), ("due_date", CelValue.Timestamp(Now)));

        var call = await tracker.Connector().PrepareAsync(effect, default);
        var result = await tracker.Connector().SendAsync(effect, call, default);

        tracker.Body("POST").GetRawText().ShouldBe(
            $$"""{"assignment_group":"287ebd7da9fe198100f92cc8d1d2154e","caller_id":"{{John}}","due_date":"2026-03-02 10:00:00","""
            + "\"short_description\":\"Checkout fails\",\"u_class\":\"bug\",\"impact\":\"2\",\"urgency\":\"1\","
            + $"\"correlation_id\":\"{Effect}\",\"correlation_display\":\"entente\"}}");
        result.NativeId.ShouldBe(Recorded("docs-incident-created.json").GetProperty("result").GetProperty("sys_id").GetString());
        call.Headers.Keys.ShouldNotContain("Authorization");
        tracker.Calls[^1].Headers["Content-Type"].ShouldBe("application/json");
        tracker.Calls[^1].Headers["Accept"].ShouldContain("application/json");
    }

    [Fact]
    public async Task A_create_is_refused_beforehand_where_a_column_is_missing_or_too_short()
    {
        var columns = Rows(
            Row(("name", "task"), ("element", "short_description"), ("internal_type", "string"), ("max_length", "5")),
            Row(("name", "task"), ("element", "correlation_id"), ("internal_type", "string"), ("max_length", "100")));
        var connector = new ScriptedServiceNow().On("GET v2/table/sys_dictionary", columns).Connector();

        (await RefusedAsync(connector, Write(WriteKind.Create, ("u_class", CelValue.String("bug")))))
            .ShouldBe(("servicenow.unknown-field", "u_class"));
        (await RefusedAsync(connector, Write(WriteKind.Create, ("short_description", CelValue.String("longer")))))
            .ShouldBe(("servicenow.too-long", "short_description"));
    }

    [Fact]
    public async Task An_update_writes_what_is_not_held_and_never_the_marker()
    {
        var tracker = new ScriptedServiceNow()
            .WithRecord(("state", "2"), ("impact", "3"), ("urgency", "3"), ("close_code", ""))
            .WithoutDictionary()
            .On(Patch, Result(Record(
                ("sys_mod_count", "6"), ("state", "2"), ("impact", "3"), ("urgency", "1"), ("priority", "3"), ("close_code", "Solved"))));
        var effect = Write(
            WriteKind.Update, ("state", CelValue.String("2")), ("priority", CelValue.Int(3)), ("close_code", CelValue.String("Solved")));
        var connector = tracker.Connector();

        var call = await connector.PrepareAsync(effect, default);
        var result = await connector.SendAsync(effect, call, default);

        tracker.Body("PATCH").GetRawText().ShouldBe("""{"close_code":"Solved","urgency":"1"}""");
        result.Stored!.IsRevision("6").ShouldBeTrue();
        result.Stored.Fields["priority"].AsString().ShouldBe("3");
    }

    [Fact]
    public async Task An_update_that_finds_everything_as_wanted_changes_nothing()
    {
        var tracker = new ScriptedServiceNow().WithRecord(("state", "2")).WithoutDictionary().WithRecord(("state", "2"));
        var effect = Write(WriteKind.Update, ("state", CelValue.String("2")));
        var connector = tracker.Connector();

        var call = await connector.PrepareAsync(effect, default);
        var result = await connector.SendAsync(effect, call, default);

        call.Method.ShouldBe("GET");
        result.Stored!.IsRevision("5").ShouldBeTrue();
    }

    [Fact]
    public async Task A_newer_change_by_somebody_else_is_a_conflict()
    {
        var effect = Write(WriteKind.Update, ("state", CelValue.String("6")));
        var others = new ScriptedServiceNow().WithRecord(("sys_mod_count", "6"), ("sys_updated_by", "john"));
        var ours = new ScriptedServiceNow().WithRecord(("sys_mod_count", "6"), ("sys_updated_by", Hub)).WithoutDictionary();

        var failure = await Should.ThrowAsync<ConnectorException>(() => others.Connector().PrepareAsync(effect, default));
        var call = await ours.Connector().PrepareAsync(effect, default);

        failure.Kind.ShouldBe(FailureKind.Conflict);
        call.Method.ShouldBe("PATCH");
    }

    [Theory]
    [InlineData("state", "6", "2", "2", "servicenow.ignored-field")]
    [InlineData("u_class", "network", "bug", "", "servicenow.ignored-field")]
    [InlineData("short_description", "a long text", "old", "a long", "servicenow.truncated")]
    public async Task What_ServiceNow_drops_or_cuts_without_a_word_is_refused(string field, string wanted, string before, string after, string code)
    {
        var tracker = new ScriptedServiceNow()
            .WithRecord((field, before)).WithoutDictionary().On(Patch, Result(Record((field, after), ("sys_mod_count", "6"))));
        var effect = Write(WriteKind.Update, (field, CelValue.String(wanted)));
        var connector = tracker.Connector();
        var call = await connector.PrepareAsync(effect, default);

        var failure = await Should.ThrowAsync<ConnectorException>(() => connector.SendAsync(effect, call, default));

        (failure.Kind, failure.Code, failure.Field).ShouldBe((FailureKind.Refused, code, field));
    }

    [Fact]
    public async Task What_a_business_rule_made_of_a_value_is_taken_as_stored()
    {
        var tracker = new ScriptedServiceNow()
            .WithRecord(("category", "software")).WithoutDictionary().On(Patch, Result(Record(("category", "network"), ("sys_mod_count", "7"))));
        var effect = Write(WriteKind.Update, ("category", CelValue.String("hardware")));
        var connector = tracker.Connector();

        var result = await connector.SendAsync(effect, await connector.PrepareAsync(effect, default), default);

        result.Stored!.Fields["category"].AsString().ShouldBe("network");
        // Two updates were counted: something else happened beside ours, so the revision spares no read.
        result.Stored.IsRevision("7").ShouldBeFalse();
    }

    [Fact]
    public async Task A_column_that_the_record_does_not_show_is_refused_before_the_call()
    {
        var connector = new ScriptedServiceNow().WithRecord().Connector();

        (await RefusedAsync(connector, Write(WriteKind.Update, ("u_class", CelValue.String("bug")))))
            .ShouldBe(("servicenow.unknown-field", "u_class"));
    }

    [Fact]
    public async Task Another_priority_table_is_said_in_the_open()
    {
        var tracker = new ScriptedServiceNow()
            .WithRecord(("impact", "3"), ("urgency", "3")).WithoutDictionary()
            .On(Patch, Result(Record(("impact", "1"), ("urgency", "1"), ("priority", "2"))));
        var effect = Write(WriteKind.Update, ("priority", CelValue.String("P1")));
        var connector = tracker.Connector();
        var call = await connector.PrepareAsync(effect, default);

        (await Should.ThrowAsync<ConnectorException>(() => connector.SendAsync(effect, call, default))).Code.ShouldBe("servicenow.priority-matrix");
    }

    [Fact]
    public async Task A_closed_incident_is_final_unless_the_write_reopens_it()
    {
        var closed = new ScriptedServiceNow().WithRecord(("state", "7")).WithRecord(("state", "7")).WithoutDictionary();
        var connector = closed.Connector();

        var failure = await Should.ThrowAsync<ConnectorException>(() => connector.PrepareAsync(Comment("late"), default));
        var call = await connector.PrepareAsync(Write(WriteKind.Update, ("state", CelValue.String("2"))), default);

        failure.Kind.ShouldBe(FailureKind.Final);
        call.Method.ShouldBe("PATCH");
    }

    [Fact]
    public async Task The_update_after_a_create_writes_only_what_was_lost()
    {
        var made = Record(
            ("sys_mod_count", "0"), ("sys_created_by", Hub), ("sys_updated_by", Hub), ("correlation_id", Effect), ("correlation_display", "entente"),
            ("state", "2"), ("u_class", ""), ("short_description", "kept"));
        var tracker = new ScriptedServiceNow().On($"GET v2/table/incident/{Ticket}", Result(made)).WithoutDictionary();
        var effect = Write(
            WriteKind.Update, ("state", CelValue.String("1")), ("u_class", CelValue.String("bug")), ("short_description", CelValue.String("kept")));
        effect = effect with { ExpectedRevision = null };

        var call = await tracker.Connector().PrepareAsync(effect, default);

        // The state was set by the tracker itself; the class was dropped.
        System.Text.Encoding.UTF8.GetString(call.Body).ShouldBe("""{"u_class":"bug"}""");
    }

    [Fact]
    public async Task A_priority_that_a_create_did_not_get_is_written_after_it()
    {
        var made = Record(
            ("sys_created_by", Hub), ("correlation_id", Effect), ("correlation_display", "entente"),
            ("impact", "3"), ("urgency", "3"), ("priority", "5"));
        var tracker = new ScriptedServiceNow().On($"GET v2/table/incident/{Ticket}", Result(made)).WithoutDictionary();
        var effect = Write(WriteKind.Update, ("priority", CelValue.String("P1"))) with { ExpectedRevision = null };

        var call = await tracker.Connector().PrepareAsync(effect, default);

        System.Text.Encoding.UTF8.GetString(call.Body).ShouldBe("""{"impact":"1","urgency":"1"}""");
    }

    [Theory]
    [InlineData(true, "comments")]
    [InlineData(false, "work_notes")]
    public async Task A_comment_ends_in_its_marker_by_which_its_id_is_found(bool isPublic, string column)
    {
        var tracker = new ScriptedServiceNow()
            .WithRecord()
            .On(Patch, Result(Record(("sys_mod_count", "6"))))
            .On($"GET v2/table/sys_journal_field?sysparm_query=element_id={Ticket}^elementINcomments,work_notes^valueLIKEentente:{Effect}", Rows(
                Row(("sys_id", "quoted"), ("value", $"see\n[entente:{Effect}]"), ("sys_created_by", "john")),
                Row(("sys_id", "j1"), ("value", $"Looking\n\n[entente:{Effect}]"), ("sys_created_by", Hub))));
        var connector = tracker.Connector();
        var effect = Comment("Looking", isPublic);

        var result = await connector.SendAsync(effect, await connector.PrepareAsync(effect, default), default);

        result.ItemId.ShouldBe("j1");
        tracker.Body("PATCH").GetProperty(column).GetString().ShouldBe($"Looking\n\n[entente:{Effect}]");
    }

    [Fact]
    public async Task A_comment_whose_entry_is_not_to_be_seen_is_ambiguous()
    {
        var tracker = new ScriptedServiceNow().WithRecord().On(Patch, Result(Record())).On("GET v2/table/sys_journal_field", Rows());
        var connector = tracker.Connector();
        var call = await connector.PrepareAsync(Comment("x"), default);

        (await Should.ThrowAsync<ConnectorException>(() => connector.SendAsync(Comment("x"), call, default))).Kind.ShouldBe(FailureKind.Ambiguous);
    }

    [Fact]
    public async Task Formatting_travels_as_code_and_a_partner_s_own_tag_is_broken()
    {
        var bold = new RichText([new Paragraph([new Run("bold", Marks.Strong)])]);
        var tracker = new ScriptedServiceNow().WithRecord().WithRecord();
        var effect = Comment("") with { Step = new WriteStep(WriteKind.AddComment) { Comment = new CommentWrite("zd:1", bold, true, []) } };

        var call = await tracker.Connector().PrepareAsync(effect, default);
        var tagged = await tracker.Connector().PrepareAsync(Comment("[code]<script>[/code]"), default);

        System.Text.Json.JsonDocument.Parse(call.Body).RootElement.Text("comments").ShouldStartWith("[code]");
        System.Text.Json.JsonDocument.Parse(tagged.Body).RootElement.Text("comments")!.ShouldNotContain("[code]");
    }

    [Fact]
    public async Task A_file_is_streamed_under_its_own_type_and_name()
    {
        var tracker = new ScriptedServiceNow();
        tracker.On($"POST attachment/file?table_name=incident&table_sys_id={Ticket}&file_name=a & b.txt",
            Recorded("docs-attachment-uploaded.json").GetRawText(), 201);
        var effect = new EffectCall(
            Effect, new WriteStep(WriteKind.AddAttachment) { Files = [tracker.File("a & b.txt", "text/plain", "hello")] }, Ticket, "5-abc");
        var connector = tracker.Connector();

        var result = await connector.SendAsync(effect, await connector.PrepareAsync(effect, default), default);

        result.FileIds.ShouldBe(["6ea10fe64f411200adf9f8e18110c739"]);
        tracker.Calls[^1].Body.ShouldBe("hello");
        tracker.Calls[^1].Headers["Content-Type"].ShouldBe("text/plain");
    }

    [Theory]
    [InlineData("", "https://mercuri.zendesk.com/agent/tickets/35", "u_partner_key")]
    [InlineData("OTHER-1", null, "work_notes")]
    public async Task The_partner_s_key_goes_into_its_columns_or_into_a_note(string held, string? address, string column)
    {
        var tracker = new ScriptedServiceNow().WithRecord(("u_partner_key", held), ("u_partner_url", ""));
        var partner = new PartnerReference("Mercuri", "#35", new Uri("https://mercuri.zendesk.com/agent/tickets/35"));
        var effect = new EffectCall(Effect, new WriteStep(WriteKind.LinkBack) { Partner = partner }, Ticket, "5-abc");

        var body = System.Text.Json.JsonDocument.Parse((await tracker.Connector().PrepareAsync(effect, default)).Body).RootElement;

        body.TryGetProperty(column, out _).ShouldBeTrue();
        body.Text("u_partner_url").ShouldBe(address);
    }

    [Fact]
    public async Task Nobody_of_that_address_is_refused_by_name()
    {
        var connector = new ScriptedServiceNow().On("GET v2/table/sys_user", Rows()).Connector();

        (await RefusedAsync(connector, Write(WriteKind.Create, ("caller_id", CelValue.String("ann@x.example")))))
            .ShouldBe(("servicenow.person-not-found", "caller_id"));
    }

    private static async Task<(string Code, string? Field)> RefusedAsync(IConnector connector, EffectCall effect)
    {
        var failure = await Should.ThrowAsync<ConnectorException>(() => connector.PrepareAsync(effect, default));
        failure.Kind.ShouldBe(FailureKind.Refused);
        return (failure.Code, failure.Field);
    }
}
