using System.Collections.Concurrent;
using System.Net;

using Entente.Cel;
using Entente.Core.Tickets;

using Microsoft.AspNetCore.Http;

namespace Entente.Bench.Http;

/// <summary>
/// Two trackers and their people: every ticket gets its next change once its last one is seen at its twin. The field <c>region</c> tells a twin's
/// ticket.
/// </summary>
internal sealed class TargetWorld
{
    private static readonly HttpMessageInvoker Hooks =
        new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, MaxConnectionsPerServer = 1024 });

    private readonly Load load;
    private readonly TimeProvider time;
    private readonly MemoryTracker source;
    private readonly MemoryTracker target;
    private readonly List<string> tickets = [];
    private readonly ConcurrentDictionary<string, string> twins = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<long>> waiting = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<double> latencies = [];
    private readonly ConcurrentBag<double> hooks = [];
    private readonly HashSet<string> poisoned = new(StringComparer.Ordinal);
    private int begun;
    private bool isPoisoning;

    public TargetWorld(Load load, TimeProvider time)
    {
        this.load = load;
        this.time = time;
        source = new MemoryTracker("zd", time);
        target = new MemoryTracker("jr", time);
    }

    public MemoryTracker this[string tracker] => tracker == "zd" ? source : target;

    /// <summary>Answers with a ticket after the delay; what a poisoned twin is asked to change is refused.</summary>
    public async Task AnswerAsync(HttpContext context, Func<TicketRead?> act)
    {
        if (load.Delay > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(load.Delay), time, context.RequestAborted);
        if (act() is not { } ticket)
        {
            context.Response.StatusCode = 503;
            return;
        }

        context.Response.ContentType = "application/json";
        var body = TicketText.Write(ticket);
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    public TicketRead Made(string tracker, IReadOnlyDictionary<string, CelValue> fields, string marker)
    {
        var id = this[tracker].Create(fields, marker);
        var ticket = fields["region"].AsString();
        twins[ticket] = id;
        Seen(ticket);
        return this[tracker][id];
    }

    public TicketRead? Written(string tracker, string id, IReadOnlyDictionary<string, CelValue> fields, string marker)
    {
        var ticket = this[tracker][id].Snapshot.Fields["region"].AsString();
        if (isPoisoning && poisoned.Contains(ticket))
            return null;
        this[tracker].Write(id, marker, fields);
        Seen(ticket);
        return this[tracker][id];
    }

    /// <summary>Raises the tickets; ends when each has its twin.</summary>
    public async Task RaiseAsync(CancellationToken cancellation)
    {
        for (var n = 0; n < load.Tickets; n++)
        {
            var ticket = source.Raise(People.Fields(n));
            source.Edit(ticket, "region", CelValue.String(ticket));
            tickets.Add(ticket);
            if (load.PoisonedOf > 0 && n % load.PoisonedOf == 0)
                poisoned.Add(ticket);
        }

        await Task.WhenAll(tickets.Select(ticket => ChangeAsync(ticket, _ => { }, cancellation)));
        hooks.Clear();
        latencies.Clear();
    }

    /// <summary>Makes all changes; ends when the last one of each healthy ticket was seen at its twin.</summary>
    public async Task<LoadResult> ChangeAsync(CancellationToken cancellation)
    {
        isPoisoning = true;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var sick = poisoned.Select(ticket => PoisonAsync(ticket, ending.Token)).ToList();
        await (load.Rate > 0
            ? AtRateAsync(cancellation)
            : Task.WhenAll(tickets.Where(t => !poisoned.Contains(t)).Select(t => PersonAsync(t, cancellation))));
        await ending.CancelAsync();
        await Task.WhenAll(sick);
        return new LoadResult(
            People.Share(latencies, 0.5), People.Share(latencies, 0.99), People.Share(hooks, 0.5), People.Share(hooks, 0.99), Wrong());
    }

    private async Task PersonAsync(string ticket, CancellationToken cancellation)
    {
        await Task.Yield();
        while (Interlocked.Increment(ref begun) is var n && n <= load.Changes)
            await ChangeAsync(ticket, id => Edit(id, n), cancellation);
    }

    private void Edit(string ticket, int n)
    {
        var (field, value) = People.Change(n, source[ticket].Snapshot.Fields);
        source.Edit(ticket, field, value);
    }

    private async Task ChangeAsync(string ticket, Action<string> edit, CancellationToken cancellation)
    {
        var seen = waiting[ticket] = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        edit(ticket);
        var at = time.GetTimestamp();
        await HookAsync(ticket, cancellation);
        latencies.Add(time.GetElapsedTime(at, await seen.Task.WaitAsync(cancellation)).TotalMilliseconds);
    }

    /// <summary>A poisoned ticket is changed ten times a second, whatever becomes of it.</summary>
    private async Task PoisonAsync(string ticket, CancellationToken ending)
    {
        try
        {
            for (var n = 0; !ending.IsCancellationRequested; n++)
            {
                Edit(ticket, n);
                await HookAsync(ticket, ending);
                await Task.Delay(TimeSpan.FromMilliseconds(100), time, ending);
            }
        }
        catch (OperationCanceledException)
        {
            // the healthy ones are done
        }
    }

    /// <summary>Webhooks in an even flow, of one ticket after the other; ends when the last is answered.</summary>
    private async Task AtRateAsync(CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        var sent = new List<Task>();
        for (var n = 1; n <= load.Changes; n++)
        {
            var wait = TimeSpan.FromSeconds((double)n / load.Rate) - time.GetElapsedTime(began);
            if (wait > TimeSpan.FromMilliseconds(1))
                await Task.Delay(wait, time, cancellation);
            var ticket = tickets[n % tickets.Count];
            Edit(ticket, n);
            sent.Add(HookAsync(ticket, cancellation));
        }

        await Task.WhenAll(sent);
    }

    private async Task HookAsync(string ticket, CancellationToken cancellation)
    {
        var at = time.GetTimestamp();
        using var request = new HttpRequestMessage(HttpMethod.Post, load.Hook)
        {
            Content = new ByteArrayContent(MemoryConnector.Hint(source[ticket].Snapshot, time.GetUtcNow()).Body),
        };
        using var answer = await Hooks.SendAsync(request, cancellation);
        if (answer.StatusCode != HttpStatusCode.OK)
            throw new WrongResultException($"A webhook was answered with {answer.StatusCode}.");
        hooks.Add(time.GetElapsedTime(at).TotalMilliseconds);
    }

    private void Seen(string ticket)
    {
        if (waiting.TryGetValue(ticket, out var change))
            change.TrySetResult(time.GetTimestamp());
    }

    private string? Wrong()
    {
        if (load.Rate > 0)
            return null;
        foreach (var ticket in tickets.Where(ticket => !poisoned.Contains(ticket)))
            if (!People.IsTwin(source[ticket].Snapshot.Fields, target[twins[ticket]].Snapshot.Fields))
                return $"The twin of ticket {ticket} does not hold what the ticket holds.";
        return null;
    }
}
