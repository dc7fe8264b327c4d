using System.Net;
using System.Text;
using System.Text.Json;
using Entente.Connectors;
using Entente.Connectors.Jira;
using Entente.Core.Tickets;

namespace Entente.Unit.Tests.Connectors.Jira;

/// <summary>
/// Jira as far as a test wrote it down: each call, named by method and path below <c>/rest/api/3/</c>, has its answers in order. A call that
/// stands nowhere fails the test.
/// </summary>
internal sealed class ScriptedJira : HttpMessageHandler, IBlobStore
{
    public const string Hub = "5b10a2844c20165700ede21g";

    public static readonly DateTimeOffset Now = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<string, Queue<Func<HttpResponseMessage>>> answers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> blobs = new(StringComparer.Ordinal);

    public List<(string Call, string Body, IReadOnlyDictionary<string, string> Headers)> Calls { get; } = [];

    public JiraConnector Connector(JiraOptions? options = null, string endpoint = "https://infinity.atlassian.net") => new(
        new ConnectionSettings
        {
            Id = "jr",
            Party = "infinity",
            Product = "jira",
            Endpoint = new Uri(endpoint),
            User = "hub@infinity.example",
            Token = "token",
            WebhookSecret = "secret",
        },
        new ConnectorServices(new HttpMessageInvoker(this), new StillTime(), this),
        options);

    public ScriptedJira WithMyself() => On("GET myself", $$"""{"accountId":"{{Hub}}","displayName":"Entente","active":true}""");

    public ScriptedJira On(string call, string json, int status = 200, params (string Name, string Value)[] headers) =>
        On(call, () => Answer(status, json, "application/json", headers));

    public ScriptedJira On(string call, JsonElement json, int status = 200) => On(call, json.GetRawText(), status);

    public ScriptedJira OnText(string call, string text, int status, string mediaType = "text/html") =>
        On(call, () => Answer(status, text, mediaType, []));

    public ScriptedJira On(string call, Func<HttpResponseMessage> answer)
    {
        if (!answers.TryGetValue(call, out var queue))
            answers[call] = queue = new Queue<Func<HttpResponseMessage>>();
        queue.Enqueue(answer);
        return this;
    }

    /// <summary>The only body that was sent by this call.</summary>
    public JsonElement Sent(string call) => Recordings.Parse(Calls.Single(made => made.Call == call).Body);

    public Task<BlobRef> PutAsync(Stream content, long limitBytes, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<Stream> OpenAsync(string sha256, CancellationToken cancellation) => Task.FromResult<Stream>(new MemoryStream(blobs[sha256]));

    public void Keep(string sha256, byte[] bytes) => blobs[sha256] = bytes;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.PathAndQuery;
        const string root = "/rest/api/3/";
        var call = $"{request.Method} {path[(path.IndexOf(root, StringComparison.Ordinal) + root.Length)..]}";
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var headers = request.Headers.NonValidated.Concat(request.Content?.Headers.NonValidated.AsEnumerable() ?? [])
            .ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        Calls.Add((call, body, headers));
        if (!answers.TryGetValue(call, out var queue) || queue.Count == 0)
            throw new InvalidOperationException($"Nobody wrote down an answer to {call} {body}");
        var response = queue.Dequeue()();
        response.RequestMessage = request;
        return response;
    }

    private static HttpResponseMessage Answer(int status, string text, string mediaType, (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status);
        response.Content = status == 204 ? new ByteArrayContent([]) : new StringContent(text, Encoding.UTF8, mediaType);
        foreach (var (name, value) in headers)
            response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }

    private sealed class StillTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
