using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Cel;
using Entente.Connectors.Http;
using Entente.Core.Text;
using Entente.Core.Text.Adf;
using Entente.Core.Text.JiraWiki;
using Entente.Core.Tickets;

namespace Entente.Connectors.Jira;

/// <summary>
/// Jira's documents to rich text and back. REST v3 has ADF; webhooks, changelogs and v2 have wiki markup for the same text. Pure. An image names
/// its file only by a media id that the REST API does not know, so that images are tied to attachments by their file's name.
/// </summary>
/// <param name="attachments">Attachments of the issue.</param>
internal sealed class JiraRichText(IReadOnlyList<TicketAttachment> attachments)
{
    private const string ReferenceStart = "[image: ";

    /// <summary>The type that rules see.</summary>
    public static CelType Type => RichTextValue.StaticType;

    /// <summary>The empty document as a value.</summary>
    public static CelValue None { get; } = RichTextValue.Of(RichText.Empty);

    public static bool IsDocument(JsonElement value) => value.Text("type") == "doc" && value.Member("content") is { ValueKind: JsonValueKind.Array };

    public CelValue Read(JsonElement document) => RichTextValue.Of(ReadText(document));

    public CelValue ReadWiki(string markup) => RichTextValue.Of(Tied(JiraWikiFormat.Read(markup)));

    /// <summary>A document in either form; what is neither shows that it cannot be read, rather than nothing.</summary>
    public RichText ReadText(JsonElement? document)
    {
        try
        {
            return document switch
            {
                null => RichText.Empty,
                { ValueKind: JsonValueKind.String } markup => Tied(JiraWikiFormat.Read(markup.GetString()!)),
                { } adf => Tied(AdfFormat.Read(adf)),
            };
        }
        catch (RichTextException)
        {
            return new RichText([new UnknownBlock("unreadable document", "")]);
        }
    }

    /// <summary>The rich text that a value holds; text counts as plain text. Null when it holds neither.</summary>
    public static RichText? From(CelValue value, bool isTextRich = true) => value.Kind switch
    {
        CelKind.Object when value.AsObject() is RichTextValue rich => rich.Text,
        CelKind.String when isTextRich => RichText.FromText(value.AsString()),
        _ => null,
    };

    /// <summary>ADF. An image becomes a readable reference where it stood, linked to its file when that is among <paramref name="files"/>.</summary>
    public static JsonObject Write(RichText text, IReadOnlyDictionary<string, Uri> files) => AdfFormat.Write(text.ReplaceImages(image =>
        files.TryGetValue(image.Name, out var address)
            ? new Link(address.AbsoluteUri, [new Run(image.Reference)])
            : new Run(image.Reference, Marks.Emphasis)));

    /// <summary>Whether both look the same once Jira holds them.</summary>
    public static bool Same(CelValue left, CelValue right) =>
        From(left) is { } one && From(right) is { } other && Stored(one).Equals(Stored(other));

    /// <summary>Attachments that a text shows, in order.</summary>
    public static IReadOnlyList<string> AttachmentIds(RichText text) =>
        [.. text.Images().Select(image => image.AttachmentId).OfType<string>().Distinct(StringComparer.Ordinal)];

    // As ADF keeps it, with every form of an image as the one text that stands for it.
    private static RichText Stored(RichText text) =>
        AdfFormat.Read((JsonNode?)AdfFormat.Write(text.MapInlines(Unlinked))).MapInlines(Unlinked).Normalise();

    private static Inline Unlinked(Inline inline) => inline switch
    {
        Image image => new Run(image.Reference),
        Link { Inlines: [Run run] } when IsReference(run) => new Run(run.Text),
        Run { Marks: Marks.Emphasis } run when IsReference(run) => new Run(run.Text),
        _ => inline,
    };

    private static bool IsReference(Run run) => run.Text.StartsWith(ReferenceStart, StringComparison.Ordinal) && run.Text.EndsWith(']');

    private RichText Tied(RichText text) => text.ReplaceImages(image =>
    {
        var file = attachments.LastOrDefault(file => IsOf(image, file.Name));
        // Without a file here the id is one of Jira's media store, which nobody else can use.
        return file is null ? image with { AttachmentId = null } : new Image("", file.Name, image.AlternativeText, file.NativeId);
    });

    private static bool IsOf(Image image, string file) => image.Name == file || image.AlternativeText == file || image.Source == file;
}
