using System.Text.RegularExpressions;

namespace Entente.Unit.Tests.House;

/// <summary>How large things may be. The lists of exceptions may only shrink; each line says why it stands.</summary>
public sealed partial class SizeTests
{
    private const int MaxFileLines = 400;
    private const int MaxMethodLines = 60;
    private const int MaxColumns = 150;
    private const int WideLinesLeft = 8;

    private static readonly SortedDictionary<string, string> LongFiles = new(StringComparer.Ordinal);

    private static readonly SortedDictionary<string, string> LongMethods = new(StringComparer.Ordinal);

    [Fact]
    public void No_file_is_longer_than_four_hundred_lines() =>
        Exceeding(LongFiles, Repository.Sources.Where(source => source.Lines.Count - 1 > MaxFileLines).Select(source => source.Path));

    [Fact]
    public void No_method_is_longer_than_sixty_lines() =>
        Exceeding(LongMethods, Repository.Sources.SelectMany(LongOf));

    /// <summary>The number of lines that were wider before anything counted them; each that is wrapped lowers it.</summary>
    [Fact]
    public void No_more_lines_become_wider_than_a_hundred_and_fifty_columns() =>
        Repository.Sources.Sum(source => source.Lines.Count(line => line.Length > MaxColumns)).ShouldBeLessThanOrEqualTo(WideLinesLeft);

    [Fact]
    public void Half_of_the_files_have_no_more_than_a_page()
    {
        var product = Repository.Sources.Where(source => source.Path.StartsWith("src/", StringComparison.Ordinal));
        var lengths = product.Select(source => source.Lines.Count).Order().ToList();

        lengths[lengths.Count / 2].ShouldBeLessThanOrEqualTo(80);
    }

    [Fact]
    public void A_long_method_would_be_found()
    {
        var body = string.Concat(Enumerable.Repeat("        act();\n", 61));
        var source = new SourceText("Sample.cs", $"class Sample\n{{\n    public void Run()\n    {{\n{body}    }}\n\n    int Short() => 1;\n}}\n");

        LongOf(source).ShouldBe(["Sample.cs Run"]);
    }

    /// <summary>What exceeds must be exactly what is listed: a new one fails, and so does one that was mended and still stands in the list.</summary>
    private static void Exceeding(SortedDictionary<string, string> exceptions, IEnumerable<string> found) =>
        found.Order(StringComparer.Ordinal).ShouldBe(exceptions.Keys);

    private static IEnumerable<string> LongOf(SourceText source) =>
        Methods(source).Where(method => method.Lines > MaxMethodLines).Select(method => $"{source.Path} {method.Name}");

    /// <summary>Methods with a block body, by layout: a member's braces stand at four columns, a nested type's at eight.</summary>
    private static IEnumerable<(string Name, int Lines)> Methods(SourceText source)
    {
        for (var i = 1; i < source.Lines.Count; i++)
        {
            if (OpeningBrace().Match(source.Lines[i]) is not { Success: true } opening || HeadOf(source, i, opening.Length - 1) is not { } head)
                continue;
            var closing = $"{opening.Value[..^1]}}}";
            var length = source.Lines.Skip(i).TakeWhile(line => line != closing).Count();
            // Braces of a raw string do not close.
            if (i + length < source.Lines.Count)
                yield return (Name().Match(source.Lines[head]).Groups[1].Value, i + length - head + 1);
        }
    }

    private static int? HeadOf(SourceText source, int brace, int indent)
    {
        if (source.Lines[brace - 1].EndsWith("=>", StringComparison.Ordinal))
            return null;
        for (var line = brace - 1; line >= 0 && source.Lines[line].Length > 0; line--)
            if (source.Lines[line].Length > indent && source.Lines[line].TakeWhile(c => c == ' ').Count() == indent)
                return Name().IsMatch(source.Lines[line]) && !Declaration().IsMatch(source.Lines[line]) ? line : null;
        return null;
    }

    [GeneratedRegex("^ {4,8}\\{$")]
    private static partial Regex OpeningBrace();

    [GeneratedRegex("^ {4,8}(?:[a-z]+ )*[\\w<>\\[\\]?,.() ]*?\\b(\\w+)(?:<[^()]*>)?\\(")]
    private static partial Regex Name();

    [GeneratedRegex("\\b(class|struct|record|interface|enum|if|for|foreach|while|switch|using|lock|catch|return|new|=>) ?")]
    private static partial Regex Declaration();
}
