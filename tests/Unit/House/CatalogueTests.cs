using Entente.Connectors;
using Entente.Sandbox.Host;

namespace Entente.Unit.Tests.House;

/// <summary>A vendor's folder and its line in the catalogue come and go together.</summary>
public sealed class CatalogueTests
{
    /// <summary>Folders that are no vendor's.</summary>
    private static readonly string[] Shared = ["Http", "Host", "People"];

    [Fact]
    public void Every_connector_s_folder_is_in_the_catalogue() =>
        Folders("src/Entente.Connectors/").ShouldBe(ConnectorCatalog.All.Select(entry => entry.Product));

    [Fact]
    public void Every_imitation_s_folder_is_in_the_catalogue() =>
        Folders("src/Entente.Sandbox/").ShouldBe(SandboxCatalog.All.Select(product => product.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_connector_says_how_to_set_it_up() =>
        Folders("src/Entente.Connectors/", folder => folder)
            .Where(folder => !Repository.Files.Contains($"src/Entente.Connectors/{folder}/README.md"))
            .ShouldBeEmpty();

    [Fact]
    public void Every_vendor_s_folder_has_tests()
    {
        foreach (var project in new[] { "Connectors", "Sandbox" })
            foreach (var folder in Folders($"src/Entente.{project}/", name => name))
                Repository.Below($"tests/Unit/{project}/{folder}/").ShouldNotBeEmpty($"{project}/{folder}");
    }

    private static IEnumerable<string> Folders(string project) => Folders(project, folder => folder.ToLowerInvariant());

    private static IEnumerable<string> Folders(string project, Func<string, string> name) => Repository.Below(project)
        .Select(path => path[project.Length..].Split('/'))
        .Where(parts => parts.Length > 1 && !Shared.Contains(parts[0]))
        .Select(parts => name(parts[0]))
        .Distinct()
        .Order(StringComparer.Ordinal);
}
