using System.Text.Json.Nodes;

using Entente.Sandbox.AzureDevOps.World;

namespace Entente.Sandbox.AzureDevOps;

/// <summary>The organisation as seen under an address: the links that answers hold.</summary>
internal sealed record DevOpsView(Organization Organization, Uri Address)
{
    public string Root => $"{Address.GetLeftPart(UriPartial.Authority)}/{Organization.Name}";

    /// <summary>Answers link through the project's id, whatever way the caller came.</summary>
    public string Of(Project project) => $"{Root}/{project.Id}";

    public string Of(WorkItem item) => $"{Of(Organization.ProjectOf(item))}/_apis/wit/workItems/{item.Id}";

    public string Page(WorkItem item) => $"{Of(Organization.ProjectOf(item))}/_workitems/edit/{item.Id}";

    public string Field(string referenceName) => $"{Root}/_apis/wit/fields/{referenceName}";

    public JsonNode? Person(string? idOrText) => idOrText is null ? null
        : Organization.People.TryGetValue(idOrText, out var person) ? Person(person)
        : JsonValue.Create(idOrText);

    public JsonObject Person(Person person)
    {
        var avatar = $"{Root}/_apis/GraphProfile/MemberAvatars/{person.Descriptor}";
        return new()
        {
            ["displayName"] = person.DisplayName,
            ["url"] = $"{Root}/_apis/Identities/{person.Id}",
            ["_links"] = new JsonObject { ["avatar"] = Link(avatar) },
            ["id"] = person.Id,
            ["uniqueName"] = person.UniqueName,
            ["imageUrl"] = avatar,
            ["descriptor"] = person.Descriptor,
        };
    }

    /// <summary>The form of reports and service hooks.</summary>
    public string? PersonText(string? idOrText) =>
        idOrText is not null && Organization.People.TryGetValue(idOrText, out var person) ? person.Name : idOrText;

    public static JsonObject Link(string address) => new() { ["href"] = address };
}
