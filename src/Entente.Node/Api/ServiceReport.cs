using System.Collections.Immutable;

using Entente.Core.Journal;
using Entente.Node.Health;
using Entente.Node.Measures;

namespace Entente.Node.Api;

/// <summary>The integration's own service level: the whole hub's, as far as its nodes stored it, at an instant.</summary>
public sealed record ServiceReport
{
    public required string Node { get; init; }

    public required string Version { get; init; }

    public required DateTimeOffset At { get; init; }

    public required IReadOnlyList<Alert> Alerts { get; init; }

    public required IReadOnlyList<LinkService> Links { get; init; }

    public required IReadOnlyList<ConnectionService> Connections { get; init; }

    public required IReadOnlyList<PartyService> Parties { get; init; }

    /// <summary>All deliveries of the hub.</summary>
    public required DelayWindow Delivery { get; init; }

    /// <summary>The last day hour by hour, the oldest first.</summary>
    public required IReadOnlyList<ServiceHour> Hours { get; init; }

    /// <summary>Appends to the journal in the last hour, until durable.</summary>
    public required DelayFigures Appends { get; init; }

    public required Backlog Backlog { get; init; }

    /// <summary>How long the ticket that is due longest waits; 0 when none is due.</summary>
    public required double OldestDueSeconds { get; init; }
}

/// <summary>Delays over the last hour and the last day, to the ten minutes.</summary>
public sealed record DelayWindow(DelayFigures Hour, DelayFigures Day);

/// <summary>One link.</summary>
/// <param name="Changes">Changes ever seen, by the state that they are in now, with <c>seen</c> as their sum.</param>
/// <param name="AppliedShare">Of the changes that a share rule let out, the part that is applied; null when there are none.</param>
/// <param name="Parked">Sides that are parked now.</param>
public sealed record LinkService(
    string Id, ImmutableSortedDictionary<string, long> Changes, double? AppliedShare, long Parked, IReadOnlyList<DirectionService> Directions);

/// <summary>One direction of a link.</summary>
/// <param name="Delivery">From the change at the source, by its tracker's own time, to the durable confirmation at the target.</param>
/// <param name="FromHint">The same from the first hint at the change; without what another node hinted at.</param>
/// <param name="Day">Changes that came into a state in the last day.</param>
public sealed record DirectionService(
    string From, string FromParty, string To, string ToParty, DelayWindow Delivery, DelayFigures FromHint,
    ImmutableSortedDictionary<string, long> Day);

/// <summary>What a connection is doing.</summary>
public enum ConnectionCondition
{
    /// <summary>No call was made yet.</summary>
    Unknown,
    Working,

    /// <summary>The tracker asks for fewer calls.</summary>
    Limited,
    Unreachable,
    Failing,
    Credential,
}

/// <summary>One connection.</summary>
/// <param name="Since">Since when it is so; null where that is not known.</param>
public sealed record ConnectionService(string Id, string Party, string Product, ConnectionCondition Condition, DateTimeOffset? Since)
{
    /// <summary>Deliveries to it.</summary>
    public required DelayWindow Delivery { get; init; }

    public required double OutageMinutesDay { get; init; }

    /// <summary>Over 30 days.</summary>
    public required double OutageMinutesMonth { get; init; }

    /// <summary>Those of the last day.</summary>
    public required IReadOnlyList<Outage> Outages { get; init; }

    /// <summary>Calls of the last day by outcome.</summary>
    public required ImmutableSortedDictionary<string, long> Calls { get; init; }

    /// <summary>For how long calls of the last day were told to wait for the hub's own budget, added up.</summary>
    public required double BudgetWaitSeconds { get; init; }

    /// <summary>Changes of the last day that no webhook told.</summary>
    public required long Repaired { get; init; }

    /// <summary>Genuine webhooks of the last day.</summary>
    public required long Webhooks { get; init; }

    public required DateTimeOffset? LastWebhook { get; init; }

    public required long DuplicatesFound { get; init; }

    public required long DuplicatesMerged { get; init; }

    public required long Parked { get; init; }

    public required DateOnly? SecretExpires { get; init; }
}

/// <summary>One party: what its trackers got, and whether they could be reached.</summary>
public sealed record PartyService(string Id, DelayWindow Delivery, double OutageMinutesDay, double OutageMinutesMonth, long Parked);

/// <summary>An hour of the last day.</summary>
/// <param name="From">When it began; the last one is under way.</param>
/// <param name="OutageMinutes">By connection, where there were any.</param>
public sealed record ServiceHour(DateTimeOffset From, DelayFigures Delivery, ImmutableSortedDictionary<string, double> OutageMinutes);
