using System.Text.Json;

using Entente.Node.Access;

namespace Entente.Scenarios.Killing;

/// <summary>A connection's secret with short waits, so that what must be waited for in a round takes seconds.</summary>
internal static class HurriedSecret
{
    public static string Of(Uri endpoint, string user, string token, string webhookSecret) => JsonSerializer.Serialize(
        new ConnectionSecret
        {
            Endpoint = endpoint,
            User = user,
            Token = token,
            WebhookSecret = webhookSecret,
            SettleSeconds = 2,
            DeadlineSeconds = 3,
            PollSeconds = 1,
            CallsPerMinute = 6000,
        },
        JsonSerializerOptions.Web);
}
