using Entente.Core.Cases;
using Entente.Node.Cases;

using Microsoft.AspNetCore.Http;

namespace Entente.Node.Pages.Cases;

/// <summary>What of the cases is to be seen, as the address says it. What it does not know it passes over.</summary>
/// <param name="Search">Words that must all stand in title, keys or parties; case does not matter.</param>
/// <param name="State"><c>open</c>, <c>waiting</c>, <c>resolved</c>, <c>parked</c>; empty for all.</param>
/// <param name="Turn">Whose act is awaited: a party, <c>requester</c>, <c>hub</c>; empty for whoever.</param>
/// <param name="Party">A party that the case reached; empty for any.</param>
/// <param name="Page">From 1.</param>
public sealed record CaseFilter(string Search = "", string State = "", string Turn = "", string Party = "", int Page = 1)
{
    public const int PageSize = 50;

    private const int MaxSearch = 200;

    public static readonly IReadOnlyList<string> States = ["open", "waiting", "resolved", "parked"];

    public static CaseFilter Read(IQueryCollection query) => new(
        Cut(query["q"].ToString().Trim()), States.FirstOrDefault(state => state == query["state"]) ?? "", Cut(query["turn"].ToString()),
        Cut(query["party"].ToString()), int.TryParse(query["page"], out var page) ? Math.Clamp(page, 1, 1_000_000) : 1);

    public bool IsEmpty => this with { Page = 1 } == new CaseFilter();

    /// <summary>The page asked for, or the last one if there are fewer.</summary>
    public ChosenCases Choose(IReadOnlyList<CaseLine> all)
    {
        var found = all.Where(Fits).ToList();
        var pages = Math.Max(1, (found.Count + PageSize - 1) / PageSize);
        var page = Math.Min(Page, pages);
        return new ChosenCases([.. found.Skip((page - 1) * PageSize).Take(PageSize)], found.Count, all.Count, page, pages);
    }

    public bool Fits(CaseLine line) => FitsState(line)
        && (Turn.Length == 0 || line.Standing.Onus == Turn)
        && (Party.Length == 0 || line.Parties.Contains(Party))
        && Search.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => Mentions(line, word));

    /// <summary>This page's address with another page number.</summary>
    public string Address(int page)
    {
        var query = QueryString.Empty;
        (string Name, string Value)[] parts =
            [("q", Search), ("state", State), ("turn", Turn), ("party", Party), ("page", page == 1 ? "" : $"{page}")];
        foreach (var (name, value) in parts)
            if (value.Length > 0)
                query = query.Add(name, value);
        return $"/cases{query}";
    }

    private static string Cut(string text) => text.Length <= MaxSearch ? text : text[..MaxSearch];

    private bool FitsState(CaseLine line) => State switch
    {
        "open" => !line.Standing.IsOver,
        "waiting" => !line.Standing.IsOver && line.Standing.Onus == CaseCourse.Requester,
        "resolved" => line.Standing.IsOver,
        "parked" => line.Parked > 0,
        _ => true,
    };

    private static bool Mentions(CaseLine line, string word) =>
        line.Title.Contains(word, StringComparison.OrdinalIgnoreCase)
        || line.Tickets.Any(ticket => ticket.Name.Contains(word, StringComparison.OrdinalIgnoreCase)
            || ticket.Party.Contains(word, StringComparison.OrdinalIgnoreCase));
}

/// <summary>One page of the cases that fit.</summary>
/// <param name="Count">How many fit on all pages.</param>
/// <param name="Total">How many there are.</param>
public sealed record ChosenCases(IReadOnlyList<CaseLine> Lines, int Count, int Total, int Page, int Pages);
