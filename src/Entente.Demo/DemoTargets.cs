namespace Entente.Demo;

/// <summary>Somebody's way in: a user name or address, and a token.</summary>
public sealed record DemoAccount(string User, string Token);

/// <summary>Where the story plays and who plays in it. The demo knows nothing of these but their HTTP interfaces.</summary>
/// <param name="Control">The sandbox's control API.</param>
/// <param name="HubToken">The hub's local token.</param>
public sealed record DemoTargets(Uri Control, Uri Zendesk, Uri Jira, Uri Hub, string HubToken, DemoCast Cast)
{
    /// <summary>Where a person plays by hand.</summary>
    public IEnumerable<KeyValuePair<string, Uri>> Pages => [new("Mercuri's Zendesk", Zendesk), new("Infinity's Jira", Jira)];
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

    /// <summary>Infinity's developer.</summary>
    public DemoAccount John { get; init; } = new("john@infinity.example", "sandbox-john-token");

    /// <summary>The account that the hub uses at Infinity's Jira; nobody else does.</summary>
    public DemoAccount JiraHub { get; init; } = new("integration@infinity.example", "sandbox-jira-token");
}
