using System.Net;

using Entente.Sandbox.People;
using Entente.Sandbox.ServiceNow.Fields;
using Entente.Sandbox.ServiceNow.Rules;
using Entente.Sandbox.ServiceNow.World;

namespace Entente.Sandbox.ServiceNow;

/// <summary>What a person does on the pages. It goes through the same rules as the API, and the outbound message tells of it.</summary>
internal sealed class ServiceNowDesk(ServiceNowInstance instance, RecordSave save) : IPeopleDesk
{
    public string Title => "Infinity's ServiceNow";

    /// <summary>Agents first; the integration user is nobody to act as.</summary>
    public IReadOnlyList<string> Actors =>
    [
        .. instance.Passwords.Keys.Where(name => name is not (SeededWorld.Integration or SeededWorld.Admin))
            .OrderByDescending(name => instance.HasRole(instance.First("sys_user", "user_name", name)!, "itil"))
            .ThenBy(name => name, StringComparer.Ordinal),
        SeededWorld.Admin,
    ];

    public IReadOnlyList<string> Priorities => [.. instance.Table("incident")!.Choices("priority").Select(choice => choice.Label).Reverse()];

    public IReadOnlyList<DeskRow> List() =>
    [
        .. instance.All("task").OrderByDescending(task => task["sys_updated_on"], StringComparer.Ordinal).ThenByDescending(task => task.Ordinal)
            .Select(Row),
    ];

    private DeskRow Row(ServiceNowRecord task) =>
        new(task["number"], task["short_description"], Shown(task, "state"), Shown(task, "priority"), At(task["sys_updated_on"]));

    public DeskTicket? Find(string key)
    {
        if (Task(key) is not { } task)
            return null;
        var fields = DeskFields.Of(Everybody, task);
        return new(task["number"], task["short_description"], Html(task["description"]), fields, Comments(task), Files(task), States(task))
        {
            Editable = DeskFields.Editable(Everybody, task),
        };
    }

    public DeskOutcome Act(DeskAction action, DateTimeOffset now)
    {
        if (instance.First("sys_user", "user_name", action.Actor) is not { } user || !Actors.Contains(user["user_name"]))
            return new(action.Key, $"Nobody here is called {action.Actor}");
        var act = new ServiceNowAct(instance, user, now);
        try
        {
            if (action.Verb == DeskVerb.Raise)
                return new(Raise(act, action)["number"], null);
            if (Task(action.Key ?? "") is not { } task)
                return new(null, $"There is no record {action.Key}");
            return Change(act, task, action);
        }
        catch (ServiceNowRefusal refusal)
        {
            return new(action.Key, refusal.Message);
        }
    }

    /// <summary>Pages show what an agent sees, in the instance's zone.</summary>
    private ServiceNowReader Everybody => new(instance, instance.First("sys_user", "user_name", SeededWorld.Admin)!, root: "");

    private ServiceNowRecord? Task(string key) => key.Length == 0 ? null : instance.Find("task", key) ?? instance.First("task", "number", key);

    private ServiceNowRecord Raise(ServiceNowAct act, DeskAction action)
    {
        var input = new FieldInput(act, instance.Draft(instance.Table("incident")!), isDisplay: true);
        Set("short_description", action.Title ?? "");
        Set("description", action.Text);
        Set("caller_id", act.User.Id);
        return save.Insert(act, input);

        void Set(string name, string value) => input.Take(input.Draft.Table.Column(name)!, value);
    }

    private DeskOutcome Change(ServiceNowAct act, ServiceNowRecord task, DeskAction action)
    {
        if (!act.IsAgent && action.Verb != DeskVerb.Reply)
            throw ServiceNowRefusal.NoRight("Update");
        var input = new FieldInput(act, task.Draft(), isDisplay: true);
        switch (action.Verb)
        {
            case DeskVerb.Reply or DeskVerb.Note:
                input.Take(task.Table.Column(action.Verb == DeskVerb.Reply ? "comments" : "work_notes")!, action.Text);
                break;
            case DeskVerb.ChangeStatus:
                DeskFields.State(input, action.Text);
                break;
            case DeskVerb.ChangePriority:
                DeskFields.Priority(input, action.Text);
                break;
            case DeskVerb.ChangeField:
                DeskFields.Set(input, action.Field ?? "", action.Text);
                break;
            case DeskVerb.Raise:
                throw new InvalidOperationException("Raising a record changes none");
        }
        save.Update(act, task, input);
        return new(task["number"], null);
    }

    private string Shown(ServiceNowRecord task, string column) => DisplayValue.Of(Everybody, task, task.Table.Column(column)!);

    private static List<string> States(ServiceNowRecord task) => task["state"] == IncidentState.Closed && task.Table.IsA("incident")
        ? []
        : [.. task.Table.Choices("state").Where(choice => choice.Value != task["state"]).Select(choice => choice.Label)];

    private List<DeskComment> Comments(ServiceNowRecord task) =>
    [
        .. instance.All("sys_journal_field").Where(entry => entry["element_id"] == task.Id).Select(entry => new DeskComment(
            instance.First("sys_user", "user_name", entry["sys_created_by"])?["name"] ?? entry["sys_created_by"],
            At(entry["sys_created_on"]), entry["element"] == "comments", Html(entry["value"]))),
    ];

    /// <summary>Files open without a sign-in on the pages, by an address that only they use.</summary>
    private List<DeskFile> Files(ServiceNowRecord task) =>
    [
        .. instance.All("sys_attachment").Where(file => file["table_sys_id"] == task.Id).Select(file =>
            new DeskFile(file["file_name"], instance.Files.GetValueOrDefault(file.Id, []).LongLength, $"{ServiceNowPages.FilePath}{file.Id}")),
    ];

    private static DateTimeOffset At(string stored) => ServiceNowTime.Read(stored) ?? DateTimeOffset.UnixEpoch;

    /// <summary>Texts are plain; line breaks are kept.</summary>
    private static string Html(string text) => text.Length == 0 ? "" : $"<p>{WebUtility.HtmlEncode(text).ReplaceLineEndings("<br>")}</p>";
}
