namespace Entente.Core.Rules;

/// <summary>One value that a policy may have.</summary>
internal sealed record PolicyChoice(string Value, string Meaning, Func<RulePolicies, RulePolicies> Apply);

/// <summary>One policy with its values, the default first.</summary>
/// <param name="Name">The key below <c>policies</c>; a dot leads into a mapping.</param>
internal sealed record PolicyRow(string Name, string Question, IReadOnlyList<PolicyChoice> Choices);

/// <summary>Every policy that is a choice: parsing, lint and documentation read this one table.</summary>
internal static class PolicyTable
{
    public static IReadOnlyList<PolicyRow> Rows { get; } =
    [
        new("closed", "The own ticket is closed for good and something arrives for it.",
        [
            new("park", "Set it aside for a person.", policies => policies with { Closed = ClosedPolicy.Park }),
            new("follow-up", "Open a follow-up ticket and go on there.", policies => policies with { Closed = ClosedPolicy.FollowUp }),
            new("reopen", "Reopen the ticket.", policies => policies with { Closed = ClosedPolicy.Reopen }),
        ]),
        new("overflow", "A text is longer than the tracker takes.",
        [
            new("park", "Set it aside for a person.", policies => policies with { Overflow = OverflowPolicy.Park }),
            new("truncate-and-attach", "Cut it with a visible mark and attach the whole text.", Attach),
            new("attach", "The same, shorter.", Attach),
            new("truncate", "Cut it with a visible mark.", policies => policies with { Overflow = OverflowPolicy.Truncate }),
        ]),
        new("author", "A comment arrives from the partner.",
        [
            new("line", "Begin it with a line that names author and party.", policies => policies with { Author = AuthorPolicy.Line }),
            new("none", "Write it without a name.", policies => policies with { Author = AuthorPolicy.None }),
        ]),
        new("deleted", "The partner's ticket is deleted.",
        [
            new("park", "Set it aside for a person.", policies => policies with { Deleted = DeletedPolicy.Park }),
            new("keep", "Keep the own ticket and stop.", policies => policies with { Deleted = DeletedPolicy.Keep }),
            new("close", "Close the own ticket and stop.", policies => policies with { Deleted = DeletedPolicy.Close }),
        ]),
        new("moved", "The own ticket moves to another project or key.",
        [
            new("follow", "Go on with it; its identity does not change.", policies => policies with { Moved = MovedPolicy.Follow }),
            new("stop", "Stop sharing it.", policies => policies with { Moved = MovedPolicy.Stop }),
            new("park", "Set it aside for a person.", policies => policies with { Moved = MovedPolicy.Park }),
        ]),
        new("notes", "Custody moves, sharing stops, or something is not passed on: people here cannot see it in their tracker.",
        [
            new("write", "Say so in an internal note on the own ticket.", policies => policies with { Notes = NotePolicy.Write }),
            new("none", "Say nothing.", policies => policies with { Notes = NotePolicy.None }),
        ]),
        new("internal", "The share rule selects internal comments or files on them.",
        [
            new("home", "They stay home all the same.", policies => policies with { Internal = InternalPolicy.Home }),
            new("share", "They leave as selected.", policies => policies with { Internal = InternalPolicy.Share }),
        ]),
        new("comments.edited", "A comment is edited after it crossed.",
        [
            new("update", "Replace its text where the tracker can, else add a note.",
                policies => policies with { EditedComments = EditedCommentPolicy.Update }),
            new("note", "Add the new text as a further comment.", policies => policies with { EditedComments = EditedCommentPolicy.Note }),
            new("ignore", "Leave the first text.", policies => policies with { EditedComments = EditedCommentPolicy.Ignore }),
        ]),
        new("comments.deleted", "A comment is deleted after it crossed.",
        [
            new("keep", "Leave it.", policies => policies with { DeletedComments = DeletedCommentPolicy.Keep }),
            new("note", "Leave it and add a note that its author withdrew it.",
            policies => policies with { DeletedComments = DeletedCommentPolicy.Note }),
        ]),
        new("attachments.inline", "A text shows an image.",
        [
            new("reference", "Put the file's name in its place.", policies => WithInline(policies, InlinePolicy.Reference)),
            new("drop", "Leave it out.", policies => WithInline(policies, InlinePolicy.Drop)),
        ]),
    ];

    /// <summary>Policies that are no plain choice; <see cref="PolicyReader"/> reads them.</summary>
    public static IReadOnlyList<string> Others { get; } = ["attachments.types", "attachments.maxBytes", "unmapped"];

    private static RulePolicies Attach(RulePolicies policies) => policies with { Overflow = OverflowPolicy.TruncateAndAttach };

    private static RulePolicies WithInline(RulePolicies policies, InlinePolicy inline) =>
        policies with { Attachments = policies.Attachments with { Inline = inline } };
}
