using Entente.Sandbox.People;
using Entente.Sandbox.ServiceNow.Fields;
using Entente.Sandbox.ServiceNow.Rules;
using Entente.Sandbox.ServiceNow.World;

namespace Entente.Sandbox.ServiceNow;

/// <summary>Which columns the page of a record shows, which of them a person sets there, and what the forms fill in by themselves.</summary>
internal static class DeskFields
{
    private static readonly string[] Shown =
    [
        "state", "hold_reason", "priority", "impact", "urgency", "category", "u_class", "caller_id", "assignment_group", "assigned_to", "opened_at",
        "resolved_at", "close_code", "close_notes", "u_partner_key", "u_partner_url", "u_holder", "u_waiting_on", "correlation_id",
    ];

    private static readonly string[] ByHand =
        ["u_class", "u_waiting_on", "assignment_group", "assigned_to", "hold_reason", "close_code", "close_notes"];

    public static IReadOnlyList<KeyValuePair<string, string>> Of(ServiceNowReader reader, ServiceNowRecord task) =>
        [.. Columns(task, Shown).Select(column => new KeyValuePair<string, string>(column.Label, DisplayValue.Of(reader, task, column)))];

    public static IReadOnlyList<DeskField> Editable(ServiceNowReader reader, ServiceNowRecord task) => task["state"] == IncidentState.Closed
        ? []
        : [.. Columns(task, ByHand).Select(column =>
            new DeskField(column.Label, DisplayValue.Of(reader, task, column)) { Choices = Choices(reader, task, column) })];

    /// <exception cref="ServiceNowRefusal">No such field, or none to set here.</exception>
    public static void Set(FieldInput input, string label, string text)
    {
        var column = Columns(input.Draft, ByHand).FirstOrDefault(each => each.Label == label)
            ?? throw new ServiceNowRefusal(400, $"There is no field {label} to set here", null);
        input.Take(column, text);
    }

    /// <summary>By the state's label. A form that asks for a reason or a resolution gets the plainest where none was set.</summary>
    public static void State(FieldInput input, string label)
    {
        var draft = input.Draft;
        var state = draft.Table.Choices("state").FirstOrDefault(choice => choice.Label.Equals(label, StringComparison.OrdinalIgnoreCase))
            ?? throw new ServiceNowRefusal(400, $"{label} is no state of {draft.Table.Label}", null);
        input.Take(draft.Table.Column("state")!, state.Value);
        if (!draft.Table.IsA("incident"))
            return;
        if (state.Value == IncidentState.OnHold)
            Fill("hold_reason", "Awaiting Vendor");
        if (IncidentState.IsResolved(state.Value))
        {
            Fill("close_code", "Solution provided");
            Fill("close_notes", "Resolved on the page");
        }

        void Fill(string name, string value)
        {
            if (draft[name].Length == 0)
                input.Take(draft.Table.Column(name)!, value);
        }
    }

    /// <summary>A priority follows from impact and urgency, so those are set to a pair that gives it.</summary>
    public static void Priority(FieldInput input, string label)
    {
        var choices = input.Draft.Table.Choices("priority");
        var wanted = choices.FirstOrDefault(choice => choice.Label.Equals(label, StringComparison.OrdinalIgnoreCase))
            ?? throw new ServiceNowRefusal(400, $"{label} is no priority", null);
        var (impact, urgency) = wanted.Value switch { "1" => (1, 1), "2" => (2, 1), "3" => (2, 2), "4" => (3, 2), _ => (3, 3) };
        input.Take(input.Draft.Table.Column("impact")!, $"{impact}");
        input.Take(input.Draft.Table.Column("urgency")!, $"{urgency}");
        input.Take(input.Draft.Table.Column("priority")!, wanted.Value);
    }

    private static IEnumerable<ServiceNowColumn> Columns(ServiceNowRecord task, string[] names) =>
        names.Select(task.Table.Column).OfType<ServiceNowColumn>();

    private static List<string> Choices(ServiceNowReader reader, ServiceNowRecord task, ServiceNowColumn column)
    {
        var offered = column.Kind == ColumnKind.Reference
            ? [.. reader.Instance.All(column.Target).Where(record => record.IsTrue("active")).Select(ServiceNowInstance.NameOf)]
            : task.Table.Choices(column.Name).Select(choice => choice.Label).ToList();
        return offered.Count == 0 ? [] : ["", .. offered];
    }
}
