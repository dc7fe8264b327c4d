using System.Net.Http.Json;
using System.Text.Json;

using Entente.Core.Journal;
using Entente.Node.Api;

using Microsoft.Extensions.Logging;

namespace Entente.Node.Health;

/// <summary>
/// Tells the operator's URL what began, changed or ended: one POST for each, again each minute until it is taken, and not again after that. What
/// was told stands in the journal, and one node a minute tells, so neither a restart nor a second node repeats it. A node that dies between
/// the answer and the note of it does: <c>Entente-Delivery</c> is the same then.
/// </summary>
#pragma warning disable CA1001 // The invoker lives as long as the node.
internal sealed class AlertPosts(HubContext hub, Uri address, HttpMessageInvoker http, ILogger log)
#pragma warning restore CA1001
{
    private const string ToldName = "alerts";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private DateTimeOffset askAgainAt = DateTimeOffset.MinValue;

    /// <summary>Tells what was not told yet, if it is this node's turn.</summary>
    public async Task StepAsync(CancellationToken cancellation)
    {
        if (hub.Now < askAgainAt || (await NewsAsync(cancellation)).News.Count == 0)
            return;
        var turn = await hub.Journal.TakeTokensAsync(new TokenRequest("hub", ToldName, 1, 1), hub.Now, cancellation);
        askAgainAt = turn.AskAgainAt ?? hub.Now + TimeSpan.FromMinutes(1);
        if (turn.Granted == 0)
            return;
        var (told, news) = await NewsAsync(cancellation);
        foreach (var one in news.TakeWhile(_ => !cancellation.IsCancellationRequested))
        {
            if (!await PostAsync(one, cancellation))
                return;
            if (one.IsOver)
                told.Remove(one.Alert.Id);
            else
                told[one.Alert.Id] = one.Alert;
            await hub.Journal.WriteValueAsync(ToldName, JsonSerializer.Serialize(told, HubApi.Json), cancellation);
        }
    }

    private async Task<(SortedDictionary<string, Alert> Told, IReadOnlyList<AlertNews> News)> NewsAsync(CancellationToken cancellation)
    {
        var told = await hub.Journal.ReadValueAsync(ToldName, cancellation) is { } text
            ? new SortedDictionary<string, Alert>(JsonSerializer.Deserialize<Dictionary<string, Alert>>(text, HubApi.Json)!, StringComparer.Ordinal)
            : new SortedDictionary<string, Alert>(StringComparer.Ordinal);
        var all = hub.Alerts.All;
        var news = all.Where(alert => !told.TryGetValue(alert.Id, out var known) || known.State != alert.State)
            .Select(alert => new AlertNews(alert, IsOver: false))
            .Concat(told.Values.Where(known => all.All(alert => alert.Id != known.Id)).Select(known => new AlertNews(known, IsOver: true)));
        return (told, [.. news]);
    }

    private async Task<bool> PostAsync(AlertNews news, CancellationToken cancellation)
    {
        using var clock = new CancellationTokenSource(Patience, hub.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = JsonContent.Create(
                new { state = news.IsOver ? "ended" : "active", at = hub.Now, hub = hub.Book.Accord.Title, node = hub.Node, alert = news.Alert },
                options: HubApi.Json),
        };
        request.Headers.Add("Entente-Delivery", $"{news.Alert.Id}|{news.Alert.State}|{(news.IsOver ? "ended" : "active")}");
        try
        {
            using var answer = await http.SendAsync(request, both.Token);
            if (answer.IsSuccessStatusCode)
                return true;
            log.LogWarning("The alert URL answered {Status} to {Alert}; tried again in a minute", (int)answer.StatusCode, news.Alert.Id);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            log.LogWarning("The alert URL could not be told of {Alert} ({Failure}); tried again in a minute", news.Alert.Id, failure.Message);
        }

        return false;
    }

    private sealed record AlertNews(Alert Alert, bool IsOver);
}
