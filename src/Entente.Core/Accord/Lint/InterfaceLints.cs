using Entente.Core.Accord.Yaml;

namespace Entente.Core.Accord.Lint;

/// <summary>Lints on what crosses between parties: dependencies, dictionary, links, access.</summary>
internal static class InterfaceLints
{
    public static void Dependencies(LintScope scope)
    {
        foreach (var row in scope.Rows)
        {
            var sides = new[] { row.TextOf("dependent"), row.TextOf("dependsOn") };
            scope.Require(sides.All(side => row.TextsOf("acknowledgedBy").Contains(side)), row,
                $"The dependency '{row.TextOf("id")}' is not acknowledged by both sides.", $"Have {string.Join(" and ", sides)} acknowledge it.");
            var target = scope.Root.RowsOf("targets").FirstOrDefault(target => target.TextOf("id") == row.TextOf("target"));
            scope.Require(target?.TextOf("kind") == "dependency" && target.TextOf("party") == row.TextOf("dependsOn"), row.Find("target") ?? row,
                $"The target of '{row.TextOf("id")}' is no dependency target of {row.TextOf("dependsOn")}.",
                "Name one of kind dependency with that party.");
        }
    }

    public static void Dictionary(LintScope scope)
    {
        foreach (var row in scope.Rows)
        {
            var name = row.TextOf("field") ?? "";
            var field = scope.Accord.Field(name)!;
            foreach (var key in new[] { "semantics", "sample" })
                scope.Require(row.Find(key) is not null, row, $"The field '{name}' has no {key}.", $"Add {key}, so that both sides mean the same.");
            foreach (var connection in scope.Accord.Links.Where(link => link.Carries(name)).SelectMany(link => link.Between).Distinct())
                scope.Require(field.NativeField(connection) is not null, row, $"The field '{name}' has no counterpart at '{connection}'.",
                    $"Add {connection} to its map.");
            foreach (var value in row.MappingOf("values")?.Entries ?? [])
                scope.Require((value.Value as YamlSequence)?.Items.Count == field.Map.Count, value.Value,
                    $"The value '{value.Key.Value}' does not have one counterpart per tracker.",
                    $"List {field.Map.Count}: {string.Join(", ", field.Map.Select(pair => pair.Key))}.");
            scope.Require(field.MaxLength is null || field.OnOverflow is not null, row,
                $"The field '{name}' has a limit and no rule for longer texts.", "Add onOverflow.");
            scope.Require(field.Class != "restricted" || !scope.Accord.Links.Any(link => link.Carries(name)), row,
                $"The restricted field '{name}' is on a link.", "Take it off the link.");
        }
    }

    public static void Links(LintScope scope)
    {
        foreach (var row in scope.Rows)
        {
            var between = row.TextsOf("between");
            scope.Require(between.Count == 2 && between[0] != between[1], row.Find("between")!, "A link joins two connections.",
                "Name two different ones.");
            scope.Require(between.Contains(row.TextOf("createsFrom") ?? ""), row.Find("createsFrom")!,
                $"The link '{row.TextOf("id")}' does not join '{row.TextOf("createsFrom")}'.", $"Create from {string.Join(" or ", between)}.");
            foreach (var wins in row.MappingOf("wins")?.Entries ?? [])
                scope.Require(row.TextsOf("fields").Contains(wins.Key.Value), wins.Key,
                    $"The link '{row.TextOf("id")}' does not carry '{wins.Key.Value}'.", "Remove it, or add it to the fields.");
            foreach (var entity in row.MappingOf("entities")?.Entries ?? [])
                scope.Require(IsOf(entity.Key, between) && entity.Value is YamlScalar value && IsOf(value, between), entity.Key,
                    "An entity is written CONNECTION.ENTITY.", $"Begin with {string.Join(". or ", between)}. on both sides.");
        }
    }

    public static void Access(LintScope scope)
    {
        if (scope.Section is not YamlMapping matrix) return;
        var roles = matrix.TextsOf("roles");
        foreach (var role in matrix.ScalarsOf("roles"))
            scope.Require(scope.Accord.Roles.Any(known => known.Id == role.Value), role, $"The accord has no role '{role.Value}'.",
                NearestName.Remedy(role.Value, scope.Accord.Roles.Select(known => known.Id)));
        foreach (var entry in matrix.Entries.Where(entry => entry.Key.Value != "roles"))
        {
            var rights = matrix.ScalarsOf(entry.Key.Value).ToArray();
            scope.Require(rights.Length == roles.Count, entry.Value,
                $"The row '{entry.Key.Value}' has {rights.Length} rights for {roles.Count} roles.", "Give one to each.");
            foreach (var right in rights)
                scope.Require(right.Value is "r" or "w" or "f" or "-", right, $"'{right.Value}' is no right.", "Write r, w, f or -.");
            if (entry.Key.Value == "case.restricted" && rights.Length == roles.Count) Restricted(scope, rights, roles);
        }
    }

    private static void Restricted(LintScope scope, YamlScalar[] rights, IReadOnlyList<string> roles)
    {
        var owners = scope.Accord.Dictionary.Select(field => field.NeverLeaves).OfType<string>().ToHashSet();
        var regulators = scope.Units.Where(unit => unit.EcosystemRoles.Contains("regulator")).Select(unit => unit.Path).ToHashSet();
        for (var i = 0; i < rights.Length; i++)
        {
            var unit = scope.Accord.Roles.FirstOrDefault(role => role.Id == roles[i])?.Unit ?? "";
            scope.Require(rights[i].Value == "-" || owners.Contains(LintScope.PartyOf(unit)) || regulators.Contains(unit), rights[i],
                $"The role '{roles[i]}' may see restricted data and is neither of the owning party nor the regulator.", "Write -.");
        }
    }

    private static bool IsOf(YamlScalar entity, IReadOnlyList<string> between) =>
        entity.Value.Split('.') is [var connection, { Length: > 0 }] && between.Contains(connection);
}
