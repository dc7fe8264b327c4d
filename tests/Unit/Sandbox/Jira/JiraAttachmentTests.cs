using System.Text;

namespace Entente.Unit.Tests.Sandbox.Jira;

public sealed class JiraAttachmentTests
{
    private static readonly KeyValuePair<string, string> NoCheck = new("X-Atlassian-Token", "no-check");

    private readonly JiraTestSite site = new();

    [Fact]
    public void Uploads_and_answers_200_with_an_array()
    {
        var key = site.Raise();
        var added = Upload(key, "a/ü.txt", "hello");
        added.Status.ShouldBe(200);
        var file = added.Json!.AsArray().ShouldHaveSingleItem()!;
        file["filename"]!.GetValue<string>().ShouldBe("a/ü.txt");
        file["size"]!.GetValue<int>().ShouldBe(5);
        file["mimeType"]!.GetValue<string>().ShouldBe("text/plain");
        site.Fields(key)["attachment"]![0]!["id"]!.GetValue<string>().ShouldBe((string)file["id"]!);
        var history = site.Get($"/issue/{key}/changelog").Json!["values"]![0]!["items"]![0]!;
        history["field"]!.GetValue<string>().ShouldBe("Attachment");
        site.Get($"/attachment/{file["id"]}").Json!["content"]!.GetValue<string>().ShouldEndWith($"/rest/api/3/attachment/content/{file["id"]}");
    }

    [Fact]
    public void Redirects_to_an_address_that_needs_no_credential()
    {
        var id = Upload(site.Raise(), "a.txt", "hello").Json![0]!["id"];
        var redirect = site.Get($"/attachment/content/{id}");
        redirect.Status.ShouldBe(303);
        var location = redirect.Header("Location")!;
        location.ShouldStartWith("http://localhost:7072/media/file/");
        var path = location["http://localhost:7072".Length..];
        site.Get(path, null).Text.ShouldBe("hello");
        site.Get(path.Replace("token=", "token=0", StringComparison.Ordinal), null).Status.ShouldBe(403);
        site.Wait(601);
        site.Get(path, null).Status.ShouldBe(403);
    }

    [Theory]
    [InlineData(null, 200, "hello")]
    [InlineData("bytes=1-3", 206, "ell")]
    [InlineData("bytes=3-", 206, "lo")]
    [InlineData("bytes=-2", 206, "lo")]
    [InlineData("bytes=9-", 416, "")]
    public void Streams_in_ranges_when_told_not_to_redirect(string? range, int status, string text)
    {
        var id = Upload(site.Raise(), "a.txt", "hello").Json![0]!["id"];
        KeyValuePair<string, string>[] headers = range is null ? [] : [new("Range", range)];
        var streamed = site.Send("GET", $"/attachment/content/{id}?redirect=false", "", JiraTestSite.Integration, headers);
        streamed.Status.ShouldBe(status);
        streamed.Text.ShouldBe(text);
    }

    [Fact]
    public void Blocks_an_upload_without_the_token_header() =>
        Upload(site.Raise(), "a.txt", "hello", new("X-Other", "1")).Status.ShouldBe(403);

    [Fact]
    public void Refuses_what_is_too_large_and_says_the_limit()
    {
        site.Configure("""{"attachmentLimitBytes":4}""").ShouldBeNull();
        site.Get("/attachment/meta").Json!["uploadLimit"]!.GetValue<int>().ShouldBe(4);
        Upload(site.Raise(), "a.txt", "hello").Status.ShouldBe(413);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("multipart/form-data")]
    public void Refuses_a_body_that_is_not_multipart(string type) =>
        site.Send("POST", $"/issue/{site.Raise()}/attachments", "x", JiraTestSite.Integration, NoCheck, new("Content-Type", type))
            .Status.ShouldBe(400);

    private Answered Upload(string key, string name, string text, KeyValuePair<string, string>? token = null)
    {
        var head = $"Content-Disposition: form-data; name=\"file\"; filename*=UTF-8''{Uri.EscapeDataString(name)}\r\nContent-Type: text/plain";
        var body = $"--XX\r\n{head}\r\n\r\n{text}\r\n--XX--\r\n";
        return site.Send("POST", $"/issue/{key}/attachments", Encoding.UTF8.GetBytes(body), JiraTestSite.Integration,
            token ?? NoCheck, new("Content-Type", "multipart/form-data; boundary=XX"));
    }
}
