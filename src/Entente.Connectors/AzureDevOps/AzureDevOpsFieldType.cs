using System.Text.Json;
using Entente.Cel;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.AzureDevOps;

/// <summary>A field of the organisation, as <c>GET wit/fields</c> describes it.</summary>
/// <param name="Name">Reference name: <c>Custom.PartnerKey</c>.</param>
/// <param name="Label">The name for people.</param>
/// <param name="Type">
/// <c>string</c>, <c>plainText</c>, <c>html</c>, <c>integer</c>, <c>double</c>, <c>dateTime</c>, <c>boolean</c>, <c>treePath</c>, …
/// </param>
internal sealed record AzureDevOpsFieldType(string Name, string Label, string Type, bool IsIdentity = false, bool IsReadOnly = false)
{
    public bool IsRich => Type == "html";

    public bool IsTime => Type == "dateTime";

    public static AzureDevOpsFieldType? Read(JsonElement field) =>
        field.Text("referenceName") is not { } name || field.Flag("isDeleted") == true
            ? null
            : new AzureDevOpsFieldType(
                name,
                field.Text("name") ?? name,
                field.Text("type") ?? "string",
                field.Flag("isIdentity") == true || field.Text("type") == "identity",
                field.Flag("readOnly") == true);

    /// <summary>The field for rules. Reading gives dyn, since any field may be empty.</summary>
    public TicketField Field() => IsRich
        ? new TicketField(Name, RichTextValue.StaticType, RichTextValue.StaticType, Write, Label)
        : new TicketField(Name, CelType.Dyn, CelType.Dyn, Write, Label);

    private FieldWrite Write => IsReadOnly ? FieldWrite.Never : FieldWrite.Always;
}
