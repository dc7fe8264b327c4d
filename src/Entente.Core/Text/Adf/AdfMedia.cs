using System.Text.Json;

namespace Entente.Core.Text.Adf;

internal static class AdfMedia
{
    /// <summary>A file of the site (its media id) or an external address.</summary>
    public static Image Read(JsonElement node) => new(
        AdfNode.Text(node, "url") ?? "",
        AdfNode.Text(node, "__fileName") ?? AdfNode.Text(node, "fileName") ?? "",
        AdfNode.Text(node, "alt") ?? "",
        AdfNode.Text(node, "id"));
}
