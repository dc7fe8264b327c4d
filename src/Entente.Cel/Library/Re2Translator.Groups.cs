using System.Buffers;

namespace Entente.Cel.Library;

internal sealed partial class Re2Translator
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    private void OpenGroup()
    {
        if (_groups.Count >= MostNesting) throw Invalid($"groups nest deeper than {MostNesting}");
        var outer = (_dotAll, _multiLine, _groupRepetitions, _output.Length);
        _at++;
        var flags = "";
        if (TryTake("?"))
        {
            if (TryTake("P<") || IsNameStart()) SkipGroupName();
            else if (ReadFlags(out flags)) return;
        }
        _groups.Push(outer);
        _output.Append("(?").Append(flags).Append(':');
        _groupRepetitions = 1;
        _atom = -1;
    }

    private void CloseGroup()
    {
        if (!_groups.TryPop(out var outer)) throw Invalid("a ')' closes nothing");
        _at++;
        _output.Append(')');
        _atom = outer.Start;
        _atomRepetitions = _groupRepetitions;
        _groupRepetitions = Math.Max(outer.Repetitions, _atomRepetitions);
        (_dotAll, _multiLine) = (outer.DotAll, outer.MultiLine);
    }

    private bool TryTake(string text)
    {
        if (string.CompareOrdinal(pattern, _at, text, 0, text.Length) != 0) return false;
        _at += text.Length;
        return true;
    }

    private bool IsNameStart()
    {
        if (_at + 1 >= pattern.Length || pattern[_at] != '<' || !(char.IsAsciiLetter(pattern[_at + 1]) || pattern[_at + 1] == '_')) return false;
        _at++;
        return true;
    }

    private void SkipGroupName()
    {
        var end = pattern.IndexOf('>', _at);
        if (end <= _at || pattern.AsSpan(_at, end - _at).ContainsAnyExcept(NameCharacters)) throw Invalid("a group name is not closed");
        _at = end + 1;
    }

    /// <summary>Reads <c>i-s:</c> of a group, or <c>i)</c> for the rest of the enclosing one, which is then true.</summary>
    private bool ReadFlags(out string flags)
    {
        var (on, isOn) = ("", true);
        var off = "";
        for (; _at < pattern.Length && pattern[_at] is not (':' or ')'); _at++)
        {
            switch (pattern[_at])
            {
                case '-' when isOn:
                    isOn = false;
                    break;
                case 's':
                    _dotAll = isOn;
                    break;
                case 'U':
                    break;
                case 'i' or 'm':
                    if (pattern[_at] == 'm') _multiLine = isOn;
                    if (isOn) on += pattern[_at];
                    else off += pattern[_at];
                    break;
                default:
                    throw Invalid($"'(?{pattern[_at]}' is not supported (look-around, back-references and conditions are not in RE2)");
            }
        }
        if (_at >= pattern.Length) throw Invalid("a group is not closed");
        flags = off.Length > 0 ? $"{on}-{off}" : on;
        if (pattern[_at++] == ':') return false;
        if (flags.Length > 0) _output.Append("(?").Append(flags).Append(')');
        _atom = -1;
        return true;
    }
}
