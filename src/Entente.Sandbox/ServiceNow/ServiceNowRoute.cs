namespace Entente.Sandbox.ServiceNow;

/// <summary>One endpoint: a method, a path with <c>{}</c> for its variable parts, and what answers it.</summary>
internal sealed class ServiceNowRoute(string method, string pattern, Func<ServiceNowCall, SandboxResponse> answer)
{
    private readonly string[] parts = pattern.Split('/');

    public string Method { get; } = method;

    public SandboxResponse Answer(ServiceNowCall call) => answer(call);

    /// <summary>The variable parts of a path that fits; null where it does not fit.</summary>
    public IReadOnlyList<string>? Match(IReadOnlyList<string> path)
    {
        if (path.Count != parts.Length || parts.Zip(path).Any(pair => pair.First != "{}" && pair.First != pair.Second))
            return null;
        return [.. path.Where((_, place) => parts[place] == "{}")];
    }
}
