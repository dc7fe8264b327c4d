using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

using Entente.Sandbox;
using Entente.Sandbox.Zendesk;

namespace Entente.Unit.Tests.Sandbox.Zendesk;

/// <summary>Speaks to the imitation without a server, under a clock that stands still until it is moved.</summary>
internal sealed class ZendeskDriver
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public ZendeskDriver() => Imitation = new ZendeskImitation(Start);

    public ZendeskImitation Imitation { get; }

    public DateTimeOffset Now { get; private set; } = Start;

    /// <summary>E-mail address that the next calls sign in with; null for none.</summary>
    public string? As { get; set; } = ZendeskSeed.IntegrationEmail;

    public string Token { get; set; } = ZendeskSeed.ApiToken;

    public void Advance(double seconds) => Now += TimeSpan.FromSeconds(seconds);

    public void Configure(string settings)
    {
        using var document = JsonDocument.Parse(settings);
        Imitation.Configure(document.RootElement).ShouldBeNull();
    }

    public ZendeskReply Get(string address) => Send("GET", address, []);

    public ZendeskReply Delete(string address) => Send("DELETE", address, []);

    public ZendeskReply Post(string address, string body, params (string Name, string Value)[] headers) =>
        Send("POST", address, Encoding.UTF8.GetBytes(body), headers);

    public ZendeskReply Put(string address, string body) => Send("PUT", address, Encoding.UTF8.GetBytes(body));

    /// <summary>Creates a ticket from what stands under <c>ticket</c>; returns its id.</summary>
    public long Create(string ticket = """{"subject":"S","comment":{"body":"first"}}""")
    {
        var reply = Post("/api/v2/tickets", $$"""{"ticket":{{ticket}}}""");
        reply.Status.ShouldBe(201, reply.Text);
        return reply.Json["ticket"]!["id"]!.GetValue<long>();
    }

    public ZendeskReply Update(long id, string ticket) => Put($"/api/v2/tickets/{id}.json", $$"""{"ticket":{{ticket}}}""");

    public JsonNode Ticket(long id) => Get($"/api/v2/tickets/{id}").Json["ticket"]!;

    public long UserId(string email) => Get($"/api/v2/users/search?query=email:{email}").Json["users"]![0]!["id"]!.GetValue<long>();

    public ZendeskReply Send(string method, string address, byte[] body, params (string Name, string Value)[] headers)
    {
        var cut = address.IndexOf('?', StringComparison.Ordinal);
        var named = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["User-Agent"] = "driver" };
        if (As is not null)
            named["Authorization"] = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{As}/token:{Token}"));
        foreach (var (name, value) in headers)
            named[name] = value;
        var request = new SandboxRequest(method, cut < 0 ? address : address[..cut], cut < 0 ? "" : address[(cut + 1)..], named, body)
        {
            BaseAddress = new Uri("http://127.0.0.1:7071/"),
        };
        return new ZendeskReply(Imitation.Handle(request, Now));
    }
}

/// <summary>An answer of the imitation.</summary>
internal sealed class ZendeskReply(SandboxResponse response)
{
    public int Status => response.Status;

    public string Text => Encoding.UTF8.GetString(response.Body);

    public JsonNode Json => JsonNode.Parse(response.Body)!;

    public string? Header(string name) =>
        response.Headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value)
            .SingleOrDefault();
}
