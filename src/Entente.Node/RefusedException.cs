namespace Entente.Node;

/// <summary>A command cannot be obeyed, in a sentence for its user.</summary>
/// <param name="status">404: a name that is not known; 422: it can never be so; 409: not as things are now.</param>
public sealed class RefusedException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;

    public static RefusedException NoLink(string link) => new(404, $"The accord has no link '{link}'.");

    public static RefusedException NotServed(string connection) => new(
        409, $"This hub does not serve connection '{connection}': it has no secret for it. Set one: entente secret set {connection}.");
}
