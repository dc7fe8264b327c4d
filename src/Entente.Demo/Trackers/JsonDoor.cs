using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Entente.Demo.Trackers;

/// <summary>An answer as it came.</summary>
internal sealed record DoorAnswer(int Status, byte[] Body)
{
    public bool IsOk => Status is >= 200 and < 300;

    /// <summary>The beginning of the body, for a message.</summary>
    public string Excerpt => Encoding.UTF8.GetString(Body.AsSpan(0, Math.Min(Body.Length, 300)));
}

/// <summary>One HTTP interface under one account.</summary>
internal sealed class JsonDoor(HttpMessageInvoker http, Uri root, AuthenticationHeaderValue? authorization)
{
    public static AuthenticationHeaderValue Basic(string user, string token) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{token}")));

    public Task<JsonElement> GetAsync(string path, CancellationToken cancellation) => SendAsync(HttpMethod.Get, path, null, cancellation);

    public Task<JsonElement> PostAsync(string path, JsonNode? body, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, path, body, cancellation);

    public Task<JsonElement> PutAsync(string path, JsonNode body, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Put, path, body, cancellation);

    /// <summary>Answers a body that is no JSON as an undefined element. Throws <see cref="DemoException"/> for a refusal.</summary>
    public async Task<JsonElement> SendAsync(HttpMethod method, string path, JsonNode? body, CancellationToken cancellation)
    {
        using var content = body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        return Read(method, path, await TryAsync(method, path, content, cancellation));
    }

    public async Task<JsonElement> SendContentAsync(string path, HttpContent content, CancellationToken cancellation) =>
        Read(HttpMethod.Post, path, await TryAsync(HttpMethod.Post, path, content, cancellation));

    /// <summary>Any answer is an answer; only silence throws.</summary>
    public async Task<DoorAnswer> TryAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, new Uri(root, path)) { Content = content };
        request.Headers.Authorization = authorization;
        request.Headers.Accept.ParseAdd("application/json");
        if (content is MultipartFormDataContent)
            request.Headers.Add("X-Atlassian-Token", "no-check");
        try
        {
            using var answer = await http.SendAsync(request, cancellation);
            return new DoorAnswer((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(cancellation));
        }
        catch (Exception silence) when (silence is HttpRequestException or IOException
            || (silence is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new SilenceException($"{method} {new Uri(root, path)} got no answer: {silence.Message}", silence);
        }
    }

    /// <summary>Bytes of a file; follows one redirect, as both trackers use it.</summary>
    public async Task<byte[]> BytesAsync(string path, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(root, path));
        request.Headers.Authorization = authorization;
        using var answer = await http.SendAsync(request, cancellation);
        if (answer.Headers.Location is { } elsewhere && (int)answer.StatusCode is >= 300 and < 400)
            return await BytesAsync(new Uri(new Uri(root, path), elsewhere).AbsoluteUri, cancellation);
        return answer.IsSuccessStatusCode
            ? await answer.Content.ReadAsByteArrayAsync(cancellation)
            : throw new DemoException($"GET {path} answered {(int)answer.StatusCode}.");
    }

    private JsonElement Read(HttpMethod method, string path, DoorAnswer answer)
    {
        if (!answer.IsOk)
            throw new DemoException($"{method} {new Uri(root, path)} answered {answer.Status}: {answer.Excerpt}");
        if (answer.Body.Length == 0)
            return default;
        using var document = JsonDocument.Parse(answer.Body);
        return document.RootElement.Clone();
    }
}
