namespace Entente.Core.Text;

/// <summary>What to call an image: its name, else its alternative text, else the last part of its address without the query.</summary>
internal static class ImageName
{
    public static string Of(Image image)
    {
        if (image.Name.Length > 0)
            return image.Name;
        if (image.AlternativeText.Length > 0)
            return image.AlternativeText;
        // The query is where signed addresses carry their signature (B10), so it never becomes part of a name.
        var path = image.Source.Split('?', '#')[0].TrimEnd('/');
        var last = path[(path.LastIndexOf('/') + 1)..];
        return last.Length > 0 ? last : "unnamed";
    }
}
