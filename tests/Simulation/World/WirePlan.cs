using System.Text;

using Entente.Sandbox;

namespace Entente.Simulation.Tests.World;

/// <summary>What a caller gets to see of an answer.</summary>
internal enum Showing
{
    Answered,

    /// <summary>Nothing, until the caller gives up.</summary>
    Silent,

    /// <summary>The connection breaks after the request was written.</summary>
    Broken,

    /// <summary>The connection is refused before anything was written.</summary>
    Unreachable,
}

/// <summary>How one request fares between a node and its tracker.</summary>
internal sealed record WirePlan
{
    /// <summary>How many times the tracker carries the request out.</summary>
    public int Applied { get; init; } = 1;

    /// <summary>How long the request is on its way.</summary>
    public required TimeSpan Out { get; init; }

    public required TimeSpan Back { get; init; }

    public Showing Showing { get; init; } = Showing.Answered;

    /// <summary>What becomes of the tracker's answer; gets null where the request was not carried out.</summary>
    public Func<SandboxResponse?, SandboxResponse>? Twist { get; init; }

    public static SandboxResponse Text(int status, string type, string body, params (string Name, string Value)[] headers) => new(
        status,
        [new("Content-Type", $"{type}; charset=utf-8"), .. headers.Select(header => KeyValuePair.Create(header.Name, header.Value))],
        Encoding.UTF8.GetBytes(body));
}
