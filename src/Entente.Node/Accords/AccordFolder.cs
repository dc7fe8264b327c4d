using Entente.Core.Accord;

namespace Entente.Node.Accords;

/// <summary>Reads an accord's files from disk; what they say is decided in Core.</summary>
public static class AccordFolder
{
    /// <summary>
    /// The YAML files of an accord's folder and of its parties' folders, by path below it, ordinal order. Throws
    /// <see cref="DirectoryNotFoundException"/>.
    /// </summary>
    public static IReadOnlyList<SourceFile> Read(string folder)
    {
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"There is no folder '{folder}'.");
        return [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path) is ".yaml" or ".yml" or ".json")
            .Select(Plain)
            .Select(path => new SourceFile(Path.GetRelativePath(folder, path).Replace('\\', '/'), File.ReadAllBytes(path)))
            .OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    /// <summary>A link may point at anything, a device without an end included: an accord is made of plain files.</summary>
    private static string Plain(string path) => new FileInfo(path).LinkTarget is null
        ? path
        : throw new HubStartException($"{path} is a link. Put the file itself there.", isInput: true);
}
