using System.Text.Json;

namespace Entente.Demo.Trackers;

/// <summary>Reading answers without asking twice whether a member is there.</summary>
internal static class Json
{
    /// <summary>A member's text, through names separated by dots; empty for what is absent or null.</summary>
    public static string Text(this JsonElement element, string path)
    {
        foreach (var name in path.Split('.'))
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return "";
        return element.ValueKind == JsonValueKind.Null ? "" : element.ToString();
    }

    public static IReadOnlyList<JsonElement> Items(this JsonElement element, string path)
    {
        foreach (var name in path.Split('.'))
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return [];
        return element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray()] : [];
    }

    /// <summary>Every text of a tree in document order, joined: what a reader of the document reads.</summary>
    public static string AllText(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.Text("type") == "text"
            ? element.Text("text")
            : string.Concat(
                element.EnumerateObject().Where(member => member.Name is "content" or "body" or "attrs").Select(member => member.Value.AllText())),
        JsonValueKind.Array => string.Join(' ', element.EnumerateArray().Select(AllText)),
        _ => "",
    };

    /// <summary>The names of all nodes and marks in a document, once each, in ordinal order.</summary>
    public static SortedSet<string> NodeTypes(this JsonElement element)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        Collect(element, found);
        return found;
    }

    private static void Collect(JsonElement element, SortedSet<string> found)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
                Collect(item, found);
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            if (element.Text("type") is { Length: > 0 } type)
                found.Add(type);
            foreach (var member in element.EnumerateObject())
                Collect(member.Value, found);
        }
    }
}
