namespace Entente.Node.Health;

/// <summary>Who can end what an alert or a finding tells, as it is shown.</summary>
public static class WhoseAct
{
    public const string Operator = "The operator.";

    public static string AdministratorOf(string connection) => $"The administrator of {connection}.";
}
