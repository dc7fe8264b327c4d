using Entente.Cel;

namespace Entente.Core.Rules;

/// <summary>Reads what a share rule made of a ticket.</summary>
public static class CanonicalFields
{
    /// <summary>The ticket's state in the words of the dictionary; null when the rule shares none, or no text.</summary>
    public static string? State(this IReadOnlyDictionary<string, CelValue> fields) => fields.Text("state");

    /// <summary>A field's text; null when it is not shared, or holds no text.</summary>
    public static string? Text(this IReadOnlyDictionary<string, CelValue> fields, string field) =>
        fields.TryGetValue(field, out var value) && value.Kind == CelKind.String ? value.AsString() : null;
}
