using Entente.Cel.Syntax;

namespace Entente.Cel.Compiling;

internal sealed partial class StepCompiler
{
    private Code CompileList(ListNode node)
    {
        var elements = node.Elements.Select(element => Compile(element.Value)).ToArray();
        var steps = elements.Select(code => code.Step).ToArray();
        if (node.Elements.Any(element => element.IsOptional)) return Code.Fold(OptionalList(node, steps), elements);
        return Code.Fold(
            evaluation =>
            {
                var values = new CelValue[steps.Length];
                for (var i = 0; i < steps.Length; i++)
                {
                    values[i] = steps[i](evaluation);
                    if (values[i].IsFault) return values[i];
                }
                return CelValue.List(values);
            },
            elements);
    }

    private static Step OptionalList(ListNode node, Step[] steps) => evaluation =>
    {
        var values = new List<CelValue>(steps.Length);
        for (var i = 0; i < steps.Length; i++)
        {
            var value = steps[i](evaluation);
            if (node.Elements[i].IsOptional)
            {
                if (value.Kind != CelKind.Optional) return NotOptional(value, node.Elements[i].Value.Offset);
                if (!value.HasValue) continue;
                value = value.RawOptional;
            }
            if (value.IsFault) return value;
            values.Add(value);
        }
        return CelValue.List(values);
    };

    private Code CompileMap(MapNode node)
    {
        var keys = node.Entries.Select(entry => Compile(entry.Key)).ToArray();
        var values = node.Entries.Select(entry => Compile(entry.Value)).ToArray();
        var entries = node.Entries;
        Step step = evaluation =>
        {
            var built = new List<KeyValuePair<CelValue, CelValue>>(keys.Length);
            for (var i = 0; i < keys.Length; i++)
            {
                var key = keys[i].Step(evaluation);
                if (key.IsFault) return key;
                var value = values[i].Step(evaluation);
                if (entries[i].IsOptional)
                {
                    if (value.Kind != CelKind.Optional) return NotOptional(value, entries[i].Value.Offset);
                    if (!value.HasValue) continue;
                    value = value.RawOptional;
                }
                if (value.IsFault) return value;
                if (!CelMap.IsKey(key)) return Faults.Of(CelErrorCodes.UnsupportedKey, $"{key} cannot be a map key.", entries[i].Key.Offset);
                built.Add(KeyValuePair.Create(key, value));
            }
            return MapOf(built, node.Offset);
        };
        return Code.Fold(step, [.. keys, .. values]);
    }

    private static CelValue MapOf(List<KeyValuePair<CelValue, CelValue>> entries, int offset) =>
        CelMap.TryCreate([.. entries], out var map, out var repeated)
            ? CelValue.Map(map)
            : Faults.Of(CelErrorCodes.RepeatedKey, $"The map key {repeated} is repeated.", offset);

    private static CelValue NotOptional(CelValue value, int offset) => value.IsFault
        ? value
        : Faults.Of(CelErrorCodes.NoOverload, $"'?' before an entry needs an optional, not {Faults.TypeName(value)}.", offset);
}
