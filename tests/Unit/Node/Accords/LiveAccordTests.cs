using System.Net;
using System.Text;

using Entente.Core.Accord;
using Entente.Node;
using Entente.Node.Accords;
using Entente.Node.Api;
using Entente.Node.Trials;
using Entente.Unit.Tests.House;

namespace Entente.Unit.Tests.Node.Accords;

/// <summary>Accord and rules change in a running hub, whole or not at all, and go back in one step.</summary>
public sealed class LiveAccordTests
{
    private const string Pm = "infinity/care-pm.jr.yaml";

    private readonly HubInMemory hub = new();

    [Fact]
    public async Task A_changed_rule_is_live_at_once_and_rolled_back_in_one_step()
    {
        await hub.Hub.Live.StartAsync(Files(), default);
        var (ticket, key) = await TwinAsync();

        var outcome = await hub.Hub.Live.ApplyAsync(Files((Pm, "\"P2\": \"High\"", "\"P2\": \"Highest\"")), "Petra", default);
        (outcome.Stage, outcome.Version.Number, outcome.Version.By, outcome.Previous).ShouldBe(("applied", 2, "Petra", 1));
        await PriorityAsync(ticket, "low");
        await PriorityAsync(ticket, "high");
        Priority(key).ShouldBe("Highest");

        (await hub.Hub.Live.RollbackAsync(null, "Paul", default)).Stage.ShouldBe("rolled-back");
        await PriorityAsync(ticket, "low");
        await PriorityAsync(ticket, "high");
        Priority(key).ShouldBe("High");
        var index = (await hub.Hub.Live.IndexAsync(default)).ShouldNotBeNull();
        index.Live.ShouldBe(1);
        index.History.Select(act => (act.Act, act.By, act.Number)).ShouldBe([("start", "start", 1), ("apply", "Petra", 2), ("rollback", "Paul", 1)]);
        (await hub.Hub.Live.RollbackAsync(2, "Paul", default)).Version.Number.ShouldBe(2);
    }

