using System.Text.Json;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.ServiceNow;

/// <summary>
/// What an operator sees before a connection goes live. It proves what the rest leans on: that filters are honoured and that literals are UTC.
/// </summary>
internal sealed class ServiceNowCheck(
    ServiceNowClient client, ServiceNowDirectory directory, ConnectionSettings settings, ServiceNowOptions options)
{
    /// <summary>More skew than this makes times across parties misleading; nothing breaks.</summary>
    private static readonly TimeSpan MostSkew = TimeSpan.FromSeconds(30);

    private const string ColumnsRemedy = "Grant read on sys_dictionary (role personalize_dictionary).";

    private static readonly string[] Recommended = ["u_class", "u_holder", ServiceNowSchema.PartnerKey, ServiceNowSchema.PartnerUrl, "u_waiting_on"];

    public async Task<CheckReport> RunAsync(CancellationToken cancellation)
    {
        List<CheckItem> items = [];
        async Task<bool> TryAsync(string name, string remedy, Func<Task<IEnumerable<CheckItem>>> check)
        {
            try
            {
                items.AddRange(await check());
                return true;
            }
            catch (ConnectorException failure)
            {
                items.Add(new CheckItem(name, false, failure.Message, remedy));
                return false;
            }
        }

        if (await TryAsync("reachable", "Check the endpoint https://INSTANCE.service-now.com, user and password.", () => AccountAsync(cancellation)))
        {
            await TryAsync("table", $"Give the account the right to read {options.Table} (role itil).", () => TableAsync(cancellation));
            foreach (var (name, table, clause, loss) in Lists(client.Now))
                await TryAsync(name, $"Grant read on {table}: {loss}.", () => ReadableAsync((name, table, clause, loss), cancellation));
            await TryAsync("columns", ColumnsRemedy, () => ColumnsAsync(cancellation));
        }

        items.Add(Webhook());
        return new CheckReport(items);
    }

    private async Task<IEnumerable<CheckItem>> AccountAsync(CancellationToken cancellation)
    {
        var path = ServiceNowQuery.Rows(
            ServiceNowPeople.Table, $"user_name={ServiceNowQuery.Value(settings.User)}", "sys_id,user_name,name,time_zone,active");
        var answer = await client.GetAsync(path + "&sysparm_limit=2", cancellation);
        List<CheckItem> items = [new("reachable", true, $"{settings.Endpoint.Host} answers and accepts the account")];
        items.Add(Account(ServiceNowPage.Read(answer, 0, 2).Rows.FirstOrDefault(row => client.IsHub(ServiceNowCell.Of(row, "user_name").Value))));
        items.Add(Clock(answer));
        return items;
    }

    // Stored values and literals are UTC whatever the zone of the account; scripts of others that run as it are not.
    private static CheckItem Account(JsonElement user)
    {
        if (user.ValueKind != JsonValueKind.Object)
            return new CheckItem("account", false, "The account cannot see its own user record", "Grant read on sys_user.");
        var zone = ServiceNowCell.Of(user, "time_zone").Value;
        return new CheckItem(
            "account", true, $"Works as {ServiceNowCell.Of(user, "name").Value}, time zone {(zone.Length > 0 ? zone : "of the instance")}");
    }

    private CheckItem Clock(HttpAnswer answer)
    {
        if (answer.Date is not { } date)
            return new CheckItem("clock", true, "ServiceNow's answer has no date");
        var skew = (client.Now - date).Duration();
        return new CheckItem(
            "clock", skew <= MostSkew, $"Our clock and ServiceNow's differ by {skew.TotalSeconds:0} s",
            skew <= MostSkew ? null : "Set this machine's clock by NTP.");
    }

    private async Task<IEnumerable<CheckItem>> TableAsync(CancellationToken cancellation)
    {
        const string nobody = "entente-check-matches-nothing";
        var none = await FirstAsync($"correlation_id={nobody}", cancellation);
        var newest = await FirstAsync("ORDERBYDESCsys_updated_on", cancellation);
        List<CheckItem> items =
        [
            new("table", true, $"{options.Table} can be read"),
            new(
                "filters", none.Rows.Count == 0,
                none.Rows.Count == 0 ? "Queries are honoured" : $"A filter on correlation_id of {options.Table} is ignored",
                none.Rows.Count == 0 ? null : "Check the table's name; set glide.invalid_query.returns_no_rows to true."),
        ];
        if (newest.Rows.Count > 0)
            items.Add(await LiteralAsync(newest.Rows[0], cancellation));
        return items;
    }

    /// <summary>A stored instant, asked for as it stands, must find its own record: then literals are read as UTC, as stored values are.</summary>
    private async Task<CheckItem> LiteralAsync(JsonElement row, CancellationToken cancellation)
    {
        var (id, at) = (ServiceNowJournal.Id(row), ServiceNowCell.Of(row, "sys_updated_on").Value);
        var found = await FirstAsync($"sys_id={id}^sys_updated_on>={at}", cancellation);
        // The record may be updated between the two questions: then it is newer than both, and the new instant is asked for.
        var beyond = await FirstAsync($"sys_id={id}^sys_updated_on>{At(found, at)}", cancellation);
        var isUtc = found.Rows.Count == 1 && beyond.Rows.Count == 0;
        return new CheckItem(
            "time zone", isUtc, isUtc ? "Instants in queries are read as UTC" : "Instants in queries are not read as UTC",
            isUtc ? null : "Set the time zone of the account to GMT.");
    }

    private Task<ServiceNowPage> FirstAsync(string query, CancellationToken cancellation) =>
        client.PageAsync(ServiceNowQuery.Rows(options.Table, query, "sys_id,sys_updated_on") + "&sysparm_no_count=true", 0, 1, cancellation);

    private static string At(ServiceNowPage page, string otherwise) =>
        page.Rows.Count > 0 ? ServiceNowCell.Of(page.Rows[0], "sys_updated_on").Value : otherwise;

    /// <summary>What else is read, and what is lost without. Narrow questions: these are an instance's longest tables.</summary>
    private IEnumerable<(string Name, string Table, string Clause, string Loss)> Lists(DateTimeOffset now)
    {
        var day = ServiceNowTime.Write(now - TimeSpan.FromDays(1));
        yield return ("comments", ServiceNowJournal.Table, $"name={options.Table}^sys_created_on>={day}", "without it no comment is read");
        yield return ("attachments", "sys_attachment", $"table_name={options.Table}^sys_created_on>={day}", "without it new files are found late");
        yield return ("history", "sys_audit", $"tablename={options.Table}^sys_created_on>={day}", "without it only the newest state is seen");
        yield return ("deletions", "sys_audit_delete", $"tablename={options.Table}^sys_created_on>={day}", "without it a deletion is found late");
    }

    private async Task<IEnumerable<CheckItem>> ReadableAsync(
        (string Name, string Table, string Clause, string Loss) list, CancellationToken cancellation)
    {
        var page = await client.PageAsync(ServiceNowQuery.Rows(list.Table, list.Clause, "sys_id"), 0, 1, cancellation);
        // An account without the right gets an empty list, not a refusal; the total counts what it may not see.
        return page.Rows.Count == 0 && page.Total > 0
            ? [new CheckItem(list.Name, false, $"{list.Table} is hidden from the account", $"Grant read on {list.Table}: {list.Loss}.")]
            : [new CheckItem(list.Name, true, $"{list.Table} can be read")];
    }

    private async Task<IEnumerable<CheckItem>> ColumnsAsync(CancellationToken cancellation)
    {
        var columns = await directory.ReadColumnsAsync(cancellation);
        if (columns.Count == 0)
            return [new CheckItem("columns", false, "sys_dictionary is hidden from the account", ColumnsRemedy)];
        var missing = Recommended.Where(name => !columns.ContainsKey(name)).ToList();
        var isUnique = columns.TryGetValue("correlation_id", out var marker) && marker.IsUnique;
        return
        [
            new CheckItem(
                "columns", true,
                missing.Count == 0 ? "All recommended columns are there" : $"Recommended and not there: {string.Join(", ", missing)}"),
            new CheckItem("claim", true, isUnique
                ? "Creates are exactly-once: correlation_id is unique, so a second record is refused"
                : "Creates are exactly-once after 24 h: found again by correlation_id; a unique index on it would make them exactly-once at once"),
        ];
    }

    private CheckItem Webhook() => settings.WebhookSecret.Length > 0
        ? new CheckItem("webhook", true, "A secret is set; unsigned calls are refused")
        : new CheckItem(
            "webhook", false, "No webhook secret is set: changes are found by polling alone",
            "Install the business rule, with the same secret here and there.");
}
