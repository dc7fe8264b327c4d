namespace Entente.Demo;

/// <summary>The story cannot go on: a tracker or the hub answered what no step expects.</summary>
public sealed class DemoException(string message, Exception? inner = null) : Exception(message, inner);
