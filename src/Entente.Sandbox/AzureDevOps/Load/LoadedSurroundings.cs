using System.Text.Json;

using Entente.Sandbox.AzureDevOps.Fields;
using Entente.Sandbox.AzureDevOps.World;

namespace Entente.Sandbox.AzureDevOps.Load;

/// <summary>Finds or makes what a recorded work item stands on.</summary>
internal sealed class LoadedSurroundings(Organization organization, LoadJournal journal)
{
    private static readonly SortedDictionary<string, string> Categories = new(StringComparer.OrdinalIgnoreCase)
    {
        ["New"] = "Proposed",
        ["Proposed"] = "Proposed",
        ["To Do"] = "Proposed",
        ["Approved"] = "Proposed",
        ["Open"] = "Proposed",
        ["Resolved"] = "Resolved",
        ["Done"] = "Completed",
        ["Closed"] = "Completed",
        ["Completed"] = "Completed",
        ["Removed"] = "Removed",
    };

    /// <summary>What a made type has besides the states that were recorded, so that its work items can move on.</summary>
    private static readonly WorkItemState[] UsualStates =
    [
        new("New", "Proposed", "b2b2b2"), new("Active", "InProgress", "007acc"), new("Resolved", "Resolved", "ff9d00"),
        new("Closed", "Completed", "339933"),
    ];

    public WorkItemField Field(string referenceName, JsonElement value)
    {
        if (organization.Fields.Find(referenceName) is { } known)
            return known;
        var kind = value.ValueKind switch
        {
            JsonValueKind.Number => FieldKind.Double,
            JsonValueKind.True or JsonValueKind.False => FieldKind.Boolean,
            JsonValueKind.Object => FieldKind.Identity,
            _ => FieldKind.String,
        };
        var field = new WorkItemField(referenceName, referenceName, kind);
        organization.Fields.Add(field);
        journal.Made("fields");
        return field;
    }

    /// <summary>The id of a person recorded as an object or as <c>Name &lt;address&gt;</c>.</summary>
    public string Person(JsonElement value)
    {
        var (name, address) = value.ValueKind == JsonValueKind.Object
            ? (DevOpsJson.Text(value, "displayName") ?? "", DevOpsJson.Text(value, "uniqueName") ?? DevOpsJson.Text(value, "displayName") ?? "")
            : Split(value.ToString());
        if (organization.People.Values.FirstOrDefault(each => each.UniqueName.Equals(address, StringComparison.OrdinalIgnoreCase)
            && each.DisplayName == name) is { } known)
            return known.Id;
        var id = DevOpsJson.Text(value, "id") is { } recorded && Guid.TryParse(recorded, out _) && !organization.People.ContainsKey(recorded)
            ? recorded
            : Organization.GuidOf($"person/{name}/{address}");
        organization.People.Add(id, new(id, name, address));
        journal.Made("users");
        return id;
    }

    public Project Project(string name)
    {
        if (organization.FindProject(name) is { } known)
            return known;
        journal.Made("projects");
        return SeededWorld.AddProject(organization, name, new Process(name + " process"));
    }

    public WorkItemType Type(Project project, string name)
    {
        if (project.Process.Find(name) is { } known)
            return known;
        var type = new WorkItemType(name, "Microsoft.VSTS.WorkItemTypes." + name.Replace(" ", "", StringComparison.Ordinal), "009CCC");
        type.Fields.Add(new("System.Title") { IsRequired = true });
        type.Fields.AddRange(organization.Fields.All.Where(field => field.ReferenceName != "System.Title")
            .Select(field => new TypeField(field.ReferenceName)));
        type.States.AddRange(UsualStates);
        project.Process.Types.Add(type);
        journal.Made("types");
        return type;
    }

    public void State(WorkItemType type, string name)
    {
        if (type.State(name) is not null)
            return;
        type.States.Add(new(name, Categories.GetValueOrDefault(name, "InProgress"), "b2b2b2"));
        journal.Made("states");
    }

    private static (string Name, string Address) Split(string text)
    {
        var open = text.LastIndexOf('<');
        return open > 0 && text.EndsWith('>') ? (text[..open].Trim(), text[(open + 1)..^1]) : (text, text);
    }
}
