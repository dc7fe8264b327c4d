using System.Text.Json;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.AzureDevOps;

/// <summary>
/// An organisation's own fields as rules can use them, narrowed to what the work item types of its projects have; types, and states with their
/// category, stand in the labels of the fields that take them.
/// </summary>
internal sealed class AzureDevOpsCatalogue(AzureDevOpsClient client, AzureDevOpsDirectory directory, AzureDevOpsOptions options)
{
    /// <summary>Projects whose types are looked at where none are set.</summary>
    private const int MostProjects = 20;

    public async Task<TicketSchema> ReadAsync(CancellationToken cancellation)
    {
        var types = await directory.ReadTypesAsync(cancellation);
        var offered = new SortedSet<string>(StringComparer.Ordinal);
        var names = new SortedSet<string>(StringComparer.Ordinal);
        var states = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var project in await ProjectsAsync(cancellation))
            foreach (var type in await ListAsync($"{project}/_apis/wit/workitemtypes", cancellation))
                await AddAsync(project, type, (offered, names, states), cancellation);

        var own = types.Values
            .Where(type => offered.Contains(type.Name))
            .Where(type => AzureDevOpsSchema.IsRead(type.Name) && !AzureDevOpsSchema.Standard.Fields.ContainsKey(type.Name))
            .Select(type => type.Field());
        return AzureDevOpsSchema.With([.. own, Listed(AzureDevOpsSchema.Type, names), Listed(AzureDevOpsSchema.State, states)]);
    }

    /// <summary>The projects that are set, else the first that the account may see.</summary>
    public async Task<IReadOnlyList<string>> ProjectsAsync(CancellationToken cancellation) => options.Projects.Count > 0
        ? options.Projects
        : [.. (await ListAsync($"_apis/projects?$top={MostProjects}", cancellation)).Select(project => project.Text("name")).OfType<string>()];

    private async Task AddAsync(
        string project,
        JsonElement type,
        (SortedSet<string> Fields, SortedSet<string> Types, SortedSet<string> States) found,
        CancellationToken cancellation)
    {
        if (type.Text("name") is not { } name || type.Flag("isDisabled") == true)
            return;
        found.Types.Add(name);
        List<JsonElement> fields = [.. type.Items("fields"), .. type.Items("fieldInstances")];
        if (fields.Count == 0)
            fields = await ListAsync($"{project}/_apis/wit/workitemtypes/{name}/fields", cancellation);
        found.Fields.UnionWith(fields.Select(field => field.Text("referenceName")).OfType<string>());
        List<JsonElement> states = [.. type.Items("states")];
        if (states.Count == 0)
            states = await ListAsync($"{project}/_apis/wit/workitemtypes/{name}/states", cancellation);
        found.States.UnionWith(
            states.Where(state => state.Text("name") is not null).Select(state => $"{state.Text("name")} ({state.Text("category")})"));
    }

    private async Task<List<JsonElement>> ListAsync(FormattableString path, CancellationToken cancellation) =>
        [.. (await client.GetAsync(AzureDevOpsClient.Path(path), cancellation)).Items("value")];

    private static TicketField Listed(string field, SortedSet<string> values)
    {
        var known = AzureDevOpsSchema.Standard.Fields[field];
        return values.Count == 0 ? known : known with { Label = $"{known.Label.Split(':', ';')[0]}: {string.Join(", ", values)}" };
    }
}
