using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Entente.Sandbox.ServiceNow;

/// <summary>Reading and writing the instance's JSON.</summary>
internal static class ServiceNowJson
{
    public const string ContentType = "application/json;charset=UTF-8";

    public static SandboxResponse Answer(int status, JsonNode body, params KeyValuePair<string, string>[] headers) =>
        new(status, [new("Content-Type", ContentType), .. headers], Encoding.UTF8.GetBytes(body.ToJsonString()));

    public static SandboxResponse Result(int status, JsonNode? result, params KeyValuePair<string, string>[] headers) =>
        Answer(status, new JsonObject { ["result"] = result }, headers);

    /// <summary>The one record that a body holds. Of an array only the first element is taken, as documented.</summary>
    public static JsonElement Record(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0)
                root = root[0];
            if (root.ValueKind == JsonValueKind.Object)
                return root.Clone();
        }
        catch (JsonException)
        {
            // Answered like a body that is no object.
        }
        throw ServiceNowRefusal.BadBody("The payload is not valid JSON.");
    }

    /// <summary>A value as stored: nothing is an empty text, whole numbers lose their decimals, objects give their <c>value</c>.</summary>
    public static string Text(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => Safe(element),
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        JsonValueKind.Number when element.TryGetDecimal(out var number) => number.ToString("0.############", CultureInfo.InvariantCulture),
        JsonValueKind.Object when element.TryGetProperty("value", out var value) && value.ValueKind != JsonValueKind.Object => Text(value),
        _ => element.GetRawText(),
    };

    /// <summary>A lone surrogate cannot be a text; its escape stays.</summary>
    private static string Safe(JsonElement element)
    {
        try
        {
            return element.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return element.GetRawText().Trim('"');
        }
    }
}
