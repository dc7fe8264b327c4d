using Entente.Cel.Syntax;

namespace Entente.Cel.Compiling;

/// <summary>The loops of the comprehension macros. Each round costs as much as the body has nodes.</summary>
internal sealed class Loop(ComprehensionNode node, Step range, Step? filter, Step body)
{
    private readonly int _first = node.First.Slot;
    private readonly int _second = node.Second?.Slot ?? -1;
    private readonly int _weight = node.Body.Size + (node.Filter?.Size ?? 0);

    /// <summary>What one round says about going on; a set value ends the loop with it.</summary>
    private delegate CelValue Round(Evaluation evaluation, CelValue key, CelValue value);

    /// <summary>all and exists: the deciding answer ends the loop and wins over errors of other elements.</summary>
    public Step Quantify(bool deciding) => evaluation =>
    {
        CelValue failure = default;
        var decided = ForEach(evaluation, (_, _, _) =>
        {
            var answer = body(evaluation);
            if (answer.Kind != CelKind.Bool)
            {
                if (failure.IsUnset) failure = Faults.NotBool(answer, node.Body.Offset);
                return default;
            }
            return answer.RawBool == deciding ? answer : default;
        });
        if (!decided.IsUnset) return decided;
        return failure.IsUnset ? CelValue.Bool(!deciding) : failure;
    };

    public CelValue ExistsOne(Evaluation evaluation)
    {
        var count = 0;
        var ended = ForEach(evaluation, (_, _, _) =>
        {
            var answer = body(evaluation);
            if (answer.Kind != CelKind.Bool) return Faults.NotBool(answer, node.Body.Offset);
            if (answer.RawBool) count++;
            return default;
        });
        return ended.IsUnset ? CelValue.Bool(count == 1) : ended;
    }

    public CelValue Filter(Evaluation evaluation)
    {
        var kept = new List<CelValue>();
        var ended = ForEach(evaluation, (_, element, _) =>
        {
            var answer = body(evaluation);
            if (answer.Kind != CelKind.Bool) return Faults.NotBool(answer, node.Body.Offset);
            if (answer.RawBool) kept.Add(element);
            return default;
        });
        return ended.IsUnset ? CelValue.List(kept) : ended;
    }

    public CelValue Map(Evaluation evaluation)
    {
        var results = new List<CelValue>();
        var ended = Transform(evaluation, (_, _, result) =>
        {
            results.Add(result);
            return default;
        });
        return ended.IsUnset ? CelValue.List(results) : ended;
    }

    public CelValue TransformMap(Evaluation evaluation)
    {
        var entries = new List<KeyValuePair<CelValue, CelValue>>();
        var ended = Transform(evaluation, (_, key, result) =>
        {
            entries.Add(KeyValuePair.Create(key, result));
            return default;
        });
        return ended.IsUnset ? MapOf(entries) : ended;
    }

    public CelValue TransformMapEntry(Evaluation evaluation)
    {
        var entries = new List<KeyValuePair<CelValue, CelValue>>();
        var ended = Transform(evaluation, (_, _, result) =>
        {
            if (result.Kind != CelKind.Map) return Faults.NoOverload("transformMapEntry", result, node.Body.Offset);
            evaluation.Spend(result.RawMap.Count);
            entries.AddRange(result.RawMap);
            return default;
        });
        return ended.IsUnset ? MapOf(entries) : ended;
    }

    private CelValue Transform(Evaluation evaluation, Round add) => ForEach(evaluation, (_, key, value) =>
    {
        if (filter is not null)
        {
            var answer = filter(evaluation);
            if (answer.Kind != CelKind.Bool) return Faults.NotBool(answer, node.Filter!.Offset);
            if (!answer.RawBool) return default;
        }
        var result = body(evaluation);
        return result.IsFault ? result : add(evaluation, key, result);
    });

    /// <summary>Unset when it went through all; the range's own fault, or what a round ended it with.</summary>
    private CelValue ForEach(Evaluation evaluation, Round round)
    {
        var whole = range(evaluation);
        if (whole.IsFault) return whole;
        return whole.Kind switch
        {
            CelKind.List => ForEachElement(whole.RawList, evaluation, round),
            CelKind.Map => ForEachEntry(whole.RawMap, evaluation, round),
            _ => Faults.Of(CelErrorCodes.NoOverload, $"{Faults.TypeName(whole)} has no elements to go through.", node.Offset),
        };
    }

    private CelValue ForEachElement(IReadOnlyList<CelValue> list, Evaluation evaluation, Round round)
    {
        for (var i = 0; i < list.Count; i++)
        {
            var key = _second < 0 ? list[i] : CelValue.Int(i);
            var ended = Run(evaluation, key, list[i], round);
            if (!ended.IsUnset) return ended;
        }
        return default;
    }

    private CelValue ForEachEntry(CelMap map, Evaluation evaluation, Round round)
    {
        for (var i = 0; i < map.Count; i++)
        {
            var ended = Run(evaluation, map[i].Key, map[i].Value, round);
            if (!ended.IsUnset) return ended;
        }
        return default;
    }

    private CelValue Run(Evaluation evaluation, CelValue key, CelValue value, Round round)
    {
        evaluation.Offset = node.Offset;
        evaluation.Spend(_weight);
        evaluation.Locals[_first] = key;
        if (_second >= 0) evaluation.Locals[_second] = value;
        return round(evaluation, key, value);
    }

    private CelValue MapOf(List<KeyValuePair<CelValue, CelValue>> entries) => CelMap.TryCreate([.. entries], out var map, out var repeated)
        ? CelValue.Map(map)
        : Faults.Of(CelErrorCodes.RepeatedKey, $"The map key {repeated} is repeated.", node.Offset);
}
