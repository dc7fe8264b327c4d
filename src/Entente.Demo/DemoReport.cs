using System.Text.Json;

namespace Entente.Demo;

/// <summary>What the demo played and found. <see cref="IsOk"/> only if all of it holds.</summary>
/// <param name="Cases">Case histories as the hub's API gives them.</param>
/// <param name="Fields">Under <c>--from</c>: how each field arrived; else empty.</param>
/// <param name="NotTaken">Under <c>--from</c>: what was not loaded, with the reason.</param>
public sealed record DemoReport(
    IReadOnlyList<JourneyReport> Journeys, IReadOnlyList<JsonElement> Cases, DemoSummary Summary, IReadOnlyList<FieldReport> Fields,
    IReadOnlyList<string> NotTaken)
{
    public bool IsOk => Journeys.All(journey => journey.Ok) && Summary is { Lost: 0, Duplicates: 0, OutOfOrder: 0 };
}

/// <summary>One journey and what was checked on it.</summary>
public sealed record JourneyReport(string Name, bool Ok, IReadOnlyList<Check> Checks)
{
    /// <summary>How long it was played; journeys may be played at the same time.</summary>
    public double Seconds { get; init; }
}

/// <summary>One claim about a tracker.</summary>
/// <param name="Where">The tracker and ticket that was asked, e.g. <c>jira SHOP-3</c>.</param>
public sealed record Check(string Name, string Where, bool Ok, string Expected, string Found);

/// <summary>The count of everything. Changes and their states are the hub's; duplicates, lost and outOfOrder are counted at the trackers.</summary>
public sealed record DemoSummary(
    long Tickets,
    long Changes,
    long Applied,
    long Filtered,
    long Superseded,
    long Parked,
    long Pending)
{
    public int Duplicates { get; init; }

    public int Lost { get; init; }

    public int OutOfOrder { get; init; }

    public CallsPerFieldChange? CallsPerFieldChange { get; init; }
}

/// <summary>Calls that one folded change of fields alone cost, from the sandbox's request log.</summary>
/// <param name="SourceReads">Reads of the ticket that changed.</param>
/// <param name="TargetWrites">Writes to its twin.</param>
/// <param name="TargetReads">Reads of the twin itself; allowed once, where the tracker has no conditional write.</param>
/// <param name="Beside">Calls for history, comments, attachments and transitions.</param>
public sealed record CallsPerFieldChange(int SourceReads, int TargetWrites, int TargetReads, int Beside);

/// <summary>How one field of the recorded tickets arrived.</summary>
/// <param name="Direction">The link's direction, e.g. <c>zendesk to jira</c>.</param>
/// <param name="Reasons">Why the others differ, each with its count.</param>
public sealed record FieldReport(string Direction, string Field, int Equal, int Converted, int Different, IReadOnlyDictionary<string, int> Reasons);
