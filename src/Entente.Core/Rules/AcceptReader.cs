using Entente.Cel;
using Entente.Core.Accord;
using Entente.Core.Accord.Yaml;
using Entente.Core.Tickets;

namespace Entente.Core.Rules;

/// <summary>What the section <c>accept</c> says.</summary>
internal sealed record AcceptParts(
    IReadOnlyList<AcceptField> Fields, RuleExpression? Comments, bool CommentsPublic, RuleExpression? Attachments);

/// <summary>Reads the section <c>accept</c>: native fields that are written, each with its expression.</summary>
internal sealed class AcceptReader(RuleContext context, Findings findings, ExpressionReader expressions, RuleScope scope)
{
    private readonly SortedDictionary<string, AcceptField> fields = new(StringComparer.Ordinal);
    private RuleExpression? comments;
    private RuleExpression? attachments;
    private bool commentsPublic;

    public AcceptParts Read(YamlNode? section, UnmappedPolicy unmapped)
    {
        if (section is YamlMapping mapping)
        {
            if (!context.MayReceive)
                findings.Error("rule.direction", mapping, $"The link '{context.Link.Id}' goes one way, and nothing arrives here.",
                    "Remove the accept section.");
            foreach (var entry in mapping.Entries) ReadEntry(entry, unmapped);
        }
        else if (section is not null)
            findings.Error("rule.value", section, $"A mapping belongs here, not {section.Kind}.",
                "Write FIELD: EXPRESSION per field of the tracker.");
        return new AcceptParts([.. fields.Values], comments, commentsPublic, attachments);
    }

    private void ReadEntry(YamlEntry entry, UnmappedPolicy unmapped)
    {
        if (entry.Key.Value == RuleTypes.Comments) ReadComments(entry.Value);
        else if (entry.Key.Value == RuleTypes.Attachments) ReadAttachments(entry.Value);
        else if (FieldNamed(entry.Key) is { } field) ReadField(entry, field, unmapped.Accept.GetValueOrDefault(field.Name));
    }

    private TicketField? FieldNamed(YamlScalar key)
    {
        // Without a schema any name may be right.
        if (context.Schema is not { } schema) return new TicketField(key.Value, CelType.Dyn, CelType.Dyn, FieldWrite.Always, key.Value);
        var writable = schema.Fields.Values.Where(field => field.Write != FieldWrite.Never).Select(field => field.Name);
        if (!schema.Fields.TryGetValue(key.Value, out var known))
            findings.Error("rule.unknown-field", key, $"A {schema.Product} ticket has no field '{key.Value}'.",
                NearestName.Remedy(key.Value, writable.Append(RuleTypes.Comments).Append(RuleTypes.Attachments)));
        else if (known.Write != FieldWrite.Never) return known;
        else
            findings.Error("rule.read-only", key, $"The field '{key.Value}' is set by {schema.Product} itself.",
                "Remove it; it can be read, not written.");
        return null;
    }

    private void ReadField(YamlEntry entry, TicketField field, string? standIn)
    {
        if (expressions.Read(entry.Value, scope.Entering, field.Accepts, $"the field '{field.Name}'") is not { } expression) return;
        var replica = expression.Reads(RuleScope.ReplicaName);
        var agreed = expression.Reads(RuleScope.AgreedName);
        var reads = new SortedSet<string>(StringComparer.Ordinal);
        reads.UnionWith(replica.Whole || agreed.Whole ? context.Link.Fields : [.. replica.Fields, .. agreed.Fields]);
        fields[field.Name] = new AcceptField(field, expression, standIn, reads, replica.Whole ? [] : replica.Fields);
    }

    private void ReadComments(YamlNode node)
    {
        if (Section(node, RuleTypes.Comments, ["add", "visibility"]) is not { } section) return;
        comments = ReadAdd(section, RuleTypes.SharedComment, "comments");
        switch (section.Find("visibility"))
        {
            case null or YamlScalar { Value: "internal" }:
                break;
            case YamlScalar { Value: "public" }:
                commentsPublic = true;
                break;
            case var other:
                findings.Error("rule.value", other, "The visibility of comments is internal or public.",
                    "Write internal or public; the default is internal.");
                break;
        }
    }

    private void ReadAttachments(YamlNode node)
    {
        if (Section(node, RuleTypes.Attachments, ["add"]) is { } section) attachments = ReadAdd(section, RuleTypes.SharedFile, "attachments");
    }

    private RuleExpression? ReadAdd(YamlMapping section, CelType item, string target)
    {
        if (section.Find("add") is { } add) return expressions.Read(add, scope.Entering, CelType.List(item), target);
        findings.Error("rule.missing-key", section, "The key 'add' is missing.", $"Write add: replica.{target}.");
        return null;
    }

    private YamlMapping? Section(YamlNode node, string name, string[] keys)
    {
        if (!context.Link.Fields.Any(field => field == name))
            findings.Error("rule.not-on-link", node, $"The link '{context.Link.Id}' does not carry '{name}'.", "Remove the section.");
        else if (node is YamlMapping mapping)
        {
            foreach (var entry in mapping.Entries)
                if (!keys.Contains(entry.Key.Value))
                    findings.Error("rule.unknown-key", entry.Key, $"There is no key '{entry.Key.Value}' here.",
                        NearestName.Remedy(entry.Key.Value, keys));
            return mapping;
        }
        else
            findings.Error("rule.value", node, $"A mapping belongs here, not {node.Kind}.", $"Write {{add: replica.{name}}}.");
        return null;
    }
}
