using System.Globalization;
using Entente.Core.Accord.Shapes;
using Entente.Core.Accord.Yaml;

namespace Entente.Core.Accord.Lint;

/// <summary>Lints on outcomes, scorecards, participation and incentives.</summary>
internal static class MeasureLints
{
    private const int LastDayOfPhases = 90;

    public static void Thesis(LintScope scope) => scope.Require(
        ((YamlMapping)scope.Section).RowsOf("measures").Any(row => row.TextOf("layer") == "outcome"), scope.Section,
        "The outcome thesis has no measurable outcome.", "Add a measure of layer outcome.");

    public static void Scorecards(LintScope scope)
    {
        if (scope.Section is not YamlMapping scorecards) return;
        var rows = scorecards.RowsOf("experience").ToArray();
        var at = scorecards.Find("experience") ?? scorecards;
        var sum = rows.Sum(row => NumberOf(row, "weight"));
        scope.Require(sum == 1, at, $"The weights of the experience scorecard sum to {sum.ToString(CultureInfo.InvariantCulture)}.",
            "Make them sum to 1.");
        foreach (var kind in new[] { "quantitative", "qualitative" })
            scope.Require(rows.Any(row => row.TextOf("kind") == kind), at, $"The experience scorecard has no {kind} measure.", "Add one.");
        foreach (var party in scope.Accord.Parties.Where(party => rows.All(row => row.TextOf("proposedBy") != party.Id)))
            scope.Report(at, $"The party '{party.Id}' proposed no measure.", "Add one that it proposed.");
        foreach (var layer in new[] { "outcome", "health", "operations" })
            scope.Require(scorecards.MappingOf("ecosystem")?.TextsOf(layer).Count > 0, scorecards.Find("ecosystem") ?? scorecards,
                $"The ecosystem scorecard has no layer '{layer}'.", $"Add {layer}.");
    }

    public static void Participation(LintScope scope)
    {
        if (scope.Section is not YamlMapping participation) return;
        var steps = participation.TextsOf("onboarding").ToList();
        scope.Require(steps.Contains("certify") && steps.IndexOf("certify") < steps.IndexOf("go-live"),
            participation.Find("onboarding") ?? participation,
            "A party goes live without being certified.", "Put certify before go-live.");
        var exit = participation.MappingOf("exit");
        scope.Require(exit?.Find("notice") is not null, exit ?? participation, "The exit has no notice.", "Add notice.");
        foreach (var step in new[] { "export-history", "return-and-erase", "revoke-access" })
            scope.Require(exit?.TextsOf("steps").Contains(step) == true, exit ?? participation, $"The exit lacks the step '{step}'.", $"Add {step}.");
    }

    public static void Okrs(LintScope scope)
    {
        foreach (var row in scope.Rows)
            scope.Require(row.TextsOf("owners").Select(LintScope.PartyOf).Distinct().Count() >= 2, row, "An objective is owned by one party alone.",
                "Add an owner of another party.");
    }

    public static void Tiers(LintScope scope)
    {
        var before = decimal.MinValue;
        foreach (var entry in (scope.Section as YamlMapping)?.MappingOf("tiers")?.Entries ?? [])
        {
            if (entry.Value is not YamlMapping tier) continue;
            var least = NumberOf(tier, "minQ");
            scope.Require(least > before, entry.Key, $"The tier '{entry.Key.Value}' asks no more than the one before.",
                "Order tiers by rising minQ.");
            before = least;
        }
    }

    public static void Substitutes(LintScope scope)
    {
        foreach (var row in scope.Rows)
            scope.Require(row.TextOf("criticality") != "high" || row.TextOf("substitutes") is not (null or "0"), row,
                $"The service '{row.TextOf("id")}' is critical and nobody could stand in.",
                "Integrate more tightly and plan together, or find a substitute.");
    }

    public static void Phases(LintScope scope)
    {
        var next = 1;
        foreach (var row in scope.Rows)
            if (PhaseDays.TryRead(row.TextOf("days") ?? "", out var first, out var last) && first <= next) next = Math.Max(next, last + 1);
        scope.Require(next > LastDayOfPhases, scope.Section, $"The phases do not cover day {next}.", $"Cover days 1 to {LastDayOfPhases}.");
    }

    private static decimal NumberOf(YamlMapping row, string key) =>
        decimal.TryParse(row.TextOf(key), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
