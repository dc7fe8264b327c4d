namespace Entente.Cel.Syntax;

/// <summary>The compile errors found so far. Bounded: the thousandth error of a broken text helps nobody.</summary>
internal sealed class ErrorList(SourceText source)
{
    private const int Most = 50;

    private readonly List<(int Offset, CelCompileError Error)> _errors = [];

    public bool IsEmpty => _errors.Count == 0;

    public void Add(int offset, string code, string message, string remedy)
    {
        if (_errors.Count >= Most) return;
        var (line, column) = source.PositionOf(offset);
        _errors.Add((offset, new CelCompileError(line, column, code, message, remedy)));
    }

    public void ThrowIfAny()
    {
        if (_errors.Count == 0) return;
        throw new CelCompileException([.. _errors.OrderBy(entry => entry.Offset).Select(entry => entry.Error)]);
    }
}
