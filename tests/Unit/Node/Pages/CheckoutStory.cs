using Entente.Core.Cases;
using Entente.Core.Rules;
using Entente.Core.Sync;

namespace Entente.Unit.Tests.Node.Pages;

/// <summary>
/// A case of three companies and four trackers over a night: raised at Mercuri, sorted at Infinity, analysed by its architect, handed to Global,
/// rejected for want of logs, handed over again, accepted the next morning where Global works, mended, and handed back the whole way.
/// </summary>
internal static class CheckoutStory
{
    public const string Title = "Checkout shows a blank page for large carts";

    private const string Description =
        "Shoppers report an empty page after *Pay now*.\n\nWhat: blank page. Where: checkout, web. How: open the cart, press pay.";

    public static readonly StoryTicketCast Zendesk = new("zd", "mercuri", "35", "#35", new Uri("https://mercuri.zendesk.example/agent/tickets/35"));
    public static readonly StoryTicketCast Jira = new("jr", "infinity", "10012", "SHOP-12", new Uri("https://infinity.jira.example/browse/SHOP-12"));
    public static readonly StoryTicketCast ServiceNow = new(
        "sn", "infinity", "a1b2", "INC0010023", new Uri("https://infinity.servicenow.example/incident?id=a1b2"));
    public static readonly StoryTicketCast AzureDevOps = new(
        "ado", "global", "318", "318", new Uri("https://dev.azure.example/global/_workitems/edit/318"));

    private static readonly SharedComment Since = Zendesk.Comment(
        At("26 09:05"), "1", "Maya Ortiz", "Three more shoppers since. **Carts with more than ten items** only; smaller ones are fine.");

    private static readonly SharedComment Which = Jira.Comment(
        At("26 09:31"), "100", "Elaine Moss", "Thanks, we see it too. Which browsers, and are they logged in?");

    private static readonly SharedComment Chrome = Zendesk.Comment(
        At("26 10:20"), "2", "Maya Ortiz", "Chrome 129 and Firefox, all logged in:\n\n- cart of 12: blank\n- cart of 9: fine");

    private static readonly SharedComment Release = ServiceNow.Comment(
        At("26 10:58"), "je1", "John Reyes", "The cart service answers 500 since release 41. Page size is 10 there; this needs the platform team.");

    private static readonly SharedComment NoLogs = AzureDevOps.Comment(
        At("26 11:52"), "7", "Marco Nair", "No logs attached and not reproducible on staging: back to you.");

    private static readonly SharedComment Logs = ServiceNow.Comment(
        At("26 12:10"), "je2", "John Reyes",
        "Logs of the failing node:\n\n```\nPOST /cart/price 500 items=12\nIndexOutOfRange at PriceWindow.Next\n```");

    private static readonly SharedComment Fixed = AzureDevOps.Comment(
        At("27 05:38"), "9", "David Rao",
        "Off by one in the price window. Fixed in [41.1](https://dev.azure.example/global/release/41.1), deployed at 05:30.");

    private static readonly SharedComment Verified = ServiceNow.Comment(
        At("27 08:05"), "je3", "John Reyes", "Verified in production with carts of 12 and 40 items.");

    private static readonly SharedComment Thanked = Zendesk.Comment(
        At("27 08:24"), "3", "Maya Ortiz", "Told the shoppers; two have ordered already. Thank you all!");

    public static string CaseId => Zendesk.Ticket.Id;

    /// <summary>When somebody looks at the finished case.</summary>
    public static DateTimeOffset Evening => At("27 17:00");

