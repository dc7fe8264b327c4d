using Entente.Core.Accord;
using Entente.Core.Accord.Yaml;

namespace Entente.Core.Rules;

/// <summary>Reads the section <c>policies</c> of a rule by <see cref="PolicyTable"/>.</summary>
internal sealed class PolicyReader(Findings findings)
{
    private RulePolicies policies = new();

    public RulePolicies Read(YamlNode? section, long? dictionaryMaxBytes)
    {
        if (dictionaryMaxBytes is { } limit) policies = policies with { Attachments = policies.Attachments with { MaxBytes = limit } };
        if (section is not null) ReadSection(section, "");
        return policies;
    }

    private void ReadSection(YamlNode section, string prefix)
    {
        if (section is not YamlMapping mapping)
        {
            findings.Error("rule.value", section, $"A mapping belongs here, not {section.Kind}.",
                $"Known policies: {string.Join(", ", Names(prefix))}.");
            return;
        }
        foreach (var entry in mapping.Entries) ReadEntry(entry, prefix + entry.Key.Value, prefix);
    }

    private void ReadEntry(YamlEntry entry, string name, string prefix)
    {
        if (name == "unmapped") ReadUnmapped(entry.Value);
        else if (name == "attachments.types") ReadTypes(entry.Value);
        else if (name == "attachments.maxBytes") ReadMaxBytes(entry.Value);
        else if (PolicyTable.Rows.FirstOrDefault(row => row.Name == name) is { } row) ReadChoice(entry.Value, row);
        else if (prefix.Length == 0 && Names("").Contains(name)) ReadSection(entry.Value, name + ".");
        else findings.Error("rule.unknown-policy", entry.Key, $"There is no policy '{name}'.", RemedyFor(entry.Key.Value, prefix));
    }

    private static string RemedyFor(string name, string prefix) => name switch
    {
        "visibility" => "The visibility of comments stands under accept.comments.",
        "untriggered" => "This key stands at the top of the rule.",
        _ => NearestName.Remedy(name, Names(prefix)),
    };

    private static IReadOnlyList<string> Names(string prefix) =>
    [
        .. PolicyTable.Rows.Select(row => row.Name).Concat(PolicyTable.Others)
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => name[prefix.Length..].Split('.')[0])
            .Distinct(),
    ];

    private void ReadChoice(YamlNode node, PolicyRow row)
    {
        if (node is YamlScalar scalar && row.Choices.FirstOrDefault(choice => choice.Value == scalar.Value) is { } choice)
            policies = choice.Apply(policies);
        else
            findings.Error("rule.value", node, $"The policy '{row.Name}' cannot be {Shown(node)}.",
                NearestName.Remedy((node as YamlScalar)?.Value ?? "", row.Choices.Select(choice => choice.Value)));
    }

    private void ReadTypes(YamlNode node)
    {
        var types = (node as YamlSequence)?.Items.OfType<YamlScalar>().ToArray() ?? [];
        foreach (var type in types.Where(type => type.Value.Split('/') is not [{ Length: > 0 }, { Length: > 0 }]))
            findings.Error("rule.value", type, $"'{type.Value}' is no media type.", "Write a type such as image/png, or image/* for a family.");
        if (types.Length == 0)
            findings.Error("rule.value", node, "A list of media types belongs here.",
                "Write [image/*, application/pdf], or leave the key out to let all leave.");
        var sorted = types.Select(type => type.Value).Order(StringComparer.Ordinal).ToArray();
        policies = policies with { Attachments = policies.Attachments with { Types = sorted } };
    }

    private void ReadMaxBytes(YamlNode node)
    {
        if (node is YamlScalar scalar && ByteSize.TryRead(scalar.Value, out var bytes))
            policies = policies with { Attachments = policies.Attachments with { MaxBytes = bytes } };
        else
            findings.Error("rule.value", node, $"{Shown(node)} is no size.", "Write a number of bytes, or a size such as 20MB.");
    }

    private void ReadUnmapped(YamlNode node)
    {
        if (node is YamlScalar { Value: "park" }) return;
        if (node is not YamlMapping mapping)
        {
            findings.Error("rule.value", node, $"The policy 'unmapped' cannot be {Shown(node)}.",
                "Write park, or {share: {FIELD: VALUE}, accept: {FIELD: VALUE}}.");
            return;
        }
        foreach (var entry in mapping.Entries)
        {
            var unmapped = policies.Unmapped;
            if (entry.Key.Value == "share") policies = policies with { Unmapped = unmapped with { Share = ReadDefaults(entry.Value) } };
            else if (entry.Key.Value == "accept") policies = policies with { Unmapped = unmapped with { Accept = ReadDefaults(entry.Value) } };
            else findings.Error("rule.unknown-policy", entry.Key, $"There is no policy 'unmapped.{entry.Key.Value}'.",
                NearestName.Remedy(entry.Key.Value, ["share", "accept"]));
        }
    }

    private SortedDictionary<string, string> ReadDefaults(YamlNode node)
    {
        var defaults = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (node is not YamlMapping mapping)
            findings.Error("rule.value", node, $"A mapping belongs here, not {node.Kind}.", "Write {FIELD: VALUE}.");
        else
            foreach (var entry in mapping.Entries)
                if (entry.Value is YamlScalar scalar) defaults[entry.Key.Value] = scalar.Value;
                else findings.Error("rule.value", entry.Value, $"A text belongs here, not {entry.Value.Kind}.", "Write the value that stands in.");
        return defaults;
    }

    private static string Shown(YamlNode node) => node is YamlScalar scalar ? $"'{scalar.Value}'" : node.Kind;
}
