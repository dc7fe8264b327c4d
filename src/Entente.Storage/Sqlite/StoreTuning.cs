namespace Entente.Storage.Sqlite;

/// <summary>What only tests change of how a file is opened: they cut the power under it.</summary>
/// <param name="Vfs">The layer under SQLite; null for the system's own.</param>
/// <param name="Synchronous">When a commit is synced. <c>FULL</c>: before it returns (Invariant 1).</param>
/// <param name="OperationsPerPass">Operations between two checkpoints.</param>
internal sealed record StoreTuning(string? Vfs = null, string Synchronous = "FULL", int OperationsPerPass = 1000)
{
    public static readonly StoreTuning Product = new();
}
