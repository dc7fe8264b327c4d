using System.Text.Json;

namespace Entente.Sandbox.Jira.World;

/// <summary>Reads members of bodies whose shape nobody vouches for.</summary>
internal static class JsonMembers
{
    /// <summary>A member of an object as text; numbers count, since clients send ids as both.</summary>
    public static string? Member(this JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var value))
            return null;
        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
    }

    public static JsonElement? Child(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    /// <summary>A list of texts; numbers count as what they look like, anything but a list as empty.</summary>
    public static IReadOnlyList<string> Texts(this JsonElement element, string name) =>
        element.Child(name) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray().Select(item => item.ToString())] : [];

    /// <summary>A whole number, or what stands for it where there is none.</summary>
    public static int Whole(this JsonElement element, string name, int fallback) =>
        element.Child(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : fallback;
}
