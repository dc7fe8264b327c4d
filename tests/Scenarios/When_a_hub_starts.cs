using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

using Entente.Node.Access;
using Entente.Scenarios.Processes;

namespace Entente.Scenarios;

public sealed class When_a_hub_starts
{
    private const string WebhookSecret = "signing-secret";

    [Fact]
    public async Task A_taken_port_is_the_machine_s_trouble()
    {
        using var data = new TemporaryFolder();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var result = await EntenteProcess.RunAsync("up", "--port", $"{port}", "--data", data.Path);

        result.ExitCode.ShouldBe(3, result.All);
        result.Error.ShouldContain($"{port}");
        result.Error.ShouldContain("--port");
    }

    [Fact]
    public async Task A_wrong_accord_is_the_operator_s_to_mend()
    {
        using var accord = TemporaryFolder.WithExampleAccord();
        using var data = new TemporaryFolder();
        accord.Replace("mercuri/care-pm.zd.yaml", "ticket.subject", "ticket.subjekt");

        var result = await EntenteProcess.RunAsync("up", "--accord", accord.Path, "--data", data.Path, "--port", $"{FreePort.Take()}");

        result.ExitCode.ShouldBe(2, result.All);
        result.Error.ShouldMatch(@"care-pm\.zd\.yaml:\d+:\d+: ");
    }

    [Fact]
    public async Task Only_a_signed_webhook_is_taken()
    {
        using var data = new TemporaryFolder();
        var secrets = SecretStore.Open(data.Path, _ => null);
        secrets.Write("zd", $$"""{"endpoint": "http://127.0.0.1:9", "user": "hub", "token": "t", "webhookSecret": "{{WebhookSecret}}"}""");
        var port = FreePort.Take();
        await using var hub = await RunningProcess.StartAsync(
            "Entente is up", "up", "--port", $"{port}", "--data", data.Path, "--allow-network", "127.0.0.0/8");
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
        var path = new HookSecret(secrets).PathOf("zd");
        var now = $"{DateTimeOffset.UtcNow:yyyy-MM-ddTHH:mm:ssZ}";

        (await PostAsync(http, path, now, WebhookSecret)).ShouldBe(HttpStatusCode.OK);
        (await PostAsync(http, path, now, "another")).ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync(http, path, "2020-01-01T00:00:00Z", WebhookSecret)).ShouldBe(HttpStatusCode.Unauthorized, "replayed");
        (await PostAsync(http, path, timestamp: null, WebhookSecret)).ShouldBe(HttpStatusCode.Unauthorized, "unsigned");
        (await PostAsync(http, "/hooks/zd/00000000000000000000000000000000", now, WebhookSecret)).ShouldBe(HttpStatusCode.NotFound);
        (await PostAsync(http, path.Replace("/zd/", "/jr/", StringComparison.Ordinal), now, WebhookSecret)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Its_api_is_closed_to_whoever_cannot_read_the_data_folder()
    {
        using var data = new TemporaryFolder();
        var port = FreePort.Take();
        await using var hub = await RunningProcess.StartAsync("Entente is up", "up", "--port", $"{port}", "--data", data.Path);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };

        (await http.GetAsync("api/status")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await http.GetAsync("healthz")).StatusCode.ShouldBe(HttpStatusCode.OK);
        http.DefaultRequestHeaders.Authorization = new("Bearer", new LocalToken(SecretStore.Open(data.Path, _ => null)).Value);
        (await http.GetAsync("api/status")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var parked = await EntenteProcess.RunAsync("parked", "--hub", $"http://127.0.0.1:{port}/", "--data", data.Path, "--json");
        parked.ExitCode.ShouldBe(0, parked.All);
    }

    /// <summary>A call as Zendesk signs it: timestamp and body, nothing between.</summary>
    private static async Task<HttpStatusCode> PostAsync(HttpClient http, string path, string? timestamp, string secret)
    {
        const string Body = """{"ticket_id": "35"}""";
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(Body, Encoding.UTF8, "application/json") };
        if (timestamp is not null)
        {
            var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(timestamp + Body));
            request.Headers.Add("X-Zendesk-Webhook-Signature", Convert.ToBase64String(signature));
            request.Headers.Add("X-Zendesk-Webhook-Signature-Timestamp", timestamp);
        }

        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }
}
