using System.Text;

using Entente.Core.Text;

using FsCheck;
using FsCheck.Fluent;

namespace Entente.Unit.Tests.Text;

/// <summary>RELIABILITY B03: a round trip is a fixed point after one pass, so no write can bounce for ever.</summary>
public sealed class RoundTripTests
{
    [Theory]
    [InlineData("adf")]
    [InlineData("html")]
    [InlineData("markdown")]
    [InlineData("jira-wiki")]
    [InlineData("servicenow")]
    [InlineData("textile")]
    public void A_round_trip_is_a_fixed_point_after_one_pass(string format) => Check(document =>
    {
        var once = Pass(format, document);
        Same(Pass(format, once).Normalise(), once.Normalise(), Explained(format, once));
    });

    [Theory]
    [InlineData("adf")]
    [InlineData("html")]
    [InlineData("markdown")]
    [InlineData("jira-wiki")]
    [InlineData("servicenow")]
    [InlineData("textile")]
    [InlineData("plain")]
    public void No_word_is_lost_or_changed_on_the_way(string format) => Check(document =>
    {
        var (before, after) = (Words(document), Words(Pass(format, document)));
        Holds(after, before).ShouldBeTrue($"{before}\n{after}\n{Explained(format, document)}");
    });

    [Fact]
    public void The_normal_form_is_its_own_normal_form() => Check(document =>
        Same(document.Normalise().Normalise(), document.Normalise(), document.ToJson()));

    [Fact]
    public void The_canonical_json_gives_the_very_document_back() => Check(document =>
        RichText.FromJson(document.ToJson()).ShouldBe(document));

    // Smallest first, so that what fails is short enough to read. One seed, so that a failure is everybody's; others by hand.
    private static void Check(Action<RichText> property)
    {
        foreach (var document in Documents.Any.Sample(30, new Rnd((ulong)Setting("ENTENTE_PROPERTY_SEED", 20)), Setting("ENTENTE_PROPERTY_RUNS", 400))
            .OrderBy(document => document.ToJson().Length))
            property(document);
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), out var value) ? value : otherwise;

    private static RichText Pass(string format, RichText document) => RichTextFormats.Read(format, RichTextFormats.Write(format, document));

    private static void Same(RichText actual, RichText expected, string explained)
    {
        var (one, other) = (actual.ToJson(), expected.ToJson());
        var common = one.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count();
        var start = Math.Max(0, common - 120);
        (one == other).ShouldBeTrue($"{Part(one)}\nexpected\n{Part(other)}\n{explained}");

        string Part(string json) => json[start..Math.Min(json.Length, common + 80)];
    }

    private static string Explained(string format, RichText document) =>
        $"{document.ToJson()}\n-> {RichTextFormats.Write(format, document)}\n-> {Pass(format, document).Normalise().ToJson()}";

    private static bool Holds(string all, string part)
    {
        var found = 0;
        foreach (var c in all)
            if (found < part.Length && c == part[found])
                found++;
        return found == part.Length;
    }

    // Letters only, without e, which an accent in the next run may join. Bullets, numbers and labels of panels may be added, nothing
    // may be left out.
    private static string Words(RichText document)
    {
        var words = new StringBuilder();
        foreach (var inline in document.Normalise().Map(Shown).Inlines())
            words.Append(inline is Run run ? run.Text : inline is Image image ? image.Reference : "");
        return string.Concat(words.ToString().Where(c => char.IsAsciiLetter(c) && c != 'e'));
    }

    private static Block Shown(Block block) => block switch
    {
        CodeBlock code => new Paragraph(code.Text),
        Panel panel => panel with { Blocks = [new Paragraph(panel.Title), .. panel.Blocks] },
        _ => block,
    };
}
