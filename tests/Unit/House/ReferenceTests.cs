using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Entente.Unit.Tests.House;

/// <summary>Who may know whom. One table; a project that is not in it fails, so does a reference that is not.</summary>
public sealed partial class ReferenceTests
{
    private static readonly SortedDictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Cel"] = [],
        ["Core"] = ["Cel"],
        ["Storage"] = ["Core"],
        ["Connectors"] = ["Core"],
        ["Sandbox"] = [],
        ["Demo"] = [],
        ["Node"] = ["Core", "Storage", "Connectors"],
        ["Cli"] = ["Node", "Sandbox", "Demo"],
    };

    public static TheoryData<string> Projects() =>
        [.. Repository.Below("src/").Where(path => path.EndsWith(".csproj", StringComparison.Ordinal))];

    [Fact]
    public void The_projects_are_those_of_the_table() =>
        Projects().Select(row => NameOf(row.Data)).Order(StringComparer.Ordinal).ShouldBe(Allowed.Keys);

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_refers_only_to_whom_it_may_know(string project) =>
        References(Repository.Read(project)).Except(Allowed[NameOf(project)]).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_s_code_names_only_whom_it_may_know(string project)
    {
        var strangers = Allowed.Keys.Except(Known(NameOf(project))).ToHashSet();
        var folder = project[..(project.LastIndexOf('/') + 1)];

        Repository.Sources.Where(source => source.Path.StartsWith(folder, StringComparison.Ordinal))
            .SelectMany(source => Using().Matches(source.Text).Select(match => (source.Path, Name: match.Groups[1].Value)))
            .Where(named => strangers.Contains(named.Name))
            .ShouldBeEmpty();
    }

    [Fact]
    public void A_forbidden_reference_would_be_found()
    {
        const string Project = """<Project><ItemGroup><ProjectReference Include="../Entente.Core/Entente.Core.csproj" /></ItemGroup></Project>""";

        References(Project).Except(Allowed["Sandbox"]).ShouldBe(["Core"]);
    }

    /// <summary>A project may use what those it refers to stand on.</summary>
    private static IEnumerable<string> Known(string name) => Allowed[name].SelectMany(Known).Append(name);

    private static IEnumerable<string> References(string project) =>
        XDocument.Parse(project).Descendants("ProjectReference").Select(reference => NameOf(reference.Attribute("Include")!.Value));

    private static string NameOf(string project) => Path.GetFileNameWithoutExtension(project)["Entente.".Length..];

    [GeneratedRegex(@"\bEntente\.(\w+)\b")]
    private static partial Regex Using();
}
