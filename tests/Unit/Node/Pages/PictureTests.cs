using Entente.Node.Pages.Cases;
using Entente.Node.Pages.Layout;
using Entente.Unit.Tests.Connectors.Http;
using Entente.Unit.Tests.House;

namespace Entente.Unit.Tests.Node.Pages;

/// <summary>Where things stand in the picture of a case.</summary>
public sealed class PictureTests
{
    private static readonly DateTimeOffset Start = CheckoutStory.At("26 09:00");

    [Fact]
    public async Task Marks_of_a_row_never_cover_each_other()
    {
        foreach (var acts in new[] { 1, 2, 9, 17, 23, 31, 40, CheckoutStory.Acts.Count })
            foreach (var row in (await DrawAsync(acts)).Marks.GroupBy(mark => mark.Y))
            {
                var ordered = row.OrderBy(mark => mark.X).ToList();
                foreach (var (mark, next) in ordered.Zip(ordered.Skip(1)))
                    (mark.X + (mark.Width / 2)).ShouldBeLessThanOrEqualTo(next.X - (next.Width / 2) + 0.01);
            }
    }

    [Fact]
    public async Task The_finished_story_fits_on_a_page_without_scrolling()
    {
        var picture = await DrawAsync(CheckoutStory.Acts.Count);

        picture.Width.ShouldBeLessThanOrEqualTo(1060.1);
        picture.Lanes.Count.ShouldBe(3);
        picture.Rows.Count.ShouldBe(4);
        picture.Bars.Count(bar => !bar.IsWaiting).ShouldBe(7);
        picture.Arrows.Select(arrow => arrow.Kind).ShouldBe(["forward", "forward", "rejected", "forward", "done", "done"]);
        picture.Marks.Count(mark => mark.Kind == "accepted").ShouldBe(4);
        picture.Gaps.Select(gap => gap.Length).ShouldContain(TimeSpan.FromMinutes(955));
        picture.Now.ShouldBeNull();
        picture.End.ShouldNotBeNull();
    }

    [Fact]
    public async Task An_arrow_that_has_not_arrived_has_no_head()
    {
        var underWay = await DrawAsync(3);

        underWay.Arrows.ShouldBeEmpty("the receiver has no ticket yet, so there is no lane to point at");
        (await DrawAsync(5)).Arrows.ShouldHaveSingleItem().Head.ShouldNotBeEmpty();
    }

    [Fact]
    public void The_scale_keeps_the_order_shortens_the_night_and_fills_the_room()
    {
        DateTimeOffset[] instants = [Start, Start.AddMinutes(1), Start.AddMinutes(3), Start.AddMinutes(4), Start.AddHours(16), Start.AddHours(16.1)];

        var scale = TimeScale.Of(instants, [], 600);

        instants.Select(scale.X).ShouldBeInOrder();
        scale.Width.ShouldBe(600, 0.01);
        scale.Gaps.ShouldHaveSingleItem().Length.ShouldBe(Start.AddHours(16) - Start.AddMinutes(4));
        (scale.Gaps[0].To - scale.Gaps[0].From).ShouldBeLessThan(360);
    }

    [Fact]
    public void A_thousand_things_in_a_second_still_stand_apart()
    {
        var prints = Enumerable.Range(0, 1000).Select(i => new Footprint("row", Start.AddMilliseconds(i), 20)).ToList();

        var scale = TimeScale.Of([Start], prints, 600);

        prints.Zip(prints.Skip(1)).Min(pair => scale.X(pair.Second.At) - scale.X(pair.First.At)).ShouldBeGreaterThanOrEqualTo(20);
    }

    [Fact]
    public void One_instant_is_a_picture_too() => TimeScale.Of([Start], [], 600).X(Start).ShouldBe(0);

    private static async Task<Picture> DrawAsync(int acts)
    {
        var stage = new StoryStage(Path.Combine(Repository.Root, "accords"), new ManualTime(CheckoutStory.Evening));
        await CheckoutStory.PlayAsync(stage, 0, acts);
        var story = (await stage.Hub.Cases.FindAsync(CheckoutStory.CaseId, CancellationToken.None)).ShouldNotBeNull();
        return PictureDrawing.Draw(story, [], new AccordNames(stage.Hub.Book.Accord), CheckoutStory.Evening);
    }
}
