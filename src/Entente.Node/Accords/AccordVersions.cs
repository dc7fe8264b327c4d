using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

using Entente.Core.Accord;
using Entente.Core.Journal;

namespace Entente.Node.Accords;

/// <summary>One content of the accord's folder that was live at some time. Equal content has one number.</summary>
/// <param name="Number">From 1, in the order in which they were first applied.</param>
/// <param name="Hash">SHA-256 over the files' paths and bytes, lower-case hex.</param>
/// <param name="By">Who first applied it; <c>start</c> for a folder that the hub was started with.</param>
public sealed record AccordVersion(int Number, string Hash, DateTimeOffset At, string By);

/// <summary>A version that went live.</summary>
/// <param name="Act"><c>start</c>, <c>apply</c>, <c>rollback</c>.</param>
public sealed record AccordAct(DateTimeOffset At, string By, string Act, int Number);

/// <summary>All versions, and which one is live.</summary>
/// <param name="Folder">Hash of the folder that the hub was last started with: an unchanged folder does not undo what was applied since.</param>
public sealed record AccordIndex(int Live, string Folder, ImmutableList<AccordVersion> Versions, ImmutableList<AccordAct> History)
{
    private const int LongestHistory = 200;

    public AccordVersion LiveVersion => Versions.Single(version => version.Number == Live);

    /// <summary>With this version live.</summary>
    internal AccordIndex Now(AccordVersion version, AccordAct act) => this with
    {
        Live = version.Number,
        Versions = Versions.Contains(version) ? Versions : Versions.Add(version),
        History = [.. History.Append(act).TakeLast(LongestHistory)],
    };
}

/// <summary>
/// The store of accord versions: named values of the journal, so that they outlive the process and every node of a hub sees them. The files of a
/// version are written before the index names it.
/// </summary>
internal sealed class AccordVersions(IJournal journal)
{
    private const string Index = "accord";

    /// <summary>Null before the first start.</summary>
    public async Task<AccordIndex?> ReadAsync(CancellationToken cancellation) =>
        await journal.ReadValueAsync(Index, cancellation) is { } text
            ? JsonSerializer.Deserialize<AccordIndex>(text, JsonSerializerOptions.Web)
            : null;

    public Task WriteAsync(AccordIndex index, CancellationToken cancellation) =>
        journal.WriteValueAsync(Index, JsonSerializer.Serialize(index, JsonSerializerOptions.Web), cancellation);

    /// <summary>The files of a version. Throws <see cref="InvalidOperationException"/> for a hash that was never stored.</summary>
    public async Task<IReadOnlyList<SourceFile>> FilesAsync(string hash, CancellationToken cancellation)
    {
        var text = await journal.ReadValueAsync(Name(hash), cancellation) ?? throw new InvalidOperationException($"No accord {hash} is stored.");
        return JsonSerializer.Deserialize<List<SourceFile>>(text, JsonSerializerOptions.Web)!;
    }

    public Task StoreAsync(string hash, IReadOnlyList<SourceFile> files, CancellationToken cancellation) =>
        journal.WriteValueAsync(Name(hash), JsonSerializer.Serialize(files, JsonSerializerOptions.Web), cancellation);

    public static string HashOf(IReadOnlyList<SourceFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files.OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{file.Path}\n{file.Content.Length}\n"));
            hash.AppendData(file.Content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string Name(string hash) => $"accord:{hash}";
}
