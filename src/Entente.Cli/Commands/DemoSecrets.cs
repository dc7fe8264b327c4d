using System.Text.Json;

using Entente.Demo;
using Entente.Node.Access;

namespace Entente.Cli.Commands;

/// <summary>Throw-away secrets for the imitations, with times short enough to watch recovery.</summary>
internal static class DemoSecrets
{
    /// <summary>Registers the webhooks, then keeps what the hub needs to know. Zendesk chooses its signing secret itself.</summary>
    public static async Task WriteAsync(HttpMessageInvoker http, DemoTargets targets, SecretStore secrets, CancellationToken cancellation)
    {
        var hooks = new HookSecret(secrets);
        var jiraSecret = secrets.Derive("demo:jira-webhook");
        var zendeskSecret = await DemoSetUp.RegisterAsync(
            http, targets, new DemoHooks(hooks.PathOf("zd"), hooks.PathOf("jr"), jiraSecret), cancellation);
        secrets.Write("zd", Text(targets.Zendesk, targets.Cast.ZendeskHub, zendeskSecret));
        secrets.Write("jr", Text(targets.Jira, targets.Cast.JiraHub, jiraSecret));
    }

    private static string Text(Uri endpoint, DemoAccount account, string webhookSecret) => JsonSerializer.Serialize(
        new ConnectionSecret
        {
            Endpoint = endpoint,
            User = account.User,
            Token = account.Token,
            WebhookSecret = webhookSecret,
            SettleSeconds = 2,
            DeadlineSeconds = 3,
            PollSeconds = 2,
            CallsPerMinute = 60_000,
        },
        JsonSerializerOptions.Web);
}
