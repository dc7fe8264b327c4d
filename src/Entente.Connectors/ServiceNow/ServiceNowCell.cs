using System.Text.Json;
using Entente.Connectors.Http;

namespace Entente.Connectors.ServiceNow;

/// <summary>
/// One field of a record: what is stored and what people see. Everything is text; a reference comes as an object, an empty one as empty text
/// (RELIABILITY S10).
/// </summary>
/// <param name="Value">The stored value; of a reference the record's id. Empty when there is none.</param>
/// <param name="Shown">The label in the language, zone and format of the account; the value where the answer has no label.</param>
/// <param name="Table">The table that a reference leads to; null for every other field and for empty references.</param>
internal readonly record struct ServiceNowCell(string Value, string Shown, string? Table)
{
    private static readonly ServiceNowCell Empty = new("", "", null);

    /// <summary>The field, empty when the record does not have it.</summary>
    public static ServiceNowCell Of(JsonElement record, string field) => record.Member(field) is { } member ? Read(member) : Empty;

    /// <summary>A field in any form in which ServiceNow writes it.</summary>
    public static ServiceNowCell Read(JsonElement member)
    {
        if (member.ValueKind != JsonValueKind.Object)
            return Plain(member) is { } text ? new ServiceNowCell(text, text, null) : Empty;
        var parts = member.Text("link")?.Split('/') ?? [];
        var value = Part(member, "value") ?? (parts.Length > 0 ? parts[^1] : "");
        return new ServiceNowCell(value, Part(member, "display_value") ?? value, parts.Length > 1 ? parts[^2] : null);
    }

    private static string? Part(JsonElement member, string name) => member.Member(name) is { } part ? Plain(part) : null;

    private static string? Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        // The change interface writes whole numbers as 3.0.
        JsonValueKind.Number when value.GetRawText().EndsWith(".0", StringComparison.Ordinal) => value.GetRawText()[..^2],
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };
}
