using System.Text.Json.Nodes;

using Entente.Sandbox.Jira.Fields;
using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira;

/// <summary>The workflow as the API shows it: what can be done now by this caller, and doing it.</summary>
internal sealed class JiraTransitions(JiraSite site)
{
    public static IEnumerable<JiraRoute> Routes(JiraSite site)
    {
        var transitions = new JiraTransitions(site);
        return [new("GET", "/issue/{}/transitions", List), new("POST", "/issue/{}/transitions", transitions.Carry)];
    }

    private static SandboxResponse List(JiraCall call)
    {
        var issue = call.Issue;
        var withFields = call.List("expand").Contains("transitions.fields");
        var shown = issue.Project.Workflow.Available(issue, call.Caller)
            .Where(transition => call.Query("transitionId") is not { } id || transition.Id == id)
            .Select(transition => TransitionJson.Show(call.View, transition, withFields));
        return JiraJson.Answer(200, new JsonObject { ["expand"] = "transitions", ["transitions"] = new JsonArray([.. shown]) });
    }

    private SandboxResponse Carry(JiraCall call)
    {
        var issue = call.Issue;
        var body = call.Body;
        if (body.Child("transition")?.Member("id") is not { } id)
            throw JiraRefusal.Saying(400, "Missing 'transition' identifier");
        call.RefuseOrderedConflict();
        var transition = issue.Project.Workflow.Available(issue, call.Caller).FirstOrDefault(each => each.Id == id)
            ?? throw JiraRefusal.Saying(400, "It seems that you have tried to perform a workflow operation (" + id
                + ") that is not valid for the current state of this issue (" + issue.Key
                + "). The likely cause is that somebody has changed the issue recently, please look at the issue history for details.");
        var edits = new FieldEdits(call.View, issue.State.Values, field => transition.Screen.Any(screened => screened.FieldId == field.Id));
        edits.Read(body);
        edits.RefuseErrors();
        var comments = JiraComments.Read(site, call.View, issue, edits.Comments);
        var properties = JiraProperties.Read(body);
        Carry(site, call.Act, issue, (transition, edits));
        JiraProperties.Put(issue, properties);
        foreach (var comment in comments)
            JiraComments.Add(site, call.Act, issue, comment);
        return JiraJson.Empty(204);
    }

    /// <summary>Required fields, then the validator, then the move with its post functions; a refusal leaves the issue as it was.</summary>
    public static void Carry(JiraSite site, JiraAct act, JiraIssue issue, (JiraTransition Transition, FieldEdits Edits) asked)
    {
        var (transition, edits) = asked;
        foreach (var screened in transition.Screen.Where(screened => screened.IsRequired && edits[screened.FieldId] is null))
            edits.Errors[screened.FieldId] = $"{site.World.Fields.Find(screened.FieldId)?.Name} is required.";
        edits.RefuseErrors();
        edits.Put("status", JiraJson.Element(transition.ToStatusId));
        if (transition.ResolutionId is { } resolution)
            edits.Put("resolution", resolution.Length == 0 ? null : JiraJson.Element(resolution));
        var after = issue.State with { Values = edits.Values };
        if (transition.Validator?.Invoke(after) is { } refusal)
            throw JiraRefusal.Field(refusal.FieldId, refusal.Reason);
        site.Ledger.Change(act, issue, after);
    }
}
