using System.Text.Json;

using Entente.Sandbox.AzureDevOps.World;

namespace Entente.Sandbox.AzureDevOps;

/// <summary>What the process demands of a work item before it is saved. Every field at fault is named at once.</summary>
internal static class WorkItemRules
{
    private const string NotListed = "HasValues, LimitedToValues, InvalidListValue";

    /// <exception cref="DevOpsRefusal">A rule is broken.</exception>
    public static void Check(DevOpsAct act, WorkItemDraft draft)
    {
        CheckTree(draft, "System.AreaPath", draft.Project.Areas);
        CheckTree(draft, "System.IterationPath", draft.Project.Iterations);
        if (act.BypassesRules)
            return;
        List<RuleError> errors = [.. Missing(act, draft), .. NotAllowed(act.Organization, draft), .. State(act.Organization, draft)];
        if (errors.Count > 0)
            throw RuleErrors.All(errors);
    }

    private static IEnumerable<RuleError> Missing(DevOpsAct act, WorkItemDraft draft)
    {
        var state = draft.Text("System.State");
        var required = draft.Type.Fields.Where(field => field.IsRequired).Select(field => field.ReferenceName)
            .Concat(act.Organization.Settings.RequiredFields
                .Where(rule => Fits(rule.Type, draft.Type.Name) && Fits(rule.State, state))
                .Select(rule => rule.Field));
        return required.Distinct().Where(draft.IsEmpty).Select(name =>
            new RuleError(name, act.Organization.Fields.Find(name)?.Name ?? name, "Required, InvalidEmpty", RuleErrors.RequiredCode));
    }

    /// <summary>A value from before a list was made may stay; one that is written has to be on it.</summary>
    private static IEnumerable<RuleError> NotAllowed(Organization organization, WorkItemDraft draft) =>
        draft.Named.Select(name => organization.Fields.Find(name)!)
            .Where(field => field.AllowedValues.Count > 0 && draft.Values.TryGetValue(field.ReferenceName, out var value)
                && !field.AllowedValues.Contains(value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText()))
            .Select(field => Listed(field.ReferenceName, field.Name, draft.Values[field.ReferenceName].ToString()));

    private static IEnumerable<RuleError> State(Organization organization, WorkItemDraft draft)
    {
        var from = draft.Before?.Text("System.State");
        var to = draft.Text("System.State") ?? "";
        if (draft.Type.State(to) is null)
            return draft.Differs("System.State") || draft.Before is null ? [Listed("System.State", "State", to)] : [];
        if (from is not null && from != to && organization.Settings.ForbiddenMoves.Any(rule =>
            Fits(rule.Type, draft.Type.Name) && Fits(rule.From, from) && rule.To.Equals(to, StringComparison.OrdinalIgnoreCase)))
            return [Listed("System.State", "State", to)];
        var reason = draft.Text("System.Reason");
        var isKept = from == to && !draft.Differs("System.Reason");
        var known = from == to ? draft.Type.Reasons.Where(each => each.To == to).Select(each => each.Reason) : draft.Type.ReasonsOf(from, to);
        return isKept || reason is null || known.Contains(reason) || reason == $"Moved to state {to}"
            ? []
            : [Listed("System.Reason", "Reason", reason)];
    }

    private static RuleError Listed(string referenceName, string name, string value) => new(referenceName, name, NotListed, 131078)
    {
        Sentence = $"The field '{name}' contains the value '{value}' that is not in the list of supported values",
    };

    private static void CheckTree(WorkItemDraft draft, string field, SortedDictionary<string, long> tree)
    {
        if (!tree.ContainsKey(draft.Text(field) ?? ""))
            throw new DevOpsRefusal(400, "WorkItemTrackingTreeNodeNotFoundException",
                $"TF401347: Invalid tree name given for work item -1, field '{field}'.");
    }

    private static bool Fits(string? wanted, string? actual) => wanted is null || wanted.Equals(actual, StringComparison.OrdinalIgnoreCase);
}
