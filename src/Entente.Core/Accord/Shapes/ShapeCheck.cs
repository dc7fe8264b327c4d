using Entente.Core.Accord.Yaml;

namespace Entente.Core.Accord.Shapes;

/// <summary>
/// Compares the accord's tree with its shape and reports every difference. Recursion ends with the tree, which the reader keeps shallow.
/// </summary>
internal sealed class ShapeCheck(DeclaredNames names, Findings findings)
{
    public void Check(YamlNode node, Shape shape)
    {
        switch (shape)
        {
            case RecordShape record:
                if (Is<YamlMapping>(node, "a mapping") is { } keyed) CheckRecord(keyed, record);
                break;
            case MapShape map:
                if (Is<YamlMapping>(node, "a mapping") is { } mapping) CheckMap(mapping, map);
                break;
            case ListShape list:
                foreach (var item in Is<YamlSequence>(node, "a list")?.Items ?? []) Check(item, list.Item);
                break;
            case EitherShape either:
                Check(node, either.Options.FirstOrDefault(option => Suits(node, option)) ?? either.Options[0]);
                break;
            default:
                if (Is<YamlScalar>(node, "a text") is { } scalar) CheckScalar(scalar, shape);
                break;
        }
    }

    private void CheckRecord(YamlMapping mapping, RecordShape record)
    {
        foreach (var entry in mapping.Entries)
        {
            if (record.Keys.FirstOrDefault(key => key.Name == entry.Key.Value) is { } known) Check(entry.Value, known.Shape);
            else
                findings.Error("accord.unknown-key", entry.Key, $"There is no key '{entry.Key.Value}' here.",
                    NearestName.Remedy(entry.Key.Value, record.Keys.Select(key => key.Name)));
        }
        foreach (var key in record.Keys)
            if (key.IsRequired && mapping.Find(key.Name) is null)
                findings.Error("accord.missing-key", mapping, $"The key '{key.Name}' is missing.", $"Add {key.Name}.");
    }

    private void CheckMap(YamlMapping mapping, MapShape map)
    {
        foreach (var entry in mapping.Entries)
        {
            Check(entry.Key, map.Key);
            Check(entry.Value, map.Value);
        }
    }

    private void CheckScalar(YamlScalar scalar, Shape shape)
    {
        var text = scalar.Value;
        switch (shape)
        {
            case ChoiceShape choice when !choice.Values.Contains(text):
                findings.Error(choice.Rule, scalar, $"'{text}' cannot stand here.", NearestName.Remedy(text, choice.Values));
                break;
            case FormShape form when !form.IsValid(text):
                findings.Error(form.Rule, scalar, $"'{text}' is not {form.Description}.", $"Write {form.Description}.");
                break;
            case ReferenceShape reference when !reference.Words.Contains(text) && !reference.Kinds.Any(kind => names.Has(kind, text)):
                findings.Error("L08", scalar, $"The accord has no {string.Join(" or ", reference.Kinds.Select(NameKinds.Word).Distinct())} '{text}'.",
                    NearestName.Remedy(text, reference.Kinds.SelectMany(names.Of).Concat(reference.Words)));
                break;
            case TextShape when string.IsNullOrWhiteSpace(text):
                findings.Error("accord.value", scalar, "A text belongs here.", "Write it, or remove the key.");
                break;
        }
    }

    private static bool Suits(YamlNode node, Shape shape) => shape switch
    {
        RecordShape or MapShape => node is YamlMapping,
        ListShape => node is YamlSequence,
        _ => node is YamlScalar,
    };

    private T? Is<T>(YamlNode node, string expected)
        where T : YamlNode
    {
        if (node is T typed) return typed;
        findings.Error("accord.value", node, $"{char.ToUpperInvariant(expected[0])}{expected[1..]} belongs here, not {node.Kind}.",
            $"Write {expected}.");
        return null;
    }
}
