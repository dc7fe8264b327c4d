namespace Entente.Sandbox;

/// <summary>A webhook call that an imitation wants made at <paramref name="DueAt"/>; the host delivers it and reports the status back.</summary>
/// <param name="Id">Unique within the imitation; a retry of the same delivery keeps it.</param>
public sealed record OutgoingWebhook(long Id, DateTimeOffset DueAt, Uri Target, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body)
{
    /// <summary>Upper case.</summary>
    public string Method { get; init; } = "POST";
}
