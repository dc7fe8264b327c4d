using System.Text;
using Entente.Cel.Compiling;

namespace Entente.Cel.Library;

/// <summary>What <c>%s</c> makes of a value: strings bare, also inside of lists and maps, and map entries in the order of their keys' text.</summary>
internal static class FormatText
{
    /// <summary>False for what has no text: a host object or an optional.</summary>
    public static bool TryAppend(StringBuilder text, CelValue value, Evaluation evaluation)
    {
        switch (value.Kind)
        {
            case CelKind.List:
                return TryAppendList(text, value.RawList, evaluation);
            case CelKind.Map:
                return TryAppendMap(text, value.RawMap, evaluation);
            case CelKind.Bytes:
                text.Append(Encoding.UTF8.GetString(value.RawBytes));
                return true;
            case CelKind.Object or CelKind.Optional:
                return false;
            default:
                var plain = ValueText.Plain(value);
                evaluation.SpendText(plain.Length);
                text.Append(plain);
                return true;
        }
    }

    private static bool TryAppendList(StringBuilder text, IReadOnlyList<CelValue> list, Evaluation evaluation)
    {
        text.Append('[');
        for (var i = 0; i < list.Count; i++)
        {
            if (i > 0) text.Append(", ");
            if (!TryAppend(text, list[i], evaluation)) return false;
        }
        text.Append(']');
        return true;
    }

    private static bool TryAppendMap(StringBuilder text, CelMap map, Evaluation evaluation)
    {
        text.Append('{');
        var separator = "";
        var entries = map.Select(entry => (Key: ValueText.Plain(entry.Key), entry.Value)).OrderBy(entry => entry.Key, StringComparer.Ordinal);
        foreach (var (key, value) in entries)
        {
            text.Append(separator).Append(key).Append(": ");
            if (!TryAppend(text, value, evaluation)) return false;
            separator = ", ";
        }
        text.Append('}');
        return true;
    }
}
