using System.Net.Http.Headers;
using Entente.Core.Tickets;

namespace Entente.Connectors.Http;

/// <summary>
/// HTTP as every connector uses it: one request, one answer, under a deadline. Knows which host the credentials are for, keeps answers within bounds
/// and says what a failure on the way means. Neither repeats nor logs; statuses are for the product's own failure table, but redirects, which are
/// never followed.
/// </summary>
internal sealed class ConnectorHttp
{
    /// <summary>The longest answer that is taken, 32 MiB: a hundred comments of 64 kB in three forms each.</summary>
    public const long MaxAnswerBytes = 32L << 20;

    /// <summary>How slow an upload may be before its deadline passes: a second more for each 128 KiB.</summary>
    public const long UploadBytesPerSecond = 128 << 10;

    private static readonly ProductInfoHeaderValue Agent = new("Entente", "0.1");

    private readonly ConnectionSettings settings;
    private readonly ConnectorServices services;
    private readonly AuthenticationHeaderValue? authorization;
    private readonly Uri root;

    /// <param name="authorization">Sent with every request to the endpoint's own scheme, host and port, and nowhere else.</param>
    public ConnectorHttp(ConnectionSettings settings, ConnectorServices services, AuthenticationHeaderValue? authorization)
    {
        this.settings = settings;
        this.services = services;
        this.authorization = authorization;
        root = new Uri(settings.Endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/");
    }

    /// <summary>Our clock.</summary>
    public DateTimeOffset Now => services.Time.GetUtcNow();

    /// <summary>Reads below the endpoint.</summary>
    /// <param name="path">Path and query, without the endpoint's own path.</param>
    public Task<HttpAnswer> GetAsync(string path, CancellationToken cancellation) =>
        SendAsync(new PreparedCall("GET", path, new SortedDictionary<string, string>(StringComparer.Ordinal), []), CallEffect.None, cancellation);

    /// <summary>Makes a prepared call, once. Statuses other than 3xx are returned, not thrown.</summary>
    public async Task<HttpAnswer> SendAsync(PreparedCall call, CallEffect effect, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var request = Request(call);
        var asked = request.RequestUri!;
        using var clock = new CancellationTokenSource(Deadline(call), services.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellation);
        try
        {
            using var response = await services.Http.SendAsync(request, both.Token);
            if (request.RequestUri != asked)
                throw new InvalidOperationException("The host's HTTP handler follows redirects: they would carry the credentials along.");
            if (IsRedirect(response))
                throw TransportFailures.Redirected(effect, (int)response.StatusCode, asked.Host, response.Headers.Location?.ToString());
            var body = await AnswerBody.ReadAsync(response, MaxAnswerBytes, effect, both.Token);
            return new HttpAnswer((int)response.StatusCode, AnswerBody.Headers(response), body, effect)
            {
                Endpoint = CallEndpoint.Of(request.Method, asked),
            };
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            throw TransportFailures.From(exception, effect, asked.Host, clock.IsCancellationRequested);
        }
    }

    /// <summary>
    /// Opens a download. Redirects are followed, at most five, but the credentials stay: they go to the endpoint itself, and never again once a
    /// redirect has led elsewhere. What https began is not continued without it.
    /// </summary>
    /// <param name="limitBytes">Longer content fails as <see cref="FailureKind.TooLarge"/>, at once or while it is read.</param>
    public async Task<Stream> DownloadAsync(Uri address, long limitBytes, CancellationToken cancellation)
    {
        var response = await new DownloadHops(IsEndpoint, AskAsync, services.Time).FollowAsync(address, cancellation);
        if (response.Content.Headers.ContentLength > limitBytes)
        {
            response.Dispose();
            throw TransportFailures.AttachmentTooLarge(limitBytes);
        }

        return new DownloadStream(response, await response.Content.ReadAsStreamAsync(cancellation), services.Time, limitBytes);
    }

    private async Task<HttpResponseMessage> AskAsync(Uri address, bool withCredentials, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.UserAgent.Add(Agent);
        if (withCredentials)
            request.Headers.Authorization = authorization;
        using var clock = new CancellationTokenSource(settings.Deadline, services.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellation);
        try
        {
            return await services.Http.SendAsync(request, both.Token);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            throw TransportFailures.From(exception, CallEffect.None, address.Host, clock.IsCancellationRequested);
        }
    }

    private HttpRequestMessage Request(PreparedCall call)
    {
        var address = new Uri(root, "./" + call.Path.TrimStart('/'));
        if (!IsEndpoint(address))
            throw new InvalidOperationException($"A prepared call leaves its endpoint {settings.Endpoint.Host}.");
        var request = new HttpRequestMessage(new HttpMethod(call.Method), address) { Content = Content(call) };
        request.Headers.Authorization = authorization;
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.UserAgent.Add(Agent);
        foreach (var (name, value) in call.Headers)
        {
            if (name.Equals("Authorization", StringComparison.OrdinalIgnoreCase))
                throw new InvalidOperationException("A prepared call carries no credentials: it is journaled.");
            if (!request.Headers.TryAddWithoutValidation(name, value) && request.Content?.Headers.TryAddWithoutValidation(name, value) != true)
                throw new InvalidOperationException($"A prepared call's header {name} cannot be sent.");
        }

        return request;
    }

    private HttpContent? Content(PreparedCall call)
    {
        if (call.Upload is { } file)
            return new UploadContent(services.Blobs, file, call.Headers.TryGetValue("Content-Type", out var type) ? type : file.MediaType);
        return call.Body.Length > 0 ? new ByteArrayContent(call.Body) : null;
    }

    private TimeSpan Deadline(PreparedCall call) =>
        settings.Deadline + TimeSpan.FromSeconds((call.Upload?.Bytes ?? 0) / UploadBytesPerSecond);

    private bool IsEndpoint(Uri address) =>
        Uri.Compare(address, root, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;

    private static bool IsRedirect(HttpResponseMessage response) => (int)response.StatusCode is >= 300 and < 400;
}
