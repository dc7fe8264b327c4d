using Entente.Core.Accord.Lint;
using Entente.Core.Accord.Shapes;
using Entente.Core.Accord.Yaml;

namespace Entente.Core.Accord;

/// <summary>Reads an accord's file and checks it whole.</summary>
internal static class AccordCheck
{
    /// <summary>The accord, or null when the file is no mapping. The model is of use for checking rules even when errors were reported.</summary>
    public static AccordDocument? Read(SourceFile file, Findings findings)
    {
        if (YamlReader.Read(file, findings) is not { } node) return null;
        if (node is not YamlMapping root)
        {
            findings.Error("accord.value", node, $"An accord is a mapping, not {node.Kind}.", "Begin with apiVersion: accord/v1.");
            return null;
        }
        new ShapeCheck(DeclaredNames.Collect(root, findings), findings).Check(root, AccordShape.Document);
        var accord = AccordReader.Read(root);
        // Lints judge what is said; a file whose form is wrong says nothing reliable yet.
        if (!findings.HasErrorsOfForm) AccordLints.Run(accord, findings);
        return accord;
    }
}
