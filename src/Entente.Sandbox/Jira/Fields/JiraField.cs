using System.Text.Json.Nodes;

namespace Entente.Sandbox.Jira.Fields;

/// <summary>A choice of an option field.</summary>
internal sealed record FieldOption(string Id, string Value);

/// <summary>A field of the site, built in or custom.</summary>
/// <param name="Id">Its key in <c>fields</c>: <c>summary</c>, <c>customfield_10901</c>.</param>
internal sealed record JiraField(string Id, string Name, FieldShape Shape)
{
    /// <summary>The number of a custom field; null for one that is built in.</summary>
    public long? CustomId { get; init; }

    public bool IsOnCreateScreen { get; init; }

    public bool IsOnEditScreen { get; init; }

    public bool IsRequired { get; init; }

    /// <summary>Shown as null on issues without a value; a recorded field is shown only where the recording had it.</summary>
    public bool IsEverywhere { get; init; } = true;

    /// <summary>Names in JQL.</summary>
    public IReadOnlyList<string> ClauseNames { get; init; } = [];

    /// <summary>Choices; a load may add some.</summary>
    public List<FieldOption> Options { get; init; } = [];

    /// <summary>The schema of what is computed or kept raw: type and the type of items.</summary>
    public (string Type, string? Items) Computed { get; init; } = ("any", null);

    public static JiraField Custom(long id, string name, FieldShape shape, params FieldOption[] options) =>
        new($"customfield_{id}", name, shape)
        {
            CustomId = id,
            IsOnCreateScreen = shape != FieldShape.Raw,
            IsOnEditScreen = shape != FieldShape.Raw,
            ClauseNames = [$"cf[{id}]", name],
            Options = [.. options],
        };

    public IReadOnlyList<string> Operations => Shape switch
    {
        FieldShape.Labels or FieldShape.Options => ["add", "set", "remove"],
        _ => ["set"],
    };

    public JsonObject Schema()
    {
        var (type, items) = Types();
        var schema = new JsonObject { ["type"] = type };
        if (items is not null)
            schema["items"] = items;
        if (CustomId is not { } number)
        {
            schema["system"] = Id;
            return schema;
        }

        schema["custom"] = "com.atlassian.jira.plugin.system.customfieldtypes:" + CustomType();
        schema["customId"] = number;
        return schema;
    }

    private (string Type, string? Items) Types() => Shape switch
    {
        FieldShape.Text or FieldShape.RichText => ("string", null),
        FieldShape.Number => ("number", null),
        FieldShape.Date => ("date", null),
        FieldShape.Instant => ("datetime", null),
        FieldShape.Option => ("option", null),
        FieldShape.Options => ("array", "option"),
        FieldShape.Person => ("user", null),
        FieldShape.Labels => ("array", "string"),
        FieldShape.Priority => ("priority", null),
        FieldShape.Resolution => ("resolution", null),
        FieldShape.IssueType => ("issuetype", null),
        FieldShape.Project => ("project", null),
        FieldShape.Status => ("status", null),
        FieldShape.Parent => ("issuelink", null),
        FieldShape.Computed or FieldShape.Raw => Computed,
    };

    private string CustomType() => Shape switch
    {
        FieldShape.RichText => "textarea",
        FieldShape.Number => "float",
        FieldShape.Date => "datepicker",
        FieldShape.Instant => "datetime",
        FieldShape.Option => "select",
        FieldShape.Options => "multicheckboxes",
        FieldShape.Person => "userpicker",
        FieldShape.Labels => "labels",
        FieldShape.Raw => "readonlyfield",
        _ => "textfield",
    };
}
