using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.ServiceNow;

/// <summary>
/// Compares what was written with the record that came back: ServiceNow answers 200 to a column that does not exist, to one that the account may not
/// write and to a text that it cut (RELIABILITY T15). Pure. A value that is neither old nor wanted came from a business rule and is accepted (T16).
/// </summary>
internal static class ServiceNowProof
{
    /// <summary>The first field that did not arrive, as the failure that it is; null when all did.</summary>
    /// <param name="wantedPriority">The level that impact and urgency were written for.</param>
    public static ConnectorException? Fault(JsonObject written, JsonElement record, ServiceNowHint hint, int? wantedPriority)
    {
        foreach (var (field, node) in written)
            if (Fault(field, (string?)node ?? "", record, hint) is { } fault)
                return fault;
        var shown = ServiceNowCell.Of(record, ServiceNowPriority.Field).Value;
        return wantedPriority is { } level && shown.Length > 0 && shown != level.ToString()
            ? Refused(
                "servicenow.priority-matrix", ServiceNowPriority.Field,
                $"Impact and urgency for priority {level} gave {shown}: this instance has a table of its own. Let the rule write impact and urgency.")
            : null;
    }

    /// <summary>Whether a stored value is what was written; line ends and spaces around it are ServiceNow's.</summary>
    public static bool IsStored(string wanted, string stored) => Tidy(wanted) == Tidy(stored);

    /// <summary>Whether a stored value lacks something of what was written: all of it, or its end.</summary>
    public static bool IsLost(string wanted, string stored) =>
        Tidy(wanted).Length > Tidy(stored).Length && Tidy(wanted).StartsWith(Tidy(stored), StringComparison.Ordinal);

    private static ConnectorException? Fault(string field, string wanted, JsonElement record, ServiceNowHint hint)
    {
        if (record.Member(field) is not { } member)
            return Refused("servicenow.unknown-field", field, $"ServiceNow shows no column {field}: there is none, or the account may not see it.");
        var stored = ServiceNowCell.Read(member).Value;
        if (IsStored(wanted, stored))
            return null;
        if (hint.IsUnchanged(field, stored) || stored.Length == 0)
        {
            return hint.IsFinal
                ? new ConnectorException(FailureKind.Final, "servicenow.closed", "The ticket is closed, and ServiceNow ignored the write.")
                : Refused("servicenow.ignored-field", field, $"ServiceNow left {field} as it was: no right to write it, or no such value.");
        }

        return IsLost(wanted, stored)
            ? Refused("servicenow.truncated", field, $"ServiceNow cut {field} to {stored.Length} characters.")
            : null;
    }

    private static string Tidy(string text) => text.ReplaceLineEndings("\n").Trim();

    private static ConnectorException Refused(string code, string field, string text) => new(FailureKind.Refused, code, text) { Field = field };
}
