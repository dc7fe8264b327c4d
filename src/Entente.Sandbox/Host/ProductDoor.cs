using System.Net;
using System.Text;

using Entente.Sandbox.People;

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Entente.Sandbox.Host;

/// <summary>Carries requests from Kestrel to one imitation and its answers back, through the faults that were asked for.</summary>
internal sealed class ProductDoor(ProductStage stage, SandboxOptions options, CancellationToken stopping)
{
    private const int LoggedBodyCharacters = 4096;

    private readonly PeoplePages pages = new(stage);

    public async Task AnswerAsync(HttpContext context)
    {
        var started = stage.Clock.Inner.GetTimestamp();
        if (await ReadAsync(context) is not { } request)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }
        if (pages.Takes(request))
        {
            await WriteAsync(context, pages.Answer(request));
            return;
        }
        var fault = stage.Faults.Pick(request.Method, request.Path);
        if (stage.Latency > TimeSpan.Zero)
            await Task.Delay(stage.Latency, stage.Clock.Inner, stopping);
        var response = fault is null
            ? stage.Handle(request)
            : await new FaultPlay(stage, stopping).PlayAsync(fault, request, context.RequestAborted);
        Log(request, response?.Status ?? 0, fault, stage.Clock.Inner.GetElapsedTime(started));
        if (response is null)
            context.Abort();
        else
            await WriteAsync(context, response);
    }

    /// <summary>The request as the imitation sees it; null where its body is too large.</summary>
    private async Task<SandboxRequest?> ReadAsync(HttpContext context)
    {
        var from = context.Request;
        if (from.ContentLength > options.MaxBodyBytes)
            return null;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = options.MaxBodyBytes;
        using var body = new MemoryStream();
        try
        {
            await from.Body.CopyToAsync(body, context.RequestAborted);
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
        var headers = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in from.Headers)
            headers[name] = values.ToString();
        var query = from.QueryString.Value?.TrimStart('?') ?? "";
        return new SandboxRequest(from.Method.ToUpperInvariant(), from.Path.Value ?? "/", query, headers, body.ToArray())
        {
            BaseAddress = new Uri($"{from.Scheme}://{from.Host}/"),
        };
    }

    private static async Task WriteAsync(HttpContext context, SandboxResponse response)
    {
        context.Response.StatusCode = response.Status;
        foreach (var (name, value) in response.Headers)
            context.Response.Headers.Append(name, value);
        if (response.Status is 204 or 304)
            return;
        context.Response.ContentLength = response.Body.Length;
        if (context.Request.Method != HttpMethod.Head.Method)
            await context.Response.Body.WriteAsync(response.Body, context.RequestAborted);
    }

    private void Log(SandboxRequest request, int status, SandboxFault? fault, TimeSpan took) =>
        stage.Requests.Add(n => new LoggedRequest(n, stage.Clock.Now, request.Method, request.Path, request.Query, status, took.TotalMilliseconds)
        {
            Caller = Caller(request),
            Fault = fault?.Kind.ToString(),
            Body = stage.LogsBodies ? Begin(request.Body) : null,
        });

    private static string Begin(byte[] body) => Encoding.UTF8.GetString(body, 0, Math.Min(body.Length, LoggedBodyCharacters));

    /// <summary>The user in front of the colon, or <c>bearer</c>; the secret part is never kept.</summary>
    private static string? Caller(SandboxRequest request)
    {
        if (!request.Headers.TryGetValue("Authorization", out var header))
            return null;
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
            return header.Split(' ')[0].ToLowerInvariant();
        var bytes = new byte[header.Length];
        return Convert.TryFromBase64String(header["Basic ".Length..].Trim(), bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length).Split(':')[0]
            : "malformed";
    }
}

/// <summary>Only this machine may speak to the sandbox, also when a page in its browser was led here under another name.</summary>
internal static class LoopbackGuard
{
    public static bool Allows(HttpRequest request)
    {
        if (!IsLoopback(request.Host.Host))
            return false;
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || origin == $"{request.Scheme}://{request.Host}";
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
