namespace Entente.Sandbox.AzureDevOps.Fields;

/// <summary>Every field of the organisation, in the order in which answers list them.</summary>
internal sealed class FieldCatalogue
{
    private readonly List<WorkItemField> fields = [];
    private readonly Dictionary<string, WorkItemField> byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);

    public IReadOnlyList<WorkItemField> All => fields;

    /// <summary>By reference name or by the name that people read.</summary>
    public WorkItemField? Find(string name) => byName.GetValueOrDefault(name);

    public void Add(WorkItemField field)
    {
        places[field.ReferenceName] = fields.Count;
        fields.Add(field);
        byName.Add(field.ReferenceName, field);
        byName.TryAdd(field.Name, field);
    }

    /// <summary>The place of a field in answers.</summary>
    public int PlaceOf(string referenceName) => places.GetValueOrDefault(referenceName, int.MaxValue);
}
