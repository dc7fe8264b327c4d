namespace Entente.Cel.Library;

/// <summary>base64.encode and base64.decode; padding may be missing when decoding.</summary>
internal static class Encoders
{
    public static void Add(FunctionList functions)
    {
        functions.Global("base64.encode", [CelType.Bytes], CelType.String, (a, e) =>
        {
            e.SpendText(a[0].RawBytes.Length);
            return CelValue.String(Convert.ToBase64String(a[0].RawBytes));
        });
        functions.Global("base64.decode", [CelType.String], CelType.Bytes, (a, e) =>
        {
            e.SpendText(a[0].RawString.Length);
            return Decode(a[0].RawString);
        });
    }

    private static CelValue Decode(string text)
    {
        var padded = text.PadRight((text.Length + 3) / 4 * 4, '=');
        var bytes = new byte[padded.Length / 4 * 3];
        return Convert.TryFromBase64String(padded, bytes, out var written)
            ? CelValue.OwnedBytes(bytes[..written])
            : CelValue.Error(CelErrorCodes.Conversion, "The string is not base64.");
    }
}
