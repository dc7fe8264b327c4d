using System.Text.Json;

using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira.Load;

/// <summary>
/// Finds or makes what recorded issues refer to. People go by account id (servers: by host and name), lists by name, since equal
/// ids mean different things on different sites; a recorded id is kept where it is free.
/// </summary>
internal sealed class LoadedLists(JiraWorld world, LoadJournal journal)
{
    public string? Person(JsonElement? reference, string host)
    {
        if (reference is not { } person)
            return null;
        var name = person.Member("key") ?? person.Member("name");
        if ((person.Member("accountId") ?? (name is null ? null : $"{host}:{name}")) is not { } accountId)
            return null;
        if (world.Users.ContainsKey(accountId))
            return accountId;
        world.Users.Add(accountId, new(accountId, person.Member("displayName") ?? name ?? accountId, person.Member("emailAddress"), person.Member("timeZone") ?? "UTC")
        {
            IsActive = person.Child("active") is not { ValueKind: JsonValueKind.False },
            AccountType = person.Member("accountType") ?? "atlassian",
        });
        journal.Created("users");
        return accountId;
    }

    /// <summary>A status is the same when name and category are: sites have two of one name in different categories.</summary>
    public JiraStatus Status(JsonElement reference)
    {
        var category = StatusCategory.Of(reference.Child("statusCategory")?.Member("key"));
        var name = reference.Member("name") ?? "Unnamed";
        if (world.Statuses.Find(status => status.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && status.Category == category) is { } known)
            return known;
        return Make(world.Statuses, reference, "statuses", id => new JiraStatus(id, name, category, reference.Member("description") ?? ""));
    }

    public JiraIssueType IssueType(JsonElement reference)
    {
        var name = reference.Member("name") ?? "Unnamed";
        var isSubtask = reference.Child("subtask") is { ValueKind: JsonValueKind.True };
        if (world.IssueTypes.Find(type => type.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && type.IsSubtask == isSubtask) is { } known)
            return known;
        var level = int.TryParse(reference.Member("hierarchyLevel"), out var given) ? given : isSubtask ? -1 : 0;
        return Make(world.IssueTypes, reference, "issueTypes", id => new JiraIssueType(id, name, reference.Member("description") ?? "", level));
    }

    public JiraPriority Priority(JsonElement reference) => world.Priorities.Named(null, reference.Member("name"))
        ?? Make(world.Priorities, reference, "priorities", id => new JiraPriority(id, reference.Member("name") ?? "Unnamed", "", "#707070"));

    public JiraResolution Resolution(JsonElement reference) => world.Resolutions.Named(null, reference.Member("name"))
        ?? Make(world.Resolutions, reference, "resolutions", id => new JiraResolution(id, reference.Member("name") ?? "Unnamed", reference.Member("description") ?? ""));

    public JiraLinkType LinkType(JsonElement reference) => world.LinkTypes.Named(null, reference.Member("name"))
        ?? Make(world.LinkTypes, reference, "linkTypes", id =>
            new JiraLinkType(id, reference.Member("name") ?? "Unnamed", reference.Member("inward") ?? "", reference.Member("outward") ?? ""));

    public JiraProject Project(LoadedRecord record)
    {
        if (world.Projects.Find(project => project.Key == record.ProjectKey) is { } known)
            return known;
        var reference = record.Fields.Child("project") ?? default;
        var isFree = long.TryParse(reference.Member("id"), out var id) && id > 0 && world.Projects.TrueForAll(project => project.Id != id);
        var project = new JiraProject(isFree ? id : world.NextId("project"), record.ProjectKey, reference.Member("name") ?? record.ProjectKey, LoadedWorkflow.Start)
        {
            TypeKey = reference.Member("projectTypeKey") ?? "software",
        };
        world.ReserveId("project", project.Id);
        world.Projects.Add(project);
        journal.Created("projects");
        return project;
    }

    private T Make<T>(List<T> entries, JsonElement reference, string what, Func<string, T> make)
        where T : class, INamed
    {
        var id = reference.Member("id") ?? world.NextId(what).ToString();
        while (entries.Named(id, null) is not null)
            id = world.NextId(what).ToString();
        var made = make(id);
        entries.Add(made);
        journal.Created(what);
        return made;
    }
}
