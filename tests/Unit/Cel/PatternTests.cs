using Entente.Cel;

namespace Entente.Unit.Tests.Cel;

/// <summary>Where RE2 and .NET differ, RE2 wins.</summary>
public sealed class PatternTests
{
    [Theory]
    [InlineData(@"^a$", "a\n", false)]
    [InlineData(@"(?m)^a$", "b\na\nb", true)]
    [InlineData(@"^\d$", "٣", false)]
    [InlineData(@"^\w$", "é", false)]
    [InlineData(@"^\pL$", "é", true)]
    [InlineData(@"^[^\pL]$", "😀", true)]
    [InlineData(@"^.$", "😀", true)]
    [InlineData(@"^[^a]$", "😀", true)]
    [InlineData(@"^[😀-😂]+$", "😁😂", true)]
    [InlineData(@"^[😀-😂]$", "😃", false)]
    [InlineData(@"^\x{1F600}{2}$", "😀😀", true)]
    [InlineData(@"^[[:alpha:]_]+$", "ab_", true)]
    [InlineData(@"^[^[:digit:]]$", "1", false)]
    [InlineData(@"^(?i)ABC$", "aBc", true)]
    [InlineData(@"^(?i:A)B$", "ab", false)]
    [InlineData(@"^(?s).$", "\n", true)]
    [InlineData(@"^.$", "\n", false)]
    [InlineData(@"(?P<year>\d{4})-(?<month>\d\d)", "2026-01", true)]
    [InlineData(@"^\Qa.b\E$", "axb", false)]
    [InlineData(@"^a{,2}$", "a{,2}", true)]
    [InlineData(@"^a+?b*?$", "aab", true)]
    [InlineData(@"\bcat\b", "a cat!", true)]
    [InlineData(@"[]-]", "]", true)]
    [InlineData(@"#", "#", true)]
    public void Matches_as_RE2_does(string pattern, string text, bool expected)
    {
        var literal = string.Concat("r\"\"\"", pattern, "\"\"\"");

        CelTests.Evaluate($"x.matches({literal})", CelValue.String(text)).AsBool().ShouldBe(expected);
        CelTests.Evaluate($"x.matches({literal} + x.substring(0, 0))", CelValue.String(text)).AsBool().ShouldBe(expected);
    }

    [Theory]
    [InlineData("(?=a)")]
    [InlineData("(?<!a)")]
    [InlineData("(?>a)")]
    [InlineData(@"(a)\1")]
    [InlineData("a**")]
    [InlineData("a++")]
    [InlineData("a{1001}")]
    [InlineData("(a{100}){100}")]
    [InlineData("(a")]
    [InlineData("a)")]
    [InlineData("[a")]
    [InlineData("[b-a]")]
    [InlineData(@"\Z")]
    [InlineData(@"\p{Greek}")]
    [InlineData("*a")]
    [InlineData("[[:nope:]]")]
    [InlineData(@"\")]
    public void Refuses_what_RE2_refuses_or_is_not_supported(string pattern)
    {
        var error = CelTests.ErrorsOf($"x.matches({string.Concat("r'", pattern, "'")})").ShouldHaveSingleItem();

        (error.Column, error.Code).ShouldBe((11, CelErrorCodes.InvalidPattern));
    }
}
