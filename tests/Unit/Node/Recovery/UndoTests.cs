using Entente.Core.Sync;
using Entente.Node;
using Entente.Node.Api;
using Entente.Node.Recovery;
using Entente.Node.Tickets;
using Entente.Sandbox.Zendesk;

namespace Entente.Unit.Tests.Node.Recovery;

/// <summary>A ticket is put back by a new change that goes the way of every change; history stays as it was.</summary>
public sealed class UndoTests
{
    private readonly HubInMemory hub = new();

    [Fact]
    public async Task Fields_are_put_back_the_partner_sees_it_and_the_undo_can_be_undone()
    {
        var (ticket, key) = await TwinAsync();
        var row = await RowAsync($"zd:{ticket}");
        var before = await HeadAsync(row) + 1;
        hub.AskZendesk("PUT", $"/api/v2/tickets/{ticket}", new { ticket = new { priority = "low", subject = "Spoilt" } });
        await hub.SettleAsync(40);
        Priority(key).ShouldBe("Low");

        var preview = await TicketUndo.RunAsync(hub.Hub, new UndoRequest($"zd:{ticket}", before, "Petra", DryRun: true), default);
        preview.Stage.ShouldBe("preview");
        preview.Fields.Select(field => $"{field.Field}: {field.Before} > {field.After}").ShouldBe(
            ["priority: low > high", "subject: Spoilt > Checkout shows a blank page"]);
        Ticket(ticket)["subject"]!.ToString().ShouldBe("Spoilt");

        await TicketUndo.RunAsync(hub.Hub, new UndoRequest($"zd:{ticket}", before, "Petra"), default);
        await hub.SettleAsync(40);
        Ticket(ticket)["subject"]!.ToString().ShouldBe("Checkout shows a blank page");
        Ticket(ticket)["priority"]!.ToString().ShouldBe("high");
        Priority(key).ShouldBe("High");
        var life = (await CaseQuery.FindAsync(hub.Hub, $"zd:{ticket}", default)).ShouldNotBeNull();
        life.Acts.Select(act => (act.Act, act.By)).ShouldBe([("undo", "Petra"), ("undo-ended", "")]);
        life.Lost.ShouldContain(lost => lost.Field == "native:subject" && lost.Value == "Spoilt" && lost.Reason == "undone");

        await TicketUndo.RunAsync(hub.Hub, new UndoRequest($"zd:{ticket}", life.Acts[0].Seq, "Paul"), default);
        await hub.SettleAsync(40);
        Ticket(ticket)["subject"]!.ToString().ShouldBe("Spoilt");
        Priority(key).ShouldBe("Low");
        foreach (var (folded, found) in await hub.StatesAsync())
            found.ShouldBe(folded);
    }

    [Fact]
    public async Task An_undo_at_the_partner_s_ticket_comes_back_by_its_own_share_rule()
    {
        var (ticket, key) = await TwinAsync();
        var row = await RowAsync($"jr:{key}");
        var before = await HeadAsync(row) + 1;
        hub.AskJira("PUT", $"/rest/api/3/issue/{key}", new { fields = new { priority = new { name = "Highest" } } });
        await hub.SettleAsync(40);
        Ticket(ticket)["priority"]!.ToString().ShouldBe("urgent");

        await TicketUndo.RunAsync(hub.Hub, new UndoRequest($"jr:{key}", before, "Petra"), default);
        await hub.SettleAsync(40);
        Priority(key).ShouldBe("High");
        Ticket(ticket)["priority"]!.ToString().ShouldBe("high");
    }

    [Fact]
    public async Task Nothing_is_written_where_nothing_differs_and_comments_stay()
    {
        var (ticket, _) = await TwinAsync();
        var before = await HeadAsync(await RowAsync($"zd:{ticket}"));
        hub.AskZendesk("PUT", $"/api/v2/tickets/{ticket}", new { ticket = new { comment = new { body = "said", @public = true } } });
        await hub.SettleAsync(40);

        var result = await TicketUndo.RunAsync(hub.Hub, new UndoRequest($"zd:{ticket}", before, "Petra"), default);
        (result.Stage, result.Comments).ShouldBe(("nothing", 1));
    }

    [Theory]
    [InlineData("zd:77", 3, 404)]
    [InlineData("nowhere:1", 3, 404)]
    [InlineData("zd:1", 0, 422)]
    [InlineData("zd:1", 999, 422)]
    [InlineData("zd:1", 1, 422)]
    public async Task What_cannot_be_named_is_refused(string reference, long before, int status)
    {
        await TwinAsync();
        var refusal = await Should.ThrowAsync<RefusedException>(
            () => TicketUndo.RunAsync(hub.Hub, new UndoRequest(reference, before, "Petra"), default));
        refusal.Status.ShouldBe(status);
    }

    [Fact]
    public async Task What_is_closed_for_good_is_refused()
    {
        var (ticket, _) = await TwinAsync();
        var before = await HeadAsync(await RowAsync($"zd:{ticket}")) + 1;
        hub.AskZendesk("PUT", $"/api/v2/tickets/{ticket}",
            new { ticket = new { subject = "Spoilt", status = "closed", assignee_email = ZendeskSeed.AgentEmail } });
        await hub.SettleAsync(40);

        var refusal = await Should.ThrowAsync<RefusedException>(
            () => TicketUndo.RunAsync(hub.Hub, new UndoRequest($"zd:{ticket}", before, "Petra"), default));
        refusal.Status.ShouldBe(409);
    }

