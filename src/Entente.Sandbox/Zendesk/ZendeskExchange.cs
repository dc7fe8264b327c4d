using System.Text.Json.Nodes;

namespace Entente.Sandbox.Zendesk;

/// <summary>One request on its way through the imitation: who asks, when, with which parameters, and what the answer's headers gather.</summary>
internal sealed class ZendeskExchange(SandboxRequest request, ZendeskAccount account, DateTimeOffset now)
{
    private JsonObject? body;

    public SandboxRequest Request { get; } = request;

    public ZendeskAccount Account { get; } = account;

    /// <summary>The instant of the request, cut to Zendesk's resolution of one second.</summary>
    public DateTimeOffset Now { get; } = ZendeskJson.Second(now);

    public DateTimeOffset ExactNow { get; } = now;

    public ZendeskQuery Query { get; } = new(request.Query);

    public ZendeskUser? Caller { get; set; }

    /// <summary>How the request came in: <c>api</c>, or <c>web</c> for the pages.</summary>
    public string Channel { get; init; } = "api";

    /// <summary>The variable parts of the path, in order.</summary>
    public IReadOnlyList<string> Arguments { get; set; } = [];

    /// <summary>Keys of the body that the endpoint does not take; they are dropped and named in <c>X-Zendesk-API-Warn</c>.</summary>
    public List<string> Dropped { get; } = [];

    public List<KeyValuePair<string, string>> Headers { get; } = [];

    public ZendeskUser Agent => Caller is { IsStaff: true } agent ? agent : throw ZendeskErrors.Forbidden();

    public ZendeskUser Admin => Caller is { Role: "admin" } admin ? admin : throw ZendeskErrors.Forbidden();

    public JsonObject Body => body ??= ZendeskJson.Object(Request.Body);

    public string? Header(string name) => Request.Headers.TryGetValue(name, out var value) ? value : null;

    /// <summary>A numbered part of the path; what is no number names no record.</summary>
    public long Id(int position = 0) => long.TryParse(Arguments[position], out var id) ? id : throw ZendeskErrors.NotFound();

    /// <summary>The object under a name in the body, such as <c>ticket</c>.</summary>
    public JsonObject Member(string name) => Body[name] as JsonObject ?? throw ZendeskErrors.InvalidAttribute($"Parameter {name} is required");

    /// <summary>The API address of a record.</summary>
    public string Url(string path) => $"{Root}/api/v2/{path}.json";

    public string Root => Request.BaseAddress.GetLeftPart(UriPartial.Authority);

    public SandboxResponse Answer(int status, JsonNode content) =>
        new(status, [new("Content-Type", ZendeskJson.ContentType), .. Headers], ZendeskJson.Bytes(content));

    public SandboxResponse Answer(string name, JsonNode? content, int status = 200) => Answer(status, new JsonObject { [name] = content });

    public SandboxResponse Created(string name, JsonObject content)
    {
        if (ZendeskJson.AsText(content["url"]) is { } url)
            Headers.Add(new("Location", url));
        return Answer(name, content, 201);
    }

    public SandboxResponse NoContent() => new(204, [.. Headers], []);
}
