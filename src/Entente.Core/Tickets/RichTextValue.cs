using Entente.Cel;
using Entente.Core.Text;

namespace Entente.Core.Tickets;

/// <summary>
/// Rich text as a value of rules: opaque, so that an expression can pass it on and compare it, and only the host functions
/// <c>plain</c>, <c>markdown</c> and <c>text</c> look inside.
/// </summary>
public sealed class RichTextValue(RichText text) : ICelObject
{
    /// <summary>The type <c>rich</c>.</summary>
    public static CelType CelType { get; } = CelType.Object("rich", new Dictionary<string, CelType>());

    public RichText Text { get; } = text;

    CelType ICelObject.Type => CelType;

    public static CelValue Of(RichText text) => CelValue.Object(new RichTextValue(text));

    /// <summary>False: rich text has no fields.</summary>
    public bool TryGet(string field, out CelValue value)
    {
        value = default;
        return false;
    }

    public bool Equals(ICelObject other) => other is RichTextValue rich && rich.Text.Equals(Text);
}
