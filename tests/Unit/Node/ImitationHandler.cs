using Entente.Sandbox;

namespace Entente.Unit.Tests.Node;

/// <summary>Answers a connector's requests by an imitation in this process: no socket, no thread, no clock but the test's.</summary>
internal sealed class ImitationHandler(IImitation imitation, TimeProvider time) : HttpMessageHandler
{
    /// <summary>Requests made so far, as method and path.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Called with each request before it is answered; what it returns is answered instead.</summary>
    public Func<HttpRequestMessage, Func<HttpResponseMessage>, HttpResponseMessage>? Fault { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        Calls.Add($"{request.Method} {request.RequestUri!.AbsolutePath}");
        return Fault is null ? Answer(request, body) : Fault(request, () => Answer(request, body));
    }

    private HttpResponseMessage Answer(HttpRequestMessage request, byte[] body)
    {
        var address = request.RequestUri!;
        var headers = request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? [])
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        var asked = new SandboxRequest(
            request.Method.Method, Uri.UnescapeDataString(address.AbsolutePath), address.Query.TrimStart('?'), headers, body)
        {
            BaseAddress = new Uri(address.GetLeftPart(UriPartial.Authority)),
        };
        var given = imitation.Handle(asked, time.GetUtcNow());
        var answer = new HttpResponseMessage((System.Net.HttpStatusCode)given.Status)
        {
            Content = new ByteArrayContent(given.Body),
            RequestMessage = request,
        };
        foreach (var (name, value) in given.Headers)
            if (!answer.Headers.TryAddWithoutValidation(name, value))
                answer.Content.Headers.TryAddWithoutValidation(name, value);
        return answer;
    }
}
