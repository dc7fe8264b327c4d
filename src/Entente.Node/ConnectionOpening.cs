using System.Security.Cryptography;
using System.Text.Json;

using Entente.Connectors;
using Entente.Core.Accord;
using Entente.Core.Tickets;
using Entente.Node.Access;
using Entente.Node.Network;

namespace Entente.Node;

/// <summary>Makes the connector of a connection, when a node opens and when a running one is given a secret.</summary>
public sealed class ConnectionOpening(CallServices calls, IBlobStore blobs, NetworkGuard guard)
{
    /// <summary>A connector with a budget and an HTTP handler of its own; they live until its last call is over.</summary>
    public IConnector Open(ConnectionSettings settings)
    {
        var entry = ConnectorCatalog.Find(settings.Product)!;
#pragma warning disable CA2000 // The invoker lives as long as the connector, which another may replace while calls of its are under way.
        var budget = new CallBudget(calls, settings, entry.Limits, guard.CreateHandler());
        var http = new HttpMessageInvoker(new CallMeter(settings, calls.Watches.Of(settings.Id), calls.Measures, calls.Time, budget));
#pragma warning restore CA2000
        return entry.Open(settings, new ConnectorServices(http, calls.Time, blobs));
    }

    /// <summary>What the accord declares and the secret says, with the defaults for what it leaves out.</summary>
    public static ConnectionSettings Settings(Connection declared, ConnectionSecret secret)
    {
        var defaults = new ConnectionSettings
        {
            Id = declared.Id,
            Party = declared.Party,
            Product = declared.Tracker,
            Endpoint = secret.Endpoint,
            User = secret.User,
            Token = secret.Token,
            WebhookSecret = secret.WebhookSecret,
            Options = secret.Options,
            SecretExpires = secret.Expires,
        };
        return defaults with
        {
            Settle = Seconds(secret.SettleSeconds, defaults.Settle),
            Deadline = Seconds(secret.DeadlineSeconds, defaults.Deadline),
            PollEvery = Seconds(secret.PollSeconds, defaults.PollEvery),
            LookBack = Seconds(secret.LookBackSeconds, defaults.LookBack),
            CallsPerMinute = secret.CallsPerMinute ?? defaults.CallsPerMinute,
        };
    }

    /// <summary>A connection's secret; null when there is none, or none that could work.</summary>
    public static ConnectionSecret? TryRead(SecretStore secrets, string connection)
    {
        try
        {
            return secrets.Connection(connection) is { } secret && secret.Fault() is null ? secret : null;
        }
        catch (Exception failure) when (failure is JsonException or CryptographicException)
        {
            return null;
        }
    }

    private static TimeSpan Seconds(double? seconds, TimeSpan otherwise) => seconds is { } given ? TimeSpan.FromSeconds(given) : otherwise;
}
