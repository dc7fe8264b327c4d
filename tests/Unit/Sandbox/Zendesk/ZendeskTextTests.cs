using System.Text.Json;

namespace Entente.Unit.Tests.Sandbox.Zendesk;

/// <summary>What becomes of the text of a comment.</summary>
public sealed class ZendeskTextTests
{
    private readonly ZendeskDriver zendesk = new();

    [Theory]
    [InlineData("plain", "<p dir=\"auto\">plain</p>", "plain")]
    [InlineData("a **b** c", "<p dir=\"auto\">a <strong>b</strong> c</p>", "a b c")]
    [InlineData("a *b* c", "<p dir=\"auto\">a <em>b</em> c</p>", "a b c")]
    [InlineData("one\ntwo", "<p dir=\"auto\">one<br>two</p>", "one\ntwo")]
    [InlineData("# H\n\ntext", "<h1 dir=\"auto\">H</h1><p dir=\"auto\">text</p>", "H\n\ntext")]
    [InlineData("* a\n* b", "<ul dir=\"auto\"><li>a</li><li>b</li></ul>", "a\nb")]
    [InlineData("```\nx < *y*\n```", "<pre><code>x &lt; *y*</code></pre>", "x < *y*")]
    [InlineData("`a*b*c`", "<p dir=\"auto\"><code>a*b*c</code></p>", "a*b*c")]
    [InlineData("<script>alert(1)</script>", "<p dir=\"auto\">&lt;script&gt;alert(1)&lt;/script&gt;</p>", "<script>alert(1)</script>")]
    [InlineData("[x](https://e.com/)", "<p dir=\"auto\"><a href=\"https://e.com/\" rel=\"noopener noreferrer\">x</a></p>", "x")]
    [InlineData("[x](javascript:alert(1))", "<p dir=\"auto\">[x](javascript:alert(1))</p>", "[x](javascript:alert(1))")]
    [InlineData("snake_case_name 2 * 3 * 4", "<p dir=\"auto\">snake_case_name 2 * 3 * 4</p>", "snake_case_name 2 * 3 * 4")]
    public void Renders_markdown_in_body(string body, string html, string plain)
    {
        var comment = Comment("body", body);
        comment.Html.ShouldBe(html);
        comment.Plain.ShouldBe(plain);
    }

    [Theory]
    [InlineData("<p>a <b>b</b></p>", "<p>a <b>b</b></p>", "a b")]
    [InlineData("<p onclick=\"x()\">a</p>", "<p>a</p>", "a")]
    [InlineData("a<script>alert('<b>')</script>b", "ab", "ab")]
    [InlineData("<a href=\"javascript:x\">a</a>", "<a rel=\"noopener noreferrer\">a</a>", "a")]
    [InlineData("<a href='https://e.com/?a=1&amp;b=2'>a</a>", "<a href=\"https://e.com/?a=1&amp;b=2\" rel=\"noopener noreferrer\">a</a>", "a")]
    [InlineData("<div><p>open", "<div><p>open</p></div>", "open")]
    [InlineData("</p>a < b", "a &lt; b", "a < b")]
    [InlineData("**not markdown**", "**not markdown**", "**not markdown**")]
    [InlineData("<!-- hidden -->seen", "seen", "seen")]
    [InlineData("<iframe src=\"https://e.com\"></iframe><video>v</video>", "v", "v")]
    public void Sanitises_html_body(string body, string html, string plain)
    {
        var comment = Comment("html_body", body);
        comment.Html.ShouldBe(html);
        comment.Plain.ShouldBe(plain);
    }

    [Theory]
    [InlineData("#{{ticket.id}} {{ticket.title}} is {{ ticket.status }}", "#1 S is New")]
    [InlineData("{{ticket.requester.email}}", "integration@mercuri.example")]
    [InlineData("a{{unknown.thing}}b", "ab")]
    [InlineData("{{\"{{\"}}ticket.id}}", "{{ticket.id}}")]
    [InlineData("{ {ticket.id} }", "{ {ticket.id} }")]
    public void Expands_placeholders_in_submitted_text(string body, string plain) => Comment("body", body).Plain.ShouldBe(plain);

    [Theory]
    [InlineData("body")]
    [InlineData("html_body")]
    public void Takes_deep_and_wide_text_in_reasonable_time(string form)
    {
        var deep = string.Concat(Enumerable.Repeat(form == "body" ? "> *[" : "<div><b>", 4_000));
        var reply = zendesk.Post("/api/v2/tickets",
            JsonSerializer.Serialize(new { ticket = new { comment = new Dictionary<string, string> { [form] = deep } } }));
        reply.Status.ShouldBeOneOf(201, 422);
    }

    private (string Html, string Plain) Comment(string form, string text)
    {
        var created = zendesk.Post("/api/v2/tickets",
            JsonSerializer.Serialize(new { ticket = new { subject = "S", comment = new Dictionary<string, string> { [form] = text } } }));
        created.Status.ShouldBe(201, created.Text);
        var comment = zendesk.Get("/api/v2/tickets/1/comments").Json["comments"]![0]!;
        comment["body"]!.ToString().ShouldBe(comment["plain_body"]!.ToString());
        const string open = "<div class=\"zd-comment\" dir=\"auto\">";
        var html = comment["html_body"]!.ToString();
        html.ShouldStartWith(open);
        return (html[open.Length..^"</div>".Length], comment["plain_body"]!.ToString());
    }
}
