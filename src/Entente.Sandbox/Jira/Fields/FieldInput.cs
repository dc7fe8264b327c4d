using System.Text.Json;

namespace Entente.Sandbox.Jira.Fields;

/// <summary>What became of a value that a client sent: taken (null clears the field) or refused with the site's words.</summary>
internal readonly record struct FieldInput(JsonElement? Value, string? Error)
{
    public static FieldInput Cleared => new(null, null);

    public static FieldInput Taken(JsonElement value) => new(value, null);

    public static FieldInput Taken(string value) => new(JiraJson.Element(value), null);

    public static FieldInput Refused(string reason) => new(null, reason);
}
