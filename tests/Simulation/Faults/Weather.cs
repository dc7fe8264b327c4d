using System.Globalization;

using Entente.Sandbox;
using Entente.Simulation.Tests.Engine;
using Entente.Simulation.Tests.World;

namespace Entente.Simulation.Tests.Faults;

/// <summary>What happens to requests between hub and trackers (RELIABILITY 3.1 and 3.2).</summary>
internal sealed class Weather(SimulatedWorld world, Swarm swarm, SeededRandom dice)
{
    private const int MostParkings = 4;
    private static readonly FaultKind[] OfAny = [FaultKind.T05, FaultKind.T06, FaultKind.T08, FaultKind.T10];
    private static readonly FaultKind[] OfReads = [FaultKind.R10, FaultKind.R07];

    private static readonly FaultKind[] OfWrites =
    [
        FaultKind.T01, FaultKind.T02, FaultKind.T03, FaultKind.T04, FaultKind.T09, FaultKind.T11, FaultKind.T12, FaultKind.T13, FaultKind.T14,
        FaultKind.T16, FaultKind.T23, FaultKind.T24, FaultKind.T25, FaultKind.W12,
    ];

    private readonly Dictionary<string, SandboxResponse> earlier = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> lockedOut = new(StringComparer.Ordinal);

    /// <summary>Requests during the safety phase, and how many of them met a fault.</summary>
    public (int Calls, int Faulty) Count { get; private set; }

    public WirePlan Plan(WireCall call)
    {
        var fair = new WirePlan { Out = dice.Millis(1, 30), Back = dice.Millis(1, 30) };
        if (!swarm.IsOn)
            return fair;
        Count = (Count.Calls + 1, Count.Faulty);
        if (lockedOut.TryGetValue(call.Connection, out var until) && until > world.Timeline.Now)
            return Faulty(fair with { Applied = 0, Twist = _ => Locked });
        if (!dice.Chance(swarm.Share) || swarm.Pick(Possible(call)) is not { } kind)
            return Remembering(call, fair with { Back = dice.Millis(1, 400) });
        world.Trace(() => $"      {kind} strikes {call}");
        return Faulty(Spoiled(kind, call, fair));
    }

    private static SandboxResponse Locked => WirePlan.Text(401, "application/json", """{"error": "Unauthorized"}""");

    private WirePlan Faulty(WirePlan plan)
    {
        Count = (Count.Calls, Count.Faulty + 1);
        return plan;
    }

    private IEnumerable<FaultKind> Possible(WireCall call)
    {
        var kinds = OfAny.Concat(call.IsWrite ? OfWrites : OfReads);
        return kinds.Where(kind => kind switch
        {
            FaultKind.T11 or FaultKind.T14 or FaultKind.T23 or FaultKind.T24 => Has(kind) < MostParkings,
            FaultKind.T12 => Has(kind) < MostParkings && call.TicketPart.Length > 0,
            FaultKind.T10 => Has(kind) < 2,
            FaultKind.T13 => call.Connection is "zd" or "ado" && call.Method is "PUT" or "PATCH" && !call.IsCreate,
            FaultKind.T16 => call.TicketPart.Length > 0 && Has(kind) < 3,
            FaultKind.T25 => IsRepeatable(call),
            FaultKind.R07 => call.IsTicketRead && earlier.ContainsKey(Key(call)),
            FaultKind.R10 => !call.IsTicketRead,
            FaultKind.W12 => call.IsCreate,
            _ => true,
        });
    }

    private int Has(FaultKind kind) => swarm.Fired.GetValueOrDefault(kind);

    /// <summary>Twice is once for a write of plain fields; what a proxy doubles beyond that is found by the reconciling of tickets.</summary>
    private static bool IsRepeatable(WireCall call) => call.Method is "PUT" or "PATCH" && !call.IsCreate
        && !System.Text.Encoding.UTF8.GetString(call.Request.Body).Contains("comment", StringComparison.OrdinalIgnoreCase)
        && !call.Path.Contains("comment", StringComparison.OrdinalIgnoreCase) && call.Connection == "jr";

