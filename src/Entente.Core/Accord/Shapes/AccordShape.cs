using static Entente.Core.Accord.Shapes.Forms;
using static Entente.Core.Accord.Shapes.NameKind;

namespace Entente.Core.Accord.Shapes;

/// <summary>
/// Every key that an accord may have (GOVERNANCE 2.2), in one table: validation reads it, and so does whatever explains the form to people.
/// </summary>
internal static class AccordShape
{
    private static readonly Shape Metadata = Keys(
        Must("id", Id), Must("version", Whole), Must("title", Words), Must("effectiveFrom", Instant), May("appliesToOpenCases", Bool),
        May("supersedes", Whole), May("reason", Words), Must("signatories", List(To(Unit))));

    private static readonly Shape OutcomeThesis = Keys(
        Must("statement", Words),
        Must("measures", List(Keys(Must("metric", Id), Must("target", Level), May("layer", Choice("outcome", "health", "operations"))))),
        May("pilot", Keys(Must("segment", Words), May("criticalComplements", List(To(Service))), May("start", Day))));

    private static readonly Shape PartyUnit = Keys(
        Must("id", Id), May("name", Words), May("siam", Choice("customer", "integrator", "provider")),
        May("sourcing", Choice("internal", "outsourced", "partner", "federated", "contractor", "offshore", "co-created")),
        May("ecosystem", List(Choice("orchestrator", "complementor", "broker", "regulator"))));

    private static readonly Shape Parties = List(Keys(
        Must("id", Id), Must("name", Words), May("region", Words), May("calendar", To(Calendar)), Must("units", List(PartyUnit))));

    private static readonly Shape Roles = List(Keys(
        Must("id", Id), Must("unit", To(Unit)), May("holder", Words), May("from", Day), May("until", Day)));

    private static readonly Shape Overlays = List(Keys(
        Must("party", To(NameKind.Party)), Must("framework", Words), May("terms", Map(Words, Words)), May("rhythm", Map(Words, Words))));

    private static readonly Shape DecisionRights = List(Keys(
        Must("decision", Id), Must("decides", To(Role, BoardPath)), May("consults", List(To(Role, BoardPath))), May("within", Duration),
        May("quorum", Choice("unanimous", "majority", "affected-parties")), May("veto", List(To(Role))), May("escalatesTo", To(BoardPath))));

    private static readonly Shape Framework = List(Keys(Must("id", Id), Must("rule", Words), May("check", Words)));

    private static readonly Shape Contracts = List(Keys(
        Must("id", Id), Must("client", To(Unit)), Must("provider", To(Unit)), Must("services", List(To(Service))), May("term", Period),
        May("exit", Words), May("dataRights", To(NameKind.DataRights)), May("overrides", Map(Words, Words))));

    private static readonly Shape DataRights = List(Keys(
        Must("id", Id), Must("purpose", Words), Must("residency", List(Words)), Must("retention", Months), May("consent", Words),
        May("onExit", Choice("return-and-erase", "return", "erase", "keep")), May("isolate", List(Words))));

    private static readonly Shape Services = List(Keys(
        Must("id", Id), Must("owner", To(Unit)), May("criticality", Choice("high", "medium", "low")), May("substitutes", Whole)));

    private static readonly Shape Dependencies = List(Keys(
        Must("id", Id), Must("dependent", To(NameKind.Party)), Must("dependsOn", To(NameKind.Party)), Must("what", Words), Must("target", To(Target)),
        May("acknowledgedBy", List(To(NameKind.Party)))));

    private static readonly Shape Connections = List(Keys(
        Must("id", Id), Must("party", To(NameKind.Party)), Must("tracker", Choice("zendesk", "jira", "servicenow", "azuredevops", "redmine")),
        May("version", Words), May("endpoint", Words), May("auth", Words), May("tls", Words), May("network", Choice("public", "vpn", "agent")),
        May("testedWith", List(Words))));

