using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Entente.Core.Text.Adf;

/// <summary>
/// Atlassian Document Format, version 1 (developer.atlassian.com, "Document structure"). Nodes without a counterpart keep their text;
/// what is written keeps the schema's rules about which node may hold which, since Jira refuses a document as a whole.
/// </summary>
public static class AdfFormat
{
    internal const string Name = "adf";

    // Reading goes over a flat table of tokens, so depth costs nothing there; the reader itself stops recursing long before.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 4_000_000 };

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 1000 };

    /// <exception cref="RichTextException">The text is not JSON, or the JSON is no document.</exception>
    public static RichText Read(string json)
    {
        try
        {
            // Through bytes: a lone surrogate in the text becomes U+FFFD instead of an exception.
            using var document = JsonDocument.Parse(Encoding.UTF8.GetBytes(json), Options);
            return Read(document.RootElement);
        }
        catch (JsonException exception)
        {
            var position = $"line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}";
            throw new RichTextException(Name, "is not JSON", position, exception);
        }
    }

    /// <summary>Reads what Jira has in a rich text field; JSON <c>null</c>, which stands for an empty field, is the empty document.</summary>
    /// <exception cref="RichTextException">The JSON is no document.</exception>
    public static RichText Read(JsonElement document) => Placeholders.Restore(AdfReader.Read(document));

    /// <exception cref="RichTextException">The JSON is no document.</exception>
    public static RichText Read(JsonNode? document) => document is null ? RichText.Empty : Read(document.ToJsonString(Relaxed));

    public static JsonObject Write(RichText document, AdfWriteOptions? options = null) =>
        AdfWriter.Write(Tidier.ForWriting(document), options ?? AdfWriteOptions.Default);

    /// <summary>The same as JSON text without white space.</summary>
    public static string WriteText(RichText document, AdfWriteOptions? options = null) => Write(document, options).ToJsonString(Relaxed);
}
