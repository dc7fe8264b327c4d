namespace Entente.Demo;

/// <summary>The story cannot go on: a tracker or the hub answered what no step expects.</summary>
public class DemoException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Nobody answered at all.</summary>
internal sealed class SilenceException(string message, Exception inner) : DemoException(message, inner);
