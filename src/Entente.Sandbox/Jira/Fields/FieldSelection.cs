namespace Entente.Sandbox.Jira.Fields;

/// <summary>Which fields a reader asked for: <c>*all</c>, <c>*navigable</c>, names, and names taken away with a minus.</summary>
internal sealed class FieldSelection
{
    /// <summary>Not on lists of issues unless they are named.</summary>
    private static readonly string[] NotNavigable = ["comment", "attachment", "worklog", "environment"];

    private readonly HashSet<string> named;
    private readonly HashSet<string> taken;
    private readonly bool all;
    private readonly bool navigable;

    private FieldSelection(IReadOnlyList<string> names)
    {
        all = names.Contains("*all");
        navigable = names.Contains("*navigable");
        taken = [.. names.Where(name => name.StartsWith('-')).Select(name => name[1..])];
        named = [.. names.Where(name => !name.StartsWith('-') && !name.StartsWith('*'))];
        if (named.Count == 0 && !all && !navigable && taken.Count > 0)
            all = true;
    }

    /// <summary>Reads a list of names; an empty one means <paramref name="fallback"/>.</summary>
    public static FieldSelection Of(IReadOnlyList<string> names, string fallback) => new(names.Count == 0 ? [fallback] : names);

    /// <summary>Nothing but the id, or the id and the key: the cheap pages of a search.</summary>
    public bool IsIdentityOnly => !all && !navigable && named.All(name => name is "id" or "key");

    public bool WantsKey => named.Contains("key");

    public bool Has(JiraField field)
    {
        if (taken.Contains(field.Id))
            return false;
        return all || named.Contains(field.Id) || (navigable && !NotNavigable.Contains(field.Id));
    }
}
