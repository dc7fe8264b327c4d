namespace Entente.Cel.Checking;

/// <summary>The letters of one signature while it is matched with the arguments of one call.</summary>
internal sealed class TypeBinding
{
    private readonly Dictionary<string, CelType> _bound = [];

    /// <summary>Whether an argument fits a parameter, remembering what its letters stand for.</summary>
    public bool Accepts(CelType parameter, CelType argument)
    {
        if (parameter.Kind == CelTypeKind.Parameter) return Bind(parameter.Name, argument);
        if (parameter.Kind == CelTypeKind.Dyn || argument.Kind == CelTypeKind.Dyn) return true;
        if (parameter.Kind != argument.Kind || parameter.Name != argument.Name) return false;
        for (var i = 0; i < parameter.Parameters.Count; i++)
            if (!Accepts(parameter.Parameters[i], argument.Parameters[i])) return false;
        return true;
    }

    public CelType Substitute(CelType type) => type.Kind switch
    {
        CelTypeKind.Parameter => _bound.GetValueOrDefault(type.Name, CelType.Dyn),
        CelTypeKind.List => CelType.List(Substitute(type.Parameters[0])),
        CelTypeKind.Optional => CelType.Optional(Substitute(type.Parameters[0])),
        CelTypeKind.Map => CelType.Map(Substitute(type.Parameters[0]), Substitute(type.Parameters[1])),
        _ => type,
    };

    private bool Bind(string letter, CelType argument)
    {
        if (!_bound.TryGetValue(letter, out var known))
        {
            _bound[letter] = argument;
            return true;
        }
        if (!TypeRelations.AreComparable(known, argument)) return false;
        _bound[letter] = TypeRelations.Join(known, argument);
        return true;
    }
}
