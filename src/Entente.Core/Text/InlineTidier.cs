using System.Text;

using Entente.Core.Text.Unicode;

namespace Entente.Core.Text;

/// <summary>Tidies one line of inlines in four steps: expand, mark the spaces, trim at the edges, merge what is adjacent.</summary>
internal static class InlineTidier
{
    public static IReadOnlyList<Inline> Tidy(IEnumerable<Inline> inlines, bool comparing)
    {
        var atoms = new List<Inline>();
        foreach (var inline in inlines)
            Expand(inline, comparing, atoms);
        SpaceMarks.Apply(atoms);
        return Merged(Trimmed(atoms, comparing), comparing);
    }

    private static void Expand(Inline inline, bool comparing, List<Inline> atoms)
    {
        switch (inline)
        {
            case Run run:
                ExpandRun(run.Text, Usable(run.Marks), comparing, atoms);
                break;
            case UnknownInline unknown:
                ExpandRun(unknown.Text, Marks.None, comparing, atoms);
                break;
            case Mention mention when comparing:
                ExpandRun("@" + mention.DisplayName, Marks.None, comparing, atoms);
                break;
            case Link link:
                ExpandLink(link, comparing, atoms);
                break;
            default:
                atoms.Add(inline);
                break;
        }
    }

    private static Marks Usable(Marks marks) => marks.HasFlag(Marks.Superscript) ? marks & ~Marks.Subscript : marks;

    // Words, white space and line breaks become atoms of their own.
    private static void ExpandRun(string text, Marks marks, bool comparing, List<Inline> atoms)
    {
        var word = new StringBuilder();
        var inSpace = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var isSpace = comparing ? char.IsWhiteSpace(c) || c == '\uFEFF' : c is ' ' or '\t' or '\r' or '\n';
            if (word.Length > 0 && (isSpace != inSpace || c is '\r' or '\n'))
                Take(word, marks, atoms);
            inSpace = isSpace;
            if (c is '\n' || (c is '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
                atoms.Add(new LineBreak());
            else if (c is not '\r')
                word.Append(comparing && isSpace ? ' ' : c);
        }
        if (word.Length > 0)
            Take(word, marks, atoms);
    }

    private static void Take(StringBuilder word, Marks marks, List<Inline> atoms)
    {
        atoms.Add(new Run(word.ToString(), marks));
        word.Clear();
    }

    private static void ExpandLink(Link link, bool comparing, List<Inline> atoms)
    {
        var inner = new List<Inline>();
        foreach (var inline in link.Inlines.SelectMany(Unlinked))
            Expand(inline is LineBreak ? new Run(" ") : inline, comparing, inner);
        for (var i = 0; i < inner.Count; i++)
            if (inner[i] is LineBreak)
                inner[i] = new Run(" ");
        var start = inner.FindIndex(inline => !IsSpace(inline));
        var end = inner.FindLastIndex(inline => !IsSpace(inline));
        var shown = start < 0 ? [] : inner[start..(end + 1)];
        if (start > 0)
            atoms.Add(new Run(" "));
        if (link.Address.Length == 0)
            atoms.AddRange(shown);
        else if (comparing && (shown.Count == 0 || ShowsItself(link.Address, VisibleText.Of(shown))))
            ExpandRun(shown.Count == 0 ? link.Address : VisibleText.Of(shown), Marks.None, comparing, atoms);
        else
            atoms.Add(new Link(link.Address, shown.Count == 0 ? [new Run(link.Address)] : Tidy(shown, comparing).ToSequence()));
        if (end >= 0 && end < inner.Count - 1)
            atoms.Add(new Run(" "));
    }

    private static IEnumerable<Inline> Unlinked(Inline inline) => inline is Link inner ? inner.Inlines.SelectMany(Unlinked) : [inline];

    // Trackers make links of bare addresses, so a link that shows its own address looks like the address.
    private static bool ShowsItself(string address, string shown) =>
        Bare(address).Equals(Bare(shown), StringComparison.Ordinal);

    private static string Bare(string address) =>
        (address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? address["mailto:".Length..] : address).TrimEnd('/');

    internal static bool IsSpace(Inline inline) => inline is Run run && run.Text.All(c => c is ' ' or '\t');

    // Space at the end of a line is never seen; at its beginning it may be an indent, which only comparison ignores.
    private static List<Inline> Trimmed(List<Inline> atoms, bool comparing)
    {
        var kept = new List<Inline>(atoms.Count);
        foreach (var atom in atoms)
        {
            if (atom is LineBreak)
                DropTrailingSpace(kept);
            else if (atom is Run { Text.Length: 0 })
                continue;
            else if (comparing && IsSpace(atom) && (kept.Count == 0 || kept[^1] is LineBreak || IsSpace(kept[^1])))
                continue;
            kept.Add(comparing && IsSpace(atom) ? (Run)atom with { Text = " " } : atom);
        }
        DropTrailingSpace(kept);
        return kept;
    }

    private static void DropTrailingSpace(List<Inline> atoms)
    {
        while (atoms.Count > 0 && IsSpace(atoms[^1]))
            atoms.RemoveAt(atoms.Count - 1);
    }

    private static List<Inline> Merged(List<Inline> atoms, bool comparing)
    {
        var merged = new List<Inline>();
        var text = new StringBuilder();
        var marks = Marks.None;
        foreach (var atom in atoms)
        {
            if (text.Length > 0 && (atom is not Run next || next.Marks != marks))
                Flush();
            if (atom is Run run)
                (_, marks) = (text.Append(run.Text), run.Marks);
            else if (comparing && atom is Link link && merged.Count > 0 && merged[^1] is Link last && last.Address == link.Address)
                merged[^1] = new Link(link.Address, Tidy([.. last.Inlines, .. link.Inlines], comparing).ToSequence());
            else
                merged.Add(atom);
        }
        if (text.Length > 0)
            Flush();
        return merged;

        void Flush()
        {
            merged.Add(new Run(comparing ? Composer.Compose(text.ToString()) : text.ToString(), marks));
            text.Clear();
        }
    }
}
