namespace Entente.Demo;

/// <summary>Somebody's way in: a user name or address, and a token or password.</summary>
public sealed record DemoAccount(string User, string Token);

/// <summary>Where the story plays and who plays in it. The demo knows nothing of these but their HTTP interfaces.</summary>
/// <param name="Control">The sandbox's control API.</param>
/// <param name="Trackers">Address of each imitation, by product.</param>
/// <param name="HubToken">The hub's local token.</param>
public sealed record DemoTargets(Uri Control, IReadOnlyDictionary<string, Uri> Trackers, Uri Hub, string HubToken, DemoCast Cast)
{
    private static readonly (string Product, string Name)[] Names =
    [
        ("zendesk", "Mercuri's Zendesk"), ("jira", "Infinity's Jira"),
        ("servicenow", "Infinity's ServiceNow"), ("azuredevops", "Global's Azure DevOps"),
    ];

    /// <summary>Where a person plays by hand.</summary>
    public IEnumerable<KeyValuePair<string, Uri>> Pages =>
        Names.Where(one => Trackers.ContainsKey(one.Product)).Select(one => new KeyValuePair<string, Uri>(one.Name, Trackers[one.Product]));

    /// <summary>Address of a product's imitation. Throws <see cref="DemoException"/> where the sandbox has none.</summary>
    public Uri Of(string product) => Trackers.TryGetValue(product, out var address)
        ? address
        : throw new DemoException($"The sandbox at {Control} imitates no {product}.");
}

/// <summary>The people of the story, with the sandbox's own names and tokens: they open nothing but the imitations.</summary>
public sealed record DemoCast
{
    /// <summary>Mercuri's administrator, who sets up the webhook.</summary>
    public DemoAccount Olga { get; init; } = new("olga.owner@mercuri.example", "sandbox-zendesk-token");

    /// <summary>Mercuri's agent.</summary>
    public DemoAccount Ana { get; init; } = new("ana.agent@mercuri.example", "sandbox-zendesk-token");

    /// <summary>The account that the hub uses at Mercuri's Zendesk; nobody else does.</summary>
    public DemoAccount ZendeskHub { get; init; } = new("integration@mercuri.example", "sandbox-zendesk-token");

    /// <summary>The end user who raises tickets.</summary>
    public string Shopper { get; init; } = "sam.shopper@example.com";

    /// <summary>Infinity's lead, who also administers its Jira.</summary>
    public DemoAccount Elaine { get; init; } = new("elaine@infinity.example", "sandbox-elaine-token");

    /// <summary>Infinity's architect, at its Jira.</summary>
    public DemoAccount John { get; init; } = new("john@infinity.example", "sandbox-john-token");

    /// <summary>The account that the hub uses at Infinity's Jira; nobody else does.</summary>
    public DemoAccount JiraHub { get; init; } = new("integration@infinity.example", "sandbox-jira-token");

    /// <summary>Infinity's architect, at its ServiceNow.</summary>
    public DemoAccount JohnAtServiceNow { get; init; } = new("john", "sandbox-john-password");

    /// <summary>The account that the hub uses at Infinity's ServiceNow; nobody else does.</summary>
    public DemoAccount ServiceNowHub { get; init; } = new("entente.integration", "sandbox-servicenow-password");

    /// <summary>Global's lead developer.</summary>
    public DemoAccount David { get; init; } = new("david@global.example", "sandbox-david-token");

    /// <summary>Global's administrator of networks.</summary>
    public DemoAccount Marco { get; init; } = new("marco@global.example", "sandbox-marco-token");

    /// <summary>The account that the hub uses at Global's Azure DevOps; nobody else does.</summary>
    public DemoAccount AzureDevOpsHub { get; init; } = new("integration@global.example", "sandbox-azuredevops-token");
}
