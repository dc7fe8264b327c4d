namespace Entente.Core.Journal;

/// <summary>The acts that an audit log knows.</summary>
public static class AuditActs
{
    /// <summary>On: the number of the newest checkpoint at that moment, as <c>checkpoint N</c>.</summary>
    public const string NodeStarted = "node.started";

    /// <summary>On: <see cref="Complete"/> where a last checkpoint followed that names all that was written.</summary>
    public const string NodeStopped = "node.stopped";

    public const string Complete = "complete";

    /// <summary>On: <c>epoch N</c>. The first start after a restore; its checkpoints begin anew.</summary>
    public const string Restored = "hub.restored";

    public const string SecretSet = "secret.set";

    /// <summary>A stored secret was found to be another than when the node stopped: <c>entente secret</c> without a running hub.</summary>
    public const string SecretChanged = "secret.changed";

    public const string TokenRefused = "token.refused";
    public const string Connect = "twin.connect";
    public const string Disconnect = "twin.disconnect";
    public const string Backfill = "link.backfill";
    public const string Pause = "link.pause";
    public const string Drain = "link.drain";
    public const string Resume = "link.resume";

    /// <summary>A drain that ended by itself.</summary>
    public const string Drained = "link.drained";

    public const string Retry = "parked.retry";
    public const string Skip = "parked.skip";
    public const string AccordApplied = "accord.applied";
    public const string AccordRolledBack = "accord.rolled-back";
    public const string Undo = "ticket.undo";

    /// <summary>On: <c>TICKET/N</c>, the entry whose payload was erased.</summary>
    public const string Erased = "payload.erased";
}
