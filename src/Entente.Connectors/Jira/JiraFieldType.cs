using System.Text.Json;
using Entente.Cel;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.Jira;

/// <summary>A site's own field, as <c>GET field</c> describes it.</summary>
/// <param name="Type">Schema type: <c>string</c>, <c>number</c>, <c>option</c>, <c>array</c>, <c>user</c>, <c>date</c>, <c>datetime</c>, …</param>
/// <param name="Items">Schema type of the items of an array.</param>
/// <param name="Custom">Key of the custom field's kind: <c>com.atlassian.jira.plugin.system.customfieldtypes:textarea</c>.</param>
internal sealed record JiraFieldType(string Id, string Name, string Type, string Items, string Custom)
{
    /// <summary>Kinds that Jira fills by itself or that only apps write.</summary>
    private static readonly string[] ReadOnlyKinds =
        ["lexo-rank", "devsummary", "vulnerabilitycf", "sla-field", "requesttype", "dateInStatus", "lastupdated", "createdby"];

    /// <summary>Schema types that a rule's value can be turned into; apps bring others, whose form is theirs.</summary>
    private static readonly string[] WritableTypes =
        ["string", "number", "option", "option-with-child", "array", "user", "group", "date", "datetime", "version", "project"];

    /// <summary>Whether the field holds a document (ADF) instead of a line of text.</summary>
    public bool IsRich => Custom.EndsWith(":textarea", StringComparison.Ordinal);

    public bool IsWritable =>
        WritableTypes.Contains(Type, StringComparer.Ordinal)
        && !ReadOnlyKinds.Any(kind => Custom.Contains(kind, StringComparison.OrdinalIgnoreCase));

    public static JiraFieldType? Read(JsonElement field)
    {
        if (field.Text("id") is not { } id || !id.StartsWith(JiraSchema.CustomPrefix, StringComparison.Ordinal))
            return null;
        var schema = field.Member("schema");
        return new JiraFieldType(
            id, field.Text("name") ?? id, schema?.Text("type") ?? "any", schema?.Text("items") ?? "", schema?.Text("custom") ?? "");
    }

    /// <summary>The field for rules. Reading gives dyn, since any custom field may be null.</summary>
    public TicketField Field() => IsRich
        ? new TicketField(Id, JiraRichText.Type, JiraRichText.Type, FieldWrite.Always, Name)
        : new TicketField(Id, CelType.Dyn, CelType.Dyn, IsWritable ? FieldWrite.Always : FieldWrite.Never, Name);
}
