using System.Collections.Concurrent;
using System.Text.Json;
using Entente.Core.Tickets;

namespace Entente.Connectors.ServiceNow;

/// <summary>Looks up what does not change from call to call, and remembers it: users, records by name, columns.</summary>
internal sealed class ServiceNowDirectory(ServiceNowClient client, ServiceNowOptions options)
{
    /// <summary>Ids in one query: its address must stay within what proxies take.</summary>
    private const int LookUpSize = 40;

    private const int MostAncestors = 6;

    private readonly ConcurrentDictionary<string, TicketPerson> people = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, string> addresses = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<(string Table, string Name), string> references = new();
    private IReadOnlyDictionary<string, ServiceNowColumn>? columns;

    /// <summary>What is known so far, without a call.</summary>
    public ServiceNowPeople Known => new(people, client.User);

    /// <summary>Users by sys_id or user name; those who are not known yet are asked for together.</summary>
    public async Task<ServiceNowPeople> PeopleAsync(IEnumerable<string> ids, CancellationToken cancellation)
    {
        var unknown = ids.Where(id => id.Length > 0 && !people.ContainsKey(id)).Distinct(StringComparer.OrdinalIgnoreCase)
            .Order(StringComparer.Ordinal).ToList();
        foreach (var chunk in unknown.Chunk(LookUpSize))
            await LookUpAsync(chunk, cancellation);
        return Known;
    }

    /// <summary>The id of the user with this e-mail address; <c>servicenow.person-not-found</c> when there is none.</summary>
    public async Task<string> PersonAsync(string field, string address, CancellationToken cancellation)
    {
        if (addresses.TryGetValue(address, out var held))
            return held;
        var rows = await client.RowsAsync(UserRows($"email={ServiceNowQuery.Value(address)}^active=true"), cancellation);
        var found = rows.Select(Remember).OfType<TicketPerson>().FirstOrDefault(person => IsAddress(person, address));
        if (found is not null)
            return addresses[address] = found.NativeId;
        throw new ConnectorException(
            FailureKind.Refused, "servicenow.person-not-found", $"ServiceNow has no active user with the address {address}.")
        {
            Field = field,
        };
    }

    /// <summary>The id of the record with this name or number in the table that the field leads to.</summary>
    public async Task<string> ReferenceAsync(string field, string name, CancellationToken cancellation)
    {
        if (Target(field) is not var (table, by))
            throw NotFound(field, $"The field {field} takes a sys_id, not \"{name}\".");
        if (references.TryGetValue((table, name), out var known))
            return known;
        var path = ServiceNowQuery.Rows(table, $"{by}={ServiceNowQuery.Value(name)}", $"sys_id,{by}");
        var found = (await client.RowsAsync(path, cancellation))
            .Where(row => string.Equals(ServiceNowCell.Of(row, by).Value, name, StringComparison.OrdinalIgnoreCase)).ToList();
        if (found is not [var only])
            throw NotFound(field, $"{(found.Count == 0 ? "No record" : "More than one record")} of {table} is called \"{name}\".");
        return references[(table, name)] = ServiceNowCell.Of(only, "sys_id").Value;
    }

    /// <summary>The table's columns by name, as they were when first asked for; none where the account may not read the dictionary.</summary>
    public async Task<IReadOnlyDictionary<string, ServiceNowColumn>> ColumnsAsync(CancellationToken cancellation)
    {
        if (columns is { } known)
            return known;
        try
        {
            return await ReadColumnsAsync(cancellation);
        }
        catch (ConnectorException refused) when (refused.Kind is FailureKind.Forbidden or FailureKind.NotFound)
        {
            return columns = new SortedDictionary<string, ServiceNowColumn>(StringComparer.Ordinal);
        }
    }

    /// <summary>The table's columns by name, now. A table's own entry stands before its parent's.</summary>
    public async Task<IReadOnlyDictionary<string, ServiceNowColumn>> ReadColumnsAsync(CancellationToken cancellation)
    {
        var tables = await TablesAsync(cancellation);
        var path = ServiceNowQuery.Rows(
            "sys_dictionary", $"{string.Join("^OR", tables.Select(table => $"name={table}"))}^ORDERBYelement",
            "name,element,column_label,internal_type,max_length,reference,unique,active");
        var read = new SortedDictionary<string, ServiceNowColumn>(StringComparer.Ordinal);
        foreach (var column in (await client.RowsAsync(path, cancellation)).Select(ServiceNowColumn.Read).OfType<ServiceNowColumn>()
            .OrderBy(column => tables.IndexOf(column.Table)))
            read.TryAdd(column.Name, column);
        return columns = read;
    }

    /// <summary>The table and those that it extends, nearest first: a column stands in the dictionary under the table that brought it.</summary>
    private async Task<List<string>> TablesAsync(CancellationToken cancellation)
    {
        List<string> tables = [options.Table];
        while (tables[^1] is not ("incident" or "task") && tables.Count < MostAncestors)
        {
            var path = ServiceNowQuery.Rows("sys_db_object", $"name={ServiceNowQuery.Value(tables[^1])}", "name,super_class.name");
            var rows = await client.RowsAsync(path, cancellation);
            var parent = rows.Select(row => ServiceNowCell.Of(row, "super_class.name").Value).FirstOrDefault();
            tables.Add(string.IsNullOrEmpty(parent) || tables.Contains(parent) ? "task" : parent);
        }

        return tables[^1] == "incident" ? [.. tables, "task"] : tables;
    }

    private async Task LookUpAsync(string[] ids, CancellationToken cancellation)
    {
        var list = ServiceNowQuery.Value(string.Join(',', ids));
        try
        {
            foreach (var row in await client.RowsAsync(UserRows($"sys_idIN{list}^ORuser_nameIN{list}"), cancellation))
                Remember(row);
        }
        catch (ConnectorException refused) when (refused.Kind == FailureKind.Forbidden)
        {
            // An account that may not see users still sees their names on the records.
        }
    }

    private TicketPerson? Remember(JsonElement user)
    {
        var id = ServiceNowCell.Of(user, "sys_id").Value;
        var userName = ServiceNowCell.Of(user, "user_name").Value;
        if (id.Length == 0)
            return null;
        var name = ServiceNowCell.Of(user, "name").Value;
        var address = ServiceNowCell.Of(user, "email").Value;
        var person = new TicketPerson(id, name.Length > 0 ? name : userName, address.Length > 0 ? address : null, client.IsHub(userName));
        people[id] = person;
        if (userName.Length > 0)
            people[userName] = person;
        return person;
    }

    private static string UserRows(string query) => ServiceNowQuery.Rows(ServiceNowPeople.Table, query, "sys_id,user_name,name,email");

    private static bool IsAddress(TicketPerson person, string address) =>
        string.Equals(person.Address, address, StringComparison.OrdinalIgnoreCase);

    private static (string Table, string By)? Target(string field) => field switch
    {
        "assignment_group" => ("sys_user_group", "name"),
        "cmdb_ci" => ("cmdb_ci", "name"),
        "business_service" => ("cmdb_ci_service", "name"),
        "company" => ("core_company", "name"),
        "location" => ("cmn_location", "name"),
        "problem_id" => ("problem", "number"),
        "parent_incident" => ("incident", "number"),
        "rfc" or "caused_by" => ("change_request", "number"),
        "parent" => ("task", "number"),
        _ => null,
    };

    private static ConnectorException NotFound(string field, string text) =>
        new(FailureKind.Refused, "servicenow.reference-not-found", text) { Field = field };
}