    /// <summary>One act each, in order: who told it, when, what.</summary>
    public static IReadOnlyList<Act> Acts { get; } =
    [
        Told(Zendesk, "26 09:00", Zendesk.Read(At("26 09:00"), Zendesk.Event(At("26 09:00"), CaseEventKind.Opened, value: "new"),
            Zendesk.Event(At("26 09:00"), CaseEventKind.Priority, value: "P2"))),
        Say(Zendesk, Since),
        Told(Zendesk, "26 09:12", Happens(Zendesk, "26 09:12", CaseEventKind.HandoffOffered, "", "infinity", "forward")),
        Arrives(Jira, Zendesk, "26 09:13", Description, Since),
        Told(Jira, "26 09:13", Jira.Read(At("26 09:13")), Happens(Jira, "26 09:13", CaseEventKind.HandoffDelivered, "", "infinity", "forward")),
        Say(Jira, Which),
        Told(Jira, "26 09:31", Happens(Jira, "26 09:31", CaseEventKind.Accept, "Elaine Moss")),
        Arrives(Zendesk, Jira, "26 09:32", "", Which),
        Told(Jira, "26 09:36", Happens(Jira, "26 09:36", CaseEventKind.State, "Elaine Moss", "waiting_requester")),
        Say(Zendesk, Chrome),
        Arrives(Jira, Zendesk, "26 10:21", "", Chrome),
        Told(Jira, "26 10:27", Happens(Jira, "26 10:27", CaseEventKind.State, "Elaine Moss", "open")),
        Told(ServiceNow, "26 10:34", ServiceNow.Read(At("26 10:34"))),
        Arrives(ServiceNow, Jira, "26 10:34", "", Since, Which, Chrome),
        Say(ServiceNow, Release),
        Arrives(Jira, ServiceNow, "26 10:59", "", Release),
        Arrives(Zendesk, Jira, "26 10:59", "", Release),
        Told(ServiceNow, "26 11:15", Happens(ServiceNow, "26 11:15", CaseEventKind.HandoffOffered, "", "global", "forward")),
        Arrives(AzureDevOps, ServiceNow, "26 11:16", "", Since, Which, Chrome, Release),
        Told(AzureDevOps, "26 11:16", AzureDevOps.Read(At("26 11:16")),
            Happens(AzureDevOps, "26 11:16", CaseEventKind.HandoffDelivered, "", "global", "forward")),
        Say(AzureDevOps, NoLogs),
        Told(AzureDevOps, "26 11:53", Happens(AzureDevOps, "26 11:53", CaseEventKind.HandoffOffered, "", "infinity", "rejected")),
        Arrives(ServiceNow, AzureDevOps, "26 11:54", "", NoLogs),
        Told(ServiceNow, "26 11:54", Happens(ServiceNow, "26 11:54", CaseEventKind.HandoffRejected, "", "infinity", "rejected")),
        Say(ServiceNow, Logs),
        Told(ServiceNow, "26 12:14", Happens(ServiceNow, "26 12:14", CaseEventKind.HandoffOffered, "", "global", "forward")),
        Arrives(AzureDevOps, ServiceNow, "26 12:15", "", Logs),
        Told(AzureDevOps, "26 12:15", Happens(AzureDevOps, "26 12:15", CaseEventKind.HandoffDelivered, "", "global", "forward")),
        Told(AzureDevOps, "27 04:10", Happens(AzureDevOps, "27 04:10", CaseEventKind.Accept, "David Rao")),
        Told(AzureDevOps, "27 04:14", Happens(AzureDevOps, "27 04:14", CaseEventKind.State, "David Rao", "open")),
        Say(AzureDevOps, Fixed),
        Told(AzureDevOps, "27 05:41", Happens(AzureDevOps, "27 05:41", CaseEventKind.HandoffOffered, "", "infinity", "done")),
        Arrives(ServiceNow, AzureDevOps, "27 05:42", "", Fixed),
        Told(ServiceNow, "27 05:42", Happens(ServiceNow, "27 05:42", CaseEventKind.HandoffDelivered, "", "infinity", "done")),
        Told(ServiceNow, "27 08:00", Happens(ServiceNow, "27 08:00", CaseEventKind.Accept, "John Reyes")),
        Say(ServiceNow, Verified),
        Arrives(Jira, ServiceNow, "27 08:06", "", NoLogs, Logs, Fixed, Verified),
        Told(Jira, "27 08:09", Happens(Jira, "27 08:09", CaseEventKind.HandoffOffered, "", "mercuri", "done")),
        Arrives(Zendesk, Jira, "27 08:10", "", Fixed, Verified),
        Told(Zendesk, "27 08:10", Happens(Zendesk, "27 08:10", CaseEventKind.HandoffDelivered, "", "mercuri", "done")),
        Told(Zendesk, "27 08:24", Happens(Zendesk, "27 08:24", CaseEventKind.Accept, "Maya Ortiz")),
        Say(Zendesk, Thanked),
        Arrives(Jira, Zendesk, "27 08:25", "", Thanked),
        Told(Zendesk, "27 08:30", Happens(Zendesk, "27 08:30", CaseEventKind.Resolved, "Maya Ortiz", "resolved")),
    ];

    /// <summary>Plays the acts from one on, up to another.</summary>
    public static async Task PlayAsync(StoryStage stage, int from = 0, int? to = null)
    {
        foreach (var (ticket, at, facts) in Acts.Take(to ?? Acts.Count).Skip(from))
            await stage.TellAsync(ticket, CaseId, Title, at, facts);
    }

    public static DateTimeOffset At(string dayAndTime) =>
        DateTimeOffset.ParseExact($"2026-10-{dayAndTime} +00:00", "yyyy-MM-dd HH:mm zzz", System.Globalization.CultureInfo.InvariantCulture);

    private static Act Told(StoryTicketCast ticket, string at, params Fact[] facts) => new(ticket, At(at), facts);

    private static Act Say(StoryTicketCast ticket, SharedComment comment) =>
        new(ticket, comment.Created, [new Happened([ticket.Said(comment)])]);

    private static Act Arrives(
        StoryTicketCast ticket, StoryTicketCast from, string at, string description, params SharedComment[] comments) =>
        new(ticket, At(at), StoryTicketCast.Takes(CaseId, from, At(at), description, comments));

    private static Happened Happens(StoryTicketCast ticket, string at, CaseEventKind kind, string by, string value = "", string reason = "") =>
        new([ticket.Event(At(at), kind, by, value, reason)]);
}

/// <summary>What happened at one ticket at one time.</summary>
internal sealed record Act(StoryTicketCast Ticket, DateTimeOffset At, IReadOnlyList<Fact> Facts);
