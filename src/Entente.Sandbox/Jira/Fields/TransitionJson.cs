using System.Text.Json.Nodes;

using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira.Fields;

/// <summary>A transition as the API shows it.</summary>
internal static class TransitionJson
{
    public static JsonObject Show(JiraView view, JiraTransition transition, bool withFields)
    {
        var shown = new JsonObject
        {
            ["id"] = transition.Id,
            ["name"] = transition.Name,
            ["to"] = CatalogueJson.Status(view, view.World.Status(transition.ToStatusId)),
            ["hasScreen"] = transition.Screen.Count > 0,
            ["isGlobal"] = transition.IsGlobal,
            ["isInitial"] = false,
            ["isAvailable"] = true,
            ["isConditional"] = transition.Condition is not null,
            ["isLooped"] = false,
        };
        if (withFields)
            shown["fields"] = Fields(view, transition);
        return shown;
    }

    private static JsonObject Fields(JiraView view, JiraTransition transition)
    {
        var fields = new JsonObject();
        foreach (var screened in transition.Screen)
        {
            if (view.World.Fields.Find(screened.FieldId) is { } field)
                fields[field.Id] = FieldMeta.Show(view, null, field with { IsRequired = screened.IsRequired });
        }

        return fields;
    }
}
