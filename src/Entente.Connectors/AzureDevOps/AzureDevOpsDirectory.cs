using System.Text.Json;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.AzureDevOps;

/// <summary>What hardly ever changes and is asked for once: the types of fields and who the hub is.</summary>
internal sealed class AzureDevOpsDirectory(AzureDevOpsClient client, ConnectionSettings settings)
{
    private IReadOnlyDictionary<string, AzureDevOpsFieldType>? types;
    private AzureDevOpsPeople? people;

    /// <summary>Who the hub is, as far as it is known without asking.</summary>
    public AzureDevOpsPeople People => people ?? new AzureDevOpsPeople(settings.User);

    /// <summary>The hub's account with its id.</summary>
    public async Task<AzureDevOpsPeople> PeopleAsync(CancellationToken cancellation) =>
        people ??= new AzureDevOpsPeople(settings.User, (await AccountAsync(cancellation))?.Text("id"));

    /// <summary>The signed-in account; null where this Azure DevOps does not tell.</summary>
    public async Task<JsonElement?> AccountAsync(CancellationToken cancellation)
    {
        try
        {
            return (await client.GetAsync("_apis/connectionData?api-version=7.1-preview.1", cancellation)).Member("authenticatedUser");
        }
        catch (ConnectorException missing) when (missing.Kind is FailureKind.NotFound or FailureKind.Unsupported)
        {
            return null;
        }
    }

    /// <summary>The mapping for work items whose fields are all known: a field that was added since is asked for again.</summary>
    /// <param name="item">The work item to be mapped, if one is at hand.</param>
    public async Task<AzureDevOpsMapping> MappingAsync(JsonElement? item, CancellationToken cancellation)
    {
        var who = await PeopleAsync(cancellation);
        var known = types ?? await ReadTypesAsync(cancellation);
        if (item?.Member("fields") is { ValueKind: JsonValueKind.Object } fields
            && fields.EnumerateObject().Any(field => IsUnknown(field.Name, known)))
        {
            known = Completed(await ReadTypesAsync(cancellation), fields);
        }

        return new AzureDevOpsMapping(client.Endpoint, new AzureDevOpsFields(known), who);
    }

    /// <summary>All fields of the organisation by reference name, now.</summary>
    public async Task<IReadOnlyDictionary<string, AzureDevOpsFieldType>> ReadTypesAsync(CancellationToken cancellation)
    {
        var read = new SortedDictionary<string, AzureDevOpsFieldType>(StringComparer.Ordinal);
        foreach (var field in (await client.GetAsync(AzureDevOpsClient.Path($"_apis/wit/fields"), cancellation)).Items("value"))
            if (AzureDevOpsFieldType.Read(field) is { } type)
                read[type.Name] = type;
        return types = read;
    }

    private static bool IsUnknown(string field, IReadOnlyDictionary<string, AzureDevOpsFieldType> known) =>
        AzureDevOpsSchema.IsRead(field) && !known.ContainsKey(field) && !AzureDevOpsSchema.Standard.Fields.ContainsKey(field);

    // A field that even the newest list does not name counts as text, so that it is not asked for with every read.
    private IReadOnlyDictionary<string, AzureDevOpsFieldType> Completed(IReadOnlyDictionary<string, AzureDevOpsFieldType> read, JsonElement fields)
    {
        var all = new SortedDictionary<string, AzureDevOpsFieldType>(read.ToDictionary(), StringComparer.Ordinal);
        foreach (var field in fields.EnumerateObject())
            all.TryAdd(field.Name, new AzureDevOpsFieldType(field.Name, field.Name, "string"));
        return types = all;
    }
}
