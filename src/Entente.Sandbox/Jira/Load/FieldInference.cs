using System.Globalization;
using System.Text.Json;

using Entente.Sandbox.Jira.Fields;
using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira.Load;

/// <summary>Guesses a custom field's shape from recorded values; what is not plainly one shape is kept raw, exactly as recorded.</summary>
internal static class FieldInference
{
    private const int MaxLineLength = 255;

    private static readonly string[] OptionMembers = ["self", "value", "id", "disabled"];

    /// <returns>Null where nothing was recorded but nulls.</returns>
    public static FieldShape? Of(IEnumerable<JsonElement> values)
    {
        var shapes = values.Select(Of).Distinct().ToList();
        return shapes.Count switch { 0 => null, 1 => shapes[0], _ => FieldShape.Raw };
    }

    private static FieldShape Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => FieldShape.Number,
        JsonValueKind.String => OfText(value.GetString()!),
        JsonValueKind.Object when value.Member("type") == "doc" => FieldShape.RichText,
        JsonValueKind.Object when IsOption(value) => FieldShape.Option,
        JsonValueKind.Object when IsPerson(value) => FieldShape.Person,
        JsonValueKind.Array when value.GetArrayLength() > 0 && value.EnumerateArray().All(IsOption) => FieldShape.Options,
        JsonValueKind.Array when value.GetArrayLength() > 0 && value.EnumerateArray().All(IsLabel) => FieldShape.Labels,
        _ => FieldShape.Raw,
    };

    private static FieldShape OfText(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            return FieldShape.Date;
        if (JiraInstant.TryParse(text, out _))
            return FieldShape.Instant;
        return text.Length <= MaxLineLength && !text.Contains('\n', StringComparison.Ordinal) ? FieldShape.Text : FieldShape.Raw;
    }

    private static bool IsOption(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object
        && value.Member("id") is not null
        && value.Member("value") is not null
        && value.EnumerateObject().All(member => OptionMembers.Contains(member.Name));

    private static bool IsPerson(JsonElement value) =>
        value.Member("displayName") is not null && (value.Member("accountId") ?? value.Member("key") ?? value.Member("name")) is not null;

    private static bool IsLabel(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= MaxLineLength } label && !label.Any(char.IsWhiteSpace);
}