    private WirePlan Spoiled(FaultKind kind, WireCall call, WirePlan plan)
    {
        switch (kind)
        {
            case FaultKind.T01:
                return plan with { Showing = dice.Chance(50) ? Showing.Silent : Showing.Broken };
            case FaultKind.T02:
                return plan with { Applied = 0, Showing = dice.Pick([Showing.Silent, Showing.Broken, Showing.Unreachable]) };
            case FaultKind.T03:
                return plan with { Out = world.Deadline + dice.Span(TimeSpan.Zero, world.Settle * 0.9), Showing = Showing.Silent };
            case FaultKind.T04:
                return plan with { Twist = Error(dice.Pick([500, 502, 503, 504])) };
            case FaultKind.T05:
                return plan with { Applied = 0, Twist = Error(dice.Pick([500, 502, 503, 504])) };
            case FaultKind.T06:
                return Garbled(plan);
            case FaultKind.T08 or FaultKind.T09 or FaultKind.R10:
                return plan with { Applied = 0, Twist = TooMany(call, kind) };
            case FaultKind.T10:
                lockedOut[call.Connection] = world.Timeline.Now + dice.Span(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(90));
                return plan with { Applied = 0, Twist = _ => Locked };
            case FaultKind.T11:
                return plan with { Applied = 0, Twist = Refusal(403) };
            case FaultKind.T12:
                return plan with { Applied = 0, Twist = Refusal(404) };
            case FaultKind.T13:
                return plan with { Applied = 0, Twist = Refusal(call.Connection == "ado" ? 412 : 409) };
            case FaultKind.T14:
                return plan with { Applied = 0, Twist = Refusal(400) };
            case FaultKind.T16:
                world.Timeline.After(plan.Out, () => world.Crowd.Automation(call));
                return plan with { Back = plan.Out + dice.Millis(1, 50) };
            case FaultKind.T23:
                return plan with { Applied = 0, Twist = Moved };
            case FaultKind.T24:
                return plan with { Applied = 0, Twist = Refusal(410) };
            case FaultKind.T25:
                return plan with { Applied = 2 };
            case FaultKind.W12:
                return plan with { Back = dice.Span(TimeSpan.FromSeconds(1), world.Deadline * 0.9) };
            case FaultKind.R07:
                var stale = earlier[Key(call)];
                return plan with { Applied = 0, Twist = _ => stale };
            default:
                throw new InvalidOperationException($"The weather knows no {kind}.");
        }
    }

    private WirePlan Remembering(WireCall call, WirePlan plan) => !call.IsTicketRead ? plan : plan with
    {
        Twist = answer =>
        {
            if (answer!.Status == 200)
                earlier[Key(call)] = answer;
            return answer;
        },
    };

    private WirePlan Garbled(WirePlan plan) => dice.Below(4) switch
    {
        0 => plan with { Applied = 0, Twist = _ => WirePlan.Text(200, "text/html", "<!doctype html><title>Sign in</title><form></form>") },
        1 => plan with { Twist = _ => WirePlan.Text(200, "text/html", "<!doctype html><title>Sign in</title><form></form>") },
        2 => plan with { Twist = answer => answer! with { Body = [] } },
        _ => plan with { Twist = answer => answer! with { Body = answer.Body[..(answer.Body.Length / 2)] } },
    };

    private Func<SandboxResponse?, SandboxResponse> TooMany(WireCall call, FaultKind kind)
    {
        var wait = dice.Between(1, 25);
        var date = (world.Timeline.Now + TimeSpan.FromSeconds(wait)).ToString("R", CultureInfo.InvariantCulture);
        var past = (world.Timeline.Now - TimeSpan.FromSeconds(wait)).ToString("R", CultureInfo.InvariantCulture);
        var form = dice.Below(8);
        var text = form switch { 0 => date, 1 => past, 2 => "-3", 3 => null, 4 => "soon", _ => wait.ToString(CultureInfo.InvariantCulture) };
        if (form is 0 or > 4 && kind != FaultKind.T09)
            world.Watch.AskedToWait(call, form == 0 ? WholeSeconds(wait) : TimeSpan.FromSeconds(wait));
        return _ => text is null
            ? WirePlan.Text(429, "application/json", """{"error": "TooManyRequests"}""")
            : WirePlan.Text(429, "application/json", """{"error": "TooManyRequests"}""", ("Retry-After", text));
    }

    /// <summary>A date tells whole seconds: who waits until then waits a part of a second less.</summary>
    private TimeSpan WholeSeconds(int wait) => TimeSpan.FromSeconds(wait) - TimeSpan.FromTicks(world.Timeline.Now.Ticks % TimeSpan.TicksPerSecond);

    private static Func<SandboxResponse?, SandboxResponse> Error(int status) =>
        _ => WirePlan.Text(status, "text/html", "<h1>It is not you, it is us</h1>");

    private static Func<SandboxResponse?, SandboxResponse> Refusal(int status) => _ =>
        WirePlan.Text(status, "application/json",
            """{"error": "refused by the weather", "errorMessages": ["refused by the weather"], "message": "refused by the weather"}""");

    private static SandboxResponse Moved(SandboxResponse? ignored) =>
        WirePlan.Text(302, "text/html", "moved", ("Location", "http://elsewhere.example/take-it"));

    private static string Key(WireCall call) => $"{call.Connection} {call.Path}?{call.Request.Query}";
}
