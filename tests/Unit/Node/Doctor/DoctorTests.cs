using Entente.Core.Journal;
using Entente.Node.Doctor;
using Entente.Unit.Tests.House;

using Microsoft.Data.Sqlite;

namespace Entente.Unit.Tests.Node.Doctor;

/// <summary>Whether the doctor finds what is wrong, says whose act mends it, and finds nothing where nothing is.</summary>
public sealed class DoctorTests : IDisposable
{
    private readonly HubInMemory hub = new();
    private readonly string folder = Directory.CreateTempSubdirectory("entente-doctor-").FullName;

    public DoctorTests() => hub.Hub.Measures.Open(hub.Time);

    public void Dispose()
    {
        hub.Hub.Measures.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_hub_that_works_has_nothing_wrong()
    {
        await hub.SettleAsync(8);

        var findings = await ExamineAsync();

        findings.Where(one => one.Level == FindingLevel.Wrong && one.Code != "connection.settle").ShouldBeEmpty();
        findings.ShouldContain(one => one.Code == "journal.sound");
        foreach (var connection in hub.Hub.Connections.Keys)
            findings.ShouldContain(one => one.Code == "check.reachable" && one.Subject == connection && one.Level == FindingLevel.Ok);
    }

    [Fact]
    public async Task A_tracker_that_refuses_the_credential_is_found_with_whose_act_mends_it()
    {
        hub.JiraCalls.Fault = (_, _) => new HttpResponseMessage(System.Net.HttpStatusCode.Unauthorized) { Content = new ByteArrayContent([]) };

        var wrong = (await ExamineAsync()).Where(one => one.Level == FindingLevel.Wrong && one.Subject == "jr").ToList();

        wrong.ShouldContain(one => one.Code.StartsWith("check.", StringComparison.Ordinal));
        wrong.ShouldAllBe(one => one.WhoseAct.Length > 0 && one.Remedy.Length > 0);
    }

    [Fact]
    public async Task A_connection_without_a_secret_and_a_settle_that_is_too_short_are_wrong()
    {
        hub.ForgetSecret("sn");

        var findings = await ExamineAsync();

        findings.Single(one => one.Code == "secret.missing").Subject.ShouldBe("sn");
        findings.Count(one => one.Code == "connection.settle").ShouldBe(3, "these settle for 2 s and allow a request 3 s");
    }

    [Fact]
    public async Task An_alert_that_lasts_is_a_finding()
    {
        hub.Hub.Health.Set("hub.conservation", "Changes are missing.", hub.Time.GetUtcNow());
        hub.Hub.Alerts.Renew(null);

        (await ExamineAsync()).Single(one => one.Code == "hub.conservation").Level.ShouldBe(FindingLevel.Wrong);
    }

    [Fact]
    public async Task An_entry_that_was_altered_is_found_and_one_whose_text_was_erased_is_not()
    {
        var ticket = new TicketAddress("t1", "mercuri", "zd");
        var claim = (await hub.Hub.Journal.ClaimTicketAsync(ticket, "test", TimeSpan.FromMinutes(1), hub.Time.GetUtcNow(), CancellationToken.None))!;
        var first = hub.Hub.Chain.Next("t1", 1, hub.Time.GetUtcNow(), "fact", "{}"u8.ToArray(), "");
        var erased = hub.Hub.Chain.Next("t1", 2, hub.Time.GetUtcNow(), "fact", "secret"u8.ToArray(), first.Hash) with { Payload = [], Salt = [] };
        await AppendAsync(claim, first, erased);
        (await ExamineAsync()).ShouldContain(one => one.Code == "journal.sound");

        var altered = hub.Hub.Chain.Next("t1", 3, hub.Time.GetUtcNow(), "fact", "{\"a\":1}"u8.ToArray(), erased.Hash)
            with
        { Payload = "{\"a\":2}"u8.ToArray() };
        await AppendAsync(claim, altered);

        (await ExamineAsync()).Single(one => one.Code == "journal.broken").Text.ShouldContain("from entry 3 on");
    }

    [Fact]
    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    public void Key_and_space_of_the_machine_are_looked_at()
    {
        Codes(MachineChecks.Run(Path.Combine(folder, "nowhere"), _ => long.MaxValue)).ShouldBe(["data.missing"]);
        Codes(MachineChecks.Run(folder, _ => 100 << 20)).ShouldBe(["disk.low", "key.missing"]);
        var key = Path.Combine(folder, "key");
        File.WriteAllBytes(key, new byte[32]);
        File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Codes(MachineChecks.Run(folder, _ => 500 << 20)).ShouldBe(["disk.few", "key.open"]);
        File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Codes(MachineChecks.Run(folder, _ => 5L << 30)).ShouldBe(["disk.free", "key.private"]);
        File.WriteAllBytes(key, new byte[31]);
        Codes(MachineChecks.Run(folder, _ => 5L << 30)).ShouldBe(["disk.free", "key.damaged"]);
    }

    [Fact]
    public async Task A_store_is_held_against_this_programs_schema_without_touching_it()
    {
        Codes(StoreChecks.Run(folder)).ShouldBe(["store.none"]);
        var path = Path.Combine(folder, "entente.db");
        await (await Entente.Storage.Sqlite.SqliteStore.OpenAsync(path, CancellationToken.None)).DisposeAsync();
        Codes(StoreChecks.Run(folder)).ShouldBe(["store.version"]);
        AddMigration(path, "9001_more.sql", "0001");
        Codes(StoreChecks.Run(folder)).ShouldBe(["store.ahead"]);
        AddMigration(path, "9002_other.sql", "9002");
        Codes(StoreChecks.Run(folder)).ShouldBe(["store.too-new"]);
        File.WriteAllText(path, "this is no store, whatever its name says, "
            + "and long enough for a header of one hundred bytes to be read of it ......");
        Codes(StoreChecks.Run(folder)).ShouldBe(["store.broken"]);
    }

    [Fact]
    public void The_example_accord_is_sound_and_an_empty_folder_is_not()
    {
        Codes(AccordChecks.Run(Path.Combine(Repository.Root, "accords", "infinity"))).ShouldBe(["accord.sound"]);
        Codes(AccordChecks.Run(folder)).ShouldBe(["accord.errors"]);
    }

    private async Task<IReadOnlyList<Finding>> ExamineAsync() =>
        (await Examination.RunAsync(hub.Hub, isRunning: true, CancellationToken.None)).Findings;

    private async Task AppendAsync(Claim claim, params JournalEntry[] entries)
    {
        var row = new TicketRow(claim.Ticket, "1", "#1", null, "", hub.Time.GetUtcNow());
        (await hub.Hub.Journal.AppendAsync(claim, new Batch { Entries = entries, State = [], Row = row }, CancellationToken.None))
            .ShouldBe(AppendOutcome.Appended);
    }

    private static void AddMigration(string path, string name, string readableSince)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO migration (name, hash, readable_since) VALUES ($name, 'h', $since)";
        command.Parameters.AddWithValue("$name", name);
        command.Parameters.AddWithValue("$since", readableSince);
        command.ExecuteNonQuery();
    }

    private static IReadOnlyList<string> Codes(IEnumerable<Finding> findings) => [.. findings.Select(one => one.Code)];
}
