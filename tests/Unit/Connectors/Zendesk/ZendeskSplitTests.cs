using Entente.Cel;
using Entente.Connectors.Zendesk;
using Entente.Core.Tickets;
using Entente.Unit.Tests.Connectors.Http;

namespace Entente.Unit.Tests.Connectors.Zendesk;

public sealed class ZendeskSplitTests
{
    private static readonly FileWrite File = new MemoryBlobs().File("a.txt", "text/plain", [1]);
    private static readonly PartnerReference Partner = new("Infinity", "SHOP-12", new Uri("https://jira.example/browse/SHOP-12"));

    [Fact]
    public void A_create_takes_fields_and_files_and_comments_follow_in_order()
    {
        var write = new TicketWrite { Fields = Status("open"), Comments = [ZendeskBench.Comment("1"), ZendeskBench.Comment("2")], Files = [File], FollowUpOf = "7", Partner = Partner };
        var steps = ZendeskSplit.Split(write, null);
        steps.Select(step => step.Kind).ShouldBe([WriteKind.Create, WriteKind.AddComment, WriteKind.AddComment, WriteKind.LinkBack]);
        (steps[0].Files.Count, steps[0].FollowUpOf).ShouldBe((1, "7"));
        steps[1].Comment.ShouldBeSameAs(write.Comments[0]);
    }

    [Fact]
    public void Fields_and_the_first_comment_travel_together()
    {
        var write = new TicketWrite { Fields = Status("pending"), Comments = [ZendeskBench.Comment("1"), ZendeskBench.Comment("2")], Files = [File], Partner = Partner };
        var steps = ZendeskSplit.Split(write, Some());
        steps.Select(step => step.Kind).ShouldBe([WriteKind.Update, WriteKind.AddComment, WriteKind.AddAttachment, WriteKind.LinkBack]);
        steps[0].Comment.ShouldBeSameAs(write.Comments[0]);
    }

    [Fact]
    public void What_closes_the_ticket_comes_last()
    {
        var write = new TicketWrite { Fields = Status("closed"), Comments = [ZendeskBench.Comment("1"), ZendeskBench.Comment("2")] };
        ZendeskSplit.Split(write, Some()).Select(step => (step.Kind, step.Comment?.Body.ToString()))
            .ShouldBe([(WriteKind.AddComment, "1"), (WriteKind.Update, "2")]);
        ZendeskSplit.Split(write with { Files = [File] }, Some()).Select(step => step.Kind)
            .ShouldBe([WriteKind.AddComment, WriteKind.AddComment, WriteKind.AddAttachment, WriteKind.Update]);
    }

    [Fact]
    public void Nothing_to_write_makes_no_call() => ZendeskSplit.Split(new TicketWrite(), Some()).ShouldBeEmpty();

    [Fact]
    public void Fields_alone_are_one_update() =>
        ZendeskSplit.Split(new TicketWrite { Fields = Status("closed") }, Some()).Single().Kind.ShouldBe(WriteKind.Update);

    private static SortedDictionary<string, CelValue> Status(string status) => ZendeskBench.Fields(("status", ZendeskBench.Text(status)));

    private static TicketSnapshot Some() => new()
    {
        NativeId = "35",
        Key = "#35",
        Address = new Uri("https://mercuri.zendesk.example/agent/tickets/35"),
        Revision = "2026-03-01T08:00:00Z/101/9f86d081",
        Updated = ZendeskBench.Now,
        Created = ZendeskBench.Now,
        Fields = ZendeskBench.Fields(),
        Comments = [],
        Attachments = [],
    };
}
