using System.Text.Json;

using Entente.Sandbox.People;

namespace Entente.Sandbox;

/// <summary>One imitated tracker. Single-threaded: the host serialises every call. Knows no clock but the instant it is given.</summary>
public interface IImitation
{
    /// <summary>The product's name in the control API and in folder names of <c>--load</c>: <c>zendesk</c>, <c>jira</c>.</summary>
    string Product { get; }

    /// <summary>What a person sees and does on the product's plain pages.</summary>
    IPeopleDesk Desk { get; }

    /// <summary>Answers one request of the product's REST API. Never throws on bad input: it answers with the vendor's own error.</summary>
    SandboxResponse Handle(SandboxRequest request, DateTimeOffset now);

    /// <summary>Takes the webhooks due at <paramref name="now"/>, in the order in which they became due.</summary>
    IReadOnlyList<OutgoingWebhook> TakeWebhooks(DateTimeOffset now);

    /// <summary>The outcome of a delivery; null stands for a time-out or a refused connection. The vendor's own retry rules apply.</summary>
    void WebhookAnswered(long id, int? status, DateTimeOffset now);

    /// <summary>As above with the wait that the receiver asked for, for vendors that heed it.</summary>
    void WebhookAnswered(long id, int? status, TimeSpan? retryAfter, DateTimeOffset now) => WebhookAnswered(id, status, now);

    /// <summary>Sets horizons and limits (index lag, export delay, rate limits); an unknown name is refused with its reason.</summary>
    string? Configure(JsonElement settings);

    /// <summary>Takes recorded records, one JSON text a line, exactly as the vendor's API returns them.</summary>
    LoadReport Load(IEnumerable<string> lines, DateTimeOffset now);
}
