namespace Entente.Sandbox;

/// <summary>
/// One HTTP request as an imitation sees it, free of any web server, so that the same imitation answers under Kestrel and in a simulation.
/// </summary>
/// <param name="Method">Upper case.</param>
/// <param name="Path">Decoded, without the query, beginning with a slash.</param>
/// <param name="Query">Raw query without the question mark; empty where there is none.</param>
/// <param name="Headers">Names compare without case.</param>
/// <param name="Body">The raw bytes.</param>
public sealed record SandboxRequest(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <summary>Scheme, host and port under which the caller reached the imitation, for the addresses in answers.</summary>
    public required Uri BaseAddress { get; init; }
}
