using Entente.Core.Text;

using FsCheck;
using FsCheck.Fluent;

namespace Entente.Unit.Tests.Text;

/// <summary>Generates documents: every block and inline, texts made of what breaks parsers.</summary>
internal static class Documents
{
    private static readonly string[] Pieces =
    [
        "cart", "Order 66", " ", "  ", "*", "**", "_", "__", "~~", "`", "``", "#", "# ", "- ", "+ ", "1. ", "2) ", "> ", "|", "||", "[",
        "](", ")", "![", "!", "<", "</p>", "<b>", "<!--", "&", "&amp;", "&#42;", "\\", "\\\\", "\n", "\r\n", "\t", "{{", "{%", "}}",
        "{code}", "{quote}", "{noformat}", "{", "[code]", "[/code]", "h1. ", "bq. ", "----", "---", "===", "***", "\"", "'", "@", "@bob",
        "http://a.example/x_y", "a@b.example", "é", "e\u0301", "\u00A0", "\u202E", "\u2060", "😀", "👩‍👩‍👧", "\uD800", "\0", "\uFEFF", "漢字",
        ":", ":-)", "(x)", "^", "~", "??", "(", "=", "%", "$", ".", ",", "a", "b", "ok", "☐ ", "☑ ", "<notextile>", "==", "pre. ", "p. ",
        "[~bob]", "[^a]", "~a~", "1.", "x",
    ];

    public static Gen<RichText> Any => Blocks(3).Select(blocks => new RichText(blocks));

    public static Gen<string> Text => Gen.Elements(Pieces).Many(1, 5).Select(string.Concat);

    private static Gen<Sequence<Block>> Blocks(int depth) => Block(depth).Many(0, 3).Select(blocks => blocks.ToSequence());

    private static Gen<Block> Block(int depth)
    {
        var leaves = Gen.OneOf(
            Line.Select(Block (line) => new Paragraph(line)),
            Line.Select(Block (line) => new Paragraph(line)),
            Gen.Choose(1, 6).SelectMany(level => Line.Select(Block (line) => new Heading(level, line))),
            Text.SelectMany(text => Gen.Elements(null, "csharp", "c++").Select(Block (language) => new CodeBlock(language, text))),
            Gen.Constant<Block>(new Rule()),
            Text.Select(Block (text) => new UnknownBlock("chart", text)));
        if (depth == 0)
            return leaves;
        return Gen.OneOf(
            leaves,
            leaves,
            Items(depth).Select(Block (items) => new BulletList(items)),
            Items(depth).SelectMany(items => Gen.Elements(0, 1, 7).Select(Block (start) => new OrderedList(items, start))),
            Blocks(depth - 1).Select(Block (blocks) => new Quote(blocks)),
            Row(depth).Many(1, 3).Select(Block (rows) => new Table(rows.ToSequence())),
            Blocks(depth - 1).SelectMany(blocks => Gen.Elements(Enum.GetValues<PanelKind>())
                .SelectMany(kind => Gen.Elements("", "Title", "A *b*").Select(Block (title) => new Panel(kind, blocks, title)))));
    }

    private static Gen<Sequence<ListItem>> Items(int depth) => Blocks(depth - 1)
        .SelectMany(blocks => Gen.Elements<bool?>(null, null, true, false).Select(done => new ListItem(blocks, done)))
        .Many(1, 3).Select(items => items.ToSequence());

    private static Gen<TableRow> Row(int depth) => Blocks(depth - 1)
        .SelectMany(blocks => Gen.Elements(true, false).SelectMany(header => Gen.Choose(1, 2).Select(span => new TableCell(blocks, header, span))))
        .Many(1, 3).Select(cells => new TableRow(cells.ToSequence()));

    private static Gen<Sequence<Inline>> Line => Gen.OneOf(Simple, Simple, Simple, Linked).Many(0, 4).Select(inlines => inlines.ToSequence());

    private static Gen<Inline> Linked => Gen
        .Elements("https://shop.example/a?b=c&d=(e)", "/relative", "javascript:alert(1)", "mailto:a@b.example", "#top", "")
        .SelectMany(address => Simple.Many(0, 3).Select(Inline (inlines) => new Link(address, inlines.ToSequence())));

    private static Gen<Inline> Simple
    {
        get
        {
            var run = Text.SelectMany(text => Gen.Choose(0, 127).Select(Inline (marks) => new Run(text, (Marks)marks)));
            var plain = Text.Select(Inline (text) => new Run(text));
            var strong = Text.SelectMany(text => Gen.Choose(0, 15).Select(Inline (marks) => new Run(text, (Marks)marks)));
            return Gen.OneOf(
                run, plain, plain, strong, strong,
                Gen.Constant<Inline>(new LineBreak()),
                Text.SelectMany(name => Gen.Elements("https://shop.example/cart.png", "", "data:image/png;base64,AA==")
                    .Select(Inline (source) => new Image(source, name, "the cart", "17"))),
                Text.Select(Inline (name) => new Mention(name, "5b10")),
                Text.Select(Inline (text) => new UnknownInline("status", text)));
        }
    }

    private static Gen<T[]> Many<T>(this Gen<T> one, int least, int most) => Gen.Choose(least, most).SelectMany(count => one.ArrayOf(count));
}