    [Fact]
    public async Task A_folder_with_an_error_is_refused_whole_with_its_findings()
    {
        await hub.Hub.Live.StartAsync(Files(), default);
        var before = hub.Hub.Book;

        var refusal = await Should.ThrowAsync<RefusedException>(
            () => hub.Hub.Live.ApplyAsync(Files((Pm, "replica.priority", "replica.prioritty")), "Petra", default));

        refusal.Status.ShouldBe(422);
        refusal.Message.ShouldContain($"{Pm}:");
        hub.Hub.Book.ShouldBeSameAs(before);
        (await hub.Hub.Live.IndexAsync(default)).ShouldNotBeNull().Versions.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_same_folder_again_is_no_new_version()
    {
        await hub.Hub.Live.StartAsync(Files(), default);
        (await hub.Hub.Live.ApplyAsync(Files(), "Petra", default)).Stage.ShouldBe("unchanged");
        (await Should.ThrowAsync<RefusedException>(() => hub.Hub.Live.RollbackAsync(null, "Petra", default))).Status.ShouldBe(422);
        (await Should.ThrowAsync<RefusedException>(() => hub.Hub.Live.RollbackAsync(9, "Petra", default))).Message.ShouldContain("1 to 1");
    }

    [Fact]
    public async Task What_was_applied_outlives_a_restart_with_an_unchanged_folder_and_a_changed_folder_is_the_next_version()
    {
        await hub.Hub.Live.StartAsync(Files(), default);
        var applied = Files((Pm, "\"P2\": \"High\"", "\"P2\": \"Highest\""));
        await hub.Hub.Live.ApplyAsync(applied, "Petra", default);

        var restarted = Another();
        await restarted.Live.StartAsync(Files(), default);
        Version(restarted).ShouldBe(Version(hub.Hub));

        var edited = Another();
        await edited.Live.StartAsync(Files((Pm, "\"P2\": \"High\"", "\"P2\": \"Medium\"")), default);
        Version(edited).ShouldNotBe(Version(hub.Hub));
        (await edited.Live.IndexAsync(default)).ShouldNotBeNull().Live.ShouldBe(3);
    }

    [Fact]
    public async Task Other_nodes_follow()
    {
        await hub.Hub.Live.StartAsync(Files(), default);
        var other = Another();
        await other.Live.StartAsync(Files(), default);
        await hub.Hub.Live.ApplyAsync(Files((Pm, "\"P2\": \"High\"", "\"P2\": \"Highest\"")), "Petra", default);

        Version(other).ShouldNotBe(Version(hub.Hub));
        await other.Live.RefreshAsync(default);
        Version(other).ShouldBe(Version(hub.Hub));
    }

    [Fact]
    public async Task A_link_with_open_sides_cannot_be_taken_away()
    {
        await hub.Hub.Live.StartAsync(Files(), default);
        await TwinAsync();
        var without = Without("care-pm");

        var refusal = await Should.ThrowAsync<RefusedException>(() => hub.Hub.Live.ApplyAsync(without, "Petra", default));

        refusal.Status.ShouldBe(409);
        refusal.Message.ShouldContain("Link 'care-pm'");
        refusal.Message.ShouldContain("2 sides");
        var plan = await PlanAsync(without);
        plan.OfType<PlanChange>().ShouldContain(change => change.What == "refusal");
        plan.OfType<PlanChange>().ShouldContain(new PlanChange("link", "care-pm", "removed"));
    }

    [Fact]
    public async Task A_parked_side_whose_rule_changed_is_tried_again()
    {
        await hub.Hub.Live.StartAsync(Files(), default);
        var (ticket, key) = await TwinAsync();
        var isRefusing = true;
        hub.JiraCalls.Fault = (request, answer) => isRefusing && request.Method == HttpMethod.Put
            ? new HttpResponseMessage(HttpStatusCode.BadRequest)
            {
                Content = new StringContent("""{"errorMessages":[],"errors":{"priority":"refused"}}""", Encoding.UTF8, "application/json"),
                RequestMessage = request,
            }
            : answer();
        await PriorityAsync(ticket, "low");
        (await ParkedQuery.ListAsync(hub.Hub, default)).Count.ShouldBe(1);
        isRefusing = false;

        var outcome = await hub.Hub.Live.ApplyAsync(Files((Pm, "\"P4\": \"Low\"", "\"P4\": \"Lowest\"")), "Petra", default);
        outcome.Retried.ShouldBe(1);
        await hub.SettleAsync();

        (await ParkedQuery.ListAsync(hub.Hub, default)).ShouldBeEmpty();
        Priority(key).ShouldBe("Lowest");
    }

    [Fact]
    public async Task A_plan_names_the_rules_that_change_and_the_twins_whose_next_write_would_differ()
    {
        await hub.Hub.Live.StartAsync(Files(), default);
        await TwinAsync();

        var plan = await PlanAsync(Files((Pm, "\"P2\": \"High\"", "\"P2\": \"Highest\"")));

        plan.OfType<PlanChange>().ShouldHaveSingleItem().ShouldBe(new PlanChange("rule", "care-pm.jr", "changed"));
        plan.OfType<TrialSide>().ShouldHaveSingleItem().Writes.ShouldBe([new TrialChange("priority", "High", "Highest")]);
        (await PlanAsync(Files())).ShouldHaveSingleItem().ShouldBe(new TrialResult(0, 0, 0, 0, 0));
    }

    private static string? Version(HubContext node) => node.Book.RuleFor("care-pm", "jr")?.Version;

    private static IReadOnlyList<SourceFile> Files(params (string File, string From, string To)[] changes) =>
    [
        .. AccordFolder.Read(Path.Combine(Repository.Root, "accords", "infinity")).Select(file => changes
            .Where(change => change.File == file.Path)
            .Aggregate(file, (now, change) => now with
            {
                Content = Encoding.UTF8.GetBytes(Changed(Encoding.UTF8.GetString(now.Content), change.From, change.To)),
            })),
    ];

    private static string Changed(string text, string from, string to)
    {
        text.ShouldContain(from);
        return text.Replace(from, to, StringComparison.Ordinal);
    }

    private static IReadOnlyList<SourceFile> Without(string link) =>
    [
        .. Files().Where(file => !Path.GetFileName(file.Path).StartsWith($"{link}.", StringComparison.Ordinal)).Select(file => file.Path != "accord.yaml"
            ? file
            : file with
            {
                Content = Encoding.UTF8.GetBytes(string.Join('\n', Encoding.UTF8.GetString(file.Content).Split('\n')
                    .Where(line => !line.TrimStart().StartsWith($"- {{id: {link},", StringComparison.Ordinal)))),
            }),
    ];

    private async Task<IReadOnlyList<TrialLine>> PlanAsync(IReadOnlyList<SourceFile> files)
    {
        var lines = new List<TrialLine>();
        await foreach (var line in new VersionPlan(hub.Hub, [.. files.Select(file => new TrialFile(file.Path, file.Content))]).RunAsync(default))
            lines.Add(line);
        return lines;
    }

    /// <summary>Another node, or the same after a restart, on the same store.</summary>
    private HubContext Another() => new()
    {
        Journal = hub.Hub.Journal,
        Reader = hub.Hub.Reader,
        Blobs = hub.Hub.Blobs,
        Chain = hub.Hub.Chain,
        Book = LiveAccord.Load(Files()),
        Connectors = hub.Hub.Connectors,
        Connections = hub.Hub.Connections,
        Time = hub.Time,
        Owner = "another",
    };

    private async Task<(string Ticket, string Key)> TwinAsync()
    {
        var ticket = hub.AskZendesk("POST", "/api/v2/tickets", new
        {
            ticket = new
            {
                subject = "Checkout shows a blank page",
                comment = new { body = "Chrome" },
                priority = "high",
                type = "incident",
                status = "open",
                tags = new[] { "checkout" },
            },
        })["ticket"]!["id"]!.ToString();
        await hub.SettleAsync();
        return (ticket, hub.AskJira("POST", "/rest/api/3/search/jql", new { jql = "project = SHOP", fields = new[] { "summary" } })["issues"]!
            .AsArray().ShouldHaveSingleItem()!["key"]!.ToString());
    }

    private async Task PriorityAsync(string ticket, string priority)
    {
        hub.AskZendesk("PUT", $"/api/v2/tickets/{ticket}", new { ticket = new { priority } });
        await hub.SettleAsync();
    }

    private string Priority(string key) => hub.AskJira("GET", $"/rest/api/3/issue/{key}")["fields"]!["priority"]!["name"]!.ToString();
}
