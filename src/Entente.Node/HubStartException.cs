namespace Entente.Node;

/// <summary>A hub cannot start, and what to do about it.</summary>
/// <param name="isInput">True when what the operator wrote is wrong (exit 2); false when the machine is (exit 3).</param>
public sealed class HubStartException(string message, bool isInput, Exception? inner = null) : Exception(message, inner)
{
    public bool IsInput { get; } = isInput;
}
