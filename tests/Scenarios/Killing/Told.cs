namespace Entente.Scenarios.Killing;

/// <summary>What people did with one case, as it must be found at both trackers: tokens are unique in all of a round.</summary>
internal sealed class Told(string token, string zendeskId)
{
    /// <summary>Stands in the subject of the ticket, whatever else is edited.</summary>
    public string Token { get; } = token;

    public string ZendeskId { get; } = zendeskId;

    /// <summary>The twin's key, once it was seen at Jira.</summary>
    public string? JiraKey { get; set; }

    public required string Subject { get; set; }

    public required string Priority { get; set; }

    public bool IsStarted { get; set; }

    public bool IsResolved { get; set; }

    /// <summary>Tokens of public comments in Zendesk, in the order in which the agent wrote them.</summary>
    public List<string> SaidInZendesk { get; } = [];

    /// <summary>Tokens of comments in Jira, in the order in which they were written.</summary>
    public List<string> SaidInJira { get; } = [];

    /// <summary>Names of files that the agent attached in public.</summary>
    public List<string> FilesInZendesk { get; } = [];

    /// <summary>Tokens of internal notes, which must stay in Zendesk.</summary>
    public List<string> KeptInZendesk { get; } = [];
}
