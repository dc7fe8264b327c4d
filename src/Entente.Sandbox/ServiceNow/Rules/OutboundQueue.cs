using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

using Entente.Sandbox.ServiceNow.World;

namespace Entente.Sandbox.ServiceNow.Rules;

/// <summary>The calls of the installed business rules. A REST message tries once: what the receiver answers changes nothing.</summary>
internal sealed class OutboundQueue(ServiceNowInstance instance)
{
    private readonly SortedDictionary<long, Call> waiting = [];

    private long lastCall;

    /// <param name="operation">insert, update or delete.</param>
    public void Raise(ServiceNowAct act, ServiceNowRecord record, string operation)
    {
        foreach (var message in instance.Settings.OutboundMessages)
        {
            if (!record.Table.IsA(message.Table) || (message.ExceptUser.Length > 0 && message.ExceptUser == act.UserName))
                continue;
            var due = act.Now + instance.Settings.BusinessRuleDelay;
            waiting[++lastCall] = new Call(lastCall, message, Encoding.UTF8.GetBytes(Body(record, operation).ToJsonString()), due);
        }
    }

    public IReadOnlyList<OutgoingWebhook> Take(DateTimeOffset now)
    {
        var due = waiting.Values.Where(call => call.DueAt <= now).OrderBy(call => call.DueAt).ThenBy(call => call.Id).ToList();
        foreach (var call in due)
            waiting.Remove(call.Id);
        return [.. due.Select(call => new OutgoingWebhook(call.Id, call.DueAt, call.Message.Url, Headers(call, now), call.Body))];
    }

    /// <summary>Base64 of HMAC-SHA256 over the timestamp, a dot and the raw body.</summary>
    public static string Sign(string secret, string timestamp, byte[] body) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{timestamp}.").Concat(body).ToArray()));

    private static JsonObject Body(ServiceNowRecord record, string operation) => new()
    {
        ["table"] = record.Table.Name,
        ["sys_id"] = record.Id,
        ["number"] = record["number"],
        ["operation"] = operation,
        ["sys_updated_on"] = record["sys_updated_on"],
        ["sys_updated_by"] = record["sys_updated_by"],
        ["sys_mod_count"] = record["sys_mod_count"],
    };

    private static KeyValuePair<string, string>[] Headers(Call call, DateTimeOffset now)
    {
        var timestamp = $"{now.ToUnixTimeSeconds()}";
        var delivery = Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes($"delivery {call.Id} "), .. call.Body]))[..32];
        return
        [
            new("Content-Type", "application/json"),
            new(call.Message.TimestampHeader, timestamp),
            new(call.Message.SignatureHeader, Sign(call.Message.Secret, timestamp, call.Body)),
            new(call.Message.DeliveryHeader, delivery),
        ];
    }

    private sealed record Call(long Id, OutboundMessage Message, byte[] Body, DateTimeOffset DueAt);
}
