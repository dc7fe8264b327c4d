using System.Runtime.CompilerServices;
using System.Text.Json;

using Entente.Core.Rules;
using Entente.Node.Accords;

namespace Entente.Node.Trials;

/// <summary>One thing that a new accord folder would change.</summary>
/// <param name="What">
/// <c>accord</c>, <c>link</c>, <c>connection</c>, <c>rule</c>, or <c>refusal</c>: a reason why the folder could not go live now.
/// </param>
/// <param name="Act"><c>added</c>, <c>removed</c>, <c>changed</c>; empty for a refusal.</param>
public sealed record PlanChange(string What, string Name, string Act) : TrialLine;

/// <summary>
/// What a new accord folder would change, and the open twins whose next send or write would differ. Nothing is read from a tracker.
/// </summary>
internal sealed class VersionPlan(HubContext hub, IReadOnlyList<TrialFile> files)
{
    /// <summary>
    /// Changes first, then sides as they are found, the counts last. Throws <see cref="RefusedException"/> for a folder with errors.
    /// </summary>
    public async IAsyncEnumerable<TrialLine> RunAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var book = LiveAccord.Load(TrialFile.ToSources(files));
        var links = new HashSet<string>(StringComparer.Ordinal);
        foreach (var change in Changes(hub.Book, book, links))
            yield return change;
        foreach (var reason in await AccordFit.ReasonsAsync(hub, book, cancellation))
            yield return new PlanChange("refusal", reason, "");
        await foreach (var line in new SideTrial(hub, book).RunAsync([.. links.Where(link => book.Accord.Link(link) is not null)], cancellation))
            yield return line;
    }

    /// <param name="links">Takes the links whose contract or rules differ.</param>
    private static IEnumerable<PlanChange> Changes(RuleBook before, RuleBook after, HashSet<string> links)
    {
        var (was, next) = (before.Accord, after.Accord);
        if (was.Version != next.Version || was.Title != next.Title)
            yield return new PlanChange("accord", $"{next.Id} {next.Version} ({next.Title})", "changed");
        foreach (var change in Compare("connection", was.Connections.ToDictionary(c => c.Id, Text), next.Connections.ToDictionary(c => c.Id, Text)))
            yield return change;
        foreach (var change in Compare("link", was.Links.ToDictionary(link => link.Id, Text), next.Links.ToDictionary(link => link.Id, Text)))
        {
            links.Add(change.Name);
            yield return change;
        }

        foreach (var change in Compare("rule", Rules(before), Rules(after)))
        {
            links.Add(change.Name.Split('.')[0]);
            yield return change;
        }
    }

    private static IEnumerable<PlanChange> Compare(string what, Dictionary<string, string> before, Dictionary<string, string> after) =>
        from name in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal)
        let act = !before.TryGetValue(name, out var was) ? "added" : !after.TryGetValue(name, out var now) ? "removed" : was == now ? "" : "changed"
        where act.Length > 0
        select new PlanChange(what, name, act);

    private static Dictionary<string, string> Rules(RuleBook book) => book.Accord.Connections.SelectMany(connection => book.RulesOf(connection.Id))
        .ToDictionary(rule => $"{rule.Link.Id}.{rule.Connection}", rule => rule.Version);

    private static string Text<T>(T value) => JsonSerializer.Serialize(value);
}
