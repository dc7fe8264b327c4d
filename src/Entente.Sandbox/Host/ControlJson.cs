using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Entente.Sandbox.Host;

/// <summary>Reading and writing the control API's JSON.</summary>
internal static class ControlJson
{
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>An enum's value as the API writes it: camel case.</summary>
    public static string Word<T>(T value) where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    /// <summary>The value behind a word; an unknown word is refused with the known ones.</summary>
    public static T Value<T>(string? word) where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
            if (string.Equals(Word(value), word, StringComparison.OrdinalIgnoreCase))
                return value;
        throw new ControlRefusal(400, $"unknown '{word}'; known: {string.Join(", ", Enum.GetValues<T>().Select(Word))}");
    }

    public static JsonObject Object(string body) =>
        JsonNode.Parse(body) as JsonObject ?? throw new ControlRefusal(400, "the body must be a JSON object");

    public static string? Text(JsonObject from, string name) => from[name] is { } node
        ? node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : node.ToJsonString()
        : null;

    public static double? Number(JsonObject from, string name)
    {
        if (from[name] is not { } node)
            return null;
        return node.GetValueKind() == JsonValueKind.Number && node.AsValue().TryGetValue<double>(out var number)
            ? number
            : throw new ControlRefusal(400, $"{name} must be a number");
    }

    public static int? Count(JsonObject from, string name) => Number(from, name) switch
    {
        null => null,
        >= 0 and <= int.MaxValue and var number => (int)number,
        _ => throw new ControlRefusal(400, $"{name} must be 0 or more"),
    };

    public static TimeSpan? Millis(JsonObject from, string name) => Count(from, name) is { } millis ? TimeSpan.FromMilliseconds(millis) : null;
}
