using System.Net;
using System.Text;

namespace Entente.Unit.Tests.Connectors.Http;

/// <summary>A tracker that answers the calls that a test wrote down, in their order. Any other call fails the test.</summary>
internal sealed class ScriptedTracker : HttpMessageHandler
{
    private readonly Queue<(string Call, Func<SeenRequest, CancellationToken, Task<HttpResponseMessage>> Answer)> script = new();

    public List<SeenRequest> Seen { get; } = [];

    public int Left => script.Count;

    /// <param name="call">Method, a space, and the address without scheme and host as it goes over the wire.</param>
    public ScriptedTracker On(string call, int status, string json, params (string Name, string Value)[] headers) =>
        On(call, () => Answer(status, "application/json; charset=utf-8", Encoding.UTF8.GetBytes(json), headers));

    public ScriptedTracker On(string call, Func<HttpResponseMessage> answer) => On(call, (_, _) => Task.FromResult(answer()));

    public ScriptedTracker On(string call, Func<SeenRequest, CancellationToken, Task<HttpResponseMessage>> answer)
    {
        script.Enqueue((call, answer));
        return this;
    }

    public static HttpResponseMessage Answer(int status, string contentType, byte[] body, params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent(body) };
        response.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        foreach (var (name, value) in headers)
            if (!response.Headers.TryAddWithoutValidation(name, value))
                response.Content.Headers.TryAddWithoutValidation(name, value);
        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var seen = new SeenRequest(
            $"{request.Method} {request.RequestUri!.PathAndQuery}",
            request.RequestUri!,
            request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? [])
                .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase),
            body);
        Seen.Add(seen);
        if (!script.TryDequeue(out var expected))
            throw new InvalidOperationException($"Unrecorded call: {seen.Call}");
        if (expected.Call != seen.Call)
            throw new InvalidOperationException($"Expected {expected.Call}{Environment.NewLine}but was {seen.Call}");
        var response = await expected.Answer(seen, cancellationToken);
        response.RequestMessage = request;
        return response;
    }
}

internal sealed record SeenRequest(string Call, Uri Address, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);
}
