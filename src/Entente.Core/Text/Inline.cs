using Entente.Core.Text.Unicode;

namespace Entente.Core.Text;

/// <summary>A piece of a line. The hierarchy is closed: a switch over it is complete with the records of this file.</summary>
public abstract record Inline
{
    private protected Inline()
    {
    }
}

/// <summary>Text with one look. Emoji are text. Characters that no tracker stores (lone surrogates, control characters) become U+FFFD.</summary>
public sealed record Run(string Text, Marks Marks = Marks.None) : Inline
{
    public string Text
    {
        get;
        init => field = WellFormed.Of(value);
    } = WellFormed.Of(Text);
}

/// <summary>A forced line break inside a paragraph.</summary>
public sealed record LineBreak : Inline;

/// <summary>A link. Links do not nest: an inner link is shown as its content. Writers drop an address that a browser would run.</summary>
/// <param name="Address">As the source had it: absolute, relative or a fragment.</param>
public sealed record Link(string Address, Sequence<Inline> Inlines) : Inline
{
    public string Address
    {
        get;
        init => field = WellFormed.Of(value).Trim();
    } = WellFormed.Of(Address).Trim();
}

/// <summary>An inline image.</summary>
/// <param name="Source">Where the bytes are; empty when only the attachment is known. May be a signed address of the source tracker (B10).</param>
/// <param name="Name">File name or title; empty when unknown.</param>
/// <param name="AlternativeText">What a reader gets who cannot see the image; empty when the author gave none.</param>
/// <param name="AttachmentId">The id of the attachment at its origin; null when the image is no attachment.</param>
public sealed record Image(string Source, string Name, string AlternativeText = "", string? AttachmentId = null) : Inline
{
    public string Source
    {
        get;
        init => field = WellFormed.Of(value).Trim();
    } = WellFormed.Of(Source).Trim();

    public string Name
    {
        get;
        init => field = WellFormed.OfLine(value);
    } = WellFormed.OfLine(Name);

    public string AlternativeText
    {
        get;
        init => field = WellFormed.OfLine(value);
    } = WellFormed.OfLine(AlternativeText);

    /// <summary>The readable stand-in, <c>[image: cart.png]</c>: name, else alternative text, else the last part of the address.</summary>
    public string Reference => $"[image: {ImageName.Of(this)}]";
}

/// <summary>A person who was addressed.</summary>
/// <param name="DisplayName">Without the leading <c>@</c>.</param>
/// <param name="Id">The person's id at the origin; null when the origin shows only a name.</param>
public sealed record Mention(string DisplayName, string? Id) : Inline
{
    public string DisplayName
    {
        get;
        init => field = WellFormed.OfLine(value).TrimStart('@').TrimStart();
    } = WellFormed.OfLine(DisplayName).TrimStart('@').TrimStart();
}

/// <summary>A node that has no counterpart here. Its visible form stands in every format, so nothing vanishes silently.</summary>
/// <param name="Kind">The name of the node at its origin.</param>
public sealed record UnknownInline(string Kind, string Text) : Inline
{
    public string Text
    {
        get;
        init => field = WellFormed.Of(string.IsNullOrWhiteSpace(value) ? $"[{Kind}]" : value);
    } = WellFormed.Of(string.IsNullOrWhiteSpace(Text) ? $"[{Kind}]" : Text);
}
