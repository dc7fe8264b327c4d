using System.Runtime.CompilerServices;
using System.Text;
using Entente.Cel;
using Entente.Connectors;
using Entente.Connectors.Http;
using Entente.Connectors.Zendesk;
using Entente.Core.Text;
using Entente.Core.Tickets;
using Entente.Unit.Tests.Connectors.Http;

namespace Entente.Unit.Tests.Connectors.Zendesk;

/// <summary>A Zendesk connector on a scripted tracker, and the pieces that its tests are written with.</summary>
internal sealed class ZendeskBench
{
    public const string Effect = "k7q2m5w3xk7q2m5w3x";

    public static readonly DateTimeOffset Now = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    public static readonly ConnectionSettings Settings = new()
    {
        Id = "zd",
        Party = "mercuri",
        Product = "zendesk",
        Endpoint = new Uri("https://mercuri.zendesk.example"),
        User = "hub@mercuri.example",
        Token = "secret",
        WebhookSecret = "whsec",
    };

    public ZendeskBench() =>
        Connector = new ZendeskConnector(Settings, new ConnectorServices(new HttpMessageInvoker(Tracker), Time, Blobs));

    public ScriptedTracker Tracker { get; } = new();

    public ManualTime Time { get; } = new(Now);

    public MemoryBlobs Blobs { get; } = new();

    public ZendeskConnector Connector { get; }

    public static string Recorded(string name, [CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "Recorded", name));

    public static HttpAnswer Answer(int status, string body, CallEffect effect = CallEffect.Ticket, string contentType = "application/json", params (string Name, string Value)[] headers)
    {
        var all = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Content-Type"] = contentType };
        foreach (var (name, value) in headers)
            all[name] = value;
        return new HttpAnswer(status, all, Encoding.UTF8.GetBytes(body), effect);
    }

    public static (string, string) Date(DateTimeOffset at) => ("Date", at.ToString("r"));

    public static CelValue Text(string text) => CelValue.String(text);

    public static SortedDictionary<string, CelValue> Fields(params (string Name, CelValue Value)[] fields)
    {
        var all = new SortedDictionary<string, CelValue>(StringComparer.Ordinal);
        foreach (var (name, value) in fields)
            all[name] = value;
        return all;
    }

    public static CommentWrite Comment(string text, bool isPublic = true, params FileWrite[] files) =>
        new("jr:10", RichText.FromText(text), isPublic, files);

    public static EffectCall Update(WriteStep step, string? revision = null) => new(Effect, step, "35", revision);
}
