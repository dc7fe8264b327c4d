using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

using Entente.Core.Accord;
using Entente.Core.Rules;
using Entente.Node.Accords;

namespace Entente.Node.Trials;

/// <summary>Asks what a changed accord folder would do to the open twins of a link.</summary>
public sealed record TrialRequest(string Link, IReadOnlyList<TrialFile> Files);

/// <summary>A file of the folder.</summary>
/// <param name="Path">Below the folder, with forward slashes.</param>
/// <param name="Content">Its bytes; base64 in JSON.</param>
public sealed record TrialFile(string Path, byte[] Content)
{
    /// <summary>Files as an accord is read from them, by path, ordinal order.</summary>
    internal static IReadOnlyList<SourceFile> ToSources(IEnumerable<TrialFile> files) =>
        [.. files.Select(file => new SourceFile(file.Path, file.Content)).OrderBy(file => file.Path, StringComparer.Ordinal)];
}

/// <summary>One line of the answer.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(TrialSide), "side")]
[JsonDerivedType(typeof(TrialProgress), "progress")]
[JsonDerivedType(typeof(TrialResult), "result")]
[JsonDerivedType(typeof(PlanChange), "change")]
public abstract record TrialLine;

/// <summary>A ticket whose next send or write would differ, or on which the changed rule fails.</summary>
public sealed record TrialSide(
    string Ticket, string Twin, IReadOnlyList<TrialChange> Leaves, IReadOnlyList<TrialChange> Writes, IReadOnlyList<string> Failures) : TrialLine;

/// <summary>A value under the rule in force and under the changed one; null where that rule has none.</summary>
public sealed record TrialChange(string Name, string? Before, string? After);

/// <summary>How many tickets were compared so far.</summary>
public sealed record TrialProgress(long Seen) : TrialLine;

/// <summary>The end: counts of tickets on the link.</summary>
/// <param name="Different">Tickets whose next send or write would differ.</param>
/// <param name="Failing">Tickets on which the changed rule fails.</param>
/// <param name="Unread">Tickets that were not read yet and could not be compared.</param>
public sealed record TrialResult(long Seen, long Same, long Different, long Failing, long Unread) : TrialLine;

/// <summary>Compares the rules in force with a folder's, on every open twin of a link. Nothing is read from a tracker and nothing written.</summary>
internal sealed class RuleTrial(HubContext hub, TrialRequest request)
{
    /// <summary>Lines as they are found, the result last. Throws <see cref="RefusedException"/> for a folder that cannot go live.</summary>
    public async IAsyncEnumerable<TrialLine> RunAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var trial = new SideTrial(hub, Load());
        yield return new TrialProgress(0);
        await foreach (var line in trial.RunAsync([request.Link], cancellation))
            yield return line;
    }

    private RuleBook Load()
    {
        var book = LiveAccord.Load(TrialFile.ToSources(request.Files));
        foreach (var (accord, where) in new[] { (hub.Book.Accord, "in force"), (book.Accord, "in that folder") })
            if (accord.Link(request.Link) is null)
                throw new RefusedException(404, $"The accord {where} has no link '{request.Link}'.");
        return book;
    }
}
