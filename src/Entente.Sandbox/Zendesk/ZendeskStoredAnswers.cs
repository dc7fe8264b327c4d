using System.Text.Json.Nodes;

namespace Entente.Sandbox.Zendesk;

/// <summary>
/// <c>Idempotency-Key</c> on the creation of tickets: the first answer is kept for two hours and given again (<c>x-idempotency-lookup: hit</c>);
/// the same key with other parameters is refused. A refusal is not kept. The key counts for the whole account.
/// </summary>
internal sealed class ZendeskStoredAnswers(ZendeskSettings settings)
{
    private const int MaxKeyCharacters = 255;

    private const string Lookup = "x-idempotency-lookup";

    private readonly SortedDictionary<string, Stored> answers = new(StringComparer.Ordinal);

    /// <summary>Keys in the order of their first use, so that old ones go.</summary>
    private readonly Queue<(string Key, DateTimeOffset At)> order = [];

    public SandboxResponse Once(ZendeskExchange exchange, Func<ZendeskExchange, SandboxResponse> create)
    {
        if (exchange.Header("Idempotency-Key") is not { Length: > 0 } key)
            return create(exchange);
        if (key.Length > MaxKeyCharacters)
            throw Refused($"Idempotency key exceeds the maximum length of {MaxKeyCharacters} characters");
        Forget(exchange.ExactNow);
        if (answers.TryGetValue(key, out var stored))
            return Again(exchange, stored);
        exchange.Headers.Add(new(Lookup, "miss"));
        var response = create(exchange);
        answers[key] = new Stored((JsonObject)exchange.Body.DeepClone(), response);
        order.Enqueue((key, exchange.ExactNow));
        return response;
    }

    private static SandboxResponse Again(ZendeskExchange exchange, Stored stored) => JsonNode.DeepEquals(stored.Body, exchange.Body)
        ? stored.Response with { Headers = [.. stored.Response.Headers.Where(header => header.Key != Lookup), new(Lookup, "hit")] }
        : throw Refused("Idempotent requests can only be retried with the same parameters as the original request");

    private void Forget(DateTimeOffset now)
    {
        while (order.TryPeek(out var oldest) && now - oldest.At >= settings.IdempotencyLife)
            answers.Remove(order.Dequeue().Key);
    }

    private static ZendeskRefusal Refused(string description) => ZendeskErrors.Named(400, "IdempotentRequestError", description);

    /// <summary>The first answer to a key, and the parameters that it answered.</summary>
    private sealed record Stored(JsonObject Body, SandboxResponse Response);
}
