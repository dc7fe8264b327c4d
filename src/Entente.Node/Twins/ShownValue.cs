using Entente.Cel;
using Entente.Core.Tickets;

namespace Entente.Node.Twins;

/// <summary>A field's value as people read it in previews and lists.</summary>
internal static class ShownValue
{
    private const int MaxLength = 300;

    public static string Of(CelValue value)
    {
        var text = value.IsNull ? "" : value.Kind == CelKind.String ? value.AsString() : RichTextValue.Read(value)?.ToString() ?? value.ToString();
        return text.Length <= MaxLength ? text : text[..MaxLength] + "…";
    }
}
