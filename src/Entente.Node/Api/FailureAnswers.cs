using Entente.Storage;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Entente.Node.Api;

/// <summary>
/// What a caller and the console are told when a request fails: one problem document, one line. The trace is there at log level Debug.
/// </summary>
internal static class FailureAnswers
{
    public static void Use(WebApplication web, StoreTrouble trouble) => web.Use(async (context, next) =>
    {
        try
        {
            await next(context);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !context.RequestAborted.IsCancellationRequested)
        {
            if (failure is StorageException refusal)
                trouble.Note(refusal);
            await AnswerAsync(context, failure, web.Logger);
        }
        catch (OperationCanceledException)
        {
            // The caller went away: there is nobody to answer.
        }
    });

    private static async Task AnswerAsync(HttpContext context, Exception failure, ILogger logger)
    {
        var (status, detail) = Told(failure);
        if (status >= StatusCodes.Status500InternalServerError)
            logger.LogError("{Method} {Route} failed: {Failure}", context.Request.Method, context.GetEndpoint()?.DisplayName, failure.GetType().Name);
        logger.LogDebug(failure, "The failure in full");
        if (context.Response.HasStarted)
            context.Abort();
        else
            await Results.Problem(detail, statusCode: status).ExecuteAsync(context);
    }

    private static (int Status, string Detail) Told(Exception failure) => failure switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } tooLarge =>
            (tooLarge.StatusCode, "The body is larger than the hub takes."),
        BadHttpRequestException refused => (refused.StatusCode, "The request cannot be read as HTTP or JSON."),
        // What was sent is not stored: whoever sent it must send it again (Invariant 1).
        StorageException { Fault: StorageFault.RecordDamaged } damaged => (StatusCodes.Status500InternalServerError, damaged.Message),
        StorageException { Fault: StorageFault.Broken } =>
            (StatusCodes.Status503ServiceUnavailable, "The hub's store stopped; the hub must be started again."),
        StorageException passing => (StatusCodes.Status503ServiceUnavailable, passing.Message),
        _ => (StatusCodes.Status500InternalServerError, "The hub failed at this; its log names the failure."),
    };
}
