using Entente.Core.Accord;
using Entente.Core.Accord.Yaml;

namespace Entente.Core.Rules;

/// <summary>What the section <c>share</c> says.</summary>
internal sealed record ShareParts(IReadOnlyList<ShareField> Fields, RuleExpression? Comments, RuleExpression? Attachments);

/// <summary>Reads the section <c>share</c>: canonical fields that leave, each with its expression.</summary>
internal sealed class ShareReader(RuleContext context, Findings findings, ExpressionReader expressions, RuleScope scope)
{
    private readonly SortedDictionary<string, ShareField> fields = new(StringComparer.Ordinal);
    private RuleExpression? comments;
    private RuleExpression? attachments;

    public ShareParts Read(YamlNode? section, UnmappedPolicy unmapped)
    {
        if (section is YamlMapping mapping)
        {
            if (!context.MaySend)
                findings.Error("rule.direction", mapping, $"The link '{context.Link.Id}' goes one way, and not from here.",
                    "Remove the share section.");
            foreach (var entry in mapping.Entries) ReadEntry(entry, unmapped);
        }
        else if (section is not null)
            findings.Error("rule.value", section, $"A mapping belongs here, not {section.Kind}.", "Write FIELD: EXPRESSION per canonical field.");
        return new ShareParts([.. fields.Values], comments, attachments);
    }

    private void ReadEntry(YamlEntry entry, UnmappedPolicy unmapped)
    {
        var name = entry.Key.Value;
        if (context.Accord.Field(name) is not { } field)
            findings.Error("rule.unknown-field", entry.Key, $"The dictionary has no field '{name}'.", NearestName.Remedy(name, context.Link.Fields));
        else if (field.NeverLeaves is { } party)
            findings.Error("rule.never-leaves", entry.Key, $"The field '{name}' never leaves {party}.",
                "Remove it; the dictionary marks it neverLeaves.");
        else if (!context.Link.Carries(name))
            findings.Error("rule.not-on-link", entry.Key, $"The link '{context.Link.Id}' does not carry '{name}'.",
                $"Remove it, or have both parties sign an accord that lists it. {NearestName.Remedy(name, context.Link.Fields)}");
        else if (expressions.Read(entry.Value, scope.Leaving, RuleTypes.OfShare(field.Type), $"the field '{name}'") is { } expression)
            Keep(field, expression, unmapped.Share.GetValueOrDefault(name));
    }

    private void Keep(DictionaryField field, RuleExpression expression, string? standIn)
    {
        if (field.Type == FieldType.Thread) comments = expression;
        else if (field.Type == FieldType.Files) attachments = expression;
        else fields[field.Name] = new ShareField(field, expression, standIn);
    }
}
