using System.Globalization;

using Entente.Simulation.Tests.World;

namespace Entente.Simulation.Tests.People;

/// <summary>John at his ServiceNow.</summary>
internal sealed class ServiceNowPeople(Tracker tracker) : IDesk
{
    private const string John = "john:sandbox-john-password";
    private const string Reader = "entente.integration:sandbox-servicenow-password";
    private static readonly (string Impact, string Urgency)[] Levels = [("1", "1"), ("2", "1"), ("2", "2"), ("3", "2")];
    private static readonly string[] States = ["2", "1", "2", "6"];

    public string Connection => "sn";

    public string Register()
    {
        tracker.Configure(
            """{"outboundMessages": [{"url": "http://hub.example/hooks/sn", "secret": "secret", "exceptUser": "entente.integration"}]}""");
        return "secret";
    }

    public string Raise(string title, string text, bool isShared) => tracker.Ask("POST", "/api/now/table/incident", new
    {
        short_description = title,
        description = text,
        caller_id = "elaine@infinity.example",
        impact = "2",
        urgency = "1",
    }, John)["result"]!["sys_id"]!.ToString();

    public bool Retitle(string id, string title) => Patch(id, new { short_description = title });

    public bool Prioritise(string id, int level) => Patch(id, new { impact = Levels[level - 1].Impact, urgency = Levels[level - 1].Urgency });

    public bool Say(string id, string text) => Patch(id, new { comments = text });

    public bool Whisper(string id, string text) => Patch(id, new { work_notes = text });

    public bool Scribble(string id, string text) => Patch(id, new { close_notes = text });

    public bool Attach(string id, string name, byte[] bytes) => tracker.TryAsk(
        "POST", $"/api/now/attachment/file?table_name=incident&table_sys_id={id}&file_name={Uri.EscapeDataString(name)}", bytes, John).Status < 300;

    public bool Move(string id, int choice) => States[choice % States.Length] is "6"
        ? Patch(id, new { state = "6", close_code = "Solved (Permanently)", close_notes = "canary-sn-closing" })
        : Patch(id, new { state = States[choice % States.Length] });

    public bool HandOn(string id) => Patch(id, new { u_waiting_on = "global" });

    public IReadOnlyList<string> All() =>
        [.. tracker.Ask("GET", "/api/now/table/incident?sysparm_query=ORDERBYnumber", null, John)["result"]!.AsArray()
            .Select(one => one!["sys_id"]!.ToString())];

    public Shown Read(string id)
    {
        var incident = tracker.Ask("GET", $"/api/now/table/incident/{id}?sysparm_exclude_reference_link=true", null, Reader)["result"]!;
        var entries = tracker.Ask(
            "GET", $"/api/now/table/sys_journal_field?sysparm_query=element_id={id}^ORDERBYsys_created_on", null, Reader)["result"]!.AsArray();
        var files = tracker.Ask("GET", $"/api/now/attachment?sysparm_query=table_name=incident^table_sys_id={id}", null, Reader)["result"]!.AsArray();
        return new Shown(
            incident["short_description"]?.ToString() ?? "",
            incident["description"]?.ToString() ?? "",
            int.TryParse(incident["priority"]?.ToString(), CultureInfo.InvariantCulture, out var level) ? level : 0,
            incident["state"]?.ToString() ?? "",
            [.. entries.Select(entry => entry!["value"]!.ToString())],
            [.. files.Select(file => (file!["file_name"]!.ToString(), long.Parse(file["size_bytes"]!.ToString(), CultureInfo.InvariantCulture)))]);
    }

    private bool Patch(string id, object body) => tracker.TryAsk("PATCH", $"/api/now/table/incident/{id}", body, John).Status < 300;
}
