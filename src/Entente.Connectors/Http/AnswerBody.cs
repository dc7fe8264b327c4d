namespace Entente.Connectors.Http;

/// <summary>Takes an answer's headers and body out of a response, within bounds.</summary>
internal static class AnswerBody
{
    /// <summary>
    /// Reads the body to its end. A body shorter than its stated length fails in the handler; a longer one than the limit fails here.
    /// </summary>
    public static async Task<byte[]> ReadAsync(HttpResponseMessage response, long limitBytes, CallEffect effect, CancellationToken cancellation)
    {
        // We ask for no encoding, so what comes encoded is not opened: a few bytes could unfold to gigabytes (RELIABILITY B07).
        if (response.Content.Headers.ContentEncoding.Any(encoding => !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase)))
            throw TransportFailures.Unreadable(effect, "it is compressed though compression was not asked for");
        if (response.Content.Headers.ContentLength > limitBytes)
            throw TransportFailures.TooLong(effect, limitBytes);

        await using var content = await response.Content.ReadAsStreamAsync(cancellation);
        using var held = new MemoryStream();
        var buffer = new byte[16 << 10];
        for (int read; (read = await content.ReadAsync(buffer, cancellation)) > 0;)
        {
            if (held.Length + read > limitBytes)
                throw TransportFailures.TooLong(effect, limitBytes);
            held.Write(buffer, 0, read);
        }

        return held.ToArray();
    }

    /// <summary>All headers, names without case.</summary>
    public static IReadOnlyDictionary<string, string> Headers(HttpResponseMessage response)
    {
        var headers = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
            headers[name] = string.Join(", ", values);
        return headers;
    }
}
