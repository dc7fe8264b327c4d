using System.Text;

using Microsoft.Net.Http.Headers;

namespace Entente.Sandbox.Jira;

/// <summary>A file of a multipart body.</summary>
internal sealed record MultipartFile(string PartName, string FileName, string MimeType, byte[] Bytes);

/// <summary>Cuts a <c>multipart/form-data</c> body into its files.</summary>
internal static class MultipartFiles
{
    /// <summary>The parts that have a file name, or null where the body is no multipart body.</summary>
    public static IReadOnlyList<MultipartFile>? Read(string? contentType, byte[] body)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || type.MediaType != "multipart/form-data")
            return null;
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary))
            return null;
        var files = new List<MultipartFile>();
        var delimiter = Encoding.UTF8.GetBytes("\r\n--" + boundary);
        ReadOnlySpan<byte> rest = [.. "\r\n"u8, .. body];
        if (rest.IndexOf(delimiter) is var first && first < 0)
            return null;
        rest = rest[(first + delimiter.Length)..];
        while (!rest.StartsWith("--"u8))
        {
            var end = rest.IndexOf(delimiter);
            if (end < 0)
                return null;
            if (Part(rest[..end]) is { } file)
                files.Add(file);
            rest = rest[(end + delimiter.Length)..];
        }

        return files;
    }

    private static string? FileName(ContentDispositionHeaderValue disposition) =>
        disposition.FileNameStar.HasValue ? disposition.FileNameStar.Value : HeaderUtilities.RemoveQuotes(disposition.FileName).Value;

    private static MultipartFile? Part(ReadOnlySpan<byte> part)
    {
        var split = part.IndexOf("\r\n\r\n"u8);
        if (split < 0)
            return null;
        string? mimeType = null;
        ContentDispositionHeaderValue? disposition = null;
        foreach (var line in Encoding.UTF8.GetString(part[..split]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("Content-Type:", StringComparison.OrdinalIgnoreCase))
                mimeType = line["Content-Type:".Length..].Trim();
            else if (line.StartsWith("Content-Disposition:", StringComparison.OrdinalIgnoreCase))
                _ = ContentDispositionHeaderValue.TryParse(line["Content-Disposition:".Length..].Trim(), out disposition);
        }

        if (disposition is null || FileName(disposition) is not { Length: > 0 } name)
            return null;
        var partName = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "";
        return new(partName, name, mimeType ?? "application/octet-stream", part[(split + 4)..].ToArray());
    }
}
