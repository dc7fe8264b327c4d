using System.Text.Json;

namespace Entente.Cli.Output;

/// <summary>Values as people read them in a line.</summary>
internal static class Shown
{
    /// <summary>Several lines in one.</summary>
    public static string OneLine(string? text) => text?.ReplaceLineEndings(" ⏎ ") ?? "";

    /// <summary>A field's value in one line; a dash for none.</summary>
    public static string Value(string text) => text.Length == 0 ? "—" : OneLine(text);

    public static string At(DateTimeOffset at) => $"{at.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z";

    /// <summary>Fields as they are and as they would be, each in a line.</summary>
    public static void Fields(JsonElement fields)
    {
        foreach (var field in fields.EnumerateArray())
            Report.Line($"    {field.Text("field"),-16} {Value(field.Text("before"))} → {Value(field.Text("after"))}");
    }

    /// <summary>A property as text; empty where there is none.</summary>
    public static string Text(this JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.ToString() : "";
}
