using System.Text;

using Microsoft.Net.Http.Headers;

namespace Entente.Sandbox.ServiceNow;

/// <summary>One part of a multipart body, in the order of the body; a part without a file name is a field.</summary>
internal sealed record FormPart(string Name, string? FileName, string? MimeType, byte[] Bytes)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>The parts of a <c>multipart/form-data</c> body; null where it is none.</summary>
    public static IReadOnlyList<FormPart>? Read(string? contentType, byte[] body)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || type.MediaType != "multipart/form-data")
            return null;
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary))
            return null;
        var delimiter = Encoding.UTF8.GetBytes("\r\n--" + boundary);
        ReadOnlySpan<byte> rest = [.. "\r\n"u8, .. body];
        var parts = new List<FormPart>();
        var start = rest.IndexOf(delimiter);
        if (start < 0)
            return null;
        rest = rest[(start + delimiter.Length)..];
        while (!rest.StartsWith("--"u8))
        {
            var end = rest.IndexOf(delimiter);
            if (end < 0)
                return null;
            if (Part(rest[..end]) is { } part)
                parts.Add(part);
            rest = rest[(end + delimiter.Length)..];
        }
        return parts;
    }

    private static FormPart? Part(ReadOnlySpan<byte> part)
    {
        var split = part.IndexOf("\r\n\r\n"u8);
        if (split < 0)
            return null;
        var headers = Encoding.UTF8.GetString(part[..split]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        if (!ContentDispositionHeaderValue.TryParse(Header(headers, "Content-Disposition"), out var disposition))
            return null;
        var file = disposition.FileNameStar.HasValue ? disposition.FileNameStar : HeaderUtilities.RemoveQuotes(disposition.FileName);
        var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "";
        return new(name, file.Value, Header(headers, "Content-Type"), part[(split + 4)..].ToArray());
    }

    private static string? Header(string[] headers, string name) =>
        headers.FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
}
