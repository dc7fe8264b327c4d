using System.Net;
using System.Text;
using System.Text.RegularExpressions;

using Entente.Core.Text;
using Entente.Node;
using Entente.Node.Api;
using Entente.Node.Pages;
using Entente.Node.Pages.Cases;
using Entente.Node.Pages.Layout;
using Entente.Unit.Tests.Connectors.Http;
using Entente.Unit.Tests.House;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Entente.Unit.Tests.Node.Pages;

/// <summary>The pages over HTTP, as a browser without scripts gets them.</summary>
public sealed partial class PageTests : IAsyncLifetime
{
    private readonly StoryStage stage = new(Path.Combine(Repository.Root, "accords"), new ManualTime(CheckoutStory.Evening));
    private WebApplication web = null!;
    private HttpClient client = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.Listen(IPAddress.Loopback, 0);
            server.Limits.MaxRequestBodySize = 100;
        });
        web = builder.Build();
        FailureAnswers.Use(web, new StoreTrouble());
        HubPages.Map(web, stage.Hub);
        web.MapPost("/swallow", async (HttpRequest request) => await request.Body.CopyToAsync(Stream.Null));
        web.MapGet("/bug", string () => throw new InvalidOperationException("with a secret in it"));
        await web.StartAsync();
        var address = web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        client = new HttpClient { BaseAddress = new Uri(address) };
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await web.DisposeAsync();
    }

    [Fact]
    public async Task A_case_is_complete_without_scripts()
    {
        await CheckoutStory.PlayAsync(stage);

        var html = WebUtility.HtmlDecode(await client.GetStringAsync("/cases/jr:SHOP-12"));

        html.ShouldContain("Resolved 08:30 by Maya Ortiz of Mercuri, 23 h 30 min after it was opened; waiting for nobody.");
        html.ShouldContain("href=\"https://infinity.jira.example/browse/SHOP-12\"");
        html.ShouldContain("Told the shoppers; two have ordered already.");
        html.ShouldContain("<strong>Carts with more than ten items</strong>");
        html.ShouldContain("handed it to Global");
        html.ShouldContain("gave it back to Infinity");
        html.ShouldContain("<svg class=\"chart\"");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/cases")]
    [InlineData("/parked")]
    [InlineData("/service")]
    [InlineData("/cases/zd:36")]
    [InlineData("/cases/%3Cscript%3Ealert(1)%3C%2Fscript%3E")]
    [InlineData("/cases?q=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E&turn=%3Cscript%3E&party='%22&state=x&page=-9999999999")]
    public async Task What_people_wrote_stays_text(string path)
    {
        await HostileStory.PlayAsync(stage);

        var html = await (await client.GetAsync(path)).Content.ReadAsStringAsync();

        html.ShouldContain("<main");
        Script().Count(html).ShouldBe(1, "the page's own");
        html.ShouldNotContain("<img");
        html.ShouldNotContain("<style");
        html.ShouldNotContain(" style=");
        html.ShouldNotContain("evil.example/track.png\"");
        Handler().IsMatch(html).ShouldBeFalse();
        foreach (Match link in Address().Matches(html))
            link.Groups[1].Value.ShouldMatch("^(https?://|/|#main$|data:,$)");
    }

    [Fact]
    public async Task A_parked_case_says_why_whose_fault_and_what_to_do()
    {
        await HostileStory.PlayAsync(stage);

        var html = WebUtility.HtmlDecode(await client.GetStringAsync("/parked"));

        html.ShouldContain("a rule of Infinity");
        html.ShouldContain("Change the ticket so that its tracker accepts the value");
        html.ShouldContain("./entente parked retry 'jr:SHOP-13'");
    }

    [Fact]
    public async Task An_empty_hub_says_what_to_do_next()
    {
        var html = WebUtility.HtmlDecode(await client.GetStringAsync("/"));

        html.ShouldContain("./entente secret set zd");
        html.ShouldContain("Azure DevOps");
        (await client.GetStringAsync("/cases")).ShouldContain("What to do next");
        (await client.GetStringAsync("/parked")).ShouldContain("Nothing is parked.");
    }

    [Theory]
    [InlineData("", 2)]
    [InlineData("?q=checkout+35", 1)]
    [InlineData("?q=inc0010023", 1)]
    [InlineData("?q=nowhere", 0)]
    [InlineData("?state=resolved", 1)]
    [InlineData("?state=parked", 1)]
    [InlineData("?state=open&turn=mercuri", 1)]
    [InlineData("?turn=requester", 0)]
    [InlineData("?party=global", 1)]
    [InlineData("?page=7", 2)]
    public async Task Filters_stand_in_the_address(string query, int rows)
    {
        await CheckoutStory.PlayAsync(stage);
        await HostileStory.PlayAsync(stage);

        var html = await client.GetStringAsync($"/cases{query}");

        html.ShouldContain($"{rows} of 2 cases");
        Row().Count(html).ShouldBe(rows);
    }

    [Fact]
    public async Task An_unknown_case_is_404_and_says_how_to_find_one()
    {
        var answer = await client.GetAsync("/cases/jr:NONE-1");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("jr:NONE-1");
    }

    [Fact]
    public async Task Every_page_forbids_inline_scripts_and_frames()
    {
        foreach (var path in new[] { "/", "/cases", "/parked", "/cases/none" })
        {
            var headers = (await client.GetAsync(path)).Headers;
            var policy = headers.GetValues("Content-Security-Policy").Single();
            policy.ShouldContain("default-src 'none'");
            policy.ShouldNotContain("unsafe");
            policy.ShouldContain("frame-ancestors 'none'");
            headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        }
    }

    [Theory]
    [InlineData("127.0.0.1", "", "", true)]
    [InlineData("localhost", "same-origin", "cors", true)]
    [InlineData("[::1]", "none", "navigate", true)]
    [InlineData("localhost", "cross-site", "navigate", true)]
    [InlineData("localhost", "cross-site", "cors", false)]
    [InlineData("localhost", "same-site", "no-cors", false)]
    [InlineData("rebound.example", "", "", false)]
    [InlineData("localhost.rebound.example", "same-origin", "navigate", false)]
    public void Only_this_machine_and_no_other_site_reads(string host, string site, string mode, bool mayRead)
    {
        var request = new DefaultHttpContext().Request;
        request.Host = new HostString(host, 5080);
        request.Headers["Sec-Fetch-Site"] = site;
        request.Headers["Sec-Fetch-Mode"] = mode;

        (PageAccess.Refusal(request) is null).ShouldBe(mayRead);
    }

    [Fact]
    public async Task Assets_are_kept_for_good_under_the_hash_of_their_content()
    {
        var style = await client.GetAsync(WebAssets.Style);

        style.Headers.CacheControl!.ToString().ShouldContain("immutable");
        (await style.Content.ReadAsStringAsync()).ShouldContain(".timeline");
        (await client.GetStringAsync(WebAssets.Script)).ShouldContain("EventSource");
    }

    [Fact]
    public async Task A_change_is_told_to_who_listens_to_its_case_alone()
    {
        using var listening = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var answer = await client.GetAsync($"/live?case={CheckoutStory.CaseId}", HttpCompletionOption.ResponseHeadersRead, listening.Token);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(listening.Token));
        (await lines.ReadLineAsync(listening.Token)).ShouldBe("event: hello");
        while (stage.Hub.Changes.Listeners == 0)
            await Task.Yield();
        await HostileStory.PlayAsync(stage);
        await CheckoutStory.PlayAsync(stage, 0, 1);

        var told = new StringBuilder();
        while (!told.ToString().Contains("event: change", StringComparison.Ordinal))
            told.AppendLine(await lines.ReadLineAsync(listening.Token));

        Change().Count(told.ToString()).ShouldBe(1);
    }

    [Fact]
    public async Task A_body_that_is_too_large_and_a_bug_are_problem_documents()
    {
        var tooLarge = await client.PostAsync("/swallow", new ByteArrayContent(new byte[1000]));
        var bug = await client.GetAsync("/bug");

        tooLarge.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        bug.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        foreach (var answer in new[] { tooLarge, bug })
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await bug.Content.ReadAsStringAsync()).ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("https://ok.example/a?b=1#c", true)]
    [InlineData("HTTP://ok.example", true)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("java\tscript:alert(1)", false)]
    [InlineData("data:text/html,x", false)]
    [InlineData("//evil.example", false)]
    [InlineData("/relative", false)]
    [InlineData("mailto:a@b.example", false)]
    [InlineData("vbscript:x", false)]
    public void Only_http_addresses_become_links(string address, bool isLink) => (RichTextView.SafeAddress(address) is not null).ShouldBe(isLink);

    [Fact]
    public async Task Every_kind_of_rich_text_is_shown()
    {
        var text = RichTextFormats.Read(
            "markdown",
            "# Head\n\n**b** *i* ~~s~~ `c`\n\n> q\n\n1. one\n2. two\n\n- [x] done\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n---\n\n```\ncode <b>\n```");

        var html = await Page.RenderAsync<RichTextView>(new SortedDictionary<string, object?> { [nameof(RichTextView.Text)] = text });

        string[] parts =
        [
            "<strong>Head</strong>", "<em>i</em>", "<s>s</s>", "<code>c</code>", "<blockquote>", "<ol start=\"1\">",
            "&#x2611;", "<td", "<hr", "code &lt;b&gt;",
        ];
        foreach (var part in parts)
            html.ShouldContain(part);
    }

    [Fact]
    public void No_page_writes_markup_past_the_encoder() => Repository.Below("src/Entente.Node/")
        .Where(path => path.EndsWith(".razor", StringComparison.Ordinal) || path.EndsWith(".cs", StringComparison.Ordinal))
        .Where(path => Regex.IsMatch(Repository.Read(path), "Markup(String|Content)"))
        .ShouldBeEmpty();

    [GeneratedRegex("<script")]
    private static partial Regex Script();

    [GeneratedRegex("<\\w+(?:\\s+[\\w-]+(?:=\"[^\"]*\")?)*\\s+on\\w+=")]
    private static partial Regex Handler();

    [GeneratedRegex("(?:href|src|action)=\"([^\"]*)\"")]
    private static partial Regex Address();

    [GeneratedRegex("<th scope=\"row\"")]
    private static partial Regex Row();

    [GeneratedRegex("event: change")]
    private static partial Regex Change();
}
