using System.Net;
using System.Text.Json.Nodes;

namespace Entente.Unit.Tests.Node;

/// <summary>The hub stays below what vendors publish, does as they ask, and folds what changes while it waits (RELIABILITY P17, T08, T09).</summary>
public sealed class CitizenshipTests
{
    private readonly HubInMemory hub = new();
    private readonly List<(DateTimeOffset At, HttpMethod Method, string Path, HttpStatusCode Status)> answers = [];

    [Fact]
    public async Task A_chatty_ticket_never_meets_Zendesks_limit_and_ends_with_the_newest_value()
    {
        var ticket = Raise();
        await hub.SettleAsync();
        Watch();
        string[] priorities = ["High", "Medium", "Low"];
        for (var edit = 0; edit < 90; edit++)
        {
            hub.AskJira("PUT", $"/rest/api/3/issue/{Issue()}", new { fields = new { priority = new { name = priorities[edit % 3] } } });
            await hub.SettleAsync(7);
        }

        hub.AskJira("PUT", $"/rest/api/3/issue/{Issue()}", new { fields = new { priority = new { name = "Highest" } } });
        await hub.SettleAsync(120);

        answers.ShouldAllBe(answer => answer.Status != HttpStatusCode.TooManyRequests);
        var updates = answers
            .Where(answer => answer.Method == HttpMethod.Put && answer.Path.Contains("/tickets/", StringComparison.Ordinal)).ToList();
        updates.Count.ShouldBeGreaterThan(15);
        foreach (var update in updates)
            updates.Count(other => other.At > update.At - TimeSpan.FromMinutes(10) && other.At <= update.At).ShouldBeLessThanOrEqualTo(30);
        hub.AskZendesk("GET", $"/api/v2/tickets/{ticket}")["ticket"]!["priority"]!.ToString().ShouldBe("urgent");
    }

    [Theory]
    [InlineData("30")]
    [InlineData("Mon, 02 Mar 2026 09:02:00 GMT")]
    public async Task No_call_goes_to_a_connection_while_it_asked_for_a_pause(string retryAfter)
    {
        Raise();
        await hub.SettleAsync();
        DateTimeOffset? refusedAt = null;
        hub.JiraCalls.Fault = (_, _) =>
        {
            refusedAt = hub.Time.GetUtcNow();
            hub.JiraCalls.Fault = null;
            Watch();
            return TooMany(retryAfter, reason: null);
        };
        await hub.SettleAsync(10); // a poll or a read meets the refusal
        Raise();
        Raise();
        await hub.SettleAsync(110);

        var until = DateTimeOffset.TryParse(retryAfter, out var date) ? date : refusedAt.ShouldNotBeNull().AddSeconds(30);
        answers.Where(answer => answer.Path.Contains("/rest/api/3/", StringComparison.Ordinal)).ShouldNotBeEmpty();
        answers.Where(answer => answer.Path.Contains("/rest/api/3/", StringComparison.Ordinal)).ShouldAllBe(answer => answer.At >= until);
        Issues().Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_limit_of_one_endpoint_leaves_the_others_open()
    {
        var ticket = Raise();
        await hub.SettleAsync();
        var issue = Issue();
        hub.JiraCalls.Fault = (request, answer) =>
        {
            if (request.Method != HttpMethod.Post || request.RequestUri!.AbsolutePath != "/rest/api/3/issue")
                return answer();
            hub.JiraCalls.Fault = null;
            Watch();
            return TooMany("60", "jira-burst-based");
        };
        Raise();
        hub.AskZendesk("PUT", $"/api/v2/tickets/{ticket}", new { ticket = new { comment = new { body = "meanwhile", @public = true } } });
        await hub.SettleAsync(40);

        answers.Where(answer => answer.Method == HttpMethod.Post && answer.Path == "/rest/api/3/issue").ShouldBeEmpty();
        hub.AskJira("GET", $"/rest/api/3/issue/{issue}/comment")["comments"]!.ToJsonString().ShouldContain("meanwhile");
        await hub.SettleAsync(60);
        Issues().Count.ShouldBe(2);
    }

    private static HttpResponseMessage TooMany(string retryAfter, string? reason)
    {
        var answer = new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Content = new StringContent("{}") };
        answer.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        if (reason is not null)
            answer.Headers.TryAddWithoutValidation("RateLimit-Reason", reason);
        return answer;
    }

    /// <summary>Notes every call and its answer from now on.</summary>
    private void Watch()
    {
        foreach (var calls in hub.Calls.Values)
            calls.Fault = (request, answer) =>
            {
                var given = answer();
                answers.Add((hub.Time.GetUtcNow(), request.Method, request.RequestUri!.AbsolutePath, given.StatusCode));
                return given;
            };
    }

    private string Raise()
    {
        var ticket = new
        {
            subject = "Checkout shows a blank page",
            comment = new { body = "Chrome, more than ten items" },
            priority = "high",
            type = "incident",
            status = "open",
            tags = new[] { "checkout" },
        };
        return hub.AskZendesk("POST", "/api/v2/tickets", new { ticket })["ticket"]!["id"]!.ToString();
    }

    private string Issue() => Issues()[0]!["key"]!.ToString();

    private JsonArray Issues() => hub.AskJira(
        "POST", "/rest/api/3/search/jql", new { jql = "project = SHOP", fields = new[] { "summary" } })["issues"]!.AsArray();
}
