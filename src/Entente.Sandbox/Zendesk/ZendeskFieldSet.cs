namespace Entente.Sandbox.Zendesk;

/// <summary>The ticket fields and custom statuses of the account.</summary>
internal sealed class ZendeskFieldSet
{
    private static readonly string[] Priorities = ["low", "normal", "high", "urgent"];

    private static readonly string[] Types = ["question", "incident", "problem", "task"];

    /// <summary>Every status that a ticket may be in; <c>hold</c> is switched on.</summary>
    public static readonly IReadOnlyList<string> Statuses = ["new", "open", "pending", "hold", "solved", "closed"];

    private readonly SortedDictionary<long, ZendeskField> fields = [];

    public ZendeskFieldSet(ZendeskAccount account, DateTimeOffset start)
    {
        var at = ZendeskJson.Second(start);
        foreach (var (type, title, values) in System())
        {
            var options = values.Select(value => new ZendeskOption(0, Capital(value), value)).ToList();
            Add(new ZendeskField
            {
                Id = account.NextId(),
                Type = type,
                Title = title,
                Options = options,
                Position = fields.Count,
                CreatedAt = at,
                UpdatedAt = at,
            });
        }
        CustomStatuses = [.. Statuses.Where(status => status != "closed")
            .Select(status => new ZendeskCustomStatus(account.NextId(), status, Capital(status), at))];
    }

    /// <summary>One default status for each category but <c>closed</c>, which belongs to <c>solved</c>; more may be added.</summary>
    public List<ZendeskCustomStatus> CustomStatuses { get; }

    public IEnumerable<ZendeskField> All => fields.Values.OrderBy(one => one.Position);

    public IEnumerable<ZendeskField> Custom => fields.Values.Where(one => one.IsCustom && one.IsActive);

    public ZendeskField? Find(long id) => fields.GetValueOrDefault(id);

    public void Add(ZendeskField field) => fields[field.Id] = field;

    public void Remove(long id) => fields.Remove(id);

    public static bool IsPriority(string value) => Priorities.Contains(value);

    public static bool IsType(string value) => Types.Contains(value);

    public static bool IsStatus(string value) => Statuses.Contains(value);

    /// <summary>Where a status stands in the order new, open, pending, hold, solved, closed.</summary>
    public static int Rank(string status) => Statuses.ToList().IndexOf(status);

    /// <summary>Where a priority stands, low first; -1 for none.</summary>
    public static int PriorityRank(string? priority) => Array.IndexOf(Priorities, priority);

    /// <summary>The custom status that a ticket has when only its category was set.</summary>
    public long? DefaultStatusId(string status)
    {
        var category = status == "closed" ? "solved" : status;
        return CustomStatuses.Find(known => known.Category == category && known.IsDefault)?.Id;
    }

    private static string Capital(string value) => value == "hold" ? "On-hold" : char.ToUpperInvariant(value[0]) + value[1..];

    private static IEnumerable<(string Type, string Title, string[] Values)> System() =>
    [
        ("subject", "Subject", []),
        ("description", "Description", []),
        ("status", "Status", [.. Statuses]),
        ("tickettype", "Type", Types),
        ("priority", "Priority", Priorities),
        ("group", "Group", []),
        ("assignee", "Assignee", []),
    ];
}
