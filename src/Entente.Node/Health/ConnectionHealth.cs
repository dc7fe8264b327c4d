namespace Entente.Node.Health;

/// <summary>
/// The health of one connection as calls, polls and webhooks tell it. Every call to a tracker tells, so telling what is known already costs a
/// comparison. What a change of it is worth keeping is stored soon after by <see cref="HealthLoop"/>.
/// </summary>
public sealed class ConnectionHealth
{
    private readonly Lock gate = new();
    private HealthRecord now = HealthRecord.Unknown;
    private bool isRefusedToPoll;
    private bool isNews;

    /// <summary>What is known now.</summary>
    public HealthRecord Now
    {
        get
        {
            lock (gate)
                return now;
        }
    }

    /// <summary>The tracker gave an answer that shows it at work.</summary>
    public void Worked(DateTimeOffset at)
    {
        lock (gate)
        {
            if (isRefusedToPoll)
                return; // some trackers answer 200 to a credential that they do not accept, and show nothing
            isNews |= now.Open is not null || now.LastWorked is null;
            now = now.Worked(at);
        }
    }

    public void Failed(DateTimeOffset at, OutageReason reason)
    {
        lock (gate)
        {
            var before = now.Open;
            now = now.Failed(at, reason);
            isNews |= now.Open != before;
        }
    }

    public void Limited(DateTimeOffset at, DateTimeOffset? until)
    {
        lock (gate)
            now = now.Limited(at, until);
    }

    /// <summary>A poll went through to its end: whatever else was said, the credential works.</summary>
    public void Polled(DateTimeOffset at)
    {
        lock (gate)
            isRefusedToPoll = false;
        Worked(at);
    }

    /// <summary>A poll was told that the credential is not accepted.</summary>
    public void RefusedPoll(DateTimeOffset at)
    {
        lock (gate)
            isRefusedToPoll = true;
        Failed(at, OutageReason.Credential);
    }

    /// <summary>The connection was given a new secret: what the old one met says nothing any more.</summary>
    public void Renewed()
    {
        lock (gate)
            isRefusedToPoll = false;
    }

    public void HadWebhook(DateTimeOffset at)
    {
        lock (gate)
            now = now.HadWebhook(at);
    }

    /// <summary>A poll found a change that no webhook had told.</summary>
    public void Repaired()
    {
        lock (gate)
            now = now with { RepairsSince = now.RepairsSince + 1 };
    }

    /// <summary>True once after an outage began or ended.</summary>
    internal bool TakeNews()
    {
        lock (gate)
            return (isNews, isNews = false).Item1;
    }

    internal HealthRecord Merge(HealthRecord stored, DateTimeOffset at)
    {
        lock (gate)
            return now = now.With(stored, at);
    }
}
