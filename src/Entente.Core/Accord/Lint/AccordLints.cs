using Entente.Core.Accord.Yaml;

namespace Entente.Core.Accord.Lint;

/// <summary>One lint rule of GOVERNANCE 2.3.</summary>
/// <param name="Section">The section that it judges; an accord that does not have it yet is not judged by it.</param>
/// <param name="Check">Reports what violates it.</param>
internal sealed record AccordLint(string Rule, string Section, Action<LintScope> Check);

/// <summary>
/// The lint rules that need only the text. L08 (references) and the forms of L09 and L10 are checked by the shapes; L11, L12 and W01 need
/// calendars at work and contract texts, and L09's zones the zone database.
/// </summary>
internal static class AccordLints
{
    public static IReadOnlyList<AccordLint> All { get; } =
    [
        new("L01", "raci", BoardLints.Raci),
        new("L02", "contracts", PartyLints.Contracts),
        new("L03", "contracts", PartyLints.Integrator),
        new("L04", "leverMap", PartyLints.EcosystemRoles),
        new("L05", "dependencies", InterfaceLints.Dependencies),
        new("L06", "leverMap", PromiseLints.LeverOwners),
        new("L07", "targets", PromiseLints.LeversMeasured),
        new("L08", "services", PartyLints.ServiceOwners),
        new("L09", "calendars", PromiseLints.Calendars),
        new("L10", "targets", PromiseLints.Goals),
        new("L13", "priority", PromiseLints.PriorityMatrix),
        new("L14", "classes", PromiseLints.Classes),
        new("L15", "dictionary", InterfaceLints.Dictionary),
        new("L16", "links", InterfaceLints.Links),
        new("L17", "access", InterfaceLints.Access),
        new("L18", "boards", BoardLints.Boards),
        new("L20", "scorecards", MeasureLints.Scorecards),
        new("L21", "participation", MeasureLints.Participation),
        new("L22", "contracts", PartyLints.DataRights),
        new("L23", "okrs", MeasureLints.Okrs),
        new("L24", "incentives", MeasureLints.Tiers),
        new("L25", "disputes", BoardLints.Disputes),
        new("L26", "change", BoardLints.Change),
        new("L27", "risks", BoardLints.Risks),
        new("L28", "outcomeThesis", MeasureLints.Thesis),
        new("L29", "contracts", PartyLints.Signatories),
        new("L30", "framework", BoardLints.Framework),
        new("W02", "services", MeasureLints.Substitutes),
        new("W03", "phases", MeasureLints.Phases),
    ];

    public static void Run(AccordDocument accord, Findings findings)
    {
        foreach (var lint in All)
            if (accord.Root.Find(lint.Section) is { } section) lint.Check(new LintScope(lint.Rule, accord, section, findings));
    }
}

/// <summary>What a lint sees, and where it reports. Rules whose name begins with W warn.</summary>
internal sealed record LintScope(string Rule, AccordDocument Accord, YamlNode Section, Findings Findings)
{
    public YamlMapping Root => Accord.Root;

    /// <summary>The section's entries, when it is a mapping.</summary>
    public IReadOnlyList<YamlEntry> Entries => (Section as YamlMapping)?.Entries ?? [];

    /// <summary>The section's rows, when it is a list of mappings.</summary>
    public IEnumerable<YamlMapping> Rows => (Section as YamlSequence)?.Items.OfType<YamlMapping>() ?? [];

    public void Report(YamlNode at, string message, string remedy)
    {
        if (Rule[0] == 'W') Findings.Warning(Rule, at, message, remedy);
        else Findings.Error(Rule, at, message, remedy);
    }

    /// <summary>Reports unless a condition holds.</summary>
    public void Require(bool holds, YamlNode at, string message, string remedy)
    {
        if (!holds) Report(at, message, remedy);
    }

    /// <summary>The party of <c>party/unit</c>.</summary>
    public static string PartyOf(string unit) => unit.Split('/')[0];

    /// <summary>The party of a role; empty for a role that is not declared.</summary>
    public string PartyOfRole(string role) => PartyOf(Accord.Roles.FirstOrDefault(known => known.Id == role)?.Unit ?? "");

    public IEnumerable<PartyUnit> Units => Accord.Parties.SelectMany(party => party.Units);
}
