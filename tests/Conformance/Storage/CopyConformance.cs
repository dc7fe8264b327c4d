using Entente.Core.Journal;
using Entente.Storage.Copies;
using Entente.Storage.InMemory;

namespace Entente.Conformance.Tests.Storage;

/// <summary>
/// What every store's copy does (<see cref="IStoreCopy"/>). A store passes by saying how a named one is opened, and how it is copied.
/// </summary>
public abstract class CopyConformance
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected abstract Task<IJournal> OpenAsync(string name);

    /// <summary>The copy of a named store, which may be open or not be there yet.</summary>
    protected abstract IStoreCopy CopyOf(string name);

    [Fact]
    public async Task A_copy_holds_what_the_store_held()
    {
        await FillAsync("source");
        var (content, written) = await CopyAsync(CopyOf("source"), CopyOf("target"));

        written.Sha256.ShouldBe(content.Sha256);
        (await ContentHash.OfAsync(CopyOf("target").ReadAsync(Cancellation))).Sha256.ShouldBe(content.Sha256);
        content.Tables.ShouldAllBe(table => table.Rows > 0);
    }

    [Fact]
    public async Task Another_kind_of_store_holds_the_same_content_and_gives_it_back()
    {
        await FillAsync("source");
        var other = new InMemoryStore();
        var (content, there) = await CopyAsync(CopyOf("source"), other.Copy());
        var (_, back) = await CopyAsync(other.Copy(), CopyOf("target"));

        there.Tables.ShouldBe(content.Tables);
        back.Tables.ShouldBe(content.Tables);
    }

    [Fact]
    public async Task A_hub_goes_on_with_the_copy_where_the_store_stood()
    {
        await FillAsync("source");
        await CopyAsync(CopyOf("source"), CopyOf("target"));
        await using var journal = await OpenAsync("target");

        // Owned in the source, by a node that does not run here: due at once.
        var claim = (await journal.ClaimAsync("south", Lease, Samples.At(100), Cancellation)).ShouldNotBeNull();
        claim.Ticket.ShouldBe(Samples.Zendesk);
        var work = await journal.LoadAsync(claim, null, Cancellation);
        work.Head.ShouldBe(4);
        work.Notices.Select(notice => notice.Delivery).ShouldBe(["d3", "d2"]);
        work.Inbox.ShouldBeEmpty();
        (await journal.AppendAsync(claim, Samples.Batch(Samples.Zendesk, work), Cancellation)).ShouldBe(AppendOutcome.Appended);
        (await journal.NoticeAsync(Samples.Notice(Samples.Zendesk, "d1"), Cancellation)).ShouldBeFalse();
        var jira = (await journal.ClaimTicketAsync(Samples.Jira, "south", Lease, Samples.At(100), Cancellation)).ShouldNotBeNull();
        (await journal.LoadAsync(jira, null, Cancellation)).Inbox.Select(message => message.Seq).ShouldBe([2, 3]);
        (await journal.ReadValueAsync("cursor", Cancellation)).ShouldBe("here");
    }

    [Fact]
    public async Task What_the_check_refuses_leaves_nothing()
    {
        await FillAsync("source");
        var target = CopyOf("target");
        await Should.ThrowAsync<InvalidDataException>(
            () => target.WriteAsync(CopyOf("source").ReadAsync(Cancellation), _ => throw new InvalidDataException("no"), Cancellation));

        (await target.IsEmptyAsync(Cancellation)).ShouldBeTrue();
        await using var journal = await OpenAsync("target");
        (await journal.ClaimAsync("south", Lease, Samples.At(100), Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task What_the_check_answers_is_stored_with_the_rows()
    {
        await FillAsync("source");
        await CopyOf("target").WriteAsync(
            CopyOf("source").ReadAsync(Cancellation),
            _ => Task.FromResult<IReadOnlyList<KeyValuePair<string, string>>>([new("epoch", "two"), new("cursor", "there")]),
            Cancellation);
        await using var journal = await OpenAsync("target");

        (await journal.ReadValueAsync("epoch", Cancellation)).ShouldBe("two");
        (await journal.ReadValueAsync("cursor", Cancellation)).ShouldBe("there");
    }

    [Fact]
    public async Task A_store_that_holds_something_is_refused()
    {
        await FillAsync("source");
        await using (var journal = await OpenAsync("target"))
            await journal.NoticeAsync(Samples.Notice(Samples.Jira, "d9"), Cancellation);

        (await CopyOf("target").IsEmptyAsync(Cancellation)).ShouldBeFalse();
        await Should.ThrowAsync<Entente.Storage.StorageException>(() => CopyAsync(CopyOf("source"), CopyOf("target")));
        (await ContentHash.OfAsync(CopyOf("target").ReadAsync(Cancellation))).Tables.Single(table => table.Table == "notice").Rows.ShouldBe(1);
    }

    [Fact]
    public async Task Rows_are_those_of_one_moment_while_others_go_on_writing()
    {
        await FillAsync("source");
        await using var journal = await OpenAsync("source");
        using var content = new ContentHash();
        var isFirst = true;
        var asOpened = await ContentHash.OfAsync(CopyOf("source").ReadAsync(Cancellation));
        await foreach (var row in CopyOf("source").ReadAsync(Cancellation))
        {
            if (isFirst)
                await AppendAsync(journal, Samples.Jira, batch => batch);
            isFirst = false;
            content.Add(row);
        }

        content.Result().Sha256.ShouldBe(asOpened.Sha256);
        (await ContentHash.OfAsync(CopyOf("source").ReadAsync(Cancellation))).Sha256.ShouldNotBe(asOpened.Sha256);
    }

    private static async Task<(StoreContent Read, StoreContent Written)> CopyAsync(IStoreCopy from, IStoreCopy to)
    {
        StoreContent written = null!;
        var read = await ContentHash.OfAsync(from.ReadAsync(Cancellation));
        await to.WriteAsync(
            from.ReadAsync(Cancellation),
            async rows =>
            {
                written = await ContentHash.OfAsync(rows);
                return [];
            },
            Cancellation);
        return (read, written);
    }

    /// <summary>A row of everything: chains, waiting and taken messages, waiting and answered notices, a claim that is held.</summary>
    private async Task FillAsync(string name)
    {
        await using var journal = await OpenAsync(name);
        foreach (var delivery in (string[])["d1", "d3", "d2"])
            await journal.NoticeAsync(Samples.Notice(Samples.Zendesk, delivery), Cancellation);
        await AppendAsync(journal, Samples.Zendesk, batch => batch with
        {
            Row = Samples.Row(Samples.Zendesk, "35", "#35"),
            NoticesDone = ["d1"],
            Sends = Samples.Lane(Samples.Zendesk, Samples.Jira, 3),
            Sides = [Samples.Side(Samples.Zendesk, "twin-1") with { Parked = """{"code":"x"}""" }],
            Changes = [Samples.Change(Samples.Zendesk, 1, 1), Samples.Change(Samples.Zendesk, 1, 2, "filtered")],
            Effects = [Samples.Effect(Samples.Zendesk, "e1"), Samples.Effect(Samples.Zendesk, "e0", "confirmed")],
        });
        await AppendAsync(journal, Samples.Zendesk, batch => batch with { State = null, Row = Samples.Row(Samples.Zendesk, "35", "#35", 7) }, 3);
        await AppendAsync(journal, Samples.Jira, batch => batch with { Takes = [new LanePosition("twin-1", Samples.Zendesk.Id, 1, 1)] });
        await journal.WriteValueAsync("cursor", "here", Cancellation);
        await journal.AuditAsync(new AuditAct(Samples.At(8), "local-token", "link.pause", "care-pm", "done") { Seal = "seal" }, Cancellation);
        await journal.ClaimTicketAsync(Samples.Zendesk, "north", Lease, Samples.At(9), Cancellation);
    }

    private static async Task AppendAsync(IJournal journal, TicketAddress ticket, Func<Batch, Batch> fill, int entries = 1)
    {
        var claim = (await journal.ClaimTicketAsync(ticket, "north", Lease, Samples.At(0), Cancellation)).ShouldNotBeNull();
        var batch = Samples.Batch(ticket, await journal.LoadAsync(claim, null, Cancellation), entries);
        (await journal.AppendAsync(claim, fill(batch), Cancellation)).ShouldBe(AppendOutcome.Appended);
        await journal.ReleaseAsync(claim, null, Cancellation);
    }
}
