namespace Entente.Node.Backups;

/// <summary>A backup cannot be made or restored, and what to do about it.</summary>
/// <param name="isInput">True when what was given is wrong (exit 2); false when it failed under way (exit 1).</param>
public sealed class BackupException(string message, bool isInput = true, Exception? inner = null) : Exception(message, inner)
{
    public bool IsInput { get; } = isInput;
}
