using System.Text.Json;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.Zendesk;

/// <summary>What an operator sees before going live.</summary>
internal sealed class ZendeskCheck(ConnectionSettings settings, ZendeskClient client)
{
    private const string CheckToken = "Check user and API token; token access must be on in the Admin Center.";

    private static readonly TimeSpan MaxSkew = TimeSpan.FromSeconds(60);

    public async Task<CheckReport> CheckAsync(CancellationToken cancellation)
    {
        var items = new List<CheckItem>();
        try
        {
            var answer = await client.GetAsync("api/v2/users/me", cancellation);
            items.Add(new CheckItem("reachable", true, $"{settings.Endpoint.Host} answers"));
            items.AddRange(Account(answer.Json().Member("user")));
            items.Add(Clock(answer));
            items.Add(await ExportAsync(cancellation));
        }
        catch (ConnectorException failure)
        {
            items.Add(Failed(failure));
        }

        items.Add(Webhook());
        items.Add(new CheckItem("claim", true, "A create is exactly-once: by idempotency key for two hours, by external id after that."));
        return new CheckReport(items);
    }

    // Zendesk answers 200 to a wrong password or none, with an anonymous user who has no id.
    private IEnumerable<CheckItem> Account(JsonElement? user)
    {
        if (user?.Id("id") is null)
            return [new CheckItem("authorised", false, "Zendesk does not know this account", CheckToken)];
        var address = user.Value.Text("email") ?? "";
        var role = user.Value.Text("role") ?? "";
        return
        [
            new CheckItem("authorised", true, $"signed in as {address}"),
            Item("role", role is "admin" or "agent", $"the account's role is {role}", "The hub's account must be an agent; an admin for polling."),
            Dedicated(address),
        ];
    }

    private CheckItem Dedicated(string address)
    {
        var user = settings.User.Replace("/token", "", StringComparison.Ordinal);
        return string.Equals(address, user, StringComparison.OrdinalIgnoreCase)
            ? new CheckItem("dedicated account", true, "what this account writes counts as the hub's own: nobody else may sign in with it")
            : new CheckItem("dedicated account", false, $"the token belongs to {address}, not to {user}", "Set user to that address.");
    }

    private CheckItem Clock(HttpAnswer answer)
    {
        if (answer.Date is not { } date)
            return new CheckItem("clock", true, "Zendesk's answer has no date");
        var skew = (client.Now - date).Duration();
        return Item("clock", skew <= MaxSkew, $"our clock and Zendesk's differ by {skew.TotalSeconds:0} s", "Set this machine's clock: use NTP.");
    }

    private async Task<CheckItem> ExportAsync(CancellationToken cancellation)
    {
        const string Name = "incremental export";
        try
        {
            await client.GetAsync(ZendeskPoll.Path(ZendeskPoll.Start(client.Now - TimeSpan.FromMinutes(2))), cancellation);
            return new CheckItem(Name, true, "changed tickets can be polled");
        }
        catch (ConnectorException failure) when (failure.Kind == FailureKind.Forbidden)
        {
            return new CheckItem(Name, false, "this account may not poll changed tickets", "Make it an admin: the export is for admins only.");
        }
        catch (ConnectorException failure) when (failure.Kind == FailureKind.RateLimited)
        {
            return new CheckItem(Name, true, "its budget of ten calls a minute is spent just now");
        }
    }

    private CheckItem Webhook() => settings.WebhookSecret.Length > 0
        ? new CheckItem("webhook secret", true, "set")
        : new CheckItem("webhook secret", false, "not set: every webhook will be refused", "Copy the signing secret from the webhook's page.");

    private static CheckItem Item(string name, bool isOk, string finding, string remedy) => new(name, isOk, finding, isOk ? null : remedy);

    private static CheckItem Failed(ConnectorException failure) => failure.Kind switch
    {
        FailureKind.Unauthorized => new("authorised", false, failure.Message, CheckToken),
        FailureKind.NotSent => new("reachable", false, failure.Message, "Check the endpoint, the network and the certificate."),
        FailureKind.Unsupported => new("reachable", false, failure.Message, "The endpoint is https://SUBDOMAIN.zendesk.com."),
        _ => new("usable", false, failure.Message),
    };
}
