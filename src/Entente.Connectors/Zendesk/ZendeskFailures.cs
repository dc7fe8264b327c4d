using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.Zendesk;

/// <summary>
/// Status, headers and body of a refusal to what it means (RELIABILITY 2.2). Pure. Zendesk answers errors as JSON whose <c>error</c> is a string or
/// an object, as plain text (409) or as HTML (5xx, unknown subdomains), so no body is relied on alone.
/// </summary>
internal static class ZendeskFailures
{
    /// <param name="now">Our clock, for a Retry-After date without a Date header.</param>
    public static ConnectorException From(HttpAnswer answer, DateTimeOffset now)
    {
        var error = ZendeskError.Read(answer);
        return answer.Status switch
        {
            400 => BadRequest(error),
            401 => new(FailureKind.Unauthorized, ZendeskCodes.Unauthorized, "Zendesk does not accept the API token.")
            {
                Scope = FailureScope.Credential,
                Status = 401,
            },
            403 => new(FailureKind.Forbidden, ZendeskCodes.Forbidden, error.Or("Zendesk does not let this account do that.")) { Status = 403 },
            404 => NotFound(error),
            408 => Unavailable(answer, now, FailureScope.Ticket),
            409 => Conflict(answer, error),
            410 => new(FailureKind.Unsupported, ZendeskCodes.Retired, "Zendesk no longer offers this interface.")
            {
                Scope = FailureScope.Connection,
                Status = 410,
            },
            413 => new(FailureKind.TooLarge, ZendeskCodes.TooLarge, "Zendesk does not take this much in one request.") { Status = 413 },
            422 => Invalid(error),
            429 => ZendeskRateLimit.Failure(answer, error, now),
            >= 500 => Unavailable(answer, now, answer.Status == 503 ? FailureScope.Connection : FailureScope.Ticket),
            var other => new(FailureKind.Refused, ZendeskCodes.BadRequest, error.Or($"Zendesk answers with status {other}.")) { Status = other },
        };
    }

    private static ConnectorException BadRequest(ZendeskError error) =>
        error.Name.Contains("Idempotent", StringComparison.OrdinalIgnoreCase)
            // The key is ours, so some request of this very effect was taken: only a probe can tell what became of it.
            ? new(FailureKind.Ambiguous, ZendeskCodes.KeyReused, "Zendesk knows this effect's key with another request.") { Status = 400 }
            : new(FailureKind.Refused, ZendeskCodes.BadRequest, error.Or("Zendesk cannot read the request.")) { Status = 400 };

    // A path that does not exist, or a subdomain without a help desk, says nothing about the ticket.
    private static ConnectorException NotFound(ZendeskError error) =>
        !error.IsJson || error.Name == "InvalidEndpoint"
            ? new(FailureKind.Unsupported, ZendeskCodes.NoEndpoint, "There is no Zendesk at this address. Check the endpoint.")
            {
                Scope = FailureScope.Connection,
                Status = 404,
            }
            : new(FailureKind.NotFound, ZendeskCodes.NotFound, "Zendesk has no such ticket, or hides it from this account.") { Status = 404 };

    // 409 is a collision only when Zendesk says so: it also means that the first request of an idempotency key still runs,
    // or that two requests met at the same person.
    private static ConnectorException Conflict(HttpAnswer answer, ZendeskError error) => error.IsCollision
        ? new(FailureKind.Conflict, ZendeskCodes.Collision, "Someone changed the ticket meanwhile.") { Status = 409 }
        : new(Open(answer), ZendeskCodes.Busy, error.Or("Zendesk is busy with a request on the same record.")) { Status = 409 };

    private static ConnectorException Invalid(ZendeskError error)
    {
        if (error.IsClosed)
        {
            const string Text = "The ticket is closed: Zendesk takes no more comments, only a follow-up.";
            return new ConnectorException(FailureKind.Final, ZendeskCodes.Closed, Text) { Status = 422, Field = "status" };
        }

        return error.WantsAssignee
            ? new ConnectorException(FailureKind.Refused, ZendeskCodes.NeedsAssignee, "Zendesk solves a ticket only when someone is assigned to it.")
            {
                Status = 422,
                Field = "assignee",
            }
            : new ConnectorException(FailureKind.Refused, ZendeskCodes.Invalid, error.Or("Zendesk refuses the values."))
            {
                Status = 422,
                Field = error.Field,
            };
    }

    private static ConnectorException Unavailable(HttpAnswer answer, DateTimeOffset now, FailureScope scope) =>
        new(Open(answer), ZendeskCodes.Unavailable, $"Zendesk failed with status {answer.Status}.")
        {
            Scope = scope,
            Status = answer.Status,
            RetryAfter = answer.Wait(now),
        };

    private static FailureKind Open(HttpAnswer answer) => answer.Effect == CallEffect.Ticket ? FailureKind.Ambiguous : FailureKind.NotSent;
}
