using System.Text.RegularExpressions;

namespace Entente.Unit.Tests.House;

/// <summary>The repository speaks of the product, not of the place where it was made.</summary>
public sealed partial class WorkplaceTests
{
    private static readonly string[] Texts =
        [".cs", ".md", ".yaml", ".json", ".sh", ".sql", ".csproj", ".props", ".slnx", ".mjs", ".ts", ".css", ".html", ".txt", ""];

    // Written in pieces, so that this file does not find itself.
    private const string Paths = @"(?<![\w.])/(?:wor" + "k|ho" + "me)/";
    private const string Words =
        @"\b(?:language" + " model|(?:this|our) ses" + "sion('s)?|helper bri" + "ef|Clau" + "de|Anthro" + "pic|work" + @"tree)\b";

    [Fact]
    public void No_tracked_file_names_a_path_or_word_of_the_workplace() => Repository.Files
        .Where(path => Texts.Contains(Path.GetExtension(path)))
        .SelectMany(path => Repository.Read(path).Split('\n').Select((line, n) => (Place: $"{path}:{n + 1}", Line: line)))
        .Where(one => Trace().IsMatch(one.Line))
        .Select(one => $"{one.Place}: {one.Line.Trim()}")
        .ShouldBeEmpty();

    [Fact]
    public void A_trace_would_be_found()
    {
        foreach (var trace in new[] { "see /wor" + "k/notes", "/ho" + "me/someone/x", "the language" + " model", "this ses" + "sion's task" })
            Trace().IsMatch(trace).ShouldBeTrue(trace);
        Trace().IsMatch("a worker's /workflow and a session cookie").ShouldBeFalse();
    }

    [GeneratedRegex($"{Paths}|{Words}", RegexOptions.IgnoreCase)]
    private static partial Regex Trace();
}
