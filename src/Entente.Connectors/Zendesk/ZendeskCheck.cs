using System.Text.Json;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.Zendesk;

/// <summary>What an operator sees before going live.</summary>
internal sealed class ZendeskCheck(ConnectionSettings settings, ZendeskClient client)
{
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
        items.Add(new CheckItem("claim", true, "A create is exactly-once: Zendesk keeps idempotency keys for two hours, the external id shows the rest."));
        return new CheckReport(items);
    }

    // Zendesk answers 200 to a wrong password or none, with an anonymous user who has no id.
    private IEnumerable<CheckItem> Account(JsonElement? user)
    {
        if (user?.Id("id") is null)
        {
            yield return new CheckItem("authorised", false, "Zendesk does not know this account", "Check user and API token; token access must be on in the Admin Center.");
            yield break;
        }

        var role = user.Value.Text("role") ?? "";
        var isAgent = role is "admin" or "agent";
        yield return new CheckItem("authorised", true, $"signed in as {user.Value.Text("email") ?? settings.User}");
        yield return new CheckItem("role", isAgent, $"the account's role is {role}", isAgent ? null : "The hub's account must be an agent; an admin for polling.");
        var isSame = string.Equals(user.Value.Text("email"), settings.User.Replace("/token", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
        yield return new CheckItem(
            "dedicated account",
            isSame,
            isSame ? "what this account writes counts as the hub's own: nobody else may sign in with it" : "the token belongs to another account than the setting names",
            isSame ? null : "Set user to the address of the account that the token belongs to.");
    }

    private CheckItem Clock(HttpAnswer answer)
    {
        if (answer.Date is not { } date)
            return new CheckItem("clock", true, "Zendesk's answer has no date");
        var skew = (client.Now - date).Duration();
        return new CheckItem(
            "clock", skew <= MaxSkew, $"our clock and Zendesk's differ by {skew.TotalSeconds:0} s", skew <= MaxSkew ? null : "Set this machine's clock: use NTP.");
    }

    private async Task<CheckItem> ExportAsync(CancellationToken cancellation)
    {
        const string Name = "incremental export";
        try
        {
            await client.GetAsync(ZendeskPoll.Path(ZendeskPoll.Start(client.Now - TimeSpan.FromMinutes(2))), cancellation);
            return new CheckItem(Name, true, "changed tickets can be polled");
        }
        catch (ConnectorException failure) when (failure.Kind is FailureKind.Forbidden or FailureKind.RateLimited)
        {
            return failure.Kind == FailureKind.RateLimited
                ? new CheckItem(Name, true, "its budget of ten calls a minute is spent just now")
                : new CheckItem(Name, false, "this account may not poll changed tickets", "Make the hub's account an admin: the export is for admins only.");
        }
    }

    private CheckItem Webhook() => settings.WebhookSecret.Length > 0
        ? new CheckItem("webhook secret", true, "set")
        : new CheckItem("webhook secret", false, "not set: every webhook will be refused", "Copy the signing secret from the webhook's page in the Admin Center.");

    private static CheckItem Failed(ConnectorException failure) => failure.Kind switch
    {
        FailureKind.Unauthorized => new("authorised", false, failure.Message, "Check user and API token; token access must be on in the Admin Center."),
        FailureKind.NotSent => new("reachable", false, failure.Message, "Check the endpoint, the network and the certificate."),
        FailureKind.Unsupported => new("reachable", false, failure.Message, "The endpoint is https://SUBDOMAIN.zendesk.com."),
        _ => new("usable", false, failure.Message),
    };
}
