using System.Text.Json;

using Entente.Sandbox.People;

namespace Entente.Sandbox.Zendesk;

/// <summary>
/// Zendesk Support's ticketing API v2, written from the vendor's documentation and recorded answers. State is in memory; ids count up;
/// the same requests at the same instants meet the same answers.
/// </summary>
public sealed class ZendeskImitation : IImitation
{
    private readonly ZendeskAccount account;

    /// <param name="start">When the account was founded; its seeded people carry this time.</param>
    public ZendeskImitation(DateTimeOffset start)
    {
        account = new ZendeskAccount(start);
        Desk = new ZendeskDesk(account);
    }

    public string Product => "zendesk";

    public IPeopleDesk Desk { get; }

    public SandboxResponse Handle(SandboxRequest request, DateTimeOffset now)
    {
        var exchange = new ZendeskExchange(request, account, now);
        account.Root = request.BaseAddress;
        try
        {
            exchange.Caller = ZendeskSignIn.Caller(exchange);
            account.Limits.CountCall(exchange);
            return Complete(exchange, Answer(exchange));
        }
        catch (ZendeskRefusal refusal)
        {
            return Complete(exchange, refusal.Response);
        }
    }

    public IReadOnlyList<OutgoingWebhook> TakeWebhooks(DateTimeOffset now) => account.Webhooks.Take(now);

    public void WebhookAnswered(long id, int? status, DateTimeOffset now) => account.Webhooks.Answered(id, status, null, now);

    public void WebhookAnswered(long id, int? status, TimeSpan? retryAfter, DateTimeOffset now) =>
        account.Webhooks.Answered(id, status, retryAfter, now);

    public string? Configure(JsonElement settings) => account.Settings.Configure(settings);

    public LoadReport Load(IEnumerable<string> lines, DateTimeOffset now) => new ZendeskLoad(account, now).Take(lines);

    private static SandboxResponse Answer(ZendeskExchange exchange)
    {
        if (ZendeskRoutes.Find(exchange.Request.Method, exchange.Request.Path) is not { } found)
            throw exchange.Caller is null ? ZendeskErrors.Unauthorised() : ZendeskErrors.InvalidEndpoint();
        if (exchange.Caller is null && !found.Route.IsOpen)
            throw ZendeskErrors.Unauthorised();
        exchange.Arguments = found.Arguments;
        return found.Route.Answer(exchange);
    }

    /// <summary>Adds the headers that every answer has; what a refusal says of itself comes first.</summary>
    private static SandboxResponse Complete(ZendeskExchange exchange, SandboxResponse response)
    {
        var headers = new List<KeyValuePair<string, string>>(response.Headers);
        headers.AddRange(exchange.Headers.Where(header => !headers.Exists(known => known.Key == header.Key)));
        headers.Add(new("X-Zendesk-Api-Version", "v2"));
        if (exchange.Caller is { } caller)
            headers.Add(new("X-Zendesk-User-Id", $"{caller.Id}"));
        if (exchange.Dropped.Count > 0)
            headers.Add(new("X-Zendesk-API-Warn",
                $"Removed restricted keys [{string.Join(", ", exchange.Dropped.Distinct().Select(Quoted))}] from parameters according to whitelist"));
        return response with { Headers = headers };
    }

    /// <summary>A key as a header can carry it.</summary>
    private static string Quoted(string key) =>
        $"\"{new string([.. key.Where(character => character is > ' ' and < '\u007f' and not '"').Take(60)])}\"";
}
