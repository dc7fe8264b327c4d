using System.Security.Cryptography;
using System.Text;
using Entente.Cel;
using Entente.Core.Tickets;
using static Entente.Unit.Tests.Connectors.ServiceNow.ScriptedServiceNow;

namespace Entente.Unit.Tests.Connectors.ServiceNow;

public sealed class ServiceNowProbeTests
{
    private const string ByMarker = "GET v2/table/incident?sysparm_query=correlation_id=" + Effect;
    private const string Journal = "GET v2/table/sys_journal_field";
    private const string Audit = "GET v2/table/sys_audit";

    private static readonly PreparedCall Call = new(
        "PATCH", $"api/now/v2/table/incident/{Ticket}", new SortedDictionary<string, string>(), [], Hint: "5||state=abcdefghijkl");

    [Fact]
    public async Task A_create_is_found_by_its_marker_and_the_oldest_is_kept()
    {
        var tracker = new ScriptedServiceNow().On(ByMarker, Rows(
            Row(("sys_id", "r1"), ("correlation_id", Effect), ("correlation_display", "entente")),
            Row(("sys_id", "r2"), ("correlation_id", Effect), ("correlation_display", "entente"))));

        var outcome = await ProbeAsync(tracker, Write(WriteKind.Create));

        (outcome.Verdict, outcome.Result!.NativeId).ShouldBe((ProbeVerdict.Found, "r1"));
    }

    [Fact]
    public async Task A_create_is_absent_only_where_the_filter_was_honoured()
    {
        var honoured = new ScriptedServiceNow().On(ByMarker, Rows());
        var ignored = new ScriptedServiceNow().On(ByMarker, Rows(Row(("sys_id", "r1"), ("correlation_id", ""), ("correlation_display", ""))));

        (await ProbeAsync(honoured, Write(WriteKind.Create))).Verdict.ShouldBe(ProbeVerdict.Absent);
        (await ProbeAsync(ignored, Write(WriteKind.Create))).Verdict.ShouldBe(ProbeVerdict.Unknown);
    }

    [Fact]
    public async Task A_comment_is_found_by_its_marker()
    {
        var entry = Row(("sys_id", "j1"), ("value", $"x\n\n[entente:{Effect}]"), ("sys_created_by", Hub));
        var tracker = new ScriptedServiceNow().On(Journal, Rows(entry));

        var outcome = await ProbeAsync(tracker, Comment("x"));

        (outcome.Verdict, outcome.Result!.ItemId).ShouldBe((ProbeVerdict.Found, "j1"));
    }

    [Theory]
    [InlineData("5", "shown", ProbeVerdict.Absent)]
    [InlineData("6", "", ProbeVerdict.Absent)]
    [InlineData("6", "shown", ProbeVerdict.Unknown)]
    public async Task A_comment_is_absent_when_nothing_was_updated_or_the_journal_can_be_read(string count, string comments, ProbeVerdict verdict)
    {
        var tracker = new ScriptedServiceNow()
            .On(Journal, Rows()).WithRecord(("sys_mod_count", count), ("comments", comments)).On(Journal, Rows());

        (await ProbeAsync(tracker, Comment("x"))).Verdict.ShouldBe(verdict);
    }

    [Theory]
    [InlineData("6", "5", ProbeVerdict.Found)]
    [InlineData("2", "5", ProbeVerdict.Absent)]
    public async Task An_update_is_judged_by_the_fields_and_the_update_count(string state, string count, ProbeVerdict verdict)
    {
        var tracker = new ScriptedServiceNow().WithRecord(("state", state), ("sys_mod_count", count));

        (await ProbeAsync(tracker, Write(WriteKind.Update, ("state", CelValue.String("6"))))).Verdict.ShouldBe(verdict);
    }

    [Theory]
    [InlineData(Hub, "6", ProbeVerdict.Found)]
    [InlineData(Hub, "5", ProbeVerdict.Absent)]
    [InlineData("john", "6", ProbeVerdict.Absent)]
    [InlineData(null, "", ProbeVerdict.Unknown)]
    public async Task What_was_changed_again_by_somebody_is_not_repeated_over_their_head(string? user, string checkpoint, ProbeVerdict verdict)
    {
        var audit = user is null ? Rows() : Rows(Row(
            ("sys_id", "a1"), ("documentkey", Ticket), ("fieldname", "state"), ("user", user), ("record_checkpoint", checkpoint),
            ("sys_created_on", "2026-03-02 10:00:00")));
        var tracker = new ScriptedServiceNow().WithRecord(("state", "2"), ("sys_mod_count", "7")).On(Audit, audit);

        (await ProbeAsync(tracker, Write(WriteKind.Update, ("state", CelValue.String("6"))))).Verdict.ShouldBe(verdict);
    }

    [Theory]
    [InlineData("hello", ProbeVerdict.Found)]
    [InlineData("other", ProbeVerdict.Absent)]
    public async Task A_file_is_found_by_name_size_author_and_content(string content, ProbeVerdict verdict)
    {
        var tracker = new ScriptedServiceNow().On("GET attachment?", Rows(Row(
            ("sys_id", "f1"), ("table_sys_id", Ticket), ("file_name", "a.txt"), ("size_bytes", "5"), ("sys_created_by", Hub),
            ("sys_created_on", "2026-03-02 10:00:01"), ("hash", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))))));
        var step = new WriteStep(WriteKind.AddAttachment) { Files = [tracker.File("a.txt", "text/plain", "hello")] };
        var effect = new EffectCall(Effect, step, Ticket);

        (await ProbeAsync(tracker, effect)).Verdict.ShouldBe(verdict);
    }

    private static Task<ProbeOutcome> ProbeAsync(ScriptedServiceNow tracker, EffectCall effect) =>
        tracker.Connector().ProbeAsync(effect, Call, Now, default);
}
