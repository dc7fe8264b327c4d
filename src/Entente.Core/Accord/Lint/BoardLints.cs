using Entente.Core.Accord.Yaml;

namespace Entente.Core.Accord.Lint;

/// <summary>Lints on who decides and who answers: tasks, boards, disputes, change, risks, the rules of the club.</summary>
internal static class BoardLints
{
    /// <summary>The early risks that every accord answers (GOVERNANCE 2.3, L27).</summary>
    private static readonly string[] EarlyRisks = ["role-ambiguity", "incentive-misalignment", "interface-lag", "data-leak", "lock-in"];

    public static void Raci(LintScope scope)
    {
        var seen = new HashSet<string>();
        foreach (var row in scope.Rows)
        {
            var task = row.TextOf("task") ?? "";
            scope.Require(seen.Add(task), row, $"The task '{task}' stands here a second time.", "Keep one row per task.");
            var accountable = row.Find("A") is YamlScalar ? 1 : row.TextsOf("A").Count;
            scope.Require(accountable == 1, row.Find("A") ?? row, $"The task '{task}' has {accountable} accountable roles.",
                "Name exactly one under A.");
            scope.Require(row.TextsOf("R").Count > 0, row, $"Nobody is responsible for the task '{task}'.", "Name at least one role under R.");
        }
    }

    public static void Boards(LintScope scope)
    {
        foreach (var cadence in new[] { "quarterly", "monthly", "weekly" })
            scope.Require(scope.Rows.Any(row => row.TextOf("cadence") == cadence), scope.Section, $"No board meets {cadence}.", "Add one.");
        foreach (var row in scope.Rows)
        {
            var (id, members) = (row.TextOf("id"), row.TextsOf("members"));
            scope.Require(members.Contains(row.TextOf("chair") ?? ""), row.Find("chair")!, $"The chair of '{id}' is no member.", "Make it one.");
            foreach (var party in scope.Accord.Parties.Where(party => !members.Any(role => scope.PartyOfRole(role) == party.Id)))
                scope.Report(row.Find("members")!, $"The party '{party.Id}' has no member in '{id}'.", $"Add a role of {party.Id}.");
            scope.Require(EndsAtTheTop(scope, row), row, $"The escalation of '{id}' does not end at a strategic board.",
                "Add escalatesTo up to one of level strategic.");
        }
    }

    public static void Disputes(LintScope scope)
    {
        var stages = (scope.Section as YamlMapping)?.RowsOf("stages").ToArray() ?? [];
        var before = TimeSpan.Zero;
        foreach (var stage in stages)
        {
            // Stages are compared in business days of eight hours: which calendar they run on does not change their order.
            var within = DurationText.TryRead(stage.TextOf("within") ?? "", out var duration) ? duration.On(TimeSpan.FromHours(8)) : TimeSpan.Zero;
            scope.Require(within > before, stage, "A later stage of a dispute has no later deadline.", "Lengthen it.");
            before = within;
        }
        if (stages.Length > 0)
            scope.Require(LevelOf(scope, stages[^1].TextOf("at")) == "strategic", stages[^1], "Disputes do not end at a strategic board.",
                "Add such a stage.");
    }

    public static void Change(LintScope scope)
    {
        if (scope.Section is not YamlMapping change) return;
        scope.Require(change.TextOf("rollback") == "required", change, "Rollback is not required.", "Add rollback: required.");
        foreach (var entry in change.MappingOf("classes")?.Entries ?? [])
            scope.Require((entry.Value as YamlMapping)?.Find("approves") is not null, entry.Key,
                $"Nobody approves a change of class '{entry.Key.Value}'.", "Add approves.");
    }

    public static void Risks(LintScope scope)
    {
        foreach (var risk in EarlyRisks)
            scope.Require(scope.Rows.Any(row => row.TextOf("id") == risk), scope.Section, $"The early risk '{risk}' is not answered.",
                "Add it with control and owner.");
        foreach (var row in scope.Rows)
            scope.Require(row.Find("control") is not null && row.Find("owner") is not null, row,
                $"The risk '{row.TextOf("id")}' lacks control or owner.", "Add both.");
    }

    public static void Framework(LintScope scope)
    {
        foreach (var row in scope.Rows)
            scope.Require(row.Find("check") is not null, row, $"Nothing checks the rule '{row.TextOf("id")}'.", "Add check.");
    }

    private static bool EndsAtTheTop(LintScope scope, YamlMapping board)
    {
        // As many steps as there are boards: a circle runs out of them.
        var next = board;
        for (var steps = scope.Rows.Count(); next is not null && steps > 0; steps--)
        {
            if (next.TextOf("level") == "strategic") return true;
            next = scope.Rows.FirstOrDefault(row => row.TextOf("id") == next.TextOf("escalatesTo"));
        }
        return false;
    }

    private static string? LevelOf(LintScope scope, string? board) =>
        scope.Root.RowsOf("boards").FirstOrDefault(row => row.TextOf("id") == board)?.TextOf("level");
}
