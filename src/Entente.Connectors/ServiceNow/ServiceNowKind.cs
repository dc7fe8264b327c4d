namespace Entente.Connectors.ServiceNow;

/// <summary>What a field holds, and so how its text is read and written.</summary>
internal enum ServiceNowKind
{
    /// <summary>A line of text.</summary>
    Text,

    /// <summary>Several lines of plain text, read as rich text.</summary>
    Rich,

    /// <summary>The stored value of a choice, which is text even where it is a number: labels change with language and admin.</summary>
    Choice,

    /// <summary>A user.</summary>
    Person,

    /// <summary>A record of another table.</summary>
    Reference,

    /// <summary>An instant or a date.</summary>
    Time,

    /// <summary>True or false.</summary>
    Flag,
}
