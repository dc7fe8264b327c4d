using System.Text;
using System.Text.Json.Nodes;

using Entente.Node;
using Entente.Node.Accords;
using Entente.Node.Api;
using Entente.Node.Trials;
using Entente.Unit.Tests.House;

namespace Entente.Unit.Tests.Node;

/// <summary>What a changed accord folder would do to open twins, in the hub in memory.</summary>
public sealed class RuleTrialTests
{
    private const string Care = "mercuri/care-pm.zd.yaml";
    private const string Pm = "infinity/care-pm.jr.yaml";

    private readonly HubInMemory hub = new();

    [Fact]
    public async Task Unchanged_rules_change_nothing()
    {
        await TwinsAsync();

        var lines = await RunAsync();

        lines[^1].ShouldBe(new TrialResult(Seen: 4, Same: 4, Different: 0, Failing: 0, Unread: 0));
        lines.OfType<TrialSide>().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_changed_share_rule_is_shown_before_and_after_on_the_tickets_that_it_touches()
    {
        await TwinsAsync();
        hub.JiraCalls.Calls.Clear();
        hub.ZendeskCalls.Calls.Clear();

        var lines = await RunAsync((Care, "\"high\": \"P2\"", "\"high\": \"P1\""));

        lines[^1].ShouldBe(new TrialResult(Seen: 4, Same: 3, Different: 1, Failing: 0, Unread: 0));
        var side = lines.OfType<TrialSide>().ShouldHaveSingleItem();
        side.Ticket.ShouldBe("zd:1");
        side.Leaves.ShouldBe([new TrialChange("priority", "P2", "P1")]);
        hub.JiraCalls.Calls.Concat(hub.ZendeskCalls.Calls).ShouldBeEmpty("the stored tickets are asked, not the trackers");
    }

    [Fact]
    public async Task A_changed_accept_rule_is_shown_as_what_would_be_written()
    {
        await TwinsAsync();

        var lines = await RunAsync((Pm, "\"P2\": \"High\"", "\"P2\": \"Highest\""), (Pm, "visibility: public", "visibility: internal"));

        var changes = lines.OfType<TrialSide>().ToDictionary(side => side.Ticket, side => side.Writes);
        changes["jr:SHOP-1"].ShouldBe([new TrialChange("comments", "public", "internal"), new TrialChange("priority", "High", "Highest")]);
        changes["jr:SHOP-2"].ShouldBe([new TrialChange("comments", "public", "internal")]);
    }

    [Fact]
    public async Task A_trigger_that_is_no_longer_true_shows_that_sharing_stops()
    {
        await TwinsAsync();

        var lines = await RunAsync((Care, "t == \"checkout\"", "t == \"payment\""));

        lines.OfType<TrialSide>().ShouldAllBe(side => side.Leaves.Contains(new TrialChange("sharing", "goes on", "stops")));
    }

    [Fact]
    public async Task An_expression_that_fails_on_a_real_ticket_is_listed_with_its_position()
    {
        await TwinsAsync();

        var lines = await RunAsync((Care, "summary: ticket.subject", "summary: '{\"Other\": \"x\"}[ticket.subject]'"));

        lines[^1].ShouldBeOfType<TrialResult>().Failing.ShouldBe(2);
        lines.OfType<TrialSide>().First().Failures.ShouldHaveSingleItem().ShouldMatch(@"^mercuri/care-pm\.zd\.yaml:\d+:\d+: ");
    }

    [Fact]
    public async Task A_folder_that_cannot_go_live_is_refused_with_what_is_wrong()
    {
        var refusal = await Should.ThrowAsync<RefusedException>(() => RunAsync((Care, "summary: ticket.subject", "summary: ticket.subject +")));

        refusal.Status.ShouldBe(422);
        refusal.Message.ShouldContain($"{Care}:");
    }

    [Fact]
    public async Task A_test_run_of_a_twinned_ticket_speaks_of_its_twin()
    {
        await TwinsAsync();

        var result = await TestRun.RunAsync(hub.Hub, new TryRequest("care-pm", "zd", "1"), CancellationToken.None);

        result.Twin.ShouldBe("jr:SHOP-1");
        result.Writes.ShouldBeEmpty("the twin holds all of it");
        result.Problems.ShouldBeEmpty();
    }

    private async Task<List<TrialLine>> RunAsync(params (string File, string Old, string New)[] edits)
    {
        var files = AccordFolder.Read(Path.Combine(Repository.Root, "accords", "infinity")).Select(file =>
        {
            var text = Encoding.UTF8.GetString(file.Content);
            foreach (var edit in edits.Where(edit => edit.File == file.Path))
            {
                text.ShouldContain(edit.Old);
                text = text.Replace(edit.Old, edit.New, StringComparison.Ordinal);
            }

            return new TrialFile(file.Path, Encoding.UTF8.GetBytes(text));
        });
        var lines = new List<TrialLine>();
        await foreach (var line in new RuleTrial(hub.Hub, new TrialRequest("care-pm", [.. files])).RunAsync(CancellationToken.None))
            lines.Add(line);
        return lines;
    }

    private async Task TwinsAsync()
    {
        Raise("high");
        await hub.SettleAsync();
        Raise("low");
        await hub.SettleAsync();
    }

    private JsonNode Raise(string priority) => hub.AskZendesk("POST", "/api/v2/tickets", new
    {
        ticket = new
        {
            subject = "Checkout",
            comment = new { body = "Chrome" },
            priority,
            type = "incident",
            status = "open",
            tags = new[] { "checkout" },
        },
    });
}
