using System.Globalization;
using System.Text.Json;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.AzureDevOps;

/// <summary>
/// The reporting feed of revisions: ordered by a watermark of its own, with a token that stays good, so that nothing is lost between polls however
/// long the hub was away. Deleted work items are among them; reading one then tells that it is gone (RELIABILITY R09).
/// </summary>
internal sealed class AzureDevOpsPoll(AzureDevOpsClient client, ConnectionSettings settings, AzureDevOpsOptions options)
{
    private const int PageSize = 200;
    private const string StartPrefix = "start:";

    public async Task<PollPage> PollAsync(string? cursor, CancellationToken cancellation)
    {
        var from = cursor ?? Start();
        try
        {
            return Page(await client.GetAsync(Path(from), cancellation), from);
        }
        catch (ConnectorException refused) when (refused.Kind == FailureKind.Refused && !from.StartsWith(StartPrefix, StringComparison.Ordinal))
        {
            // A token that is no longer taken (RELIABILITY R03): begin again with the overlap that the connection names.
            return new PollPage([], Start(), More: true);
        }
    }

    /// <summary>What one answer adds. Pure.</summary>
    /// <param name="asked">The cursor that the page was asked with; kept when none is given.</param>
    public PollPage Page(JsonElement root, string asked)
    {
        var hits = root.Items("values").Where(IsInScope)
            .Select(revision => (Id: revision.Id("id"), Rev: revision.Number("rev"), IsDeleted: IsDeleted(revision)))
            .Where(revision => revision.Id is not null)
            .GroupBy(revision => revision.Id!, StringComparer.Ordinal)
            .Select(item => new PollHit(item.Key, item.Any(revision => revision.IsDeleted) ? null : Revision(item.Max(revision => revision.Rev))));
        var next = (root.Id("continuationToken") ?? TokenIn(root.Text("nextLink"))) is { } token ? token : asked;
        return new PollPage([.. hits], next, root.Flag("isLastBatch") == false && next != asked);
    }

    /// <summary>Where a poll without a cursor begins.</summary>
    public string Start() => Start(client.Now - settings.LookBack);

    /// <summary>The cursor of a poll that begins at an instant.</summary>
    public static string Start(DateTimeOffset since) =>
        StartPrefix + since.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The address of a page. One project has a feed of its own; of several the whole one is read.</summary>
    public string Path(string cursor)
    {
        var project = options.Projects is [var only] ? Uri.EscapeDataString(only) + "/" : "";
        var from = cursor.StartsWith(StartPrefix, StringComparison.Ordinal)
            ? "startDateTime=" + Uri.EscapeDataString(cursor[StartPrefix.Length..])
            : "continuationToken=" + Uri.EscapeDataString(cursor);
        return project + AzureDevOpsClient.Path($"_apis/wit/reporting/workitemrevisions?fields=System.TeamProject&includeDeleted=true")
            + $"&includeLatestOnly=true&$maxPageSize={PageSize}&{from}";
    }

    private bool IsInScope(JsonElement revision) => options.Projects.Count == 0
        || AzureDevOpsMapping.ProjectOf(revision) is not { } project
        || options.Projects.Contains(project, StringComparer.OrdinalIgnoreCase);

    private static bool IsDeleted(JsonElement revision) =>
        revision.Flag("isDeleted") == true || revision.Member("fields")?.Flag("System.IsDeleted") == true;

    private static string? Revision(long? rev) => rev?.ToString(CultureInfo.InvariantCulture);

    // Older versions tell the token only within the next page's address.
    private static string? TokenIn(string? nextLink)
    {
        const string Name = "continuationToken=";
        var at = nextLink?.IndexOf(Name, StringComparison.OrdinalIgnoreCase) ?? -1;
        return at < 0 ? null : Uri.UnescapeDataString(nextLink![(at + Name.Length)..].Split('&')[0]);
    }
}
