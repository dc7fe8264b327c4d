using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

using Entente.Sandbox;
using Entente.Sandbox.ServiceNow;
using Entente.Sandbox.ServiceNow.World;

namespace Entente.Unit.Tests.Sandbox.ServiceNow;

/// <summary>Speaks to the imitation without a server, under a clock that stands still until it is moved.</summary>
internal sealed class ServiceNowDriver
{
    /// <summary>A summer day, so that London is not UTC.</summary>
    public static readonly DateTimeOffset Start = new(2026, 7, 6, 9, 0, 0, TimeSpan.Zero);

    public ServiceNowImitation Imitation { get; } = new(Start);

    public DateTimeOffset Now { get; private set; } = Start;

    /// <summary>User and password of the next calls; null for a stranger.</summary>
    public (string User, string Password)? As { get; set; } = (SeededWorld.Integration, SeededWorld.IntegrationPassword);

    public static (string User, string Password) Admin => (SeededWorld.Admin, SeededWorld.AdminPassword);

    public void Advance(double seconds) => Now += TimeSpan.FromSeconds(seconds);

    public void Configure(string settings)
    {
        using var document = JsonDocument.Parse(settings);
        Imitation.Configure(document.RootElement).ShouldBeNull();
    }

    public ServiceNowReply Get(string address) => Send("GET", address, []);

    public ServiceNowReply Delete(string address) => Send("DELETE", address, []);

    public ServiceNowReply Post(string address, string body) => Send("POST", address, Encoding.UTF8.GetBytes(body));

    public ServiceNowReply Patch(string address, string body) => Send("PATCH", address, Encoding.UTF8.GetBytes(body));

    /// <summary>Creates an incident; returns its sys_id.</summary>
    public string Raise(string body = """{"short_description":"Checkout is blank"}""")
    {
        var reply = Post("/api/now/table/incident", body);
        reply.Status.ShouldBe(201, reply.Text);
        return reply.Field("sys_id");
    }

    public ServiceNowReply Change(string id, string body) => Patch($"/api/now/table/incident/{id}", body);

    public ServiceNowReply Incident(string id, string query = "") => Get($"/api/now/table/incident/{id}?{query}");

    /// <summary>The numbers that a query of incidents finds.</summary>
    public IReadOnlyList<string> Find(string query, string column = "number") =>
        [.. Rows($"incident?sysparm_query={Uri.EscapeDataString(query)}").Select(row => row[column]!.GetValue<string>())];

    public string UserId(string name) => Rows($"sys_user?sysparm_query=user_name={name}")[0]["sys_id"]!.GetValue<string>();

    /// <summary>The journal of a record as its table tells it, oldest first.</summary>
    public IReadOnlyList<JsonNode> Journal(string id) =>
        Rows($"sys_journal_field?sysparm_query=element_id={id}^elementINcomments,work_notes^ORDERBYsys_created_on");

    /// <summary>The rows of a table.</summary>
    /// <param name="address">The table's name, and the query.</param>
    public IReadOnlyList<JsonNode> Rows(string address) => [.. Get($"/api/now/table/{address}").Json["result"]!.AsArray().OfType<JsonNode>()];

    public ServiceNowReply Send(string method, string address, byte[] body, params (string Name, string Value)[] headers)
    {
        var cut = address.IndexOf('?', StringComparison.Ordinal);
        var named = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Accept"] = "application/json" };
        if (body.Length > 0)
            named["Content-Type"] = "application/json";
        if (As is { } caller)
            named["Authorization"] = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{caller.User}:{caller.Password}"));
        foreach (var (name, value) in headers)
            named[name] = value;
        var (path, query) = cut < 0 ? (address, "") : (address[..cut], address[(cut + 1)..]);
        var request = new SandboxRequest(method, Uri.UnescapeDataString(path), query, named, body)
        {
            BaseAddress = new Uri("http://127.0.0.1:7073/"),
        };
        return new ServiceNowReply(Imitation.Handle(request, Now));
    }
}

/// <summary>An answer of the imitation.</summary>
internal sealed class ServiceNowReply(SandboxResponse response)
{
    public int Status => response.Status;

    public byte[] Bytes => response.Body;

    public string Text => Encoding.UTF8.GetString(response.Body);

    public JsonNode Json => JsonNode.Parse(response.Body)!;

    public string Detail => Json["error"]!["detail"]!.GetValue<string>();

    public string? Header(string name) => response.Headers.Where(header => header.Key == name).Select(header => header.Value).SingleOrDefault();

    /// <summary>A plain field of the one record in the answer.</summary>
    public string Field(string name) => Json["result"]![name]!.GetValue<string>();
}
