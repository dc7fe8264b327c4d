using System.Text.Json;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.Jira;

/// <summary>A site's own fields as rules can use them, narrowed for writing to what the create screens of the configured projects offer.</summary>
internal sealed class JiraCatalogue(JiraClient client, JiraDirectory directory, JiraOptions options)
{
    private const int PageSize = 50;

    public async Task<TicketSchema> ReadAsync(CancellationToken cancellation)
    {
        var types = await directory.ReadTypesAsync(cancellation);
        var offered = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var project in options.Projects)
            await AddOfferedAsync(project, offered, cancellation);
        var isNarrowed = options.Projects.Count > 0;
        return JiraSchema.With(types.Values.Select(type => type.Field()).Select(field =>
            isNarrowed && field.Write == FieldWrite.Always && !offered.Contains(field.Name) ? field with { Write = FieldWrite.Never } : field));
    }

    private async Task AddOfferedAsync(string project, SortedSet<string> offered, CancellationToken cancellation)
    {
        var types = await PagesAsync(
            start => $"issue/createmeta/{project}/issuetypes?startAt={start}&maxResults={PageSize}", "issueTypes", cancellation);
        foreach (var type in types.Select(type => type.Id("id")).OfType<string>())
        {
            var fields = await PagesAsync(
                start => $"issue/createmeta/{project}/issuetypes/{type}?startAt={start}&maxResults={PageSize}", "fields", cancellation);
            offered.UnionWith(fields.Select(field => field.Text("fieldId") ?? field.Text("key")).OfType<string>());
        }
    }

    private async Task<List<JsonElement>> PagesAsync(Func<int, FormattableString> path, string member, CancellationToken cancellation)
    {
        List<JsonElement> all = [];
        for (var isMore = true; isMore;)
        {
            var page = await client.GetAsync(path(all.Count), cancellation);
            List<JsonElement> items = [.. page.Items(member)];
            all.AddRange(items);
            isMore = items.Count > 0 && all.Count < (page.Number("total") ?? all.Count);
        }

        return all;
    }
}
