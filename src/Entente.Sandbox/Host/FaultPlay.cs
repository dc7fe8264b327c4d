using System.Globalization;
using System.Text;

namespace Entente.Sandbox.Host;

/// <summary>Plays one request as its fault demands. A null answer means that the connection is to be cut.</summary>
internal sealed class FaultPlay(ProductStage stage, CancellationToken stopping)
{
    /// <summary>Longest hold where neither the client gives up nor the fault names a delay.</summary>
    private static readonly TimeSpan LongestHold = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan DefaultLateness = TimeSpan.FromSeconds(5);

    public async Task<SandboxResponse?> PlayAsync(SandboxFault fault, SandboxRequest request, CancellationToken clientGone)
    {
        switch (fault.Kind)
        {
            case SandboxFaultKind.TimeoutAfterApply:
                stage.Handle(request);
                await HoldAsync(fault.Delay ?? LongestHold, clientGone);
                return null;
            case SandboxFaultKind.TimeoutBeforeApply:
                await HoldAsync(fault.Delay ?? LongestHold, clientGone);
                return null;
            case SandboxFaultKind.ApplyLate:
                await HoldAsync(fault.Delay ?? DefaultLateness, CancellationToken.None);
                stage.Handle(request);
                return null;
            case SandboxFaultKind.ErrorAfterApply:
                stage.Handle(request);
                return Error(fault, 503);
            case SandboxFaultKind.ErrorBeforeApply:
                return Error(fault, 500);
            case SandboxFaultKind.RateLimit:
                return TooMany(fault);
            case SandboxFaultKind.RefuseConnection:
                return null;
            case SandboxFaultKind.TruncateBody:
                var whole = stage.Handle(request);
                return whole with { Body = whole.Body[..(whole.Body.Length / 2)] };
            case SandboxFaultKind.EmptyBody:
                return stage.Handle(request) with { Body = [] };
            case SandboxFaultKind.HtmlLogin:
                return Login(fault);
            case SandboxFaultKind.ApplyTwice:
                stage.Handle(request);
                return stage.Handle(request);
            case SandboxFaultKind.Latency:
                await HoldAsync(fault.Delay ?? TimeSpan.Zero, clientGone);
                return stage.Handle(request);
            default:
                throw new InvalidOperationException($"Unknown fault {fault.Kind}");
        }
    }

    private async Task HoldAsync(TimeSpan time, CancellationToken clientGone)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(clientGone, stopping);
        try
        {
            await Task.Delay(time, stage.Clock.Inner, either.Token);
        }
        catch (OperationCanceledException)
        {
            // The client gave up, or the host goes down: either ends the hold.
        }
    }

    private static SandboxResponse Error(SandboxFault fault, int status) =>
        Text(fault.Status ?? status, "text/plain", fault.Body ?? "A fault was asked for");

    private SandboxResponse TooMany(SandboxFault fault)
    {
        var headers = new List<KeyValuePair<string, string>> { new("Content-Type", "application/json; charset=utf-8") };
        if (RetryAfter(fault.RetryAfter ?? "1") is { } value)
            headers.Add(new("Retry-After", value));
        return new SandboxResponse(fault.Status ?? 429, headers, Encoding.UTF8.GetBytes(fault.Body ?? "{\"error\":\"TooManyRequests\"}"));
    }

    private string? RetryAfter(string form)
    {
        if (form == "missing")
            return null;
        var parts = form.Split(':', 2);
        if (parts[0] != "date")
            return form;
        var isNamed = int.TryParse(parts[^1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var named);
        var seconds = isNamed ? named : 5;
        return stage.Clock.Now.AddSeconds(seconds).ToString("R", CultureInfo.InvariantCulture);
    }

    private static SandboxResponse Login(SandboxFault fault)
    {
        var page = fault.Body ?? "<!doctype html><title>Sign in</title><form><label>Password <input type=\"password\"></label></form>";
        return Text(fault.Status ?? 200, "text/html", page);
    }

    private static SandboxResponse Text(int status, string type, string body) =>
        new(status, [new("Content-Type", $"{type}; charset=utf-8")], Encoding.UTF8.GetBytes(body));
}
