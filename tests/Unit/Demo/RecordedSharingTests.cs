using Entente.Demo.Checking;
using Entente.Demo.Recorded;
using Entente.Demo.Trackers.Shelves;

namespace Entente.Unit.Tests.Demo;

public sealed class RecordedSharingTests
{
    private readonly List<string> notTaken = [];

    [Fact]
    public async Task Marks_every_ticket_with_its_token_first_and_expects_it_where_its_twin_will_be()
    {
        var tokens = new TokenLedger(DateTimeOffset.UnixEpoch);
        var shelves = Shelves(new PaperShelf("servicenow", new ShelfTicket("a", "INC1", "Wifi"), new ShelfTicket("b", "INC2", "Mail")));

        var shared = await new RecordedSharing(tokens, notTaken).ShareAsync(shelves, TestContext.Current.CancellationToken);

        shared.Select(pair => pair.Direction).ShouldBe(["servicenow to zendesk", "servicenow to zendesk"]);
        ((PaperShelf)shelves[2]).Marked.Values.ShouldBe(shared.Select(pair => pair.Title));
        shared[0].Title.ShouldBe($"{shared[0].Token} Wifi");
        tokens.Runs.Select(run => (run.Toward, run.Origin)).ShouldBe([(Toward.Zendesk, "servicenow a"), (Toward.Zendesk, "servicenow b")]);
        notTaken.ShouldBeEmpty();
    }

    [Fact]
    public async Task Names_what_cannot_be_shared_with_its_reason_and_leaves_it_alone()
    {
        var closed = new PaperShelf(
            "servicenow", new ShelfTicket("a", "INC1", "Wifi", "it is closed"), new ShelfTicket("b", "INC2", "Mail", "it is closed"));

        var shared = await new RecordedSharing(new TokenLedger(DateTimeOffset.UnixEpoch), notTaken)
            .ShareAsync(Shelves(closed), TestContext.Current.CancellationToken);

        shared.ShouldBeEmpty();
        closed.Marked.ShouldBeEmpty();
        notTaken.ShouldBe(["servicenow: 2 not shared, since it is closed: INC1, INC2"]);
    }

    [Fact]
    public async Task Cuts_a_title_that_leaves_no_room_for_the_token_between_whole_characters_and_says_so()
    {
        var shelf = new PaperShelf("servicenow", new ShelfTicket("a", "INC1", "😀😀😀😀")) { TitleLimit = 12 };

        var shared = await new RecordedSharing(new TokenLedger(DateTimeOffset.UnixEpoch), notTaken)
            .ShareAsync(Shelves(shelf), TestContext.Current.CancellationToken);

        shared.Single().Title.ShouldBe($"{shared.Single().Token} 😀😀");
        notTaken.Single().ShouldBe("servicenow: INC1: the last 4 units of its title, which make way for the token");
    }

    private static IReadOnlyList<ITicketShelf> Shelves(PaperShelf serviceNow) =>
        [new PaperShelf("zendesk"), new PaperShelf("jira"), serviceNow, new PaperShelf("azuredevops")];
}