    [Fact]
    public async Task A_value_that_the_tracker_no_longer_takes_is_refused_before_anything_is_written()
    {
        var (_, key) = await TwinAsync();
        var before = await HeadAsync(await RowAsync($"jr:{key}")) + 1;
        hub.AskJira("PUT", $"/rest/api/3/issue/{key}", new { fields = new { summary = "Spoilt" } });
        hub.AskJira("POST", $"/rest/api/3/issue/{key}/transitions", new { transition = new { id = "21" } });
        await hub.SettleAsync(40);
        hub.JiraCalls.Fault = (request, answer) =>
            request.Method == HttpMethod.Get && request.RequestUri!.AbsolutePath.EndsWith("/transitions", StringComparison.Ordinal)
            ? new HttpResponseMessage(System.Net.HttpStatusCode.OK)
            {
                Content = new StringContent("""{"transitions":[]}""", System.Text.Encoding.UTF8, "application/json"),
                RequestMessage = request,
            }
            : answer();

        var refusal = await Should.ThrowAsync<RefusedException>(
            () => TicketUndo.RunAsync(hub.Hub, new UndoRequest($"jr:{key}", before, "Petra"), default));
        refusal.Message.ShouldContain("jira.transition-not-offered");
        hub.AskJira("GET", $"/rest/api/3/issue/{key}")["fields"]!["summary"]!.ToString().ShouldBe("Spoilt");
    }

    [Fact]
    public async Task A_person_who_changes_the_field_in_between_loses_it_to_the_order_and_it_is_kept()
    {
        var (ticket, _) = await TwinAsync();
        var row = await RowAsync($"zd:{ticket}");
        var before = await HeadAsync(row) + 1;
        hub.AskZendesk("PUT", $"/api/v2/tickets/{ticket}", new { ticket = new { subject = "Spoilt" } });
        await hub.SettleAsync(40);
        hub.ZendeskCalls.Fault = (request, answer) =>
        {
            if (request.Method != HttpMethod.Put)
                return answer();
            hub.ZendeskCalls.Fault = null;
            hub.Time.Advance(TimeSpan.FromSeconds(2));
            hub.AskZendesk("PUT", $"/api/v2/tickets/{ticket}", new { ticket = new { subject = "Spoilt again" } });
            return answer();
        };
        await TicketUndo.RunAsync(hub.Hub, new UndoRequest($"zd:{ticket}", before, "Petra"), default);
        await hub.SettleAsync(60);

        Ticket(ticket)["subject"]!.ToString().ShouldBe("Checkout shows a blank page");
        var life = (await CaseQuery.FindAsync(hub.Hub, $"zd:{ticket}", default)).ShouldNotBeNull();
        life.Lost.Select(lost => lost.Value).ShouldContain("Spoilt again");
    }

    [Fact]
    public async Task A_refusal_while_it_is_written_ends_the_order_and_is_told_to_the_people_of_the_ticket()
    {
        var (ticket, _) = await TwinAsync();
        var before = await HeadAsync(await RowAsync($"zd:{ticket}")) + 1;
        hub.AskZendesk("PUT", $"/api/v2/tickets/{ticket}", new { ticket = new { subject = "Spoilt" } });
        await hub.SettleAsync(40);
        var refused = 0;
        hub.ZendeskCalls.Fault = (request, answer) =>
        {
            if (request.Method != HttpMethod.Put || !request.Content!.ReadAsStringAsync().Result.Contains("blank page", StringComparison.Ordinal))
                return answer();
            refused++;
            return new HttpResponseMessage(System.Net.HttpStatusCode.UnprocessableEntity)
            {
                Content = new StringContent("""{"error":"RecordInvalid"}""", System.Text.Encoding.UTF8, "application/json"),
                RequestMessage = request,
            };
        };
        await TicketUndo.RunAsync(hub.Hub, new UndoRequest($"zd:{ticket}", before, "Petra"), default);
        await hub.SettleAsync(40);

        refused.ShouldBe(1);
        Ticket(ticket)["subject"]!.ToString().ShouldBe("Spoilt");
        hub.AskZendesk("GET", $"/api/v2/tickets/{ticket}/comments")["comments"]!.ToJsonString().ShouldContain("Petra asked to put this ticket back");
        foreach (var (folded, found) in await hub.StatesAsync())
            found.ShouldBe(folded);
    }

    private async Task<(string Ticket, string Key)> TwinAsync()
    {
        var ticket = hub.AskZendesk("POST", "/api/v2/tickets", new
        {
            ticket = new
            {
                subject = "Checkout shows a blank page",
                comment = new { body = "Chrome" },
                priority = "high",
                type = "incident",
                status = "open",
                tags = new[] { "checkout" },
            },
        })["ticket"]!["id"]!.ToString();
        await hub.SettleAsync(90);
        return (ticket, hub.AskJira("POST", "/rest/api/3/search/jql", new { jql = "project = SHOP", fields = new[] { "summary" } })["issues"]!
            .AsArray().ShouldHaveSingleItem()!["key"]!.ToString());
    }

    private async Task<Entente.Core.Journal.TicketRow> RowAsync(string reference) =>
        (await TicketRows.FindAsync(hub.Hub, reference, default)).ShouldNotBeNull();

    private async Task<long> HeadAsync(Entente.Core.Journal.TicketRow row) =>
        (await hub.Hub.Reader.EntriesAsync(row.Ticket.Id, 1, 1000, default))[^1].Entry.N;

    private System.Text.Json.Nodes.JsonNode Ticket(string ticket) => hub.AskZendesk("GET", $"/api/v2/tickets/{ticket}")["ticket"]!;

    private string Priority(string key) => hub.AskJira("GET", $"/rest/api/3/issue/{key}")["fields"]!["priority"]!["name"]!.ToString();
}
