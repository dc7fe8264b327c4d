namespace Entente.Core.Rules;

/// <summary>What to do when the partner's ticket takes no more writes.</summary>
public enum ClosedPolicy { Park, FollowUp, Reopen }

/// <summary>What to do with a text that is longer than the tracker takes.</summary>
public enum OverflowPolicy { Park, TruncateAndAttach, Truncate }

/// <summary>What to do when the rule's trigger is no longer true for a shared ticket.</summary>
public enum UntriggeredPolicy { Stop, Keep }

/// <summary>Whether a comment begins with a line that names its author and party.</summary>
public enum AuthorPolicy { Line, None }

/// <summary>What to do when the partner's ticket is deleted.</summary>
public enum DeletedPolicy { Park, Keep, Close }

/// <summary>What to do when the own ticket moves to another project or key.</summary>
public enum MovedPolicy { Follow, Stop, Park }

/// <summary>What to do with a comment that its author edits after it crossed.</summary>
public enum EditedCommentPolicy { Update, Note, Ignore }

/// <summary>What to do with a comment that is deleted after it crossed.</summary>
public enum DeletedCommentPolicy { Keep, Note }

/// <summary>Whether internal comments, and files on them, may leave.</summary>
public enum InternalPolicy { Home, Share }

/// <summary>Whether the hub tells the people of the own tracker, in internal notes, what they cannot see there.</summary>
public enum NotePolicy { Write, None }

/// <summary>How an image inside a text crosses.</summary>
public enum InlinePolicy { Reference, Drop }

/// <summary>
/// How a rule handles what nobody wants to script. Every default is the careful one; <see cref="PolicyTable"/> tells what each means.
/// </summary>
public sealed record RulePolicies
{
    public ClosedPolicy Closed { get; init; } = ClosedPolicy.Park;

    public OverflowPolicy Overflow { get; init; } = OverflowPolicy.Park;

    public UntriggeredPolicy Untriggered { get; init; } = UntriggeredPolicy.Stop;

    public AuthorPolicy Author { get; init; } = AuthorPolicy.Line;

    public DeletedPolicy Deleted { get; init; } = DeletedPolicy.Park;

    public MovedPolicy Moved { get; init; } = MovedPolicy.Follow;

    public InternalPolicy Internal { get; init; } = InternalPolicy.Home;

    public EditedCommentPolicy EditedComments { get; init; } = EditedCommentPolicy.Update;

    public DeletedCommentPolicy DeletedComments { get; init; } = DeletedCommentPolicy.Keep;

    public NotePolicy Notes { get; init; } = NotePolicy.Write;

    public AttachmentPolicy Attachments { get; init; } = new();

    public UnmappedPolicy Unmapped { get; init; } = new();
}

/// <summary>Which files may leave.</summary>
public sealed record AttachmentPolicy
{
    /// <summary>Media types that may leave, <c>image/*</c> for a family; empty lets every type leave. Ordinal order.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>The largest file that may leave. Default: the dictionary's limit, 20 MB when it sets none.</summary>
    public long MaxBytes { get; init; } = 20_000_000;

    public InlinePolicy Inline { get; init; } = InlinePolicy.Reference;

    /// <summary>Whether a file of this type and length may leave. Parameters of the type (<c>; charset=utf-8</c>) do not count.</summary>
    public bool Allows(string mediaType, long bytes)
    {
        var type = mediaType.Split(';')[0].Trim();
        return bytes <= MaxBytes && (Types.Count == 0 || Types.Any(allowed => Matches(allowed, type)));
    }

    private static bool Matches(string allowed, string type) => allowed.EndsWith("/*", StringComparison.Ordinal)
        ? type.StartsWith(allowed[..^1], StringComparison.OrdinalIgnoreCase)
        : type.Equals(allowed, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Values that stand in where a map of the rule knows no counterpart. A field without one parks its side.</summary>
public sealed record UnmappedPolicy
{
    /// <summary>By canonical field, ordinal order.</summary>
    public IReadOnlyDictionary<string, string> Share { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>By native field, ordinal order.</summary>
    public IReadOnlyDictionary<string, string> Accept { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);
}
