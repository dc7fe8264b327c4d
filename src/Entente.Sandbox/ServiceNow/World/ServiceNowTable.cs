namespace Entente.Sandbox.ServiceNow.World;

/// <summary>One table. It has the columns and choices of the tables above it and may bring its own.</summary>
internal sealed class ServiceNowTable(string name, string label, ServiceNowTable? parent)
{
    private readonly SortedDictionary<string, ServiceNowColumn> own = new(StringComparer.Ordinal);

    private readonly SortedDictionary<string, IReadOnlyList<ServiceNowChoice>> choices = new(StringComparer.Ordinal);

    public string Name { get; } = name;

    public string Label { get; } = label;

    public ServiceNowTable? Parent { get; } = parent;

    /// <summary>Begins the numbers of its records; empty where they have none.</summary>
    public string NumberPrefix { get; init; } = "";

    public IEnumerable<ServiceNowColumn> OwnColumns => own.Values;

    public IReadOnlyDictionary<string, IReadOnlyList<ServiceNowChoice>> OwnChoices => choices;

    /// <summary>Its own columns and those of the tables above that it does not override, by name.</summary>
    public IEnumerable<ServiceNowColumn> Columns => (Parent?.Columns ?? []).Where(column => !own.ContainsKey(column.Name)).Concat(own.Values)
        .OrderBy(column => column.Name, StringComparer.Ordinal);

    public ServiceNowColumn? Display => own.Values.FirstOrDefault(column => column.IsDisplay) ?? Parent?.Display;

    public ServiceNowColumn? Column(string columnName) => own.GetValueOrDefault(columnName) ?? Parent?.Column(columnName);

    public bool IsA(string tableName) => Name == tableName || (Parent?.IsA(tableName) ?? false);

    /// <summary>The choices of a column: those of the lowest table that has some.</summary>
    public IReadOnlyList<ServiceNowChoice> Choices(string columnName) =>
        choices.TryGetValue(columnName, out var found) ? found : Parent?.Choices(columnName) ?? [];

    public ServiceNowTable With(params ServiceNowColumn[] columns)
    {
        foreach (var column in columns)
            own[column.Name] = column;
        return this;
    }

    /// <param name="offered">Value and label in turn.</param>
    public ServiceNowTable WithChoices(string columnName, params string[] offered)
    {
        choices[columnName] = [.. offered.Chunk(2).Select(pair => new ServiceNowChoice(pair[0], pair[1]))];
        return this;
    }
}
