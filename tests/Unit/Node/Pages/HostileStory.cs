using Entente.Core.Cases;
using Entente.Core.Sync;

namespace Entente.Unit.Tests.Node.Pages;

/// <summary>Cases whose every text tries to be more than text, and one that is parked.</summary>
internal static class HostileStory
{
    public const string Script = "<script>window.hacked=1</script><img src=x onerror=window.hacked=1>\"'`";

    public static readonly StoryTicketCast Zendesk = new(
        "zd", "mercuri", "36", "#36\"><script>window.hacked=1</script>", new Uri("javascript:window.hacked=1"));
    public static readonly StoryTicketCast Jira = new("jr", "infinity", "10013", "SHOP-13", new Uri("https://infinity.jira.example/browse/SHOP-13"));

    private static readonly DateTimeOffset Noon = CheckoutStory.At("27 12:00");

    public static async Task PlayAsync(StoryStage stage)
    {
        var comment = Zendesk.Comment(
            Noon, "1", $"Eve {Script}",
            $"{Script}\n\n[click](javascript:window.hacked=1) [data](data:text/html,x) [fine](https://ok.example/)"
            + " ![](http://evil.example/track.png)\n\n<style>*{display:none}</style>");
        var opened = Zendesk.Read(Noon, Zendesk.Event(Noon, CaseEventKind.Opened, Script, "open"), Zendesk.Said(comment));
        var taken = StoryTicketCast.Takes(Zendesk.Ticket.Id, Zendesk, Noon, Script, comment);
        await stage.TellAsync(Zendesk, Zendesk.Ticket.Id, $"Title {Script}", Noon, opened);
        await stage.TellAsync(Jira, Zendesk.Ticket.Id, "", Noon, [Jira.Read(Noon), .. taken]);
        var parking = new Parking(
            "jira.refused", Fault.OurRule, $"create was refused at field 'priority': {Script}",
            "Change the ticket so that its tracker accepts the value, or change the accept rule; either act, or a retry, goes on.", Noon);
        await stage.TellAsync(Jira, Zendesk.Ticket.Id, "", Noon, new SideParked("twin", parking));
    }
}
