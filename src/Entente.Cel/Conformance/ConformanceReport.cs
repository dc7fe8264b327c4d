namespace Entente.Cel.Conformance;

/// <summary>How many cases of a file hold, and those that do not.</summary>
public sealed record ConformanceReport(int Passed, int Failed, IReadOnlyList<ConformanceFailure> Failures);
