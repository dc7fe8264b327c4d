using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Entente.Core.Tickets;

namespace Entente.Connectors.Http;

/// <summary>
/// A file streamed from the blob store as a request's body: bare, or, where the prepared call's Content-Type says <c>multipart/form-data</c>, as the
/// form's one part named <c>file</c>. The boundary stands in the prepared call, so that the same call gives the same bytes.
/// </summary>
internal sealed class UploadContent : HttpContent
{
    private readonly IBlobStore blobs;
    private readonly FileWrite file;
    private readonly byte[] before;
    private readonly byte[] after;

    public UploadContent(IBlobStore blobs, FileWrite file, string contentType)
    {
        this.blobs = blobs;
        this.file = file;
        var boundary = Boundary(contentType);
        before = boundary is null ? [] : Encoding.UTF8.GetBytes(Opening(boundary, file));
        after = boundary is null ? [] : Encoding.UTF8.GetBytes($"\r\n--{boundary}--\r\n");
    }

    protected override bool TryComputeLength(out long length)
    {
        length = before.Length + file.Bytes + after.Length;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(before, cancellationToken);
        await using (var content = await blobs.OpenAsync(file.Sha256, cancellationToken))
            await content.CopyToAsync(stream, cancellationToken);
        await stream.WriteAsync(after, cancellationToken);
    }

    private static string? Boundary(string contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && type.MediaType == "multipart/form-data"
            ? type.Parameters.FirstOrDefault(parameter => parameter.Name == "boundary")?.Value?.Trim('"')
                ?? throw new InvalidOperationException("A prepared form needs its boundary.")
            : null;

    private static string Opening(string boundary, FileWrite file)
    {
        var type = MediaTypeHeaderValue.TryParse(file.MediaType, out var parsed) ? parsed.ToString() : "application/octet-stream";
        return $"--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{Quoted(file.Name)}\"\r\nContent-Type: {type}\r\n\r\n";
    }

    // As browsers write it (HTML, multipart form data): a name is data and cannot end its own quotes or its line.
    private static string Quoted(string name) => name
        .Replace("\"", "%22", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);
}
