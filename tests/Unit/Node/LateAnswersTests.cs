using System.Net;
using System.Text.Json.Nodes;

namespace Entente.Unit.Tests.Node;

/// <summary>What people do while a write's answer is missing, and trackers whose answers lag: both sides end alike, and nothing is lost.</summary>
public sealed class LateAnswersTests
{
    private readonly HubInMemory hub = new();

    [Fact]
    public async Task A_value_that_lost_after_our_write_makes_way_for_the_one_that_won()
    {
        var ticket = Raise();
        await hub.SettleAsync();
        LoseTheAnswerOfAWrite();
        Prioritise("Lowest");
        await hub.SettleAsync(1); // written, and the answer lost
        hub.AskZendesk("PUT", $"/api/v2/tickets/{ticket}", new { ticket = new { priority = "urgent" } });
        await hub.SettleAsync(60); // Infinity's priority wins by the contract

        Priorities(ticket).ShouldBe("low Lowest");
    }

    [Fact]
    public async Task What_a_probe_shows_beside_the_marker_is_not_taken_for_our_own()
    {
        var ticket = Raise();
        await hub.SettleAsync();
        LoseTheAnswerOfAWrite(then: (request, answer) =>
        {
            hub.ZendeskCalls.Fault = null; // in the moment of the probe, unseen by any poll
            hub.AskZendesk("PUT", $"/api/v2/tickets/{ticket}", new { ticket = new { priority = "urgent" } });
            return answer();
        });
        Prioritise("Lowest");
        await hub.SettleAsync(60);

        Priorities(ticket).ShouldBe("low Lowest");
    }

    [Fact]
    public async Task A_read_that_shows_less_than_the_list_told_is_made_again()
    {
        var ticket = Raise();
        await hub.SettleAsync();
        await hub.SettleAsync(60);
        byte[]? stale = null;
        var reads = 0;
        hub.ZendeskCalls.Fault = (request, answer) =>
        {
            if (request.Method != HttpMethod.Get || request.RequestUri!.AbsolutePath != $"/api/v2/tickets/{ticket}")
                return answer();
            if (stale is null)
                stale = answer().Content.ReadAsByteArrayAsync().GetAwaiter().GetResult();
            else if (++reads > 2)
                return answer();
            var old = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(stale), RequestMessage = request };
            old.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
            return old;
        };
        Comment("first");
        await hub.SettleAsync(30); // the replica stands still from here on
        reads = 0;
        Comment("second");
        await hub.SettleAsync(60);

        var comments = hub.AskJira("GET", $"/rest/api/3/issue/{Issues()[0]!["key"]}/comment").ToJsonString();
        comments.ShouldContain("first");
        comments.ShouldContain("second");

        void Comment(string text) =>
            hub.AskZendesk("PUT", $"/api/v2/tickets/{ticket}", new { ticket = new { comment = new { body = text, @public = true } } });
    }

    [Fact]
    public async Task A_tracker_that_cannot_be_read_at_first_loses_nothing()
    {
        hub.ZendeskCalls.Fault = (_, _) => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        await hub.SettleAsync(1);
        Raise();
        hub.Time.Advance(TimeSpan.FromHours(13)); // longer than the look-back
        hub.ZendeskCalls.Fault = null;
        await hub.SettleAsync();

        Issues().Count.ShouldBe(1);
    }

    private void LoseTheAnswerOfAWrite(Func<HttpRequestMessage, Func<HttpResponseMessage>, HttpResponseMessage>? then = null) =>
        hub.ZendeskCalls.Fault = (request, answer) =>
        {
            if (request.Method != HttpMethod.Put)
                return answer();
            answer();
            hub.ZendeskCalls.Fault = then;
            throw new HttpIOException(HttpRequestError.ResponseEnded, "the connection broke after the request was written");
        };

    private string Priorities(string ticket) =>
        hub.AskZendesk("GET", $"/api/v2/tickets/{ticket}")["ticket"]!["priority"] + " "
        + hub.AskJira("GET", $"/rest/api/3/issue/{Issues()[0]!["key"]}")["fields"]!["priority"]!["name"];

    private string Raise() => hub.AskZendesk("POST", "/api/v2/tickets", new
    {
        ticket = new
        {
            subject = "Checkout shows a blank page",
            comment = new { body = "Chrome, more than ten items" },
            priority = "high",
            type = "incident",
            status = "open",
            tags = new[] { "checkout" },
        },
    })["ticket"]!["id"]!.ToString();

    private void Prioritise(string name) =>
        hub.AskJira("PUT", $"/rest/api/3/issue/{Issues()[0]!["key"]}", new { fields = new { priority = new { name } } });

    private JsonArray Issues() => hub.AskJira(
        "POST", "/rest/api/3/search/jql", new { jql = "project = SHOP", fields = new[] { "summary" } })["issues"]!.AsArray();
}
