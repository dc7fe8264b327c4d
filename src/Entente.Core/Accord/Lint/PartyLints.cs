namespace Entente.Core.Accord.Lint;

/// <summary>Lints on parties, their units and their contracts.</summary>
internal static class PartyLints
{
    public static void Contracts(LintScope scope)
    {
        var customers = scope.Units.Where(unit => unit.Siam == "customer").Select(unit => unit.Path).ToHashSet();
        foreach (var row in scope.Rows)
            scope.Require(customers.Contains(row.TextOf("client") ?? ""), row.Find("client") ?? row,
                $"The client of contract '{row.TextOf("id")}' is not the customer unit.",
                $"Contract with {string.Join(" or ", customers)}; providers do not contract with each other.");
        foreach (var unit in scope.Units.Where(unit => unit.Siam is "provider" or "integrator"))
        {
            var count = scope.Rows.Count(row => row.TextOf("provider") == unit.Path);
            scope.Require(count == 1, scope.Section, $"The unit '{unit.Path}' has {count} contracts.",
                "Give each provider and the integrator exactly one.");
        }
    }

    public static void Integrator(LintScope scope)
    {
        var count = scope.Units.Count(unit => unit.Siam == "integrator");
        scope.Require(count == 1, scope.Root.Find("parties")!, $"There are {count} integrator units.", "Name exactly one unit the integrator.");
    }

    public static void EcosystemRoles(LintScope scope)
    {
        var parties = scope.Root.Find("parties")!;
        var orchestrators = scope.Units.Count(unit => unit.EcosystemRoles.Contains("orchestrator"));
        scope.Require(orchestrators == 1, parties, $"There are {orchestrators} orchestrators.", "Name exactly one unit the orchestrator.");
        foreach (var role in new[] { "complementor", "broker", "regulator" })
            scope.Require(scope.Units.Any(unit => unit.EcosystemRoles.Contains(role)), parties, $"No unit is {role}.",
                $"Give a unit the role {role}.");
        foreach (var unit in scope.Units.Where(unit => unit.EcosystemRoles.Contains("regulator")))
            scope.Require(unit.EcosystemRoles.Count == 1 || !unit.EcosystemRoles.Any(role => role is "orchestrator" or "complementor"), parties,
                $"The regulator '{unit.Path}' takes part in what it regulates.", "Make another unit the regulator.");
    }

    public static void ServiceOwners(LintScope scope)
    {
        if (scope.Root.Find("contracts") is null) return;
        foreach (var service in scope.Rows)
            scope.Require(
                scope.Root.RowsOf("contracts").Any(row => row.TextOf("provider") == service.TextOf("owner")
                    && row.TextsOf("services").Contains(service.TextOf("id") ?? "")),
                service, $"The service '{service.TextOf("id")}' is not contracted to its owner.",
                $"Add it to the contract of {service.TextOf("owner")}.");
    }

    public static void DataRights(LintScope scope)
    {
        foreach (var row in scope.Rows)
        {
            scope.Require(row.Find("exit") is not null, row, $"The contract '{row.TextOf("id")}' has no exit.", "Add exit.");
            var rights = scope.Root.RowsOf("dataRights").FirstOrDefault(rights => rights.TextOf("id") == row.TextOf("dataRights"));
            if (rights is null)
            {
                scope.Report(row, $"The contract '{row.TextOf("id")}' has no data rights.", "Add dataRights.");
                continue;
            }
            var region = scope.Accord.Party(LintScope.PartyOf(row.TextOf("provider") ?? ""))?.Region ?? "";
            scope.Require(rights.TextsOf("residency").Contains(region), row.Find("dataRights")!,
                $"The data of contract '{row.TextOf("id")}' may not reside in {region}, where its provider is.",
                $"Add {region} to the residency of {rights.TextOf("id")}.");
        }
    }

    public static void Signatories(LintScope scope)
    {
        var signing = scope.Accord.Signatories.Select(LintScope.PartyOf).ToHashSet();
        var contracted = scope.Rows.SelectMany(row => new[] { row.TextOf("client"), row.TextOf("provider") }).OfType<string>();
        foreach (var party in contracted.Select(LintScope.PartyOf).Distinct())
            scope.Require(signing.Contains(party), scope.Root.MappingOf("metadata")!.Find("signatories")!,
                $"The party '{party}' has a contract and does not sign.", $"Add a unit of {party} to the signatories.");
    }
}
