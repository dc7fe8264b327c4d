using Entente.Core.Tickets;
using Entente.Node.Health;
using Entente.Node.Measures;

namespace Entente.Unit.Tests.Node.Pages;

/// <summary>A day of deliveries, calls, an outage, and what needs somebody: what the service page shows of it is the same every time.</summary>
internal static class ServiceStory
{
    private static readonly (string Link, string From, string To)[] Ways =
    [
        ("care-pm", "zd", "jr"), ("care-pm", "jr", "zd"), ("pm-arch", "jr", "sn"), ("pm-arch", "sn", "jr"),
        ("arch-dev", "sn", "ado"), ("arch-dev", "ado", "sn"),
    ];

    public static void Play(StoryStage stage)
    {
        var hub = stage.Hub;
        hub.Connections = hub.Book.Accord.Connections.ToDictionary(one => one.Id, one => new ConnectionSettings
        {
            Id = one.Id,
            Party = one.Party,
            Product = one.Tracker,
            Endpoint = new Uri($"https://{one.Id}.example/"),
            User = "hub",
            Token = "t",
            SecretExpires = one.Id == "ado" ? DateOnly.FromDateTime(hub.Now.UtcDateTime.AddDays(6)) : null,
        });
        hub.Measures.Open(hub.Time);
        for (var hour = 0; hour < 22; hour++)
            Deliver(hub.Measures.Recent, RecentSeries.SlotOf(hub.Now.AddHours(-hour)), hour);
        foreach (var (connection, party) in hub.Connections.Values.Select(one => (one.Id, one.Party)))
            Add(hub.Measures.Recent, Instruments.CallsName, new LabelValues(connection, party, "2xx"), RecentSeries.SlotOf(hub.Now), 840);
        Add(hub.Measures.Recent, Instruments.CallsName, new LabelValues("jr", "infinity", "5xx"), RecentSeries.SlotOf(hub.Now), 12);
        Add(hub.Measures.Recent, Instruments.CallsName, new LabelValues("jr", "infinity", "429"), RecentSeries.SlotOf(hub.Now), 3);
        var jira = hub.Watches.Of("jr");
        jira.Worked(hub.Now.AddHours(-30));
        jira.Failed(hub.Now.AddHours(-9), OutageReason.Failing);
        jira.Worked(hub.Now.AddHours(-8.2));
        hub.Watches.Of("zd").Worked(hub.Now);
        hub.Watches.Of("zd").HadWebhook(hub.Now.AddMinutes(-4));
        hub.Watches.Of("sn").Failed(hub.Now.AddMinutes(-14), OutageReason.Credential);
        hub.Alerts.Renew(null);
    }

    private static void Deliver(RecentMeasures recent, long slot, int hour)
    {
        foreach (var (link, from, to) in Ways)
            for (var i = 0; i < 40; i++)
                Delay(recent, new LabelValues(link, from, to, "source"), slot, 0.4 + (i * 0.03) + (hour == 8 ? i * 60 : 0));
    }

    private static void Delay(RecentMeasures recent, LabelValues labels, long slot, double seconds)
    {
        var one = new RecentSlot(slot);
        one.Add(seconds, isDuration: true);
        recent.Series(new SeriesKey(Instruments.DeliveryName, labels))!.Add(one);
    }

    private static void Add(RecentMeasures recent, string instrument, LabelValues labels, long slot, double count)
    {
        var one = new RecentSlot(slot);
        one.Add(count, isDuration: false);
        recent.Series(new SeriesKey(instrument, labels))!.Add(one);
    }
}
