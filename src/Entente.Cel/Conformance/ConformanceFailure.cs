namespace Entente.Cel.Conformance;

/// <summary>A case that does not hold.</summary>
/// <param name="Case"><c>file/section/name</c>.</param>
/// <param name="Expression">The expression of the case.</param>
/// <param name="Expected">The expected value as CEL writes it, or <c>an error</c>.</param>
/// <param name="Actual">The value that came out, or the error.</param>
public sealed record ConformanceFailure(string Case, string Expression, string Expected, string Actual);
