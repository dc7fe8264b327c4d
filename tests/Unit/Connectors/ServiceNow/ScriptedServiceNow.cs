using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Entente.Cel;
using Entente.Connectors;
using Entente.Connectors.ServiceNow;
using Entente.Core.Tickets;

namespace Entente.Unit.Tests.Connectors.ServiceNow;

/// <summary>
/// ServiceNow as far as a test wrote it down: each answer belongs to the first call below <c>/api/now/</c>, unescaped, that begins as it says. A call
/// that stands nowhere fails the test.
/// </summary>
internal sealed class ScriptedServiceNow : HttpMessageHandler, IBlobStore
{
    public const string Ticket = "a9e30c7dc61122760116894de7bcc7bd";
    public const string John = "46c6f9efa9fe198101ddf5eed9adf6e7";
    public const string Hub = "entente.integration";
    public const string Effect = "k7q2m5w3xk7q2m5w3x";

    public static readonly DateTimeOffset Now = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    private readonly List<(string Call, HttpResponseMessage Answer)> script = [];
    private readonly Dictionary<string, byte[]> blobs = new(StringComparer.Ordinal);

    public List<(string Call, string Body, IReadOnlyDictionary<string, string> Headers)> Calls { get; } = [];

    public int Left => script.Count;

    public static ConnectionSettings Settings { get; } = new()
    {
        Id = "sn",
        Party = "infinity",
        Product = "servicenow",
        Endpoint = new Uri("https://infinity.service-now.com"),
        User = Hub,
        Token = "password",
        WebhookSecret = "secret",
    };

    public ServiceNowConnector Connector(ServiceNowOptions? options = null) =>
        new(Settings, new ConnectorServices(new HttpMessageInvoker(this), new StillTime(), this), options);

    public ScriptedServiceNow On(string call, string json, int status = 200, params (string Name, string Value)[] headers) =>
        On(call, json, "application/json", status, headers);

    public ScriptedServiceNow On(string call, string text, string mediaType, int status, params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(text, Encoding.UTF8, mediaType) };
        foreach (var (name, value) in headers)
            response.Headers.TryAddWithoutValidation(name, value);
        script.Add((call, response));
        return this;
    }

    /// <summary>A dictionary that the account may not read: columns are not checked before a write.</summary>
    public ScriptedServiceNow WithoutDictionary() => On("GET v2/table/sys_dictionary", Rows());

    public ScriptedServiceNow WithRecord(params (string Field, string Value)[] fields) =>
        On($"GET v2/table/incident/{Ticket}", Result(Record(fields)));

    public static string Rows(params string[] rows) => $"{{\"result\":[{string.Join(',', rows)}]}}";

    public static string Result(string record) => $"{{\"result\":{record}}}";

    /// <summary>A record as the interface gives it with both forms of its values.</summary>
    public static string Record(params (string Field, string Value)[] fields)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["sys_id"] = Ticket,
            ["number"] = "INC0010001",
            ["sys_mod_count"] = "5",
            ["sys_updated_on"] = "2026-03-02 09:00:00",
            ["sys_updated_by"] = "john",
            ["sys_created_on"] = "2026-03-01 09:00:00",
            ["sys_created_by"] = "john",
            ["state"] = "2",
        };
        foreach (var (field, value) in fields)
            all[field] = value;
        return JsonSerializer.Serialize(all.ToDictionary(
            field => field.Key, field => new Dictionary<string, string> { ["display_value"] = field.Value, ["value"] = field.Value }));
    }

    public static string Row(params (string Field, string Value)[] fields) =>
        JsonSerializer.Serialize(fields.ToDictionary(field => field.Field, field => field.Value));

    public static string User(string id, string userName, string name, string address) =>
        Row(("sys_id", id), ("user_name", userName), ("name", name), ("email", address));

    public static EffectCall Write(WriteKind kind, params (string Field, CelValue Value)[] fields) => new(
        Effect,
        new WriteStep(kind)
        {
            Fields = new SortedDictionary<string, CelValue>(fields.ToDictionary(field => field.Field, field => field.Value), StringComparer.Ordinal),
        },
        kind == WriteKind.Create ? null : Ticket,
        kind == WriteKind.Create ? null : "5-abc");

    public static EffectCall Comment(string text, bool isPublic = true) => new(
        Effect,
        new WriteStep(WriteKind.AddComment) { Comment = new CommentWrite("zd:1", Entente.Core.Text.RichText.FromText(text), isPublic, []) },
        Ticket,
        "5-abc");

    public static JsonElement Recorded(string name) => JsonDocument.Parse(System.IO.File.ReadAllBytes(Path.Combine(Folder(), name))).RootElement;

    /// <summary>What the only call that begins like this sent.</summary>
    public JsonElement Body(string call) =>
        JsonDocument.Parse(Calls.Single(made => made.Call.StartsWith(call, StringComparison.Ordinal)).Body).RootElement;

    public FileWrite File(string name, string mediaType, string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        blobs[sha256] = bytes;
        return new FileWrite("zd:1", name, mediaType, bytes.Length, sha256);
    }

    public Task<BlobRef> PutAsync(Stream content, long limitBytes, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<Stream> OpenAsync(string sha256, CancellationToken cancellation) => Task.FromResult<Stream>(new MemoryStream(blobs[sha256]));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        const string root = "/api/now/";
        var call = $"{request.Method} {Uri.UnescapeDataString(request.RequestUri!.PathAndQuery)[root.Length..]}";
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var headers = request.Headers.NonValidated.Concat(request.Content?.Headers.NonValidated.AsEnumerable() ?? [])
            .ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        Calls.Add((call, body, headers));
        var at = script.FindIndex(entry => call.StartsWith(entry.Call, StringComparison.Ordinal));
        if (at < 0)
            throw new InvalidOperationException($"Nobody wrote down an answer to {call} {body}");
        var response = script[at].Answer;
        script.RemoveAt(at);
        response.RequestMessage = request;
        return response;
    }

    private static string Folder()
    {
        var at = AppContext.BaseDirectory;
        while (!System.IO.File.Exists(Path.Combine(at, "Entente.slnx")))
            at = Path.GetDirectoryName(at.TrimEnd(Path.DirectorySeparatorChar))
                ?? throw new InvalidOperationException("No Entente.slnx above the tests.");
        return Path.Combine(at, "tests", "Unit", "Connectors", "ServiceNow", "Recorded");
    }

    private sealed class StillTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
