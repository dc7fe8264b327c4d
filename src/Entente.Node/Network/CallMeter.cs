using System.Net;

using Entente.Core.Tickets;
using Entente.Node.Health;
using Entente.Node.Measures;

namespace Entente.Node.Network;

/// <summary>Counts every call to a tracker by how it ended, and tells the connection's health. Outermost: it sees what the budget keeps.</summary>
public sealed class CallMeter(
    ConnectionSettings settings, ConnectionHealth health, HubMeasures measures, TimeProvider time, HttpMessageHandler inner)
    : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        try
        {
            var answer = await base.SendAsync(request, cancellationToken);
            Answered(answer, time.GetElapsedTime(began));
            return answer;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException or ConnectorException)
        {
            Failed(failure, time.GetElapsedTime(began));
            throw;
        }
    }

    private void Answered(HttpResponseMessage answer, TimeSpan took)
    {
        measures.Called(settings.Id, settings.Party, CallOutcome.Of(answer.StatusCode), took);
        var now = time.GetUtcNow();
        if (answer.StatusCode == HttpStatusCode.Unauthorized)
            health.Failed(now, OutageReason.Credential);
        else if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            health.Limited(now, until: WaitOf(answer, now));
        else if ((int)answer.StatusCode >= 500)
            health.Failed(now, OutageReason.Failing);
        else
            health.Worked(now);
    }

    private void Failed(Exception failure, TimeSpan took)
    {
        if (CallOutcome.Of(failure, isLate: took >= settings.Deadline) is not { } outcome)
            return;
        measures.Called(settings.Id, settings.Party, outcome, took);
        if (outcome == CallOutcome.Budget)
            measures.WaitsForBudget(settings.Id, settings.Party, (failure as ConnectorException)?.RetryAfter ?? TimeSpan.Zero);
        else
            health.Failed(time.GetUtcNow(), OutageReason.Unreachable);
    }

    private static DateTimeOffset? WaitOf(HttpResponseMessage answer, DateTimeOffset now) =>
        answer.Headers.RetryAfter is { } asked ? asked.Date ?? now + asked.Delta : null;
}
