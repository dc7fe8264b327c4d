using System.Collections.Concurrent;
using System.Text.Json;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.Jira;

/// <summary>
/// Looks up what a site does not change from call to call, and remembers it: our own account, people's accounts, fields, status categories.
/// </summary>
internal sealed class JiraDirectory(JiraClient client)
{
    private readonly ConcurrentDictionary<string, string> accounts = new(StringComparer.OrdinalIgnoreCase);
    private string? hub;
    private Uri? site;
    private IReadOnlyDictionary<string, JiraFieldType>? types;
    private IReadOnlyDictionary<string, string>? categories;

    /// <summary>The account id under which the hub works, once it was asked for.</summary>
    public string? Hub => hub;

    /// <summary>The account id under which the hub works. Asking also proves that the credentials are accepted.</summary>
    public async Task<string> HubAsync(CancellationToken cancellation) => hub ??= await VerifyAsync(cancellation);

    /// <summary>Asks who we are, without memory: nearly every operation also answers anonymous callers, with less.</summary>
    public async Task<string> VerifyAsync(CancellationToken cancellation) =>
        JiraPeople.Id(await client.GetAsync($"myself", cancellation))
        ?? throw new ConnectorException(FailureKind.Unauthorized, "jira.unauthorized", "Jira does not say whose credentials these are.")
        {
            Scope = FailureScope.Credential,
        };

    /// <summary>The issue mapping for our account and for addresses that people can open.</summary>
    public async Task<JiraMapping> MappingAsync(CancellationToken cancellation) => new(await SiteAsync(cancellation), await HubAsync(cancellation));

    /// <summary>Where people open issues: the endpoint, unless that is Atlassian's gateway, which serves programs with scoped tokens only.</summary>
    public async Task<Uri> SiteAsync(CancellationToken cancellation)
    {
        if (site is not null || client.Endpoint.Host != "api.atlassian.com")
            return site ??= client.Endpoint;
        var server = await client.GetAsync($"serverInfo", cancellation);
        return site = Uri.TryCreate(server.Text("baseUrl"), UriKind.Absolute, out var address) ? address : client.Endpoint;
    }

    /// <summary>The site's own fields by id, as they were when first asked for.</summary>
    public async Task<IReadOnlyDictionary<string, JiraFieldType>> TypesAsync(CancellationToken cancellation) =>
        types ?? await ReadTypesAsync(cancellation);

    /// <summary>The site's own fields by id, now.</summary>
    public async Task<IReadOnlyDictionary<string, JiraFieldType>> ReadTypesAsync(CancellationToken cancellation)
    {
        var read = new SortedDictionary<string, JiraFieldType>(StringComparer.Ordinal);
        foreach (var field in Elements(await client.GetAsync($"field", cancellation)))
            if (JiraFieldType.Read(field) is { } type)
                read[type.Id] = type;
        return types = read;
    }

    /// <summary>
    /// Status categories (<c>new</c>, <c>indeterminate</c>, <c>done</c>) by status id; asked again when one of these is not among them.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, string>> CategoriesAsync(IEnumerable<string> statuses, CancellationToken cancellation)
    {
        if (categories is { } known && statuses.All(known.ContainsKey))
            return known;
        var read = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var status in Elements(await client.GetAsync($"status", cancellation)))
            if (status.Id("id") is { } id)
                read[id] = status.Member("statusCategory")?.Text("key") ?? "";
        return categories = read;
    }

    /// <summary>The account with this e-mail address. Jira may withhold addresses, so a single hit counts as the person too.</summary>
    public async Task<string> AccountAsync(string field, string address, CancellationToken cancellation)
    {
        if (accounts.TryGetValue(address, out var known))
            return known;
        List<JsonElement> found = [.. Elements(await client.GetAsync($"user/search?query={address}&maxResults=10", cancellation))];
        var exact = found.Where(user => string.Equals(user.Text("emailAddress"), address, StringComparison.OrdinalIgnoreCase)).ToList();
        var person = exact.Count > 0 ? exact[0] : found is [var only] && only.Text("emailAddress") is null ? only : default;
        if (person.ValueKind != JsonValueKind.Object || JiraPeople.Id(person) is not { } id)
        {
            throw new ConnectorException(
                FailureKind.Refused,
                "jira.person-not-found",
                $"Jira shows the hub's account nobody with the address {address}: unknown there, or \"Browse users and groups\" is not granted.")
            {
                Field = field,
            };
        }

        return accounts[address] = id;
    }

    private static IEnumerable<JsonElement> Elements(JsonElement list) => list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];
}
