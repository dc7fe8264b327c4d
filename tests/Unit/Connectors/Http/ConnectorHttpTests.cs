using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Entente.Connectors;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Unit.Tests.Connectors.Http;

public sealed class ConnectorHttpTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    private readonly ScriptedTracker tracker = new();
    private readonly ManualTime time = new(Now);
    private readonly MemoryBlobs blobs = new();

    [Fact]
    public async Task Keeps_the_endpoints_path_and_sends_credentials_to_it()
    {
        tracker.On("GET /help/api/v2/tickets?a=b", 200, "{}");
        (await Http("https://zd.example/help/").GetAsync("api/v2/tickets?a=b", default)).IsSuccess.ShouldBeTrue();
        tracker.Seen[0].Headers["Authorization"].ShouldBe("Basic c2VjcmV0");
    }

    [Theory]
    [InlineData("//evil.example/x")]
    [InlineData("https://evil.example/x")]
    [InlineData("/\\evil.example/x")]
    public async Task Never_leaves_the_endpoint(string path)
    {
        tracker.On("GET " + new Uri(new Uri("https://zd.example/"), "./" + path.TrimStart('/')).PathAndQuery, 200, "{}");
        await Http().GetAsync(path, default);
        tracker.Seen.ShouldAllBe(seen => seen.Address.Host == "zd.example");
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError)]
    [InlineData(HttpRequestError.ConnectionError)]
    [InlineData(HttpRequestError.SecureConnectionError)]
    public async Task A_write_that_found_no_connection_was_never_sent(HttpRequestError error)
    {
        tracker.On("PUT /t", (_, _) => throw new HttpRequestException(error, "no"));
        var failure = await Should.ThrowAsync<ConnectorException>(() => Http().SendAsync(Put(), CallEffect.Ticket, default));
        failure.Kind.ShouldBe(FailureKind.NotSent);
        failure.Scope.ShouldBe(FailureScope.Connection);
    }

    [Theory]
    [InlineData("ended")]
    [InlineData("protocol")]
    [InlineData("reset")]
    [InlineData("io")]
    public async Task A_write_that_breaks_off_is_ambiguous_and_a_read_is_not(string how)
    {
        Exception exception = how switch
        {
            "ended" => new HttpRequestException(HttpRequestError.ResponseEnded, how),
            "protocol" => new HttpRequestException(HttpRequestError.HttpProtocolError, how),
            "reset" => new HttpRequestException(how, new SocketException((int)SocketError.ConnectionReset)),
            _ => new IOException(how),
        };
        tracker.On("PUT /t", (_, _) => throw exception).On("GET /t", (_, _) => throw exception);
        (await Should.ThrowAsync<ConnectorException>(() => Http().SendAsync(Put(), CallEffect.Ticket, default))).Kind.ShouldBe(FailureKind.Ambiguous);
        (await Should.ThrowAsync<ConnectorException>(() => Http().GetAsync("t", default))).Kind.ShouldBe(FailureKind.NotSent);
    }

    [Fact]
    public async Task A_write_unanswered_at_its_deadline_is_ambiguous()
    {
        tracker.On("PUT /t", async (_, cancellation) =>
        {
            time.Advance(TimeSpan.FromSeconds(31));
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellation);
            throw new InvalidOperationException();
        });
        var failure = await Should.ThrowAsync<ConnectorException>(() => Http().SendAsync(Put(), CallEffect.Ticket, default));
        failure.Kind.ShouldBe(FailureKind.Ambiguous);
        failure.Code.ShouldBe("tracker.unanswered");
    }

    [Fact]
    public async Task Cancellation_stays_cancellation()
    {
        using var stop = new CancellationTokenSource();
        tracker.On("PUT /t", (_, _) =>
        {
            stop.Cancel();
            throw new IOException("broken by the cancellation");
        });
        await Should.ThrowAsync<OperationCanceledException>(() => Http().SendAsync(Put(), CallEffect.Ticket, stop.Token));
    }

    [Theory]
    [InlineData("text/html", "<html>sign in</html>")]
    [InlineData("application/json", "{\"ticket\":")]
    [InlineData("application/json", "")]
    public async Task A_success_that_cannot_be_read_leaves_a_write_open(string contentType, string body)
    {
        tracker.On("PUT /t", () => ScriptedTracker.Answer(200, contentType, Encoding.UTF8.GetBytes(body)));
        var answer = await Http().SendAsync(Put(), CallEffect.Ticket, default);
        Should.Throw<ConnectorException>(() => answer.Json()).Kind.ShouldBe(FailureKind.Ambiguous);
    }

    [Theory]
    [InlineData(CallEffect.Ticket, FailureKind.Ambiguous)]
    [InlineData(CallEffect.None, FailureKind.Unsupported)]
    internal async Task Follows_no_redirect(CallEffect effect, FailureKind kind)
    {
        tracker.On("PUT /t", () => ScriptedTracker.Answer(308, "text/html", [], ("Location", "https://other.example/t")));
        var failure = await Should.ThrowAsync<ConnectorException>(() => Http().SendAsync(Put(), effect, default));
        failure.Kind.ShouldBe(kind);
        failure.Message.ShouldContain("https://other.example/t");
        tracker.Seen.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Takes_no_endless_and_no_compressed_answer()
    {
        tracker.On("GET /t", () => ScriptedTracker.Answer(200, "application/json", new byte[ConnectorHttp.MaxAnswerBytes + 1]));
        tracker.On("GET /t", () => ScriptedTracker.Answer(200, "application/json", [1], ("Content-Encoding", "gzip")));
        (await Should.ThrowAsync<ConnectorException>(() => Http().GetAsync("t", default))).Code.ShouldBe("tracker.too-long");
        (await Should.ThrowAsync<ConnectorException>(() => Http().GetAsync("t", default))).Code.ShouldBe("tracker.unreadable");
    }

    [Fact]
    public async Task Refuses_a_prepared_call_that_carries_credentials()
    {
        var call = Put() with { Headers = new Dictionary<string, string> { ["authorization"] = "Basic x" } };
        await Should.ThrowAsync<InvalidOperationException>(() => Http().SendAsync(call, CallEffect.Ticket, default));
    }

    [Fact]
    public async Task Streams_an_upload_bare_or_as_a_form_with_the_boundary_of_the_call()
    {
        var file = blobs.File("a\"b\r\n.txt", "text/plain", "hello"u8.ToArray());
        tracker.On("POST /u", 200, "{}").On("POST /u", 200, "{}");
        await Http().SendAsync(new PreparedCall("POST", "u", new Dictionary<string, string> { ["Content-Type"] = "text/plain" }, [], file), CallEffect.None, default);
        await Http().SendAsync(
            new PreparedCall("POST", "u", new Dictionary<string, string> { ["Content-Type"] = "multipart/form-data; boundary=b1" }, [], file),
            CallEffect.Ticket,
            default);
        tracker.Seen[0].Text.ShouldBe("hello");
        tracker.Seen[1].Text.ShouldBe(
            "--b1\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a%22b%0D%0A.txt\"\r\nContent-Type: text/plain\r\n\r\nhello\r\n--b1--\r\n");
        tracker.Seen[1].Headers["Content-Length"].ShouldBe(tracker.Seen[1].Body.Length.ToString());
    }

    [Fact]
    public async Task Leaves_credentials_behind_when_a_download_leaves_the_endpoint()
    {
        tracker.On("GET /attachments/1", () => ScriptedTracker.Answer(302, "text/html", [], ("Location", "https://files.example/a?sig=1")));
        tracker.On("GET /a?sig=1", () => ScriptedTracker.Answer(302, "text/html", [], ("Location", "https://zd.example/back")));
        tracker.On("GET /back", () => ScriptedTracker.Answer(200, "image/png", [1, 2, 3]));
        await using var stream = await Http().DownloadAsync(new Uri("https://zd.example/attachments/1"), 10, default);
        (await stream.ReadAsync(new byte[10], default)).ShouldBe(3);
        tracker.Seen.Select(seen => seen.Headers.ContainsKey("Authorization")).ShouldBe([true, false, false]);
    }

    [Theory]
    [InlineData("http://files.example/a")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://files.example/a")]
    public async Task Follows_a_download_only_to_safe_addresses(string target)
    {
        tracker.On("GET /attachments/1", () => ScriptedTracker.Answer(302, "text/html", [], ("Location", target)));
        var failure = await Should.ThrowAsync<ConnectorException>(() => Http().DownloadAsync(new Uri("https://zd.example/attachments/1"), 10, default));
        failure.Code.ShouldBe("tracker.redirected");
    }

    [Fact]
    public async Task Stops_a_download_that_is_longer_than_its_limit_or_slower_than_a_kilobyte_a_second()
    {
        tracker.On("GET /a", () => ScriptedTracker.Answer(200, "image/png", new byte[11]));
        (await Should.ThrowAsync<ConnectorException>(() => Http().DownloadAsync(new Uri("https://zd.example/a"), 10, default))).Kind.ShouldBe(FailureKind.TooLarge);

        tracker.On("GET /a", () => ScriptedTracker.Answer(200, "image/png", new byte[100]));
        await using var slow = await Http().DownloadAsync(new Uri("https://zd.example/a"), 1000, default);
        await slow.ReadExactlyAsync(new byte[1], default);
        time.Advance(TimeSpan.FromSeconds(31));
        (await Should.ThrowAsync<ConnectorException>(() => slow.ReadExactlyAsync(new byte[1], default).AsTask())).Code.ShouldBe("tracker.unanswered");
    }

    [Theory]
    [InlineData(404, FailureKind.NotFound)]
    [InlineData(403, FailureKind.Forbidden)]
    [InlineData(429, FailureKind.RateLimited)]
    [InlineData(503, FailureKind.NotSent)]
    public async Task Says_why_a_download_is_refused(int status, FailureKind kind)
    {
        tracker.On("GET /a", () => ScriptedTracker.Answer(status, "text/html", [], ("Retry-After", "7")));
        var failure = await Should.ThrowAsync<ConnectorException>(() => Http().DownloadAsync(new Uri("https://zd.example/a"), 10, default));
        failure.Kind.ShouldBe(kind);
        failure.RetryAfter.ShouldBe(TimeSpan.FromSeconds(7));
    }

    private static PreparedCall Put() => new("PUT", "t", new Dictionary<string, string> { ["Content-Type"] = "application/json" }, "{}"u8.ToArray());

    private ConnectorHttp Http(string endpoint = "https://zd.example") => new(
        new ConnectionSettings { Id = "zd", Party = "mercuri", Product = "zendesk", Endpoint = new Uri(endpoint), User = "u", Token = "t" },
        new ConnectorServices(new HttpMessageInvoker(tracker), time, blobs),
        new AuthenticationHeaderValue("Basic", "c2VjcmV0"));
}
