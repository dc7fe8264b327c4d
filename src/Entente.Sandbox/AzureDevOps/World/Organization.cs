using System.Security.Cryptography;
using System.Text;

using Entente.Sandbox.AzureDevOps.Fields;

namespace Entente.Sandbox.AzureDevOps.World;

/// <summary>All state of one imitated organisation. In memory, with counted ids, so that equal calls give equal organisations.</summary>
internal sealed class Organization
{
    private readonly SortedDictionary<string, long> lastIds = new(StringComparer.Ordinal);

    public string Title { get; init; } = "Global's Azure DevOps";

    /// <summary>The first segment of every address.</summary>
    public string Name { get; init; } = "global";

    public string Id { get; } = "0da6820a-0c82-40bd-8b31-bc1bb2a21a35";

    public DevOpsSettings Settings { get; } = new();

    public FieldCatalogue Fields { get; } = new();

    public SortedDictionary<string, Person> People { get; } = new(StringComparer.OrdinalIgnoreCase);

    public List<Project> Projects { get; } = [];

    public SortedDictionary<long, WorkItem> WorkItems { get; } = [];

    public SortedDictionary<string, StoredAttachment> Attachments { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The last change's; rises with every change of any work item.</summary>
    public long Watermark { get; private set; }

    public long NextWatermark() => ++Watermark;

    /// <summary>The next id of a kind of record; kinds count apart.</summary>
    public long NextId(string kind) => lastIds[kind] = lastIds.GetValueOrDefault(kind) + 1;

    /// <summary>Keeps ids at and below <paramref name="id"/> from being given out.</summary>
    public void ReserveId(string kind, long id) => lastIds[kind] = Math.Max(lastIds.GetValueOrDefault(kind), id);

    /// <summary>Looks like the product's; counted, so that equal runs give equal ones.</summary>
    public string NextGuid(string kind) => GuidOf($"{kind}/{NextId(kind)}");

    public static string GuidOf(string seed) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(seed)).AsSpan(0, 16)).ToString();

    public Project? FindProject(string idOrName) => Projects.Find(project => project.IsNamed(idOrName));

    /// <summary>The project of a work item; every work item has one.</summary>
    public Project ProjectOf(WorkItem item) =>
        FindProject(item.ProjectName) ?? throw new InvalidOperationException($"Work item {item.Id} stands in no project.");

    public WorkItemType? TypeOf(WorkItem item) => ProjectOf(item).Process.Find(item.TypeName);

    /// <summary>A living work item.</summary>
    public WorkItem? Find(long id) => WorkItems.GetValueOrDefault(id) is { DeletedDate: null } item ? item : null;

    /// <summary>A person by id, address, descriptor, display name or <c>Name &lt;address&gt;</c>; null where nobody or several are meant.</summary>
    public Person? FindPerson(string text)
    {
        if (People.TryGetValue(text, out var byId))
            return byId;
        var open = text.LastIndexOf('<');
        if (open >= 0 && text.EndsWith('>'))
            return FindPerson(text[(open + 1)..^1]);
        var found = People.Values.Where(person => Is(person.UniqueName, text) || person.Descriptor == text).ToList();
        if (found.Count == 0)
            found = [.. People.Values.Where(person => Is(person.DisplayName, text))];
        return found.Count == 1 ? found[0] : null;
    }

    private static bool Is(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
