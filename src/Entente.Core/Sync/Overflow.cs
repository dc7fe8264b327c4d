using System.Security.Cryptography;
using System.Text;

using Entente.Cel;
using Entente.Core.Rules;
using Entente.Core.Text;
using Entente.Core.Text.Html;
using Entente.Core.Text.Plain;
using Entente.Core.Tickets;

using Rule = Entente.Core.Rules.Rule;

namespace Entente.Core.Sync;

/// <summary>Texts longer than the tracker takes: cut with a visible mark, the full text attached, or refused, as the rule's policy says.</summary>
internal sealed class Overflow(TicketDraft draft, Rule rule, ConnectorTraits traits)
{
    private const string Mark = " … [cut]";
    private const string MarkAttached = " … [cut, full text attached]";

    /// <summary>Full texts to attach.</summary>
    public List<FileWrite> Files { get; } = [];

    /// <summary>The value, or as much of it as fits. Throws <see cref="OverflowRefusedException"/> under the policy park.</summary>
    public CelValue Fit(string field, CelValue value)
    {
        if (!traits.TextLimits.TryGetValue(field, out var limit))
            return value;
        if (value.Kind == CelKind.String && value.AsString().Length > limit)
            return CelValue.String(TextOverflow.Fit(value.AsString(), limit, Cut(field, limit, value.AsString())));
        if (value.Kind == CelKind.Object && value.AsObject() is RichTextValue rich && Measure(rich.Text) > limit)
            return RichTextValue.Of(RichTextOverflow.Fit(rich.Text, Measure, limit, Cut(field, limit, PlainFormat.Write(rich.Text))));
        return value;
    }

    public RichText FitComment(RichText body, string origin) => Measure(body) <= traits.CommentLimit
        ? body
        : RichTextOverflow.Fit(body, Measure, traits.CommentLimit, Cut($"comment {origin}", traits.CommentLimit, PlainFormat.Write(body)));

    /// <summary>Markup takes room too: the HTML form is the longest that a tracker of ours counts.</summary>
    private static int Measure(RichText text) => HtmlFormat.Write(text).Length;

    private string Cut(string field, int limit, string full)
    {
        if (rule.Policies.Overflow == OverflowPolicy.Park)
            throw new OverflowRefusedException(field, limit);
        if (rule.Policies.Overflow == OverflowPolicy.Truncate)
            return Mark;
        var bytes = Encoding.UTF8.GetBytes(full);
        var sha = Convert.ToHexStringLower(SHA256.HashData(bytes));
        draft.Texts[sha] = bytes;
        Files.Add(
            new FileWrite(
                $"full:{field}:{sha[..12]}", $"{field.Replace(' ', '-').Replace(':', '-')}-full.txt", "text/plain; charset=utf-8", bytes.Length,
                sha));
        return MarkAttached;
    }
}

/// <summary>A text does not fit and the rule's policy is to park.</summary>
internal sealed class OverflowRefusedException(string field, int limit) : Exception($"{field} exceeds {limit}")
{
    public string Field { get; } = field;

    public int Limit { get; } = limit;
}
