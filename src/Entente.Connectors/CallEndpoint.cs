namespace Entente.Connectors;

/// <summary>What a vendor counts as one endpoint: a method and a path in which ids do not matter, <c>PUT /api/v2/tickets/*</c>.</summary>
public static class CallEndpoint
{
    /// <summary>The endpoint of a call. Parts of the path that hold a digit are taken for ids, but for versions (<c>v2</c>, <c>3</c>).</summary>
    public static string Of(HttpMethod method, Uri address) =>
        $"{method.Method} {string.Join('/', address.AbsolutePath.Split('/').Select(part => IsId(part) ? "*" : part))}";

    private static bool IsId(string part) => part.Any(char.IsAsciiDigit) && part.Length > 2;
}
