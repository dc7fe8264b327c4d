using Entente.Core.Rules;
using Entente.Node.Accords;

namespace Entente.Node.Doctor;

/// <summary>Whether the accord and its rules could go live.</summary>
public static class AccordChecks
{
    public static IEnumerable<Finding> Run(string folder)
    {
        if (!Directory.Exists(folder))
            return [Finding.Wrong("accord.missing", folder, "There is no accord.", "Name its folder with --accord.")];
        var result = RuleBook.Load(AccordFolder.Read(folder), HubOpening.Schemas());
        if (result.Errors.Count == 0)
            return [Finding.Ok("accord.sound", folder, $"The accord and its rules have no errors and {result.Warnings.Count} warnings.")];
        var first = result.Errors[0];
        return
        [
            Finding.Wrong(
                "accord.errors", folder, $"{result.Errors.Count} errors, the first at {first.File}:{first.Line}:{first.Column}: {first.Message}",
                $"entente check {folder} lists all. {first.Remedy}".TrimEnd()),
        ];
    }
}
