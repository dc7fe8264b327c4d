using System.Text.Json;

namespace Entente.Sandbox.ServiceNow.Load;

/// <summary>One field of a recorded record, in whichever of the Table API's shapes it was asked for.</summary>
/// <param name="Value">As stored.</param>
/// <param name="Name">What the reference showed as; null where the record does not tell.</param>
/// <param name="Target">The table that the link points to; null without a link that names one.</param>
/// <param name="IsReference">Whether it came with a link.</param>
internal sealed record LoadedValue(string Value, string? Name, string? Target, bool IsReference)
{
    public static LoadedValue Read(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return new(ServiceNowJson.Text(element), null, null, false);
        var display = element.TryGetProperty("display_value", out var shown) ? ServiceNowJson.Text(shown) : null;
        if (!element.TryGetProperty("link", out var link) || link.ValueKind != JsonValueKind.String)
            return new(element.TryGetProperty("value", out var plain) ? ServiceNowJson.Text(plain) : display ?? "", display, null, false);
        var path = link.GetString()!.Split('/');
        var table = Array.LastIndexOf(path, "table");
        var target = table >= 0 && table + 2 < path.Length ? path[table + 1] : null;
        // Asked for by display value, the id stands in the link alone.
        var value = element.TryGetProperty("value", out var stored) ? ServiceNowJson.Text(stored) : path[^1];
        return new(value, display, target, true);
    }
}
