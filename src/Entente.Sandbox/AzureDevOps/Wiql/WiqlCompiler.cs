using System.Text.Json;

using Entente.Sandbox.AzureDevOps.Fields;
using Entente.Sandbox.AzureDevOps.World;

namespace Entente.Sandbox.AzureDevOps.Wiql;

/// <summary>Whether a revision of a work item fulfils a query.</summary>
internal delegate bool WiqlCondition(WorkItem item, Revision revision);

/// <summary>Turns a query's conditions into code; field names and values are checked before any work item is looked at.</summary>
internal sealed class WiqlCompiler(DevOpsCall call, bool hasTimePrecision)
{
    private readonly WiqlValues values = new(call, hasTimePrecision);

    public WiqlCondition Compile(WiqlNode node) => node switch
    {
        WiqlBoth both => And(Compile(both.Left), Compile(both.Right)),
        WiqlEither either => Or(Compile(either.Left), Compile(either.Right)),
        WiqlNot not => Not(Compile(not.Inner)),
        WiqlComparison comparison => Compare(comparison),
        _ => throw new InvalidOperationException($"A query has no {node.GetType().Name}."),
    };

    public WorkItemField FieldOf(string name) => Find(call.Organization, name) ?? throw new DevOpsRefusal(400, "SyntaxException",
        $"TF51005: The query references a field that does not exist. The error is caused by «[{name}]».")
    { Namespace = "Microsoft.TeamFoundation.WorkItemTracking.Common" };

    private static WorkItemField? Find(Organization organization, string name) => organization.Fields.Find(name);

    private static WiqlCondition And(WiqlCondition left, WiqlCondition right) => (item, revision) => left(item, revision) && right(item, revision);

    private static WiqlCondition Or(WiqlCondition left, WiqlCondition right) => (item, revision) => left(item, revision) || right(item, revision);

    private static WiqlCondition Not(WiqlCondition inner) => (item, revision) => !inner(item, revision);

    private WiqlCondition Compare(WiqlComparison comparison)
    {
        var field = FieldOf(comparison.Field);
        var test = Test(field, comparison);
        if (!comparison.IsEver)
            return (item, revision) => test(item, revision);
        return (item, revision) => item.Revisions.Any(each => each.Rev <= revision.Rev && test(item, each));
    }

    private WiqlCondition Test(WorkItemField field, WiqlComparison comparison)
    {
        var written = comparison.Operator;
        if (written is "IS EMPTY" or "IS NOT EMPTY")
            return (item, revision) => Read(item, revision, field) is null == (written == "IS EMPTY");
        if (written.StartsWith("NOT ", StringComparison.Ordinal))
            return Not(Test(field, comparison with { Operator = written["NOT ".Length..] }));
        if (written == "IN")
            return comparison.Values.Select(value => Test(field, comparison with { Operator = "=", Values = [value] })).Aggregate(Or);
        var value = comparison.Values[0];
        if (value.Kind == WiqlTokenKind.Field)
            return WithField(field, written, FieldOf(value.Text));
        return written switch
        {
            "CONTAINS" or "CONTAINS WORDS" => Contains(field, value, written == "CONTAINS WORDS"),
            "UNDER" => Under(field, value),
            "<>" => Not(Ordered(field, "=", value)),
            _ => Ordered(field, written, value),
        };
    }

    private WiqlCondition Ordered(WorkItemField field, string written, WiqlValue value)
    {
        if (field.Kind == FieldKind.DateTime)
            return Dated(field, written, values.Instant(field, value));
        if (field.ReferenceName == "System.Tags")
            return Contains(field, value, words: false);
        if (field.IsLongText)
            throw DevOpsRefusal.BadQuery($"TF51009: The operator {written} cannot be used with the field [{field.Name}].");
        if (field.Kind is FieldKind.Integer or FieldKind.Double)
            return Numbered(field, written, WiqlValues.Number(field, value));
        var wanted = values.Text(field, value);
        if (wanted.Length == 0)
            return (item, revision) => Holds(written, string.IsNullOrEmpty(TextOf(item, revision, field)) ? 0 : 1);
        return (item, revision) => TextOf(item, revision, field) is { } text
            && Holds(written, string.Compare(text, wanted, StringComparison.OrdinalIgnoreCase));
    }

