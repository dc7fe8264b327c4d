using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Entente.Node.Audit;

/// <summary>One line of the checkpoint file: where chains ended at a moment, under a key that only the hub has.</summary>
/// <param name="IsWhole">True when it names every chain; else only those that moved since the line before.</param>
/// <param name="IsLast">True when the node ended after it: nothing was written that it does not cover.</param>
/// <param name="Marks">By name of the chain, <c>12:HASH</c>.</param>
/// <param name="Previous">The line before's <paramref name="Mac"/>.</param>
internal sealed record Checkpoint(
    long N, DateTimeOffset At, bool IsWhole, bool IsLast, SortedDictionary<string, string> Marks, string Previous, string Mac)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string ToLine() => JsonSerializer.Serialize(this, Json);

    public Checkpoint Signed(byte[] key) => this with { Mac = MacUnder(key) };

    /// <summary>Null for a line that no hub with this key wrote, byte for byte.</summary>
    public static Checkpoint? Read(string line, byte[] key)
    {
        try
        {
            var read = JsonSerializer.Deserialize<Checkpoint>(line, Json);
            return read is { Marks: not null } && read.ToLine() == line && read.Mac == read.MacUnder(key) ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string MacUnder(byte[] key) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes((this with { Mac = "" }).ToLine())));
}
