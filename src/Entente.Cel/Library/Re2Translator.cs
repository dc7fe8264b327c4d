using System.Globalization;
using System.Text;

namespace Entente.Cel.Library;

/// <summary>
/// Reads a pattern in the syntax of RE2 and writes it for .NET's non-backtracking engine. Groups lose their captures, since only
/// matching is asked. What RE2 refuses is refused; <c>\b</c> sees Unicode words here, ASCII words in RE2.
/// </summary>
internal sealed partial class Re2Translator(string pattern)
{
    /// <summary>RE2's bound, also over nested repetitions: the automaton grows by the product.</summary>
    private const int MostRepetitions = 1000;

    private const int MostNesting = 100;

    private readonly StringBuilder _output = new();
    private readonly Stack<(bool DotAll, bool MultiLine, long Repetitions, int Start)> _groups = new();
    private bool _dotAll;
    private bool _multiLine;
    private int _at;

    /// <summary>Where the last atom starts in the output; -1 when there is nothing to repeat.</summary>
    private int _atom = -1;

    /// <summary>The largest product of repetitions within the last atom, and in the group so far.</summary>
    private long _atomRepetitions = 1;
    private long _groupRepetitions = 1;

    /// <summary>Throws <see cref="FormatException"/> for what is not RE2.</summary>
    public string Translate()
    {
        while (_at < pattern.Length) TranslateNext();
        if (_groups.Count > 0) throw Invalid("a group is not closed");
        return _output.ToString();
    }

    private void TranslateNext()
    {
        var character = pattern[_at];
        switch (character)
        {
            case '\\':
                TranslateEscape();
                break;
            case '[':
                Atom(ReadClass().ToPattern());
                break;
            case '.':
                _at++;
                Atom(AnyCharacter());
                break;
            case '(':
                OpenGroup();
                break;
            case ')':
                CloseGroup();
                break;
            case '|':
                _at++;
                _output.Append('|');
                _atom = -1;
                break;
            case '^' or '$':
                _at++;
                Assertion(character == '^' ? "^" : _multiLine ? "$" : "\\z");
                break;
            case '*' or '+' or '?':
                _at++;
                Repeat(character.ToString(), 1);
                break;
            case '{' when TryReadCount(out var count, out var most):
                Repeat(count, most);
                break;
            default:
                Literal(ReadRune());
                break;
        }
    }

    private string AnyCharacter()
    {
        var set = new CharacterSet { IsNegated = true };
        if (!_dotAll) set.AddAll(CharacterClasses.NewLine);
        return set.ToPattern();
    }

    private int ReadRune()
    {
        if (!Rune.TryGetRuneAt(pattern, _at, out var rune)) throw Invalid("it holds half of a surrogate pair");
        _at += rune.Utf16SequenceLength;
        return rune.Value;
    }

    private void Literal(int codePoint)
    {
        var text = char.ConvertFromUtf32(codePoint);
        if (text.Length == 2) Atom($"(?:{text})");
        else Atom(char.IsAsciiLetterOrDigit(text[0]) || text[0] > 0x7F ? text : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)text[0]:X4}"));
    }

    private void Atom(string translated)
    {
        _atom = _output.Length;
        _atomRepetitions = 1;
        _output.Append(translated);
    }

    private void Assertion(string translated)
    {
        _atom = _output.Length;
        _atomRepetitions = 1;
        _output.Append("(?:").Append(translated).Append(')');
    }

    // Lazy and greedy find the same texts, so the second mark is only read over.
    private void Repeat(string operation, long most)
    {
        if (_atom < 0) throw Invalid($"'{operation}' has nothing to repeat");
        if (_at < pattern.Length && pattern[_at] == '?') _at++;
        if (_at < pattern.Length && pattern[_at] is '*' or '+' or '?') throw Invalid($"'{operation}{pattern[_at]}' repeats a repetition");
        _atomRepetitions *= Math.Max(most, 1);
        if (_atomRepetitions > MostRepetitions) throw Invalid($"more than {MostRepetitions} repetitions");
        _groupRepetitions = Math.Max(_groupRepetitions, _atomRepetitions);
        _output.Insert(_atom, "(?:").Append(')').Append(operation);
    }

    // A brace that opens no count stands for itself.
    private bool TryReadCount(out string count, out long most)
    {
        (count, most) = ("", 1);
        var end = pattern.IndexOf('}', _at);
        if (end < 0) return false;
        var parts = pattern[(_at + 1)..end].Split(',');
        if (parts.Length > 2 || !TryCount(parts[0], out var least)) return false;
        most = least;
        if (parts.Length == 2 && parts[1].Length > 0 && !TryCount(parts[1], out most)) return false;
        if (most > MostRepetitions) throw Invalid($"more than {MostRepetitions} repetitions");
        if (most < least) throw Invalid("a repetition ends before it begins");
        count = pattern[_at..(end + 1)];
        _at = end + 1;
        return true;
    }

    private static bool TryCount(string digits, out long count) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out count);

    private FormatException Invalid(string reason) => new($"The pattern {ValueText.Quote(pattern)} is not valid: {reason} (at character {_at + 1}).");
}
