using System.Text;

using Entente.Core.Tickets;

namespace Entente.Bench.Http;

/// <summary>Speaks to one tracker of the target process over HTTP, with JSON both ways; hub and relay use it alike.</summary>
internal sealed class HttpConnector(HttpMessageInvoker http, Uri root, string connection, string product) : BenchConnector(product)
{
    private const string MarkerHeader = "X-Effect";

    private static readonly SortedDictionary<string, string> JsonHeaders =
        new(StringComparer.Ordinal) { ["Content-Type"] = "application/json" };

    public override async Task<TicketRead> ReadAsync(string nativeId, TicketSnapshot? known, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(root, $"{connection}/tickets/{nativeId}"));
        return TicketText.Read(await SendAsync(request, cancellation));
    }

    public override Task<PreparedCall> PrepareAsync(EffectCall effect, CancellationToken cancellation) => Task.FromResult(effect.Step.Kind switch
    {
        WriteKind.Create =>
            new PreparedCall("POST", $"{connection}/tickets", JsonHeaders, Encoding.UTF8.GetBytes(ValueJson.Write(effect.Step.Fields))),
        WriteKind.AddComment => new PreparedCall(
            "POST", $"{connection}/tickets/{effect.NativeId}/comments", JsonHeaders, Encoding.UTF8.GetBytes(effect.Step.Comment!.Body.ToJson())),
        _ => new PreparedCall(
            "PUT", $"{connection}/tickets/{effect.NativeId}", JsonHeaders, Encoding.UTF8.GetBytes(ValueJson.Write(effect.Step.Fields))),
    });

    public override async Task<WriteResult> SendAsync(EffectCall effect, PreparedCall call, CancellationToken cancellation)
    {
        using var request =
            new HttpRequestMessage(HttpMethod.Parse(call.Method), new Uri(root, call.Path)) { Content = new ByteArrayContent(call.Body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        request.Headers.TryAddWithoutValidation(MarkerHeader, effect.EffectId);
        var stored = TicketText.Read(await SendAsync(request, cancellation)).Snapshot;
        return new WriteResult
        {
            NativeId = stored.NativeId,
            ItemId = effect.Step.Kind == WriteKind.AddComment ? stored.Comments[^1].NativeId : null,
            Stored = effect.Step.Kind == WriteKind.Update ? stored : null,
        };
    }

    private async Task<byte[]> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        using var answer = await http.SendAsync(request, cancellation);
        var body = await answer.Content.ReadAsByteArrayAsync(cancellation);
        return answer.IsSuccessStatusCode
            ? body
            : throw new ConnectorException(FailureKind.NotSent, "bench.unavailable", "The target takes nothing just now.");
    }
}
