using Entente.Core.Text;
using Entente.Core.Text.JiraWiki;

namespace Entente.Unit.Tests.Text;

public sealed class OverflowTests
{
    private const string Mark = "… [truncated]";

    [Theory]
    [InlineData("fits", 10, "fits")]
    [InlineData("one two three four five six", 24, "one two…")]
    [InlineData("nowhitespaceanywhere", 10, "nowhitesp…")]
    [InlineData("ab😀😀", 4, "ab…")]
    [InlineData("abc", 0, "")]
    public void Plain_text_is_cut_between_words_and_characters(string text, int limit, string expected)
    {
        var fitted = TextOverflow.Fit(text, limit, "…");

        fitted.Length.ShouldBeLessThanOrEqualTo(limit);
        if (limit < 24)
            fitted.ShouldBe(expected);
    }

    [Theory]
    [InlineData(32_767)]
    [InlineData(500)]
    [InlineData(60)]
    public void A_document_is_cut_until_its_rendering_fits_with_the_mark_at_its_end(int limit)
    {
        var paragraph = new Paragraph([new Run("The [cart] shows "), new Run("*nothing*", Marks.Strong), new Run(" when it is opened twice.")]);
        var document = new RichText(Enumerable.Repeat<Block>(paragraph, 900).Append(new BulletList([new ListItem([paragraph])])));

        var fitted = RichTextOverflow.Fit(document, candidate => JiraWikiFormat.Write(candidate).Length, limit, Mark);

        JiraWikiFormat.Write(fitted).Length.ShouldBeInRange(limit - 60, limit);
        fitted.Blocks[^1].ShouldBe(new Paragraph([new Run(Mark, Marks.Emphasis)]));
    }

    [Fact]
    public void What_fits_is_left_as_it_is()
    {
        var document = RichText.FromText("short");
        RichTextOverflow.Fit(document, candidate => candidate.ToString().Length, 5, Mark).ShouldBeSameAs(document);
    }

    [Fact]
    public void Nothing_is_left_when_not_even_the_mark_fits() =>
        RichTextOverflow.Fit(RichText.FromText("a long text"), candidate => candidate.ToString().Length, 3, Mark).ShouldBe(RichText.Empty);

    [Fact]
    public void Structure_survives_the_cut()
    {
        var list = new BulletList([new ListItem([new Paragraph("first item here")]), new ListItem([new Paragraph("second")])]);
        var document = new RichText([new Quote([list])]);

        RichTextOverflow.Fit(document, candidate => candidate.ToString().Length, 27, "…").ToString().ShouldBe("> - first item here\n\n…");
    }
}
