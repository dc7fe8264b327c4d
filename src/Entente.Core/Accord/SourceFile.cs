namespace Entente.Core.Accord;

/// <summary>A file of an accord's folder, read by the caller: the core does no I/O.</summary>
/// <param name="Path">With forward slashes; shown in diagnostics as it stands here.</param>
/// <param name="Content">The file's bytes, not decoded.</param>
public sealed record SourceFile(string Path, byte[] Content);
