using Entente.Core.Journal;
using Entente.Core.Tickets;
using Entente.Node.Tickets;

namespace Entente.Node.Intake;

/// <summary>
/// A webhook is a hint: verified on its raw bytes, stored, answered. No tracker is called here; the ticket's owner reads what really happened.
/// </summary>
public sealed class WebhookIntake(HubContext hub)
{
    /// <summary>The largest body taken: a hint names a ticket, it does not carry one.</summary>
    public const int MaxBodyBytes = 2 * 1024 * 1024;

    /// <summary>
    /// Stores the hints of one call. Answers 200 once they are durable (Invariant 1), 401 for what is not genuine; nothing of that is kept but the
    /// count.
    /// </summary>
    public async Task<WebhookAnswer> TakeAsync(string connection, WebhookCall call, CancellationToken cancellation)
    {
        if (!hub.Connectors.TryGetValue(connection, out var connector))
            return new WebhookAnswer(404, "unknown connection");
        var reading = connector.ReadWebhook(call);
        if (reading.Refusal is { } refusal)
        {
            hub.Counters.CountRefusedWebhook(connection);
            return new WebhookAnswer(401, refusal);
        }

        hub.Counters.CountWebhook(connection);
        for (var i = 0; i < reading.Hits.Count; i++)
        {
            var hit = reading.Hits[i];
            var notice = Notices.Of(hub, connection, hit, $"webhook:{reading.DeliveryId}:{i}", hit.ByHub ? NoticeSource.Own : NoticeSource.Webhook);
            await hub.Journal.NoticeAsync(notice with { ReceivedAt = call.ReceivedAt }, cancellation);
        }

        hub.Wake.Set();
        return new WebhookAnswer(200, "stored");
    }
}

/// <summary>An HTTP status and a word for the tracker's delivery log; never a reason that would help a forger.</summary>
public sealed record WebhookAnswer(int Status, string Text);

/// <summary>Makes notices.</summary>
internal static class Notices
{
    public static Notice Of(HubContext hub, string connection, PollHit hit, string delivery, string source)
    {
        var address = new TicketAddress(Ids.Ticket(connection, hit.NativeId), hub.Connections[connection].Party, connection);
        return new Notice(address, hit.NativeId, delivery, source, hit.Revision, hub.Now);
    }
}
