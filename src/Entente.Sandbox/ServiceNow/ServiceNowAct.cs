using Entente.Sandbox.ServiceNow.World;

namespace Entente.Sandbox.ServiceNow;

/// <summary>Who changes something, and when.</summary>
/// <param name="User">The record of <c>sys_user</c>.</param>
internal sealed record ServiceNowAct(ServiceNowInstance Instance, ServiceNowRecord User, DateTimeOffset Now)
{
    /// <summary>The instant as it is stored.</summary>
    public string Stamp => ServiceNowTime.Write(Now);

    public string UserName => User["user_name"];

    public bool IsAdmin => Instance.HasRole(User, "admin");

    public bool IsAgent => Instance.HasRole(User, "itil");
}
