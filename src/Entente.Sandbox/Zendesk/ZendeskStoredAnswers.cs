using System.Text.Json.Nodes;

namespace Entente.Sandbox.Zendesk;

/// <summary>The first answer to a creation with an <c>Idempotency-Key</c>.</summary>
internal sealed record ZendeskStoredAnswer(JsonObject Body, SandboxResponse Response, DateTimeOffset At);

/// <summary>
/// <c>Idempotency-Key</c> on the creation of tickets: the first answer is kept for two hours and given again (<c>x-idempotency-lookup: hit</c>);
/// the same key with other parameters is refused. A refusal is not kept. The key counts for the whole account.
/// </summary>
internal static class ZendeskStoredAnswers
{
    private const int MaxKeyCharacters = 255;

    public static SandboxResponse Once(ZendeskExchange exchange, Func<ZendeskExchange, SandboxResponse> create)
    {
        if (exchange.Header("Idempotency-Key") is not { Length: > 0 } key)
            return create(exchange);
        if (key.Length > MaxKeyCharacters)
            throw ZendeskErrors.Named(400, "IdempotentRequestError", $"Idempotency key exceeds the maximum length of {MaxKeyCharacters} characters");
        var kept = exchange.Account.StoredAnswers;
        if (kept.TryGetValue(key, out var stored) && exchange.ExactNow - stored.At < exchange.Account.Settings.IdempotencyLife)
        {
            if (!JsonNode.DeepEquals(stored.Body, exchange.Body))
                throw ZendeskErrors.Named(400, "IdempotentRequestError",
                    "Idempotent requests can only be retried with the same parameters as the original request");
            return stored.Response with { Headers = [.. stored.Response.Headers.Where(header => header.Key != Lookup), new(Lookup, "hit")] };
        }
        exchange.Headers.Add(new(Lookup, "miss"));
        var response = create(exchange);
        kept[key] = new ZendeskStoredAnswer((JsonObject)exchange.Body.DeepClone(), response, exchange.ExactNow);
        return response;
    }

    private const string Lookup = "x-idempotency-lookup";
}