    private WiqlCondition Numbered(WorkItemField field, string written, double? wanted) => (item, revision) =>
        Read(item, revision, field) is { ValueKind: JsonValueKind.Number } number
            ? wanted is { } expected && Holds(written, number.GetDouble().CompareTo(expected))
            : wanted is null && written == "=";

    /// <summary>With the precision of days, an instant stands for its whole day.</summary>
    private WiqlCondition Dated(WorkItemField field, string written, DateTimeOffset? wanted) => (item, revision) =>
    {
        if (TextOf(item, revision, field) is not { } text || DevOpsJson.ReadInstant(text) is not { } instant)
            return wanted is null && written == "=";
        var shown = hasTimePrecision ? instant : new DateTimeOffset(instant.UtcDateTime.Date, TimeSpan.Zero);
        return wanted is { } expected && Holds(written, shown.CompareTo(expected));
    };

    private WiqlCondition WithField(WorkItemField field, string written, WorkItemField other) => (item, revision) =>
        Holds(written == "<>" ? "=" : written, string.Compare(TextOf(item, revision, field) ?? "", TextOf(item, revision, other) ?? "",
            StringComparison.OrdinalIgnoreCase)) != (written == "<>");

    /// <summary>A tag is meant whole; in other texts any part.</summary>
    private WiqlCondition Contains(WorkItemField field, WiqlValue value, bool words)
    {
        var wanted = values.Text(field, value);
        if (field.ReferenceName == "System.Tags")
            return (item, revision) => FieldWriter.SplitTags(revision.Text("System.Tags") ?? "").Contains(wanted, StringComparer.OrdinalIgnoreCase);
        string[] parts = words ? wanted.Split(' ', StringSplitOptions.RemoveEmptyEntries) : [wanted];
        if (field.Kind == FieldKind.History)
            return (item, revision) => item.Comments.Exists(comment => !comment.Current.IsDeleted && All(comment.Current.Text));
        return (item, revision) => TextOf(item, revision, field) is { } text && All(text);

        bool All(string text) => Array.TrueForAll(parts, part => text.Contains(part, StringComparison.OrdinalIgnoreCase));
    }

    private WiqlCondition Under(WorkItemField field, WiqlValue value)
    {
        if (field.Kind != FieldKind.TreePath)
            throw DevOpsRefusal.BadQuery($"TF51009: The operator UNDER cannot be used with the field [{field.Name}].");
        var root = values.Text(field, value);
        if (!call.Organization.Projects.Exists(project => project.Areas.ContainsKey(root) || project.Iterations.ContainsKey(root)))
            throw DevOpsRefusal.BadQuery($"TF51011: The specified path does not exist. The error is caused by «'{root}'».");
        return (item, revision) => TextOf(item, revision, field) is { } path
            && (path.Equals(root, StringComparison.OrdinalIgnoreCase) || path.StartsWith(root + "\\", StringComparison.OrdinalIgnoreCase));
    }

    private JsonElement? Read(WorkItem item, Revision revision, WorkItemField field) =>
        FieldReader.Read(call.Organization, item, revision, field.ReferenceName);

    private string? TextOf(WorkItem item, Revision revision, WorkItemField field) =>
        Read(item, revision, field) is not { } value ? null : value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();

    private static bool Holds(string written, int order) => written switch
    {
        "=" => order == 0,
        "<" => order < 0,
        ">" => order > 0,
        "<=" => order <= 0,
        ">=" => order >= 0,
        _ => throw new InvalidOperationException($"A query has no operator {written}."),
    };
}
