using System.Text;

namespace Entente.Core.Text.Phrases;

/// <summary>
/// Reads what starts at <paramref name="at"/> into <paramref name="into"/>; gives the next index, or <paramref name="at"/> if nothing does.
/// </summary>
internal delegate int PhraseSpecial(PhraseReader reader, int at, Marks marks, List<Inline> into);

/// <summary>
/// Reads one line of a markup in which a character opens and closes a look (<c>*strong*</c>): wiki markup and Textile. An opener stands
/// after white space or punctuation and before a word; a closer the other way round. What does not close stays text.
/// </summary>
internal sealed class PhraseReader(string text, IReadOnlyDictionary<char, Marks> delimiters, PhraseSpecial special)
{
    // A closer that was not found once is not there for later openers either; this keeps a line of stars linear.
    private readonly Dictionary<(char Delimiter, int End), int> unclosedFrom = [];

    public string Text => text;

    public List<Inline> Read() => Read(0, text.Length, Marks.None);

    public List<Inline> Read(int start, int end, Marks marks)
    {
        var into = new List<Inline>();
        var word = new StringBuilder();
        for (var at = start; at < end;)
        {
            var next = Start(at, end, marks, into, word);
            if (next == at)
                word.Append(text[at++]);
            else
                at = next;
        }
        Flush(word, marks, into);
        return into;
    }

    private int Start(int at, int end, Marks marks, List<Inline> into, StringBuilder word)
    {
        var found = new List<Inline>();
        var next = special(this, at, marks, found);
        if (next > at && next <= end)
        {
            // What a special gives back as text, such as an escaped character, belongs to the word around it.
            if (found is [Run run] && run.Marks == marks)
            {
                word.Append(run.Text);
                return next;
            }
            Flush(word, marks, into);
            into.AddRange(found);
            return next;
        }
        if (!delimiters.TryGetValue(text[at], out var mark) || marks.HasFlag(mark) || Close(at, end) is not { } close)
            return at;
        Flush(word, marks, into);
        into.AddRange(Read(at + 1, close, marks | mark));
        return close + 1;
    }

    private int? Close(int open, int end)
    {
        var delimiter = text[open];
        if (!Opens(open, end) || (unclosedFrom.TryGetValue((delimiter, end), out var from) && open >= from))
            return null;
        for (var i = open + 2; i < end; i++)
            if (text[i] == delimiter && Closes(i, end))
                return i;
        unclosedFrom[(delimiter, end)] = open;
        return null;
    }

    private bool Opens(int at, int end) =>
        (at == 0 || !char.IsLetterOrDigit(text[at - 1])) && at + 1 < end && !char.IsWhiteSpace(text[at + 1]) && text[at + 1] != text[at];

    private bool Closes(int at, int end) =>
        text[at - 1] != '\\' && !char.IsWhiteSpace(text[at - 1]) && (at + 1 == end || !char.IsLetterOrDigit(text[at + 1]));

    private static void Flush(StringBuilder word, Marks marks, List<Inline> into)
    {
        if (word.Length == 0)
            return;
        into.Add(new Run(word.ToString(), marks));
        word.Clear();
    }
}
