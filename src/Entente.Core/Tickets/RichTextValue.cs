using Entente.Cel;
using Entente.Core.Text;

namespace Entente.Core.Tickets;

/// <summary>
/// Rich text as a value of rules: opaque, passed on whole, compared by what a reader sees; only the host functions <c>plain</c>, <c>markdown</c> and
/// <c>text</c> look inside. Connectors put it into <see cref="TicketSnapshot.Fields"/> and find it in <see cref="TicketWrite.Fields"/>.
/// </summary>
public sealed class RichTextValue(RichText text) : ICelObject
{
    /// <summary>The type <c>rich</c>.</summary>
    public static CelType StaticType { get; } = CelType.Object("rich", new Dictionary<string, CelType>());

    public RichText Text { get; } = text;

    public CelType Type => StaticType;

    public static CelValue Of(RichText text) => CelValue.Object(new RichTextValue(text));

    /// <summary>The rich text in a value; a plain string is read as plain text, null as empty. Null for every other value.</summary>
    public static RichText? Read(CelValue value) => value.Kind switch
    {
        CelKind.Object => (value.AsObject() as RichTextValue)?.Text,
        CelKind.String => RichText.FromText(value.AsString()),
        CelKind.Null => RichText.Empty,
        _ => null,
    };

    /// <summary>False: rich text has no fields.</summary>
    public bool TryGet(string field, out CelValue value)
    {
        value = default;
        return false;
    }

    /// <summary>Whether a reader sees the same: two trackers rarely store one text with the same marks.</summary>
    public bool Equals(ICelObject other) =>
        other is RichTextValue rich && (rich.Text.Equals(Text) || rich.Text.Normalise().Equals(Text.Normalise()));
}
