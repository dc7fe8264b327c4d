using Entente.Cel;
using Entente.Connectors.ServiceNow;
using Entente.Core.Tickets;

namespace Entente.Unit.Tests.Connectors.ServiceNow;

public sealed class ServiceNowReadTests
{
    private const string Attachments = "GET attachment?sysparm_query=table_name=incident^table_sys_id=" + ScriptedServiceNow.Ticket;
    private const string Journal = "GET v2/table/sys_journal_field?sysparm_query=element_id=" + ScriptedServiceNow.Ticket;
    private const string Users = "GET v2/table/sys_user?sysparm_query=sys_idIN";

    [Fact]
    public async Task A_first_read_brings_fields_comments_and_attachments()
    {
        var tracker = new ScriptedServiceNow()
            .WithRecord(
                ("short_description", "Checkout fails"), ("priority", "2"), ("caller_id", ScriptedServiceNow.John),
                ("due_date", "2026-03-05 12:00:00"))
            .On(Attachments, ScriptedServiceNow.Rows(ScriptedServiceNow.Row(
                ("sys_id", "b259f4062d9f78f9ffdd6efd05c492c7"), ("table_sys_id", ScriptedServiceNow.Ticket), ("file_name", "log.txt"),
                ("content_type", "text/plain (.txt)"), ("size_bytes", "38"), ("sys_created_on", "2026-03-01 10:00:00"), ("sys_created_by", "john"))))
            .On(Journal, ScriptedServiceNow.Rows(
                Entry("e2", "work_notes", "internal\n\n[entente:k7q2]", ScriptedServiceNow.Hub),
                Entry("e1", "comments", "[code]<b>bold</b>[/code]", "john")))
            .On(Users, ScriptedServiceNow.Rows())
            .On(Users, ScriptedServiceNow.Rows(ScriptedServiceNow.User(ScriptedServiceNow.John, "john", "John Architect", "john@infinity.example")));

        var read = await tracker.Connector().ReadAsync(ScriptedServiceNow.Ticket, null, default);

        var ticket = read.Snapshot;
        ticket.Key.ShouldBe("INC0010001");
        ticket.Address.ToString().ShouldEndWith("nav_to.do?uri=incident.do%3Fsys_id%3D" + ScriptedServiceNow.Ticket);
        ticket.IsRevision("5").ShouldBeTrue();
        ticket.Updated.ShouldBe(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        ticket.Fields["short_description"].AsString().ShouldBe("Checkout fails");
        ticket.Fields["due_date"].AsTimestamp().ShouldBe(new DateTimeOffset(2026, 3, 5, 12, 0, 0, TimeSpan.Zero));
        ServiceNowValues.Part(ticket.Fields["caller_id"], "address").ShouldBe("john@infinity.example");
        ticket.Comments.Select(comment => (comment.NativeId, comment.IsPublic, comment.Marker, comment.Author.IsHub))
            .ShouldBe([("e1", true, null, false), ("e2", false, "k7q2", true)]);
        ticket.Comments[1].Body.ToString().ShouldBe("internal");
        var file = ticket.Attachments.ShouldHaveSingleItem();
        (file.Name, file.MediaType, file.Bytes, file.Author.Name).ShouldBe(("log.txt", "text/plain", 38, "John Architect"));
    }

    [Fact]
    public async Task An_unmoved_record_costs_two_calls()
    {
        var tracker = new ScriptedServiceNow().WithRecord().On(Attachments, ScriptedServiceNow.Rows());
        var known = Snapshot("5-abc");

        var read = await tracker.Connector().ReadAsync(ScriptedServiceNow.Ticket, known, default);

        tracker.Calls.Count.ShouldBe(2);
        read.Snapshot.Comments.ShouldBe(known.Comments);
    }

    [Fact]
    public async Task A_file_changes_the_revision_though_the_record_was_not_touched()
    {
        var file = ScriptedServiceNow.Row(("sys_id", "f1"), ("table_sys_id", ScriptedServiceNow.Ticket), ("file_name", "a"), ("sys_created_by", ""));
        var foreign = ScriptedServiceNow.Row(("sys_id", "f2"), ("table_sys_id", "another"), ("file_name", "b"));
        var tracker = new ScriptedServiceNow()
            .WithRecord().On(Attachments, ScriptedServiceNow.Rows())
            .WithRecord().On(Attachments, ScriptedServiceNow.Rows(file, foreign));
        var connector = tracker.Connector();
        var known = Snapshot("5-abc") with { Comments = [] };

        var before = (await connector.ReadAsync(ScriptedServiceNow.Ticket, known, default)).Snapshot;
        var after = (await connector.ReadAsync(ScriptedServiceNow.Ticket, before, default)).Snapshot;

        after.Revision.ShouldNotBe(before.Revision);
        after.Attachments.ShouldHaveSingleItem().NativeId.ShouldBe("f1");
    }

    [Fact]
    public async Task History_comes_from_the_audit_and_keeps_intermediate_states()
    {
        var tracker = new ScriptedServiceNow()
            .WithRecord(("sys_mod_count", "7"), ("state", "6"), ("sys_updated_on", "2026-03-02 09:30:00"))
            .On(Attachments, ScriptedServiceNow.Rows())
            .On(Journal, ScriptedServiceNow.Rows())
            .On(
                $"GET v2/table/sys_audit?sysparm_query=tablename=incident^documentkey={ScriptedServiceNow.Ticket}^sys_created_on>=2026-03-02 09:00",
                ScriptedServiceNow.Rows(
                    Change("1", "2026-03-02 09:00:00", "state", ("1", "2"), "5"),
                    Change("2", "2026-03-02 09:00:00", "state", ("2", "3"), "6"),
                    Change("3", "2026-03-02 09:30:00", "state", ("3", "6"), "7"),
                    Change("4", "2026-03-02 09:31:00", "state", ("6", "7"), "8")))
            .On(Users, ScriptedServiceNow.Rows(ScriptedServiceNow.User(ScriptedServiceNow.John, "john", "John Architect", "")));

        var known = Snapshot("5-abc") with { Comments = [] };
        var read = await tracker.Connector().ReadAsync(ScriptedServiceNow.Ticket, known, default);

        // What the known state has already, and what came after this read, are no steps of it.
        read.Steps.SelectMany(step => step.Fields).Select(step => (step.Before.AsString(), step.After.AsString()))
            .ShouldBe([("2", "3"), ("3", "6")]);
        read.Steps[0].Author.Name.ShouldBe("John Architect");
        read.Snapshot.HistoryCursor.ShouldBe("2026-03-02 09:30:00");
    }

    [Fact]
    public async Task Comments_of_one_second_keep_their_order_when_the_record_is_older_than_its_journal()
    {
        const string After = "2026-03-02 09:00:07";
        var tracker = new ScriptedServiceNow()
            .WithRecord(("sys_mod_count", "6"), ("sys_updated_on", "2026-03-02 09:00:05")) // a replica's, from before the comments
            .On(Attachments, ScriptedServiceNow.Rows())
            .On(Journal, ScriptedServiceNow.Rows(Said("a2", "second"), Said("z1", "first")))
            .On(
                $"GET v2/table/sys_audit?sysparm_query=tablename=incident^documentkey={ScriptedServiceNow.Ticket}^sys_created_on>=2026-03-02 09:00",
                ScriptedServiceNow.Rows(
                    Change("1", After, "comments", ("", "first"), "7"),
                    Change("2", After, "comments", ("", "second"), "8")))
            .On(Users, ScriptedServiceNow.Rows(ScriptedServiceNow.User(ScriptedServiceNow.John, "john", "John Architect", "")));

        var read = await tracker.Connector().ReadAsync(ScriptedServiceNow.Ticket, Snapshot("5-abc") with { Comments = [] }, default);

        read.Snapshot.Comments.Select(comment => comment.NativeId).ShouldBe(["z1", "a2"]);

        static string Said(string id, string value) => ScriptedServiceNow.Row(
            ("sys_id", id), ("element", "comments"), ("value", value), ("sys_created_on", After), ("sys_created_by", "john"));
    }

    [Fact]
    public async Task The_hub_is_known_as_author_where_users_cannot_be_seen()
    {
        const string refusal = """{"error":{"message":"User Not Authorized","detail":"ACL"},"status":"failure"}""";
        var tracker = new ScriptedServiceNow()
            .WithRecord()
            .On(Attachments, ScriptedServiceNow.Rows(ScriptedServiceNow.Row(
                ("sys_id", "f1"), ("table_sys_id", ScriptedServiceNow.Ticket), ("sys_created_by", ScriptedServiceNow.Hub))))
            .On(Journal, ScriptedServiceNow.Rows(Entry("e1", "comments", "x", ScriptedServiceNow.Hub)))
            .On("GET v2/table/sys_user", refusal, 403).On("GET v2/table/sys_user", refusal, 403);

        var read = await tracker.Connector().ReadAsync(ScriptedServiceNow.Ticket, null, default);

        read.Snapshot.Comments.Single().Author.IsHub.ShouldBeTrue();
        read.Snapshot.Attachments.Single().Author.IsHub.ShouldBeTrue();
    }

    [Fact]
    public async Task A_journal_that_is_hidden_is_told_from_an_empty_one()
    {
        var tracker = new ScriptedServiceNow()
            .WithRecord(("comments", "2026-03-01 09:00:00 - John (Additional comments)\nhello"))
            .On(Attachments, ScriptedServiceNow.Rows())
            .On(Journal, ScriptedServiceNow.Rows());

        var failure = await Should.ThrowAsync<ConnectorException>(() => tracker.Connector().ReadAsync(ScriptedServiceNow.Ticket, null, default));

        failure.Code.ShouldBe("servicenow.journal-hidden");
    }

    [Fact]
    public async Task Short_pages_are_not_the_end_where_the_total_says_more()
    {
        var tracker = new ScriptedServiceNow()
            .WithRecord()
            .On(Attachments, ScriptedServiceNow.Rows())
            .On(Journal, ScriptedServiceNow.Rows(), 200, ("X-Total-Count", "101"))
            .On(Journal, ScriptedServiceNow.Rows(Entry("e1", "comments", "hello", "")), 200, ("X-Total-Count", "101"));

        var read = await tracker.Connector().ReadAsync(ScriptedServiceNow.Ticket, null, default);

        read.Snapshot.Comments.ShouldHaveSingleItem().NativeId.ShouldBe("e1");
        tracker.Calls[^1].Call.ShouldEndWith("&sysparm_limit=100&sysparm_offset=100");
    }

    [Fact]
    public async Task A_deleted_or_hidden_record_is_not_found()
    {
        var tracker = new ScriptedServiceNow()
            .On("GET v2/table/incident/", ScriptedServiceNow.Recorded("rapid7-no-record.json").GetRawText(), 404);

        var failure = await Should.ThrowAsync<ConnectorException>(() => tracker.Connector().ReadAsync(ScriptedServiceNow.Ticket, null, default));

        failure.Kind.ShouldBe(FailureKind.NotFound);
    }

    internal static TicketSnapshot Snapshot(string revision) => new()
    {
        NativeId = ScriptedServiceNow.Ticket,
        Key = "INC0010001",
        Address = new Uri("https://infinity.service-now.com/x"),
        Revision = revision,
        Updated = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero),
        Created = new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero),
        HistoryCursor = "2026-03-02 09:00:00",
        Fields = new SortedDictionary<string, CelValue>(StringComparer.Ordinal) { ["state"] = CelValue.String("2") },
        Comments =
        [
            new TicketComment("e1", new TicketPerson("1", "John"), true, Entente.Core.Text.RichText.FromText("hello"), DateTimeOffset.UnixEpoch),
        ],
        Attachments = [],
    };

    private static string Entry(string id, string element, string value, string author) => ScriptedServiceNow.Row(
        ("sys_id", id), ("element", element), ("value", value), ("sys_created_on", $"2026-03-01 09:00:0{id[1]}"), ("sys_created_by", author));

    private static string Change(string id, string at, string field, (string Old, string New) values, string count) => ScriptedServiceNow.Row(
        ("sys_id", id), ("documentkey", ScriptedServiceNow.Ticket), ("fieldname", field), ("oldvalue", values.Old), ("newvalue", values.New),
        ("user", "john"), ("sys_created_on", at), ("record_checkpoint", count));
}
