using System.Text.Json;

using Entente.Connectors;
using Entente.Core.Rules;
using Entente.Core.Tickets;

namespace Entente.Node.Access;

/// <summary>What became of a secret that was given to a running node.</summary>
/// <param name="Status">An HTTP status: 200 stored and in force, 400 it cannot work, 404 no such connection, 409 the environment holds one.</param>
public sealed record SecretAnswer(int Status, string Text);

/// <summary>
/// Takes a connection's secret while the node runs: judged, stored, then in force at once. A value goes in and never comes out; calls that are under
/// way end with the secret that they began with.
/// </summary>
/// <param name="serve">Begins to poll a connection, or begins anew.</param>
public sealed class SecretIntake(HubContext hub, SecretStore secrets, Action<string> serve)
{
    private readonly Lock gate = new();

    public SecretAnswer Set(string connection, string text)
    {
        if (hub.Book.Accord.Connections.FirstOrDefault(declared => declared.Id == connection) is not { } declared)
            return new SecretAnswer(404, $"The accord declares no connection '{connection}'.");
        if (ConnectorCatalog.Find(declared.Tracker) is null)
            return new SecretAnswer(400, $"There is no connector for {declared.Tracker}, the tracker of '{connection}'.");
        if (Read(text, out var fault) is not { } secret)
            return new SecretAnswer(400, fault);
        lock (gate)
        {
            if (secrets.IsFromEnvironment(connection))
                return new SecretAnswer(409, $"The environment holds the secret of '{connection}', which comes before any that is stored.");
            secrets.Write(connection, text);
            PutInForce(ConnectionOpening.Settings(declared, secret));
        }

        return new SecretAnswer(200, $"The secret of '{connection}' is stored and in force.");
    }

    /// <summary>Serves connections that an accord declares anew and whose secret is there already.</summary>
    public void Serve(RuleBook book)
    {
        lock (gate)
            foreach (var declared in book.Accord.Connections)
                if (!hub.Connections.ContainsKey(declared.Id) && ConnectorCatalog.Find(declared.Tracker) is not null
                    && ConnectionOpening.TryRead(secrets, declared.Id) is { } secret)
                    PutInForce(ConnectionOpening.Settings(declared, secret));
    }

    /// <summary>Puts in force what another node stored. What cannot be read here stays as it was.</summary>
    public void TakeStored(string connection)
    {
        lock (gate)
            if (hub.Book.Accord.Connections.FirstOrDefault(declared => declared.Id == connection) is { } declared
                && ConnectorCatalog.Find(declared.Tracker) is not null && ConnectionOpening.TryRead(secrets, connection) is { } secret)
                PutInForce(ConnectionOpening.Settings(declared, secret));
    }

    private void PutInForce(ConnectionSettings settings)
    {
        var connector = hub.OpenConnector!(settings);
        hub.Connections = new SortedDictionary<string, ConnectionSettings>(hub.Connections.ToDictionary(), StringComparer.Ordinal)
        {
            [settings.Id] = settings,
        };
        hub.Connectors = new SortedDictionary<string, IConnector>(hub.Connectors.ToDictionary(), StringComparer.Ordinal)
        {
            [settings.Id] = connector,
        };
        hub.Watches.Of(settings.Id).Renewed();
        serve(settings.Id);
        hub.Wake.Set();
    }

    private static ConnectionSecret? Read(string text, out string fault)
    {
        try
        {
            var secret = JsonSerializer.Deserialize<ConnectionSecret>(text, JsonSerializerOptions.Web);
            fault = secret is null ? "The secret is empty." : secret.Fault() ?? "";
            return fault.Length == 0 ? secret : null;
        }
        catch (JsonException wrong)
        {
            fault = $"The secret must be a JSON object with endpoint, user and token: line {wrong.LineNumber + 1} does not fit.";
            return null;
        }
    }
}
