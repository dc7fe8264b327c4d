using System.Text.RegularExpressions;

namespace Entente.Unit.Tests.House;

/// <summary>An invariant that the code cites is one that <c>docs/invariants.md</c> states.</summary>
public sealed partial class InvariantTests
{
    private const string Document = "docs/invariants.md";

    [Fact]
    public void Every_cited_invariant_is_stated()
    {
        Repository.Files.Contains(Document).ShouldBeTrue($"{Document} is missing");
        var stated = Statement().Matches(Repository.Read(Document)).Select(match => match.Groups[1].Value).ToHashSet();

        stated.Count.ShouldBeGreaterThanOrEqualTo(12);
        Repository.Sources
            .SelectMany(source => Citation().Matches(source.Text).Select(match => (source.Path, Number: match.Groups[1].Value)))
            .Where(cited => !stated.Contains(cited.Number))
            .ShouldBeEmpty();
    }

    [GeneratedRegex(@"\bInvariant (\d+)")]
    private static partial Regex Citation();

    /// <summary>A statement begins its line with the number: as a heading, a list item, a table's row or in bold.</summary>
    [GeneratedRegex(@"^[#|*\s]*(?:Invariant )?(\d+)\b[.:)*| ]", RegexOptions.Multiline)]
    private static partial Regex Statement();
}
