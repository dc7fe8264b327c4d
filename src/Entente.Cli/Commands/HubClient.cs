using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;

using Entente.Cli.Output;
using Entente.Node.Access;

namespace Entente.Cli.Commands;

/// <summary>Asks a running hub, with <c>ENTENTE_TOKEN</c> or the data folder's local token.</summary>
internal sealed class HubClient : IDisposable
{
#pragma warning disable RS0030 // The command line is a host: this is its one client.
    private readonly HttpClient http = new();
#pragma warning restore RS0030

    public HubClient(Uri hub, DirectoryInfo data)
    {
        http.BaseAddress = hub;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token(data));
    }

    public Task<JsonDocument> GetAsync(string path, CancellationToken cancellation) => SendAsync(HttpMethod.Get, path, null, cancellation);

    /// <param name="body">Sent as JSON; null for none.</param>
    public async Task<JsonDocument> PostAsync(string path, object? body, CancellationToken cancellation)
    {
        using var content = body is null ? null : JsonContent.Create(body, body.GetType());
        return await SendAsync(HttpMethod.Post, path, content, cancellation);
    }

    public Task<JsonDocument> PutAsync(string path, HttpContent body, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Put, path, body, cancellation);

    /// <summary>The lines of an answer, each as it comes; hanging up ends the work at the hub.</summary>
    /// <param name="body">Sent as JSON.</param>
    public async IAsyncEnumerable<JsonElement> StreamAsync(string path, object body, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, body.GetType()) };
        using var answer = await AskAsync(request, cancellation);
        if (!answer.IsSuccessStatusCode)
            throw Refused(answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellation));
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellation);
        using var lines = new StreamReader(stream);
        while (await lines.ReadLineAsync(cancellation) is { } line)
            using (var document = JsonDocument.Parse(line))
                yield return document.RootElement.Clone();
    }

    public void Dispose() => http.Dispose();

    /// <summary>The token for a hub: <c>ENTENTE_TOKEN</c>, else the local one of its data folder.</summary>
    public static string Token(DirectoryInfo data) => Environment.GetEnvironmentVariable("ENTENTE_TOKEN") is { Length: > 0 } given
        ? given
        : data.Exists
            ? new LocalToken(SecretStore.Open(data.FullName, Environment.GetEnvironmentVariable)).Value
            : throw new UserException(
                ExitCode.Input, $"There is no data folder '{data.FullName}'. Name the hub's with --data, or set ENTENTE_TOKEN.");

    private async Task<JsonDocument> SendAsync(HttpMethod method, string path, HttpContent? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        using var answer = await AskAsync(request, cancellation);
        var text = await answer.Content.ReadAsStringAsync(cancellation);
        return answer.IsSuccessStatusCode ? JsonDocument.Parse(text) : throw Refused(answer.StatusCode, text);
    }

    private async Task<HttpResponseMessage> AskAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        }
        catch (HttpRequestException failure)
        {
            throw new UserException(
                ExitCode.Environment, $"No hub answers at {http.BaseAddress}: {failure.Message} Start one with: entente up.", failure);
        }
    }

    private static UserException Refused(HttpStatusCode status, string text)
    {
        var detail = text.StartsWith('{') && JsonDocument.Parse(text).RootElement.TryGetProperty("detail", out var said) ? said.GetString() : text;
        var isInput = status is HttpStatusCode.NotFound or HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest;
        return new UserException(isInput ? ExitCode.Input : ExitCode.Failed, detail ?? $"The hub answered {(int)status}.");
    }
}
