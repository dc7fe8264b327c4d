using System.Text.Json.Nodes;

using Entente.Sandbox.AzureDevOps.Fields;
using Entente.Sandbox.AzureDevOps.World;

namespace Entente.Sandbox.AzureDevOps;

/// <summary>What describes work items: types, their states and fields, all fields, relation types, areas, iterations and tags.</summary>
internal static class DevOpsTypes
{
    public static IEnumerable<DevOpsRoute> Routes() =>
    [
        new("GET", "wit/workitemtypes", call => List(call.NeededProject.Process.Types.Select(type => Show(call, type)))),
        new("GET", "wit/workitemtypes/{}", call => DevOpsJson.Answer(200, Show(call, Type(call)))),
        new("GET", "wit/workitemtypes/{}/states", call => List(Type(call).States.Select(Show))),
        new("GET", "wit/workitemtypes/{}/fields", call => List(FieldsOf(call).Select(field => Show(call, field)))),
        new("GET", "wit/workitemtypes/{}/fields/{}", Field),
        new("GET", "wit/fields", call => List(call.Organization.Fields.All.Select(field => Show(call.View, field)))),
        new("GET", "wit/fields/{}", call => DevOpsJson.Answer(200, Show(call.View, call.Organization.Fields.Find(call.Segments[0])
            ?? throw new DevOpsRefusal(404, "WorkItemTrackingFieldDefinitionNotFoundException", $"TF51535: Cannot find field {call.Segments[0]}.")))),
        new("GET", "wit/workitemrelationtypes", RelationKinds.List),
        new("GET", "wit/classificationnodes", call => List([Tree(call, "Areas"), Tree(call, "Iterations")])),
        new("GET", "wit/classificationnodes/{}", call => DevOpsJson.Answer(200, Tree(call, call.Segments[0]))),
        new("GET", "wit/tags", Tags) { IsPreview = true },
    ];

    private static SandboxResponse List(IEnumerable<JsonNode?> values) => DevOpsJson.Answer(200, DevOpsJson.List(values));

    private static WorkItemType Type(DevOpsCall call) => call.NeededProject.Process.Find(call.Segments[0])
        ?? throw DevOpsRefusal.NoType(call.Segments[0], call.NeededProject.Name);

    private static JsonObject Show(WorkItemState state) => new() { ["name"] = state.Name, ["color"] = state.Color, ["category"] = state.Category };

    private static JsonObject Show(DevOpsCall call, WorkItemType type)
    {
        var root = call.View.Of(call.NeededProject);
        var fields = new JsonArray([.. type.Fields.Select(field => (JsonNode)Show(call, type, field, isExpanded: false))]);
        return new()
        {
            ["name"] = type.Name,
            ["referenceName"] = type.ReferenceName,
            ["description"] = type.Description,
            ["color"] = type.Color,
            ["isDisabled"] = false,
            ["fields"] = fields,
            ["fieldInstances"] = fields.DeepClone(),
            ["transitions"] = Transitions(type),
            ["states"] = new JsonArray([.. type.States.Select(state => (JsonNode)Show(state))]),
            ["url"] = $"{root}/_apis/wit/workItemTypes/{Uri.EscapeDataString(type.Name)}",
        };
    }

    /// <summary>An inherited process lets every state follow every other.</summary>
    private static JsonObject Transitions(WorkItemType type)
    {
        var transitions = new JsonObject { [""] = Targets([type.States[0]]) };
        foreach (var from in type.States)
            transitions[from.Name] = Targets(type.States);
        return transitions;
    }

    private static JsonArray Targets(IEnumerable<WorkItemState> states) =>
        new([.. states.Select(state => (JsonNode)new JsonObject { ["to"] = state.Name, ["actions"] = null })]);

    private static IEnumerable<TypeField> FieldsOf(DevOpsCall call) =>
        Type(call).Fields.OrderBy(field => call.Organization.Fields.PlaceOf(field.ReferenceName));

    private static SandboxResponse Field(DevOpsCall call)
    {
        var wanted = call.Organization.Fields.Find(call.Segments[1]);
        return FieldsOf(call).FirstOrDefault(field => field.ReferenceName == wanted?.ReferenceName) is { } found
            ? DevOpsJson.Answer(200, Show(call, found))
            : throw new DevOpsRefusal(404, "WorkItemTrackingFieldDefinitionNotFoundException", $"TF51535: Cannot find field {call.Segments[1]}.");
    }

