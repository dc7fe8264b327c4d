using System.Globalization;
using System.Text;

namespace Entente.Cel;

/// <summary>Values as text: as CEL source for people, and plain as <c>string()</c> gives them.</summary>
internal static class ValueText
{
    /// <summary>What is longer is cut: a value can share parts and be far larger written than held.</summary>
    private const int MostCharacters = 20_000;

    /// <summary>As CEL source would write it.</summary>
    public static string Write(CelValue value)
    {
        var text = new StringBuilder();
        Append(text, value);
        if (text.Length <= MostCharacters) return text.ToString();
        text.Length = MostCharacters;
        return text.Append('…').ToString();
    }

    /// <summary>A scalar as <c>string()</c> gives it; anything else as <see cref="Write"/>.</summary>
    public static string Plain(CelValue value) => value.Kind switch
    {
        CelKind.String => value.RawString,
        CelKind.Double => DoubleText.Shortest(value.RawDouble),
        CelKind.UInt => value.RawUInt.ToString(CultureInfo.InvariantCulture),
        CelKind.Timestamp => TimestampText.Write(value),
        CelKind.Duration => DurationText.Write(value.RawInt),
        _ => Write(value),
    };

    /// <summary>In double quotes, with the escapes of the language.</summary>
    public static string Quote(string text)
    {
        var result = new StringBuilder(text.Length + 2).Append('"');
        foreach (var character in text) AppendEscaped(result, character);
        return result.Append('"').ToString();
    }

    private static void Append(StringBuilder text, CelValue value)
    {
        if (text.Length > MostCharacters) return;
        switch (value.Kind)
        {
            case CelKind.List:
                AppendAll(text.Append('['), value.RawList, static (builder, element) => Append(builder, element)).Append(']');
                break;
            case CelKind.Map:
                AppendAll(text.Append('{'), value.RawMap, AppendEntry).Append('}');
                break;
            case CelKind.Optional when value.HasValue:
                Append(text.Append("optional.of("), value.RawOptional);
                text.Append(')');
                break;
            default:
                text.Append(Scalar(value));
                break;
        }
    }

    private static void AppendEntry(StringBuilder text, KeyValuePair<CelValue, CelValue> entry)
    {
        Append(text, entry.Key);
        Append(text.Append(": "), entry.Value);
    }

    private static StringBuilder AppendAll<T>(StringBuilder text, IReadOnlyList<T> items, Action<StringBuilder, T> append)
    {
        for (var i = 0; i < items.Count && text.Length <= MostCharacters; i++)
        {
            if (i > 0) text.Append(", ");
            append(text, items[i]);
        }
        return text;
    }

    private static string Scalar(CelValue value) => value.Kind switch
    {
        CelKind.Null => "null",
        CelKind.Bool => value.RawBool ? "true" : "false",
        CelKind.Int => value.RawInt.ToString(CultureInfo.InvariantCulture),
        CelKind.UInt => value.RawUInt.ToString(CultureInfo.InvariantCulture) + "u",
        CelKind.Double => DoubleText.Literal(value.RawDouble),
        CelKind.String => Quote(value.RawString),
        CelKind.Bytes => BytesLiteral(value.RawBytes),
        CelKind.Timestamp => $"timestamp(\"{TimestampText.Write(value)}\")",
        CelKind.Duration => $"duration(\"{DurationText.Write(value.RawInt)}\")",
        CelKind.Type => value.RawType.Name,
        CelKind.Optional => "optional.none()",
        CelKind.Object => $"{value.RawObject.Type.Name}{{…}}",
        CelKind.Unset => "(unset)",
        _ => value.IsFault ? $"(error: {value.RawFault.Message})" : value.Kind.ToString(),
    };

    private static string BytesLiteral(byte[] bytes)
    {
        var result = new StringBuilder("b\"");
        foreach (var octet in bytes)
        {
            if (octet is >= 0x20 and < 0x7F) AppendEscaped(result, (char)octet);
            else result.Append(CultureInfo.InvariantCulture, $"\\x{octet:x2}");
        }
        return result.Append('"').ToString();
    }

    private static void AppendEscaped(StringBuilder text, char character)
    {
        var escape = character switch
        {
            '\a' => "\\a",
            '\b' => "\\b",
            '\f' => "\\f",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            '\v' => "\\v",
            '\\' => "\\\\",
            '"' => "\\\"",
            _ => null,
        };
        if (escape is null) text.Append(character);
        else text.Append(escape);
    }
}
