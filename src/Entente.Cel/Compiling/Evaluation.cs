namespace Entente.Cel.Compiling;

/// <summary>One step of a compiled expression. Errors come back as faults.</summary>
internal delegate CelValue Step(Evaluation evaluation);

/// <summary>The state of one evaluation: variables, locals and what may still be spent.</summary>
internal sealed class Evaluation(CelValue[] variables, int localCount, long budget)
{
    private long _remaining = budget;

    public CelValue[] Variables { get; } = variables;

    public CelValue[] Locals { get; } = localCount == 0 ? [] : new CelValue[localCount];

    /// <summary>Where the call or loop stands that spends, for the error of the cost limit.</summary>
    public int Offset { get; set; }


    /// <summary>Ends the evaluation when the budget is used up; no operator absorbs that.</summary>
    public void Spend(long units)
    {
        _remaining -= units;
        if (_remaining < 0) throw new CostExceededException(Offset);
    }

    /// <summary>For text read or built: a unit per four characters.</summary>
    public void SpendText(long characters) => Spend((characters >> 2) + 1);

    /// <summary>
    /// A unit per element. Parts that a value shares count as often as they show: else a small evaluation could give a value that is
    /// endless once it is written out or compared.
    /// </summary>
    public void SpendResult(CelValue value)
    {
        switch (value.Kind)
        {
            case CelKind.List:
                Spend(value.RawList.Count);
                foreach (var element in value.RawList) SpendResult(element);
                break;
            case CelKind.Map:
                Spend(value.RawMap.Count);
                foreach (var entry in value.RawMap) SpendResult(entry.Value);
                break;
            case CelKind.Optional when value.HasValue:
                SpendResult(value.RawOptional);
                break;
            default:
                break;
        }
    }

    public bool AreEqual(CelValue left, CelValue right)
    {
        var equal = ValueEquality.AreEqual(left, right, ref _remaining);
        Spend(0);
        return equal;
    }
}

/// <summary>The cost limit stops the evaluation; turned into an evaluation error at its root.</summary>
internal sealed class CostExceededException(int offset) : Exception
{
    public int Offset { get; } = offset;
}
