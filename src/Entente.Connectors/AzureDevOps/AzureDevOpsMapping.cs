using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.AzureDevOps;

/// <summary>A work item as Azure DevOps answers it, to a snapshot. Pure.</summary>
internal sealed class AzureDevOpsMapping(Uri endpoint, AzureDevOpsFields fields, AzureDevOpsPeople people)
{
    /// <summary>After so many revisions the REST API refuses every further update of the work item, for good.</summary>
    public const int MostRevisions = 10_000;

    public AzureDevOpsPeople People => people;

    public AzureDevOpsFields Fields => fields;

    /// <param name="item">The answer of GET with its relations, or of a write.</param>
    /// <param name="comments">Comments and the pictures in them; a write's answer has none.</param>
    /// <param name="effect">What the request could change: decides what an answer without a work item means.</param>
    public TicketSnapshot Snapshot(JsonElement item, AzureDevOpsComments? comments = null, CallEffect effect = CallEffect.None)
    {
        var id = item.Id("id") ?? throw Incomplete("id", effect);
        var rev = Rev(item, effect);
        var held = item.Member("fields") ?? throw Incomplete("fields", effect);
        var created = held.Time("System.CreatedDate") ?? DateTimeOffset.UnixEpoch;
        return new TicketSnapshot
        {
            NativeId = id,
            Key = "#" + id,
            Address = Address(item, id),
            Revision = Revision(item, rev),
            Updated = held.Time("System.ChangedDate") ?? created,
            Created = created,
            Marker = AzureDevOpsTags.EffectIn(held.Text(AzureDevOpsSchema.Tags)) is { } marker && people.IsHub(held.Member("System.CreatedBy"))
                ? marker
                : null,
            IsFinal = rev >= MostRevisions,
            Fields = fields.Read(item),
            Comments = comments?.Comments ?? [],
            Attachments = Attachments(item, created, comments?.Pictures ?? []),
        };
    }

    /// <summary>The number of a revision, the part of ours before the slash; null for what is none.</summary>
    public static long? RevOf(string? revision) =>
        long.TryParse(revision?.Split('/')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var rev) ? rev : null;

    public static long Rev(JsonElement item, CallEffect effect = CallEffect.None) => item.Number("rev") ?? throw Incomplete("rev", effect);

    public static string? ProjectOf(JsonElement item) => item.Member("fields")?.Text(AzureDevOpsSchema.Project);

    /// <summary>
    /// The revision, and a digest of the relations: links between work items come and go without a new revision.
    /// </summary>
    private static string Revision(JsonElement item, long rev)
    {
        var parts = item.Items("relations").Select(relation => $"{relation.Text("rel")} {relation.Text("url")}").Order(StringComparer.Ordinal);
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts)));
        return string.Create(CultureInfo.InvariantCulture, $"{rev}/{Convert.ToHexStringLower(digest.AsSpan(0, 5))}");
    }

    private Uri Address(JsonElement item, string id)
    {
        if (Uri.TryCreate(item.Member("_links")?.Member("html")?.Text("href"), UriKind.Absolute, out var page) && page.Scheme is "https" or "http")
            return page;
        var project = ProjectOf(item) is { Length: > 0 } name ? Uri.EscapeDataString(name) + "/" : "";
        return new Uri($"{endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/')}/{project}_workitems/edit/{Uri.EscapeDataString(id)}");
    }

    /// <summary>Attached files, then the pictures in long fields and comments, each file once.</summary>
    private List<TicketAttachment> Attachments(JsonElement item, DateTimeOffset created, IReadOnlyList<TicketAttachment> inComments)
    {
        var attached = item.Items("relations").Select(relation => Attached(relation, created)).OfType<TicketAttachment>();
        var shown = (item.Member("fields") is { ValueKind: JsonValueKind.Object } held ? held.EnumerateObject().AsEnumerable() : [])
            .Where(field => field.Value.ValueKind == JsonValueKind.String && fields.IsRich(field.Name))
            .SelectMany(field => AzureDevOpsRichText.Files(field.Value.GetString()!, AzureDevOpsFields.IsMarkdown(item, field.Name)))
            .Select(file => Shown(file, people.Person(item.Member("fields")?.Member("System.CreatedBy")), created));
        return [.. attached.Concat(shown).Concat(inComments).DistinctBy(file => file.NativeId)
            .OrderBy(file => file.Created).ThenBy(file => file.NativeId, StringComparer.Ordinal)];
    }

    /// <summary>A relation names nobody; what carries our marker is ours.</summary>
    private TicketAttachment? Attached(JsonElement relation, DateTimeOffset created)
    {
        if (AzureDevOpsFile.Of(relation) is not { } file)
            return null;
        var attributes = relation.Member("attributes");
        return new TicketAttachment(file.Id, file.Name, AzureDevOpsMediaTypes.Of(file.Name), attributes?.Number("resourceSize") ?? 0, file.Address)
        {
            Created = attributes?.Time("resourceCreatedDate") ?? attributes?.Time("authorizedDate") ?? created,
            Author = AzureDevOpsFile.IsOurs(relation) ? people.Hub : AzureDevOpsPeople.Nobody,
            IsPublic = !AzureDevOpsFile.IsInternal(relation),
        };
    }

    private static TicketAttachment Shown(AzureDevOpsFile file, TicketPerson author, DateTimeOffset created) =>
        new(file.Id, file.Name, AzureDevOpsMediaTypes.Of(file.Name), 0, file.Address) { Created = created, Author = author };

    private static ConnectorException Incomplete(string member, CallEffect effect) =>
        TransportFailures.Unreadable(effect, $"it has no work item with {member}");
}
