using Entente.Demo.Checking;
using Entente.Demo.Trackers;

namespace Entente.Demo.Journeys;

/// <summary>
/// At the end of the story: what the accord says never leaves Mercuri was on no wire to any other tracker, and what people kept internal in one
/// tracker was sent to none.
/// </summary>
internal sealed class PrivacyJourney : IJourney
{
    private static readonly (Toward Toward, string Product)[] Wires =
    [
        (Toward.Zendesk, "zendesk"), (Toward.Jira, "jira"), (Toward.ServiceNow, "servicenow"), (Toward.AzureDevOps, "azuredevops"),
    ];

    public string Name => "What must not leave was on no wire";

    public async Task PlayAsync(Stage stage, CheckList checks, CancellationToken cancellation)
    {
        var shopper = stage.Zendesk.Shopper;
        foreach (var (toward, product) in Wires)
        {
            var sent = (await stage.Sandbox.RequestsAsync(product, 0, cancellation))
                .Select(request => $"{request.Text("path")}?{Uri.UnescapeDataString(request.Text("query"))} {request.Text("body")}")
                .ToList();
            checks.Add("the log of requests is there", product, sent.Count > 0, "requests", $"{sent.Count} requests");
            if (toward != Toward.Zendesk)
                checks.Equal(
                    "the shopper's address is in no request", product, "0",
                    $"{sent.Count(text => text.Contains(shopper, StringComparison.OrdinalIgnoreCase))}");
            var foreign = stage.Tokens.Kept.Where(kept => kept.Home != toward).ToList();
            checks.Equal(
                $"{foreign.Count} notes that are internal elsewhere are in no request", product, "",
                string.Join(
                    ' ', foreign.Select(kept => kept.Token).Where(token => sent.Any(text => text.Contains(token, StringComparison.Ordinal)))));
        }
    }
}
