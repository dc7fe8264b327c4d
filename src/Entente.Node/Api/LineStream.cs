using System.Text.Json;

using Microsoft.AspNetCore.Http;

namespace Entente.Node.Api;

/// <summary>Answers with one JSON document a line, each sent when it is there (NDJSON); the caller that hangs up ends the work.</summary>
internal static class LineStream
{
    public static async Task<IResult> AnswerAsync<T>(IAsyncEnumerable<T> lines, CancellationToken cancellation)
    {
        var enumerator = lines.GetAsyncEnumerator(cancellation);
        try
        {
            await enumerator.MoveNextAsync(); // what is refused is refused before the first line, with a status of its own
        }
        catch (RefusedException refusal)
        {
            await enumerator.DisposeAsync();
            return Results.Problem(refusal.Message, statusCode: refusal.Status);
        }

        return Results.Stream(stream => WriteAsync(enumerator, stream, cancellation), "application/x-ndjson");
    }

    private static async Task WriteAsync<T>(IAsyncEnumerator<T> lines, Stream stream, CancellationToken cancellation)
    {
        await using (lines)
            do
            {
                await JsonSerializer.SerializeAsync(stream, lines.Current, HubApi.Json, cancellation);
                await stream.WriteAsync("\n"u8.ToArray(), cancellation);
                await stream.FlushAsync(cancellation);
            }
            while (await lines.MoveNextAsync());
    }
}
