namespace Entente.Sandbox;

/// <summary>An imitation's answer. Header values keep the vendor's spelling.</summary>
public sealed record SandboxResponse(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body);
