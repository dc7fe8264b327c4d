using Entente.Sandbox.Jira.Fields;
using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira.Jql;

/// <summary>Turns what a query names into what is stored: a project's key into its id, a status' name into its id.</summary>
internal sealed class JqlValues(JiraView view)
{
    private readonly JiraWorld world = view.World;

    public string Resolve(string name, JiraField? field, JqlOperand operand)
    {
        if (operand.Kind == JqlOperandKind.Function)
            return Function(operand.Text);
        var found = name.Equals("project", StringComparison.OrdinalIgnoreCase) ? Project(operand.Text)
            : name.Equals("statuscategory", StringComparison.OrdinalIgnoreCase) ? Category(operand.Text)
            : Stored(field, operand.Text);
        return found ?? throw JiraRefusal.Saying(400, $"The value '{operand.Text}' does not exist for the field '{name}'.");
    }

    /// <summary>The id of the issue that an id or a key names.</summary>
    public long? Issue(JqlOperand operand) =>
        world.FindIssue(operand.Text) is { } issue && issue.IsVisibleTo(view.Caller)
            ? issue.Id
            : throw JiraRefusal.Saying(400, $"An issue with key '{operand.Text}' does not exist for field 'key'.");

    private string Function(string name) =>
        name.Equals("currentUser", StringComparison.OrdinalIgnoreCase) && view.Caller is { } caller
            ? caller.AccountId
            : throw JiraRefusal.Saying(400, $"Unable to find JQL function '{name}()'.");

    private string? Project(string text) =>
        (world.FindProject(text) ?? world.Projects.Find(project => project.Name.Equals(text, StringComparison.OrdinalIgnoreCase)))?.Id.ToString();

    private static string? Category(string text)
    {
        StatusCategory[] all = [StatusCategory.New, StatusCategory.Indeterminate, StatusCategory.Done, StatusCategory.Undefined];
        return Array.Find(all, category => category.Id.ToString() == text
            || category.Key.Equals(text, StringComparison.OrdinalIgnoreCase)
            || category.Name.Equals(text, StringComparison.OrdinalIgnoreCase))?.Id.ToString();
    }

    private string? Stored(JiraField? field, string text) => field?.Shape switch
    {
        FieldShape.Status => Entry(world.Statuses, text),
        FieldShape.Priority => Entry(world.Priorities, text),
        FieldShape.IssueType => Entry(world.IssueTypes, text),
        FieldShape.Resolution => Entry(world.Resolutions, text),
        FieldShape.Option or FieldShape.Options =>
            field.Options.Find(option => option.Id == text || option.Value.Equals(text, StringComparison.OrdinalIgnoreCase))?.Id,
        FieldShape.Person => world.Users.ContainsKey(text) ? text : null,
        FieldShape.Parent => world.FindIssue(text)?.Id.ToString(),
        _ => text,
    };

    private static string? Entry<T>(IReadOnlyList<T> entries, string text)
        where T : class, INamed =>
        (entries.Named(text, null) ?? entries.Named(null, text))?.Id;
}
