using Entente.Cel;
using Entente.Connectors.Jira;
using Entente.Core.Text;
using Entente.Core.Tickets;

namespace Entente.Unit.Tests.Connectors.Jira;

public sealed class JiraSplitTests
{
    private static readonly FileWrite Log = new("zd:1", "log.txt", "text/plain", 3, "aa");
    private static readonly FileWrite Picture = new("zd:2", "cart.png", "image/png", 4, "bb");
    private static readonly TicketSnapshot Current =
        new JiraMapping(new Uri("https://infinity.atlassian.net"), ScriptedJira.Hub).Snapshot(Recordings.Json("devlake-issue-EE-33.json"));

    [Fact]
    public void A_new_ticket_is_created_linked_given_its_files_and_moved_before_anybody_comments()
    {
        var steps = JiraSplit.Split(
            Write(
                ("project", "SHOP"), ("issuetype", "Bug"), ("summary", "Broken"), ("status", "In Progress"))
                with
            {
                Files = [Log],
                Comments = [new CommentWrite("zd:9", RichText.FromText("see"), true, [Picture])],
                Partner = new PartnerReference("Mercuri", "#35", new Uri("https://mercuri.zendesk.com/agent/tickets/35")),
            },
            null);

        steps.Select(step => step.Kind).ShouldBe(
        [
            WriteKind.Create, WriteKind.LinkBack, WriteKind.AddAttachment, WriteKind.Transition, WriteKind.AddAttachment, WriteKind.AddComment,
        ]);
        steps[0].Fields.Keys.ShouldBe(["issuetype", "project", "summary"]);
        steps[2].Files.ShouldBe([Log]);
        steps[4].Files.ShouldBe([Picture]);
    }

    [Fact]
    public void An_update_never_carries_a_status_or_a_project()
    {
        var steps = JiraSplit.Split(Write(("project", "SHOP"), ("status", "Done"), ("resolution", "Done"), ("summary", "S")), Current);

        steps.Select(step => step.Kind).ShouldBe([WriteKind.Update, WriteKind.Transition]);
        steps[0].Fields.Keys.ShouldBe(["summary"]);
        steps[1].Fields.Keys.ShouldBe(["resolution", "status", "summary"]);
    }

    [Fact]
    public void A_resolution_alone_can_only_be_an_edit() =>
        JiraSplit.Split(Write(("resolution", "Done")), Current).Select(step => step.Kind).ShouldBe([WriteKind.Update]);

    [Fact]
    public void A_project_alone_is_nothing_to_do_for_a_ticket_that_exists() => JiraSplit.Split(Write(("project", "SHOP")), Current).ShouldBeEmpty();

    [Fact]
    public void A_changed_comment_is_edited() =>
        JiraSplit.Split(new TicketWrite { Comments = [new CommentWrite("zd:1", RichText.Empty, true, [], EditOf: "5")] }, Current)
            .Select(step => step.Kind).ShouldBe([WriteKind.EditComment]);

    private static TicketWrite Write(params (string Field, string Value)[] fields) => new()
    {
        Fields = new SortedDictionary<string, CelValue>(
            fields.ToDictionary(field => field.Field, field => CelValue.String(field.Value)), StringComparer.Ordinal),
    };
}
