using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

using Microsoft.AspNetCore.Http;

namespace Entente.Node.Pages.Live;

/// <summary>Server-sent events that say "read again", never what: a page has one way to be rendered.</summary>
internal static class LiveStream
{
    private const int MaxListeners = 64; // a browser opens one per page; more is not a person

    /// <param name="caseId">Only changes of this case; empty for all.</param>
    /// <param name="stopping">Ends every stream when the node stops, so that stopping does not wait for browsers.</param>
    public static IResult Answer(HubContext hub, string caseId, CancellationToken stopping) =>
        hub.Changes.Listeners >= MaxListeners
            ? Results.Problem($"More than {MaxListeners} pages are open: close some.", statusCode: StatusCodes.Status503ServiceUnavailable)
            : TypedResults.ServerSentEvents(EventsAsync(hub, caseId, stopping, default));

    private static async IAsyncEnumerable<SseItem<string>> EventsAsync(
        HubContext hub, string caseId, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellation);
        yield return new SseItem<string>("", "hello");
        await using var changes = hub.Changes.ListenAsync(either.Token).GetAsyncEnumerator(either.Token);
        while (await MoveAsync(changes))
            if (caseId.Length == 0 || changes.Current == caseId)
                yield return new SseItem<string>("", "change");
    }

    private static async Task<bool> MoveAsync(IAsyncEnumerator<string> changes)
    {
        try
        {
            return await changes.MoveNextAsync();
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
