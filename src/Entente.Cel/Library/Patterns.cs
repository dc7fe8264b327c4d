using System.Text.RegularExpressions;
using Entente.Cel.Compiling;

namespace Entente.Cel.Library;

/// <summary>Regular expressions in RE2 syntax, run by the engine that never backtracks: time is linear in the text.</summary>
internal static class Patterns
{
    /// <summary>Compiling a pattern costs about this much for each of its characters.</summary>
    private const int UnitsPerPatternCharacter = 20;

    /// <summary>Throws <see cref="FormatException"/> with a message for people when the pattern is not RE2, or not supported.</summary>
    public static Regex Compile(string pattern)
    {
        var translated = new Re2Translator(pattern).Translate();
        try
        {
            return new Regex(translated, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            throw new FormatException($"The pattern is not supported: {error.Message}", error);
        }
    }

    public static CelValue Matches(ReadOnlySpan<CelValue> arguments, Evaluation evaluation)
    {
        var pattern = arguments[1].RawString;
        evaluation.Spend((long)pattern.Length * UnitsPerPatternCharacter);
        try
        {
            return Matches(arguments[0].RawString, Compile(pattern), evaluation);
        }
        catch (FormatException error)
        {
            return CelValue.Error(CelErrorCodes.InvalidPattern, error.Message);
        }
    }

    public static CelValue Matches(string text, Regex regex, Evaluation evaluation)
    {
        evaluation.Spend(text.Length);
        return CelValue.Bool(regex.IsMatch(text));
    }
}
