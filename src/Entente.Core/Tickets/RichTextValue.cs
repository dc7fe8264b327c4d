using Entente.Cel;
using Entente.Core.Text;

namespace Entente.Core.Tickets;

/// <summary>
/// Rich text as an expression holds it: opaque, passed on whole, compared by what a reader sees. Connectors put it into <see cref="TicketSnapshot.Fields"/> and find it in
/// <see cref="TicketWrite.Fields"/>.
/// </summary>
public sealed class RichTextValue(RichText text) : ICelObject
{
    private static readonly CelType Opaque = CelType.Object("richtext", new Dictionary<string, CelType>());

    public RichText Text { get; } = text;

    /// <summary>The static type of a field that holds rich text.</summary>
    public static CelType StaticType => Opaque;

    public CelType Type => Opaque;

    public static CelValue Of(RichText text) => CelValue.Object(new RichTextValue(text));

    /// <summary>The rich text in a value; a plain string is read as plain text, null as empty. Null for every other value.</summary>
    public static RichText? Read(CelValue value) => value.Kind switch
    {
        CelKind.Object => (value.AsObject() as RichTextValue)?.Text,
        CelKind.String => RichText.FromText(value.AsString()),
        CelKind.Null => RichText.Empty,
        _ => null,
    };

    public bool TryGet(string field, out CelValue value)
    {
        value = default;
        return false;
    }

    public bool Equals(ICelObject other) => other is RichTextValue { Text: var mine } && mine.Normalise().Equals(Text.Normalise());
}
