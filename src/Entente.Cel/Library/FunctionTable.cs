namespace Entente.Cel.Library;

/// <summary>Every function that may be called, by name and style. Immutable.</summary>
internal sealed class FunctionTable
{
    private readonly Dictionary<(string Name, bool IsReceiver), Overload[]> _overloads;

    public FunctionTable(IEnumerable<Overload> overloads) =>
        _overloads = overloads.GroupBy(overload => (overload.Name, overload.IsReceiver)).ToDictionary(group => group.Key, group => group.ToArray());

    public IEnumerable<string> Names => _overloads.Keys.Select(key => key.Name).Distinct();

    /// <summary>The overloads of a function; empty when there is none of this name and style.</summary>
    public IReadOnlyList<Overload> Find(string name, bool isReceiver) => _overloads.GetValueOrDefault((name, isReceiver), []);

    public FunctionTable With(CelFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        if (Find(function.Name, function.IsReceiver).Any(known => known.Parameters.SequenceEqual(function.Parameters)))
            throw new ArgumentException($"The function {function.Name} exists with these parameters.", nameof(function));
        var overload = new Overload(
            function.Name, function.IsReceiver, function.Parameters, function.Result, (arguments, _) => CallHost(function.Body, arguments))
        {
            IsFoldable = false,
        };
        return new FunctionTable(_overloads.Values.SelectMany(group => group).Append(overload));
    }

    private static CelValue CallHost(CelFunctionBody body, ReadOnlySpan<CelValue> arguments)
    {
        try
        {
            return body(arguments);
        }
        catch (CelEvaluationException failure)
        {
            return CelValue.Error(failure.Code, failure.Message);
        }
    }
}
