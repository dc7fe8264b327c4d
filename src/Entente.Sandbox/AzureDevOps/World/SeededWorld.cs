using Entente.Sandbox.AzureDevOps.Fields;

namespace Entente.Sandbox.AzureDevOps.World;

/// <summary>The organisation as it stands before the first call: people, one project and its process, no work items.</summary>
internal static class SeededWorld
{
    public const string IntegrationToken = "sandbox-azuredevops-token";
    public const string DavidToken = "sandbox-david-token";
    public const string MarcoToken = "sandbox-marco-token";

    public static Organization Make()
    {
        var organization = new Organization();
        StandardFields.AddTo(organization.Fields);
        AddPeople(organization);
        AddProject(organization, "Shop", AgileProcess.Make("Global Agile"));
        AddNode(organization, organization.Projects[0].Areas, @"Shop\Development");
        AddNode(organization, organization.Projects[0].Areas, @"Shop\Network");
        AddNode(organization, organization.Projects[0].Iterations, @"Shop\Sprint 1");
        AddNode(organization, organization.Projects[0].Iterations, @"Shop\Sprint 2");
        return organization;
    }

    public static Project AddProject(Organization organization, string name, Process process)
    {
        var project = new Project(Organization.GuidOf("project/" + name), name, process);
        AddNode(organization, project.Areas, name);
        AddNode(organization, project.Iterations, name);
        organization.Projects.Add(project);
        return project;
    }

    public static void AddNode(Organization organization, SortedDictionary<string, long> tree, string path) =>
        tree.TryAdd(path, organization.NextId("node"));

    private static void AddPeople(Organization organization)
    {
        Person[] people =
        [
            new("49b79148-4735-4daa-8acb-8406eaa643b1", "David", "david@global.example") { Token = DavidToken },
            new("7a3cbf0e-90d0-4b35-9d0c-52e0b1c7a842", "Marco", "marco@global.example") { Token = MarcoToken },
            new("c1f2b6de-5f0a-4e43-a6ad-6f6a94d0b7f5", "Entente Integration", "integration@global.example")
            {
                Token = IntegrationToken, MayBypassRules = true,
            },
        ];
        foreach (var person in people)
            organization.People.Add(person.Id, person);
    }
}
