using Entente.Cel;
using Entente.Connectors.ServiceNow;
using Entente.Core.Text;
using Entente.Core.Tickets;

namespace Entente.Unit.Tests.Connectors.ServiceNow;

public sealed class ServiceNowSplitTests
{
    [Fact]
    public void A_create_is_followed_by_an_update_of_the_same_fields()
    {
        var steps = ServiceNowSplit.Split(Write("1", Text("c")), null);

        steps.Select(step => step.Kind).ShouldBe([WriteKind.Create, WriteKind.Update, WriteKind.AddComment]);
        steps[1].Fields.Keys.ShouldBe(steps[0].Fields.Keys);
    }

    [Fact]
    public void Fields_go_first_and_a_closing_state_last()
    {
        var current = ServiceNowReadTests.Snapshot("5-abc");

        ServiceNowSplit.Split(Write("6", Text("c")), current).Select(step => step.Kind).ShouldBe([WriteKind.Update, WriteKind.AddComment]);
        ServiceNowSplit.Split(Write("7", Text("c")), current).Select(step => step.Kind).ShouldBe([WriteKind.AddComment, WriteKind.Update]);
    }

    [Fact]
    public void Waiting_for_the_caller_carries_the_comment_that_it_needs()
    {
        var steps = ServiceNowSplit.Split(Write("3", Text("internal", isPublic: false), Text("please tell")), ServiceNowReadTests.Snapshot("5-abc"));

        steps.Select(step => step.Kind).ShouldBe([WriteKind.Update, WriteKind.AddComment]);
        steps[0].Comment!.IsPublic.ShouldBeTrue();
    }

    [Fact]
    public void Files_stand_before_the_comment_that_speaks_of_them()
    {
        var comment = Text("see file") with { Files = [new FileWrite("zd:1", "a", "text/plain", 1, "x")] };

        ServiceNowSplit.Split(new TicketWrite { Comments = [comment] }, ServiceNowReadTests.Snapshot("5-abc")).Select(step => step.Kind)
            .ShouldBe([WriteKind.AddAttachment, WriteKind.AddComment]);
    }

    private static TicketWrite Write(string state, params CommentWrite[] comments) => new()
    {
        Fields = new SortedDictionary<string, CelValue>(StringComparer.Ordinal) { ["state"] = CelValue.String(state) },
        Comments = comments,
    };

    private static CommentWrite Text(string text, bool isPublic = true) => new("zd:1", RichText.FromText(text), isPublic, []);
}