    private static JsonObject Show(DevOpsCall call, TypeField field) =>
        Show(call, Type(call), field, call.Query("$expand")?.ToLowerInvariant() is "all" or "allowedvalues" or "1" or "3");

    private static JsonObject Show(DevOpsCall call, WorkItemType type, TypeField field, bool isExpanded)
    {
        var definition = call.Organization.Fields.Find(field.ReferenceName)!;
        var body = new JsonObject { ["alwaysRequired"] = field.IsRequired };
        if (isExpanded)
        {
            IEnumerable<string> allowed = field.ReferenceName == "System.State" ? type.States.Select(state => state.Name) : definition.AllowedValues;
            body["defaultValue"] = field.Default;
            body["allowedValues"] = new JsonArray([.. allowed.Select(value => JsonValue.Create(value))]);
            body["dependentFields"] = new JsonArray();
        }

        body["referenceName"] = definition.ReferenceName;
        body["name"] = definition.Name;
        body["url"] = call.View.Field(definition.ReferenceName);
        return body;
    }

    private static JsonObject Show(DevOpsView view, WorkItemField field) => new()
    {
        ["name"] = field.Name,
        ["referenceName"] = field.ReferenceName,
        ["description"] = null,
        ["type"] = field.TypeName,
        ["usage"] = "workItem",
        ["readOnly"] = field.IsReadOnly,
        ["canSortBy"] = !field.IsLongText,
        ["isQueryable"] = true,
        ["supportedOperations"] = new JsonArray(),
        ["isIdentity"] = field.Kind == FieldKind.Identity,
        ["isPicklist"] = false,
        ["isPicklistSuggested"] = false,
        ["url"] = view.Field(field.ReferenceName),
    };

    private static JsonObject Tree(DevOpsCall call, string group)
    {
        var project = call.NeededProject;
        var (tree, kind) = group.ToLowerInvariant() switch
        {
            "areas" => (project.Areas, "area"),
            "iterations" => (project.Iterations, "iteration"),
            _ => throw DevOpsRefusal.BadArgument($"The value '{group}' is not valid for structureGroup."),
        };
        return Node(call, (tree, kind), project.Name, Math.Max(0, call.Number("$depth", 1)));
    }

    private static JsonObject Node(DevOpsCall call, (SortedDictionary<string, long> Paths, string Kind) tree, string path, int depth)
    {
        var children = tree.Paths.Keys.Where(each => each.StartsWith(path + "\\", StringComparison.OrdinalIgnoreCase)
            && each.IndexOf('\\', path.Length + 1) < 0).ToList();
        var cut = path.IndexOf('\\', StringComparison.Ordinal);
        var group = tree.Kind == "area" ? "Area" : "Iteration";
        var below = cut < 0 ? "" : path[cut..];
        var body = new JsonObject
        {
            ["id"] = tree.Paths[path],
            ["identifier"] = Organization.GuidOf($"{tree.Kind}/{path}"),
            ["name"] = path[(path.LastIndexOf('\\') + 1)..],
            ["structureType"] = tree.Kind,
            ["hasChildren"] = children.Count > 0,
            ["path"] = $"\\{call.NeededProject.Name}\\{group}{below}",
        };
        if (depth > 0 && children.Count > 0)
            body["children"] = new JsonArray([.. children.Select(child => (JsonNode)Node(call, tree, child, depth - 1))]);
        var address = string.Join('/', below.Split('\\', StringSplitOptions.RemoveEmptyEntries).Select(Uri.EscapeDataString));
        body["url"] = $"{call.View.Of(call.NeededProject)}/_apis/wit/classificationNodes/{group}s{(address.Length > 0 ? "/" + address : "")}";
        return body;
    }

    private static SandboxResponse Tags(DevOpsCall call)
    {
        var project = call.NeededProject;
        var names = call.Organization.WorkItems.Values.Where(item => item.ProjectName == project.Name)
            .SelectMany(item => FieldWriter.SplitTags(item.Current.Text("System.Tags") ?? ""))
            .Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase);
        return List(names.Select(name => new JsonObject
        {
            ["id"] = Organization.GuidOf("tag/" + name.ToLowerInvariant()),
            ["name"] = name,
            ["url"] = $"{call.View.Of(project)}/_apis/wit/tags/{Organization.GuidOf("tag/" + name.ToLowerInvariant())}",
        }));
    }
}
