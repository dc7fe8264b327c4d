using System.Text.RegularExpressions;

namespace Entente.Unit.Tests.House;

/// <summary>Words that say nothing have no place in the names of types and folders.</summary>
public sealed partial class NameTests
{
    private static readonly string[] EmptyWords = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Processor", "Impl", "Base", "Info"];
    private static readonly string[] EmptyFolders = ["Common", "Utils", "Models", "Services", "Helpers"];

    [Fact]
    public void No_type_ends_in_a_word_that_says_nothing() =>
        Repository.Sources.SelectMany(source => Types(source.Text).Where(IsEmpty).Select(type => $"{source.Path} {type}")).ShouldBeEmpty();

    [Fact]
    public void No_folder_is_a_drawer_for_what_belongs_nowhere() =>
        Repository.Below("src/").Where(path => path.Split('/').Any(EmptyFolders.Contains)).ShouldBeEmpty();

    [Theory]
    [InlineData("internal sealed class TicketManager(int n)", true)]
    [InlineData("public abstract record struct LinkInfo", true)]
    [InlineData("internal static class DateUtils", true)]
    [InlineData("public sealed class Information", false)]
    [InlineData("public enum Basement", false)]
    public void Such_a_name_would_be_found(string declaration, bool isFound) => Types(declaration).Any(IsEmpty).ShouldBe(isFound);

    private static IEnumerable<string> Types(string text) => TypeName().Matches(text).Select(match => match.Groups[1].Value);

    private static bool IsEmpty(string type) => EmptyWords.Any(word => type.EndsWith(word, StringComparison.Ordinal));

    private const string Modifiers = "(?:(?:public|internal|private|protected|file|sealed|static|abstract|partial|readonly|ref) )+";

    [GeneratedRegex($@"^ *{Modifiers}(?:class|record struct|record class|record|struct|interface|enum) (\w+)", RegexOptions.Multiline)]
    private static partial Regex TypeName();
}
