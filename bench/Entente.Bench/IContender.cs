using Entente.Core.Tickets;

namespace Entente.Bench;

/// <summary>What keeps two trackers together: the hub, or the relay that it is measured against.</summary>
internal interface IContender : IAsyncDisposable
{
    /// <summary>Called with the source ticket's native id once a change of it is written at the target and that is durable.</summary>
    Action<string> Confirmed { get; set; }

    /// <summary>Takes a webhook of the source tracker; ends when the hint is accepted.</summary>
    Task TakeAsync(WebhookCall hint, CancellationToken cancellation);

    /// <summary>Ends when nothing is left to do for the hints taken so far.</summary>
    Task SettledAsync(CancellationToken cancellation);

    /// <summary>Native id at the target of a source ticket's twin.</summary>
    string TwinOf(string nativeId);

    /// <summary>What else it counted, by name, since it was started.</summary>
    IReadOnlyDictionary<string, long> Counts { get; }
}
