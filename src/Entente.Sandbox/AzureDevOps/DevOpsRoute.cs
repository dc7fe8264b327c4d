namespace Entente.Sandbox.AzureDevOps;

/// <summary>
/// One line of the table of contents: method, path below <c>_apis</c>, and who answers. <c>{}</c> stands for what varies,
/// <c>{*}</c> for the rest of the path; names compare without case, as the service's do.
/// </summary>
internal sealed record DevOpsRoute(string Method, string Template, Func<DevOpsCall, SandboxResponse> Answer)
{
    private readonly string[] parts = Template.Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Only answers versions that say <c>-preview</c>.</summary>
    public bool IsPreview { get; init; }

    /// <summary>Takes a JSON Patch document.</summary>
    public bool TakesPatch { get; init; }

    /// <summary>What stands for each placeholder, or null where the path is another.</summary>
    public IReadOnlyList<string>? Match(string[] path)
    {
        var takesRest = parts[^1] == "{*}";
        if (takesRest ? path.Length < parts.Length : path.Length != parts.Length)
            return null;
        var segments = new List<string>();
        for (var at = 0; at < parts.Length; at++)
        {
            if (parts[at] == "{*}")
                segments.Add(string.Join('/', path[at..]));
            else if (parts[at] == "{}" && !path[at].StartsWith('$'))
                segments.Add(path[at]);
            else if (parts[at] == "${}" && path[at].StartsWith('$'))
                segments.Add(path[at][1..]);
            else if (!parts[at].Equals(path[at], StringComparison.OrdinalIgnoreCase))
                return null;
        }

        return segments;
    }
}
