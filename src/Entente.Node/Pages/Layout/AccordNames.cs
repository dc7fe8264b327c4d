using Entente.Core.Accord;
using Entente.Core.Cases;

namespace Entente.Node.Pages.Layout;

/// <summary>What pages call parties, connections and trackers: the accord's names, and the accord's order for their colours.</summary>
public sealed class AccordNames(AccordDocument accord)
{
    private static readonly SortedDictionary<string, string> Products = new(StringComparer.Ordinal)
    {
        ["azuredevops"] = "Azure DevOps",
        ["jira"] = "Jira",
        ["redmine"] = "Redmine",
        ["servicenow"] = "ServiceNow",
        ["zendesk"] = "Zendesk",
    };

    /// <summary>Ids of the parties, in the accord's order.</summary>
    public IReadOnlyList<string> Parties => [.. accord.Parties.Select(party => party.Id)];

    /// <summary>Ids of the connections, in the accord's order.</summary>
    public IReadOnlyList<Connection> Connections => accord.Connections;

    public string Title => accord.Title;

    /// <summary>The short name: the first word of the full one where that is the id, <c>Global</c> for <c>Global Pvt Ltd</c>.</summary>
    public string Party(string id)
    {
        var full = accord.Party(id)?.Name ?? id;
        var first = full.Split(' ')[0];
        return first.Equals(id, StringComparison.OrdinalIgnoreCase) ? first : full;
    }

    /// <summary>Who is meant by an onus.</summary>
    public string Onus(string onus) => onus switch
    {
        "" => "nobody",
        CaseCourse.Hub => "the hub",
        CaseCourse.Requester => "the requester",
        _ => Party(onus),
    };

    /// <summary>The class that gives a party its colour; one of eight.</summary>
    public string Colour(string party)
    {
        var index = accord.Parties.Select(one => one.Id).ToList().IndexOf(party);
        return $"party-{(index < 0 ? 7 : index % 7)}";
    }

    public string Tracker(string connection)
    {
        var product = accord.Connection(connection)?.Tracker ?? connection;
        return Products.GetValueOrDefault(product, product);
    }
}
