using System.Text;
using Entente.Core.Accord;
using Entente.Core.Accord.Yaml;

namespace Entente.Unit.Tests.Accord;

public sealed class YamlReaderTests
{
    /// <summary>Far above what any of these takes, far below what an exponential reader would.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    public static TheoryData<string, string, int, int> Refused => new()
    {
        { "", "yaml.empty", 1, 1 },
        { "# only a comment\n", "yaml.empty", 1, 1 },
        { "---\n", "yaml.empty", 1, 1 },
        { "a: 1\nb: 2\na: 3\n", "yaml.duplicate", 3, 1 },
        { "a: {b: 1, b: 2}", "yaml.duplicate", 1, 11 },
        { "a: &x 1", "yaml.alias", 1, 4 },
        { "a: *x", "yaml.alias", 1, 4 },
        { "<<: *x", "yaml.alias", 1, 5 },
        { "a: !!int 1", "yaml.tag", 1, 4 },
        { "a: !x {}", "yaml.tag", 1, 4 },
        { "a: 1\n---\nb: 1\n", "yaml.documents", 2, 1 },
        { "{a: 1}: 2", "yaml.key", 1, 1 },
        { "a: [1, 2\nb: 3\n", "yaml.syntax", 1, 6 },
        { "a:\n\tb: 1", "yaml.syntax", 1, 1 },
        { "a: \"x", "yaml.syntax", 1, 4 },
        { "a: x\0y", "yaml.character", 1, 5 },
        { "a: x\r\nb: \u0007", "yaml.character", 2, 4 },
        { "a: x\u2028b", "yaml.character", 1, 5 },
        { "a: x\rb: y", "yaml.character", 1, 5 },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Refuses_at_the_place(string text, string rule, int line, int column) =>
        ErrorOf(Encoding.UTF8.GetBytes(text)).ToString().ShouldStartWith($"a.yaml:{line}:{column}: {rule}: ");

    [Fact]
    public void Refuses_what_is_not_UTF_8_at_its_first_wrong_byte() =>
        ErrorOf([.. "a: 1\nb: "u8, 0xC3, 0x28]).ToString().ShouldStartWith("a.yaml:2:4: yaml.encoding: ");

    [Fact]
    public void Refuses_a_file_above_a_mebibyte() =>
        ErrorOf(Encoding.UTF8.GetBytes("a: " + new string('x', YamlText.MaxBytes))).Rule.ShouldBe("yaml.size");

    public static TheoryData<string, string, string, int, int> Bombs => new()
    {
        { "brackets", new string('[', 40_000), "yaml.depth", 1, 65 },
        { "brackets on lines", string.Concat(Enumerable.Repeat("[\n", 40_000)), "yaml.depth", 65, 1 },
        { "braces", string.Concat(Enumerable.Repeat("{a: ", 40_000)), "yaml.depth", 1, 257 },
        { "dashes", string.Concat(Enumerable.Repeat("- ", 400_000)), "yaml.depth", 1, 129 },
        { "complex keys", string.Concat(Enumerable.Repeat("? ", 400_000)), "yaml.depth", 1, 129 },
        { "indentation", string.Concat(Enumerable.Range(0, 1_000).Select(i => new string(' ', i) + "a:\n")), "yaml.depth", 65, 65 },
        { "laughs", "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n", "yaml.alias", 1, 4 },
        { "closing", new string(']', 100_000), "yaml.syntax", 1, 1 },
        { "documents", string.Concat(Enumerable.Repeat("---\n", 200_000)), "yaml.empty", 1, 1 },
        { "quote", "a: \"" + new string('x', 900_000), "yaml.syntax", 1, 4 },
        { "directives", new string('%', 100_000), "yaml.syntax", 1, 1 },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Refuses_a_bomb_at_once(string name, string text, string rule, int line, int column)
    {
        name.ShouldNotBeEmpty();
        var started = TimeProvider.System.GetTimestamp();

        ErrorOf(Encoding.UTF8.GetBytes(text)).ToString().ShouldStartWith($"a.yaml:{line}:{column}: {rule}: ");

        TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(Soon);
    }

    [Fact]
    public void Reads_a_deep_file_up_to_the_limit() =>
        Read(new string('[', YamlReader.MaxDepth) + new string(']', YamlReader.MaxDepth)).ShouldBeOfType<YamlSequence>();

    [Fact]
    public void Never_coerces_a_text()
    {
        var root = Read("a: on\nb: no\nc: 1:30\nd: ~\ne: 007\nf: null\n").ShouldBeOfType<YamlMapping>();

        root.Entries.Select(entry => ((YamlScalar)entry.Value).Value).ShouldBe(["on", "no", "1:30", "~", "007", "null"]);
    }

    public static TheoryData<string, int, int, int, int> Places => new()
    {
        // The file, a place in the scalar under the last key, its place in the file.
        { "k: abc", 1, 3, 1, 6 },
        { "k:   abc", 1, 1, 1, 6 },
        { "k: 'abc'", 1, 2, 1, 6 },
        { "k: 'a''bc'", 1, 3, 1, 8 },
        { "k: 'a''''bc'", 1, 4, 1, 10 },
        { "k: ab\n  cd", 1, 4, 2, 3 },
        { "k: ab   \n    cd", 1, 5, 2, 6 },
        { "k: ab\n\n  cd", 2, 2, 3, 4 },
        { "k: 'ab\n  cd'", 1, 4, 2, 3 },
        { "k: |\n  ab\n  cd", 2, 2, 3, 4 },
        { "k: |\n  ab\n    cd", 2, 3, 3, 5 },
        { "k: |\n\n  ab", 2, 1, 3, 3 },
        { "k: |-\n  ab\n\n  cd", 3, 1, 4, 3 },
        { "k: |2\n    ab", 1, 3, 2, 5 },
        { "a:\r\n  k: |\r\n    ab\r\n    cd", 2, 2, 4, 6 },
        { "\uFEFFk: abc", 1, 1, 1, 4 },
        { "k: \"abc\"", 1, 3, 1, 4 },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void Finds_a_character_of_a_scalar_in_the_file(string text, int line, int column, int fileLine, int fileColumn)
    {
        var node = Read(text);
        while (node is YamlMapping mapping) node = mapping.Entries[^1].Value;

        node.ShouldBeOfType<YamlScalar>().Locate(line, column).ShouldBe(new FilePosition(fileLine, fileColumn));
    }

    private static YamlNode Read(string text)
    {
        var findings = new Findings();
        var node = YamlReader.Read(new SourceFile("a.yaml", Encoding.UTF8.GetBytes(text)), findings);
        findings.Errors().ShouldBeEmpty();
        return node!;
    }

    private static Diagnostic ErrorOf(byte[] content)
    {
        var findings = new Findings();
        YamlReader.Read(new SourceFile("a.yaml", content), findings);
        var error = findings.Errors().ShouldHaveSingleItem();
        error.Remedy.ShouldNotBeEmpty();
        return error;
    }
}
