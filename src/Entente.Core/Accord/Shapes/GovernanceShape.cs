using static Entente.Core.Accord.Shapes.Forms;
using static Entente.Core.Accord.Shapes.NameKind;

namespace Entente.Core.Accord.Shapes;

/// <summary>The sections on promises, boards, measures and participation.</summary>
internal static class GovernanceShape
{
    private static readonly Shape Lever = Choice("governance", "flow", "people", "assurance", "experience");
    public static readonly Shape Priority = Choice("P1", "P2", "P3", "P4");
    private static readonly Shape State =
        Choice("new", "queued", "open", "waiting_requester", "waiting_party", "scheduled", "resolved", "closed", "cancelled");

    private static readonly Shape PerPriority = Map(Priority, Duration);

    public static readonly Shape Targets = List(Keys(
        Must("id", Id),
        Must("kind", Choice("resolve", "first_response", "next_update", "custody", "dependency", "acknowledge", "approval", "transit")),
        May("lever", Lever), Must("owner", To(Unit)), May("to", To(Unit)), May("party", ToOr(NameKind.Party, "hub")), May("classes", List(To(Class))),
        Must("goal", Either(PerPriority, Duration)), Must("calendar", ToOr(Calendar, "holder")), May("startOn", Choice("opened", "approval_granted")),
        May("pauseOn", List(State)), May("onPriorityChange", Choice("retroactive", "proportional", "prospective")),
        May("onClassChange", Choice("retroactive", "prospective")), May("onReopen", Choice("resume", "restart", "count_gap")),
        May("counts", Choice("cumulative", "per_holding")), May("objective", Share), May("attribution", Choice("budget", "time")),
        May("exclusions", List(Keys(Must("from", Instant), Must("to", Instant), May("announcedAt", Instant), May("notice", Duration)))),
        May("stages", List(Percent))));

    public static readonly Shape Indicators = List(Keys(Must("id", Id), May("lever", Lever), Must("floor", Level), Must("objective", Level)));

    public static readonly Shape AssuranceTriggers = List(Keys(Must("when", Words), Must("do", Words)));

    public static readonly Shape LeverMap = Map(Lever, Keys(Must("owner", To(Unit)), May("contributors", List(To(Unit)))));

    public static readonly Shape Raci = List(Keys(
        Must("task", Id), May("R", List(To(Role))), May("A", Either(To(Role), List(To(Role)))), May("C", List(To(Role))), May("I", List(To(Role)))));

    public static readonly Shape Boards = List(Keys(
        Must("id", Id), Must("level", Choice("strategic", "tactical", "operational")),
        Must("cadence", Choice("daily", "weekly", "monthly", "quarterly", "yearly", "on-demand")), Must("chair", To(Role)),
        Must("members", List(To(Role))), May("escalatesTo", To(Board)), May("reviews", Words)));

    public static readonly Shape Escalation = List(Keys(
        Must("after", new FormShape(text => text is "breach" || text.EndsWith('%'), "a percentage such as 75%, or breach")),
        Must("of", ToOr(Target, "any-target")), Must("to", ToOr(BoardPath, "onus-role"))));

    public static readonly Shape Okrs = List(Keys(
        Must("objective", Words), Must("period", Words),
        Must("keyResults", List(Keys(Must("metric", Id), Must("from", Level), Must("to", Level)))), Must("owners", List(To(Unit)))));

    public static readonly Shape Kpis = Keys(May("baseline", Period), May("trendMonths", Whole), May("minSample", Whole));

    public static readonly Shape Journeys = List(Keys(
        Must("id", Id), Must("class", To(Class)), Must("path", List(To(NameKind.Party))), May("expectations", List(Words)),
        May("stories", List(Words))));

    public static readonly Shape Scorecards = Keys(
        May("experience", List(Keys(
            Must("measure", Id), Must("kind", Choice("quantitative", "qualitative")), Must("weight", Share), Must("floor", Level),
            Must("objective", Level), May("proposedBy", To(NameKind.Party))))),
        May("ecosystem", Keys(May("outcome", List(Id)), May("health", List(Id)), May("operations", List(Id)))));

    public static readonly Shape Participation = Keys(
        May("onboarding", List(Id)), May("certification", Keys(May("validity", Months), May("checks", List(Id)))),
        May("exit", Keys(May("notice", Duration), May("steps", List(Id)))));

    public static readonly Shape Tier = Keys(
        May("minQ", Number), May("minSample", Whole), May("quarters", Whole), May("requires", List(Id)));

    public static readonly Shape Incentives = Keys(
        May("tiers", Map(Id, Tier)), May("benefits", Map(Id, List(Words))),
        May("credits", Keys(Must("target", To(Target)), May("atRisk", Percent), May("by", Choice("attribution")), May("earnBack", Words))));

    public static readonly Shape Disputes = Keys(Must("stages", List(Keys(Must("at", To(Board)), Must("within", Duration)))), May("effect", Words));

    public static readonly Shape Change = Keys(
        Must("classes", Map(Id, Keys(May("notice", Duration), May("approves", To(Role, Board)), May("reviewWithin", Duration)))),
        May("rollback", Choice("required", "optional")), May("freeze", List(Period)));

    public static readonly Shape Knowledge = Keys(
        May("handbook", Words), May("consultBefore", List(Id)), May("reviewEvery", Duration), May("training", List(Words)));

    public static readonly Shape Risks = List(Keys(Must("id", Id), May("control", Words), May("owner", To(Role))));

    public static readonly Shape Phases = List(Keys(
        Must("id", Id), Must("days", new FormShape(text => PhaseDays.TryRead(text, out _, out _), "days such as 1-20"))));
}