    private static readonly Shape Links = List(Keys(
        Must("id", Id), Must("owner", To(Role)), Must("between", List(To(NameKind.Connection))), May("direction", Choice("both", "one-way")),
        May("trigger", Choice("automatic", "manual", "on-handoff")), May("about", Words), May("scope", Words), May("entities", Map(Words, Words)),
        Must("fields", List(To(Field))), Must("createsFrom", To(NameKind.Connection)),
        May("wins", Map(To(Field), ToOr(NameKind.Party, "holder", "hold"))),
        May("reference", Bool), May("table", Id)));

    private static readonly Shape Dictionary = List(Keys(
        Must("field", Id), Must("type", new ChoiceShape(FieldTypes.Names)), May("max", Size), May("semantics", Words), May("sample", Words),
        May("map", Map(To(NameKind.Connection), Words)), May("values", Map(Words, List(Words))),
        May("onOverflow", Choice("truncate-and-attach", "truncate", "park")), May("class", Choice("shared", "restricted", "internal")),
        May("neverLeaves", To(NameKind.Party)), May("requiredAtHandoff", Bool), May("afterClose", Choice("new-linked-ticket", "reopen", "park"))));

    private static readonly Shape Calendars = Map(Id, Keys(
        May("always", Bool), Must("timeZone", Words), Must("nominalDay", Duration), May("week", Map(Days, List(Shift))),
        May("exceptions", Map(Day, List(Shift)))));

    private static readonly Shape PriorityMatrix = Keys(Must("urgency", List(Words)), Must("matrix", Map(Words, List(GovernanceShape.Priority))));

    private static readonly Shape Classes = Map(Id, Keys(
        May("examples", List(Words)), May("approval", Keys(Must("by", To(Role)), Must("target", To(Target)))),
        May("regressionTest", Choice("required", "optional"))));

    private static readonly Shape Waiting = Keys(Must("evidence", Choice("outbound_comment", "none")), May("window", Duration));

    private static readonly Shape Reopen = Keys(Must("window", Duration), May("countsAgainst", Choice("resolver", "nobody")));

    /// <summary>The whole file.</summary>
    public static Shape Document { get; } = Keys(
        Must("apiVersion", Choice("accord/v1")),
        Must("kind", Choice("Accord")),
        Must("metadata", Metadata),
        May("outcomeThesis", OutcomeThesis),
        Must("parties", Parties),
        May("roles", Roles),
        May("overlays", Overlays),
        May("decisionRights", DecisionRights),
        May("framework", Framework),
        May("contracts", Contracts),
        May("dataRights", DataRights),
        May("services", Services),
        May("dependencies", Dependencies),
        Must("connections", Connections),
        Must("links", Links),
        Must("dictionary", Dictionary),
        May("access", Map(Words, List(Words))),
        May("calendars", Calendars),
        May("priority", PriorityMatrix),
        May("classes", Classes),
        May("waiting", Waiting),
        May("reopen", Reopen),
        May("targets", GovernanceShape.Targets),
        May("indicators", GovernanceShape.Indicators),
        May("assuranceTriggers", GovernanceShape.AssuranceTriggers),
        May("leverMap", GovernanceShape.LeverMap),
        May("raci", GovernanceShape.Raci),
        May("boards", GovernanceShape.Boards),
        May("escalation", GovernanceShape.Escalation),
        May("okrs", GovernanceShape.Okrs),
        May("kpis", GovernanceShape.Kpis),
        May("journeys", GovernanceShape.Journeys),
        May("scorecards", GovernanceShape.Scorecards),
        May("participation", GovernanceShape.Participation),
        May("incentives", GovernanceShape.Incentives),
        May("disputes", GovernanceShape.Disputes),
        May("change", GovernanceShape.Change),
        May("knowledge", GovernanceShape.Knowledge),
        May("risks", GovernanceShape.Risks),
        May("phases", GovernanceShape.Phases));
}
