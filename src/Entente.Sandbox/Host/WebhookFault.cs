namespace Entente.Sandbox.Host;

/// <summary>What happens to webhooks on their way.</summary>
public enum WebhookMode
{
    Normal,

    /// <summary>Never sent, though the sender believes they arrived.</summary>
    Drop,

    /// <summary>Sent twice.</summary>
    Duplicate,

    /// <summary>Gathered, then sent last first.</summary>
    Reverse,

    /// <summary>Sent later.</summary>
    Delay,
}

/// <summary>The present mode, for how many webhooks, and with which delay.</summary>
internal sealed class WebhookFault
{
    private readonly Lock gate = new();

    private WebhookMode mode;

    private int? left;

    private TimeSpan delay;

    public void Set(WebhookMode next, int? count, TimeSpan wait)
    {
        lock (gate)
            (mode, left, delay) = (next, count, wait);
    }

    /// <summary>The mode that the next webhook meets; with a count, the mode ends after so many.</summary>
    public (WebhookMode Mode, TimeSpan Delay) Take()
    {
        lock (gate)
        {
            if (left is { } remaining)
            {
                if (remaining <= 0)
                    mode = WebhookMode.Normal;
                left = remaining - 1;
            }
            return (mode, delay);
        }
    }

    public (WebhookMode Mode, int? Left, TimeSpan Delay) Show()
    {
        lock (gate)
            return (left <= 0 ? WebhookMode.Normal : mode, left, delay);
    }
}
