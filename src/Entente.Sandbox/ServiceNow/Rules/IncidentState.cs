namespace Entente.Sandbox.ServiceNow.Rules;

/// <summary>Values of <c>incident.state</c>; <c>incident_state</c> always has the same.</summary>
internal static class IncidentState
{
    public const string New = "1";
    public const string InProgress = "2";
    public const string OnHold = "3";
    public const string Resolved = "6";
    public const string Closed = "7";
    public const string Canceled = "8";

    /// <summary>The value of <c>hold_reason</c> under which the caller is awaited.</summary>
    public const string AwaitingCaller = "1";

    /// <summary>Whether work is over: the record is no longer active.</summary>
    public static bool IsOver(string state) => state is Closed or Canceled;

    /// <summary>Whether the state asks for a resolution code and notes.</summary>
    public static bool IsResolved(string state) => state is Resolved or Closed;
}
