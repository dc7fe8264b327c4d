using Entente.Core.Journal;
using Entente.Node.Api;

using Microsoft.Extensions.Logging.Abstractions;

namespace Entente.Unit.Tests.Node;

/// <summary>Invariant 7 in production: the counts are compared with the journal, and a difference is told.</summary>
public sealed class ConservationTests
{
    [Fact]
    public async Task A_hub_that_worked_adds_up()
    {
        var hub = await WorkedAsync();

        var balance = await hub.Hub.Conservation.StepAsync(CancellationToken.None);

        balance.Violations.ShouldBeEmpty();
        balance.Compared.ShouldBeGreaterThanOrEqualTo(2);
        balance.Links.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            link => link.Seen.ShouldBeGreaterThan(2),
            link => link.States.Values.Sum().ShouldBe(link.Seen));
        hub.Hub.Health.All.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("applied", "pending", "the journal says otherwise")]
    [InlineData("applied", "gone", "no state")]
    public async Task A_row_in_another_state_than_the_journal_says_is_found(string from, string to, string what)
    {
        var hub = await WorkedAsync();
        await AlterAsync(hub, row => row.State == from ? row with { State = to } : null);

        var balance = await hub.Hub.Conservation.StepAsync(CancellationToken.None);

        balance.Violations.ShouldContain(found => found.Link == "care-pm" && found.What.Contains(what));
        hub.Hub.Health.All.ShouldHaveSingleItem().Text.ShouldBe("Changes do not add up on link care-pm.");
    }

    [Fact]
    public async Task A_row_that_no_read_saw_is_found()
    {
        var hub = await WorkedAsync();
        await AlterAsync(hub, row => row with { N = row.N + 1000 });

        (await hub.Hub.Conservation.StepAsync(CancellationToken.None)).Violations.ShouldContain(found => found.What.Contains("no read saw it"));
    }

    [Fact]
    public async Task A_violation_is_counted_once_while_it_lasts()
    {
        var hub = await WorkedAsync();
        await AlterAsync(hub, row => row.State == "applied" ? row with { State = "pending" } : null);
        using var ending = new CancellationTokenSource();

        var watch = hub.Hub.Conservation.RunAsync(NullLogger.Instance, ending.Token);
        hub.Time.Advance(TimeSpan.FromMinutes(1));
        hub.Time.Advance(TimeSpan.FromMinutes(1));
        await ending.CancelAsync();
        await watch;

        hub.Hub.Counters.Violations.ShouldBe(hub.Hub.Conservation.Newest.ShouldNotBeNull().Violations.Count);
    }

    /// <summary>A hub between Zendesk and Jira that carried a ticket, a comment and an edit.</summary>
    private static async Task<HubInMemory> WorkedAsync()
    {
        var hub = new HubInMemory();
        var asked = new
        {
            subject = "Checkout shows a blank page",
            comment = new { body = "Chrome, more than ten items" },
            priority = "high",
            type = "incident",
            status = "open",
            tags = new[] { "checkout" },
        };
        var ticket = hub.AskZendesk("POST", "/api/v2/tickets", new { ticket = asked })["ticket"]!["id"]!.ToString();
        await hub.SettleAsync();
        hub.AskZendesk("PUT", $"/api/v2/tickets/{ticket}", new { ticket = new { comment = new { body = "look", @public = true } } });
        hub.AskZendesk("PUT", $"/api/v2/tickets/{ticket}", new { ticket = new { priority = "urgent" } });
        await hub.SettleAsync();
        return hub;
    }

    /// <summary>Changes the first row that <paramref name="alter"/> does not pass over, as a bug would: beside the journal.</summary>
    private static async Task AlterAsync(HubInMemory hub, Func<ChangeRow, ChangeRow?> alter)
    {
        foreach (var row in await hub.Hub.Reader.ChangesAsync(null, CancellationToken.None))
            if (alter(row) is { } altered)
            {
                var ticket = (await hub.Hub.Reader.TicketAsync(row.TicketId, CancellationToken.None)).ShouldNotBeNull();
                var claim = (await hub.Hub.Journal.ClaimTicketAsync(
                    ticket.Ticket, "bug", TimeSpan.FromSeconds(9), hub.Hub.Now, CancellationToken.None))
                    .ShouldNotBeNull();
                var work = await hub.Hub.Journal.LoadAsync(claim, null, CancellationToken.None);
                var entry = hub.Hub.Chain.Next(
                    row.TicketId, work.Head + 1, hub.Hub.Now, "happened", "{\"fact\":\"happened\",\"events\":[]}"u8.ToArray(), work.HeadHash);
                var batch = new Batch { Entries = [entry], Row = ticket, Changes = [altered] };
                (await hub.Hub.Journal.AppendAsync(claim, batch, CancellationToken.None)).ShouldBe(AppendOutcome.Appended);
                return;
            }

        throw new InvalidOperationException("There is no such change.");
    }
}
