namespace Entente.Sandbox.AzureDevOps.Fields;

/// <summary>The types that the product's fields have.</summary>
internal enum FieldKind { String, Integer, Double, Boolean, DateTime, Html, PlainText, History, TreePath, Identity }

/// <summary>One field of the organisation.</summary>
internal sealed record WorkItemField(string ReferenceName, string Name, FieldKind Kind)
{
    /// <summary>Set by the server alone; with "bypass rules" the few that <see cref="YieldsToBypass"/> names may be set.</summary>
    public bool IsReadOnly { get; init; }

    public bool YieldsToBypass { get; init; }

    /// <summary>Only a full read (<c>$expand</c> fields or all) shows it.</summary>
    public bool IsShownExpanded { get; init; }

    public IReadOnlyList<string> AllowedValues { get; init; } = [];

    public bool IsLongText => Kind is FieldKind.Html or FieldKind.PlainText or FieldKind.History;

    /// <summary>The type's name in the API.</summary>
    public string TypeName => Kind switch
    {
        FieldKind.DateTime => "dateTime",
        FieldKind.PlainText => "plainText",
        FieldKind.TreePath => "treePath",
        // An identity is a string that is marked as one.
        FieldKind.Identity => "string",
        _ => Kind.ToString().ToLowerInvariant(),
    };
}
