using Entente.Cel;
using Entente.Core.Tickets;

namespace Entente.Simulation.Tests.Planted;

/// <summary>A connector that passes everything on; planted bugs override what they spoil.</summary>
internal class ConnectorShell(IConnector inner) : IConnector
{
    public ConnectorTraits Traits => inner.Traits;

    public TicketSchema Schema => inner.Schema;

    protected IConnector Inner => inner;

    public Task<CheckReport> CheckAsync(CancellationToken cancellation) => inner.CheckAsync(cancellation);

    public Task<TicketSchema> CatalogueAsync(CancellationToken cancellation) => inner.CatalogueAsync(cancellation);

    public virtual Task<TicketRead> ReadAsync(string nativeId, TicketSnapshot? known, CancellationToken cancellation) =>
        inner.ReadAsync(nativeId, known, cancellation);

    public IReadOnlyList<WriteStep> Split(TicketWrite write, TicketSnapshot? current) => inner.Split(write, current);

    public virtual bool Holds(string field, CelValue current, CelValue wanted) => inner.Holds(field, current, wanted);

    public virtual Task<PreparedCall> PrepareAsync(EffectCall effect, CancellationToken cancellation) => inner.PrepareAsync(effect, cancellation);

    public virtual Task<WriteResult> SendAsync(EffectCall effect, PreparedCall call, CancellationToken cancellation) =>
        inner.SendAsync(effect, call, cancellation);

    public virtual Task<ProbeOutcome> ProbeAsync(EffectCall effect, PreparedCall call, DateTimeOffset sentAt, CancellationToken cancellation) =>
        inner.ProbeAsync(effect, call, sentAt, cancellation);

    public Task<ProbeOutcome> RecallAsync(RecallQuery query, CancellationToken cancellation) => inner.RecallAsync(query, cancellation);

    public string PollFrom(DateTimeOffset since) => inner.PollFrom(since);

    public virtual Task<PollPage> PollAsync(string? cursor, CancellationToken cancellation) => inner.PollAsync(cursor, cancellation);

    public virtual Task<Stream> OpenAttachmentAsync(TicketAttachment attachment, CancellationToken cancellation) =>
        inner.OpenAttachmentAsync(attachment, cancellation);

    public WebhookReading ReadWebhook(WebhookCall call) => inner.ReadWebhook(call);
}
