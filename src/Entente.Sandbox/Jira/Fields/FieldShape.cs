namespace Entente.Sandbox.Jira.Fields;

/// <summary>How a field's value is written, kept and read.</summary>
internal enum FieldShape
{
    /// <summary>One line of at most 255 characters.</summary>
    Text,

    /// <summary>An Atlassian Document; wiki markup in version 2.</summary>
    RichText,

    Number,

    /// <summary><c>yyyy-MM-dd</c>.</summary>
    Date,

    /// <summary>A time, shown in the caller's zone.</summary>
    Instant,

    Option,

    Options,

    Person,

    Labels,

    Priority,

    Resolution,

    IssueType,

    Project,

    Status,

    Parent,

    /// <summary>Made when it is read: comments, attachments, links, sub-tasks, created, updated.</summary>
    Computed,

    /// <summary>Kept as a recording had it; not on any screen.</summary>
    Raw,
}
