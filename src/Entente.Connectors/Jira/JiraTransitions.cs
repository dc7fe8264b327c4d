using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Cel;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.Jira;

/// <summary>
/// A status is reached only through a transition that Jira offers now, from the current status, to this account. Transition ids differ per
/// workflow and names are localised, so the target status decides. No path over several transitions is looked for: each could have effects that
/// no rule asked for. Pure.
/// </summary>
internal static class JiraTransitions
{
    /// <summary>Statuses that transitions lead to now, for people.</summary>
    public static IReadOnlyList<string> Offered(JsonElement answer) =>
        [.. Available(answer).Select(transition => Target(transition).Name).Distinct(StringComparer.Ordinal)];

    /// <summary>
    /// The transition to a status, by id or name; null when none is offered. Of several the first whose required fields can all be filled, else
    /// the first.
    /// </summary>
    public static JsonElement? Choose(JsonElement answer, string wanted, IReadOnlyDictionary<string, CelValue> fields)
    {
        List<JsonElement> all = [.. Available(answer)];
        var leading = all.Where(transition => Target(transition).Name == wanted || Target(transition).Id == wanted).ToList();
        // Jira's own names differ in case between sites ("To Do", "To do"); only when none fits exactly.
        if (leading.Count == 0)
            leading = [.. all.Where(transition => string.Equals(Target(transition).Name, wanted, StringComparison.OrdinalIgnoreCase))];
        if (leading.Count == 0)
            return null;
        var filled = leading.FindIndex(transition => Missing(transition, fields) is null);
        return leading[Math.Max(0, filled)];
    }

    /// <summary>The name of a field that the transition's screen demands and that nobody fills; null when it can be made.</summary>
    public static string? Missing(JsonElement transition, IReadOnlyDictionary<string, CelValue> fields) => Screen(transition)
        .Where(field => field.Value.Flag("required") == true && field.Value.Flag("hasDefaultValue") != true)
        .Select(field => field.Name)
        .FirstOrDefault(name => !fields.TryGetValue(name, out var value) || value.IsNull);

    /// <summary>
    /// The fields that go with a transition: what its screen demands, and a resolution if the screen has one. Others would be refused; where the
    /// workflow itself sets a resolution, a different one shows at the next read.
    /// </summary>
    public static SortedDictionary<string, CelValue> Carried(JsonElement transition, IReadOnlyDictionary<string, CelValue> fields)
    {
        var carried = new SortedDictionary<string, CelValue>(StringComparer.Ordinal);
        foreach (var field in Screen(transition))
            if ((field.Name == "resolution" || field.Value.Flag("required") == true)
                && fields.TryGetValue(field.Name, out var value)
                && !value.IsNull)
                carried[field.Name] = value;
        return carried;
    }

    /// <summary>The transitions offered that end an issue.</summary>
    public static IEnumerable<JsonElement> Ending(JsonElement answer) =>
        Available(answer).Where(transition => transition.Member("to")?.Member("statusCategory")?.Text("key") == "done");

    /// <summary>
    /// The body that makes a transition with a resolution of this name, or the first one allowed where its screen demands one; null when its screen
    /// demands something else.
    /// </summary>
    public static JsonObject? Resolved(JsonElement transition, string resolution)
    {
        var demanded = Screen(transition)
            .Where(field => field.Value.Flag("required") == true && field.Value.Flag("hasDefaultValue") != true && field.Name != "resolution");
        if (demanded.Any())
            return null;
        var body = new JsonObject { ["transition"] = new JsonObject { ["id"] = transition.Id("id") } };
        var screened = Screen(transition).Where(field => field.Name == "resolution").Select(field => field.Value).FirstOrDefault();
        if (screened.ValueKind != JsonValueKind.Object)
            return body;
        List<string> allowed = [.. screened.Items("allowedValues").Select(value => value.Text("name")).OfType<string>()];
        if (allowed.Count == 0 || allowed.Contains(resolution) || screened.Flag("required") == true)
            body["fields"] = new JsonObject
            {
                ["resolution"] = new JsonObject { ["name"] = allowed.Count == 0 || allowed.Contains(resolution) ? resolution : allowed[0] },
            };
        return body;
    }

    public static ConnectorException NotOffered(string? current, string wanted, IReadOnlyList<string> offered) => new(
        FailureKind.Refused,
        "jira.transition-not-offered",
        $"No transition leads from \"{current}\" to \"{wanted}\". "
        + $"Offered to the hub's account now: {(offered.Count == 0 ? "none" : string.Join(", ", offered))}.")
    {
        Field = "status",
    };

    public static ConnectorException NeedsField(JsonElement transition, string field) => new(
        FailureKind.Refused,
        "jira.transition-needs-field",
        $"The transition \"{transition.Text("name")}\" demands the field {field}: let the accept rule give it.")
    {
        Field = field,
    };

    private static IEnumerable<JsonElement> Available(JsonElement answer) =>
        answer.Items("transitions").Where(transition => transition.Flag("isAvailable") != false && transition.Id("id") is not null);

    private static (string? Id, string Name) Target(JsonElement transition) =>
        (transition.Member("to")?.Id("id"), transition.Member("to")?.Text("name") ?? "");

    private static IEnumerable<JsonProperty> Screen(JsonElement transition) =>
        transition.Member("fields") is { ValueKind: JsonValueKind.Object } fields ? fields.EnumerateObject() : [];
}
