using System.Text;

using Entente.Core.Journal;
using Entente.Sandbox;
using Entente.Simulation.Tests.Engine;
using Entente.Simulation.Tests.Faults;
using Entente.Simulation.Tests.World;
using Entente.Storage;

namespace Entente.Simulation.Tests.Checking;

/// <summary>A promise that a run found broken.</summary>
/// <param name="Checker">The checker's word: <c>lost</c>, <c>duplicated</c>, <c>order</c>, <c>leak</c>…</param>
internal sealed record Violation(string Checker, string Finding);

/// <summary>What is checked while a run goes on, at every call and every seam.</summary>
internal sealed class Watch(SimulatedWorld world)
{
    private const int MostSeamsOfAnInstant = 5000;
    private const int FewestRounds = 4;
    private const int MostWrites = 1500;
    private const int MostViolations = 20;
    private static readonly byte[] Canary = "canary-"u8.ToArray();
    private static readonly byte[] Shopper = "sam.shopper@"u8.ToArray();
    private readonly List<Violation> violations = [];
    private readonly SortedDictionary<string, List<DateTimeOffset>> polled = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, DateTimeOffset> askedToWait = new(StringComparer.Ordinal);
    private (DateTimeOffset At, int Count) instant;

    public IReadOnlyList<Violation> Violations => violations;

    public DateTimeOffset LastWrite { get; private set; }

    public int Writes { get; private set; }

    public int Calls { get; private set; }

    /// <summary>Bytes on their way to each tracker, for pairs of runs; null where nobody compares.</summary>
    public SortedDictionary<string, List<string>>? Streams { get; set; }

    public void Require(bool holds, string checker, string finding)
    {
        if (holds || violations.Count >= MostViolations)
            return;
        violations.Add(new Violation(checker, finding));
        world.Trace(() => $"VIOLATION {checker}: {finding}");
    }

    public void Broke(string finding) => Require(false, "bug", finding);

    /// <summary>A turn that ends in an exception is a bug, unless the run itself threw it.</summary>
    public void TurnFailed(NodeLife life, Exception failure) => Require(
        failure is StorageException or InjectedBugException, "bug", $"a turn of {life.Name} failed: {failure}");

    /// <summary>A loop of a running hub goes on after a store that refused; anything else ends it, and it does not come back.</summary>
    public void LoopEnded(NodeLife life, string loop, Exception failure) =>
        Require(failure is StorageException, "loop-ended", $"a {loop} of {life.Name} ended for good: {failure.GetType().Name}: {failure.Message}");

    /// <summary>A node that goes round without waiting for anything is stuck.</summary>
    public void Passes(NodeLife life)
    {
        instant = instant.At == world.Timeline.Now ? (instant.At, instant.Count + 1) : (world.Timeline.Now, 1);
        if (instant.Count != MostSeamsOfAnInstant)
            return;
        Require(false, "livelock", $"{life.Name} goes round at {world.Timeline.Now:T} without an end");
        life.Kill();
    }

    public void Leaves(NodeLife life, WireCall call, WirePlan plan)
    {
        Calls++;
        if (call.IsWrite)
        {
            Writes++;
            Require(Writes != MostWrites, "echo", $"{Writes} writes went out, and no end");
            LastWrite = world.Timeline.Now;
        }

        world.Trace(() => $"    {life.Name} {call}{(plan.Showing == Showing.Answered ? "" : $" ({plan.Showing})")}");
        Leak(call, call.Request.Body);
        Leak(call, Encoding.UTF8.GetBytes(call.Path + call.Request.Query));
        Require(call.Message.RequestUri!.Host == $"{call.Connection}.example", "leak",
            $"a request for {call.Connection} went to {call.Message.RequestUri.Host}");
        if (call.IsWrite && askedToWait.Remove(Signature(call), out var until))
            Require(
                world.Timeline.Now >= until, "impatient",
                $"{call} was repeated {(until - world.Timeline.Now).TotalSeconds:0.0} s before the end of the wait that the tracker asked for");
        if (Streams is not null && call.IsWrite)
            Streams.TryAdd(call.Connection, []);
        if (Streams is not null && call.IsWrite)
            Streams[call.Connection].Add($"{call.Method} {call.Path}?{call.Request.Query} {Encoding.UTF8.GetString(call.Request.Body)}");
    }

    public void Arrived(WireCall call, WirePlan plan, SandboxResponse? answer)
    {
        if (call.IsWrite)
            world.Trace(() => $"      at {call.Connection}: {call.Method} {call.Path} applied {plan.Applied}x {answer?.Status}");
    }

    /// <summary>The tracker asked for a wait, as it was answered: the same write must not come again before.</summary>
    public void AskedToWait(WireCall call, TimeSpan wait)
    {
        var until = world.Timeline.Now + wait;
        if (call.IsWrite)
            world.Timeline.After(TimeSpan.FromTicks(1), () => askedToWait[Signature(call)] = until);
    }

    private static string Signature(WireCall call) =>
        $"{call.Connection} {call.Method} {call.Path} {Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(call.Request.Body))}";

    /// <summary>What became durable, one line a fact.</summary>
    public void Appended(NodeLife life, Claim claim, Batch batch, AppendOutcome outcome)
    {
        foreach (var entry in batch.Entries)
            world.Trace(() =>
                $"        {life.Name} {(outcome == AppendOutcome.Fenced ? "is fenced, " : "")}"
                + $"{claim.Ticket.Connection} {claim.Ticket.Id[..4]}/{entry.N} {Encoding.UTF8.GetString(entry.Payload)}");
    }

    public void Polled(string connection, DateTimeOffset began)
    {
        polled.TryAdd(connection, []);
        polled[connection].Add(began);
    }

    /// <summary>
    /// True when every tracker was polled to the end since an instant. A round may finish what one before left half done, and has then not asked the
    /// first lists anew; two nodes may leave each other such halves. So the first rounds show nothing yet.
    /// </summary>
    public bool HasPolledSince(DateTimeOffset instant) =>
        world.Trackers.Keys.All(id => polled.TryGetValue(id, out var rounds) && rounds.Count(began => began >= instant) >= FewestRounds);

    private void Leak(WireCall call, byte[] bytes)
    {
        for (var at = 0; at < bytes.Length;)
        {
            var found = bytes.AsSpan(at).IndexOf(Canary);
            if (found < 0)
                break;
            at += found + Canary.Length;
            var home = Encoding.ASCII.GetString(bytes, at, Math.Min(4, bytes.Length - at));
            Require(home.StartsWith(call.Connection, StringComparison.Ordinal), "leak", $"what belongs to {home} went out with {call}");
        }

        if (call.Connection != "zd")
            Require(bytes.AsSpan().IndexOf(Shopper) < 0, "leak", $"the shopper's address went out with {call}");
    }
}
