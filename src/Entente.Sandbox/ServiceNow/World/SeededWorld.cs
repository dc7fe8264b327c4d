namespace Entente.Sandbox.ServiceNow.World;

/// <summary>The instance of Infinity as it stands before anybody calls.</summary>
internal static class SeededWorld
{
    public const string Integration = "entente.integration";

    public const string IntegrationPassword = "sandbox-servicenow-password";

    public const string Admin = "admin";

    public const string AdminPassword = "sandbox-servicenow-admin";

    public const string ClientId = "sandbox-servicenow-client";

    public const string ClientSecret = "sandbox-servicenow-client-secret";

    public const string ApiKey = "sandbox-servicenow-key";

    public static ServiceNowInstance Make(DateTimeOffset at)
    {
        var instance = new ServiceNowInstance();
        PlatformTables.Add(instance);
        TaskTables.Add(instance);
        foreach (var table in instance.Tables.OrderBy(table => table.Parent is not null))
            SchemaRecords.Describe(instance, table, at);
        People(instance, at);
        SchemaRecords.Write(instance, "sys_properties", at, ("name", "glide.sys.default.tz"), ("value", instance.Settings.InstanceTimeZone));
        SchemaRecords.Write(instance, "sys_properties", at, ("name", "glide.buildname"), ("value", "Zurich"));
        return instance;
    }

    private static void People(ServiceNowInstance instance, DateTimeOffset at)
    {
        var company = SchemaRecords.Write(instance, "core_company", at, ("name", "Infinity"));
        var architecture = SchemaRecords.Write(instance, "sys_user_group", at, ("name", "Architecture"), ("active", "true"));
        var network = SchemaRecords.Write(instance, "sys_user_group", at, ("name", "Network"), ("active", "true"));
        var roles = new[] { "itil", "admin" }.Select(name => SchemaRecords.Write(instance, "sys_user_role", at, ("name", name))).ToList();
        var john = Person("john", "John Architect", "sandbox-john-password");
        var elaine = Person("elaine", "Elaine Lead", "sandbox-elaine-password");
        var integration = Person(Integration, "Entente Integration", IntegrationPassword);
        var admin = Person(Admin, "System Administrator", AdminPassword);
        Person("carol", "Carol Caller", "sandbox-carol-password");
        foreach (var agent in new[] { john, elaine, integration })
            SchemaRecords.Write(instance, "sys_user_has_role", at, ("user", agent.Id), ("role", roles[0].Id));
        SchemaRecords.Write(instance, "sys_user_has_role", at, ("user", admin.Id), ("role", roles[1].Id));
        foreach (var (user, group) in new[] { (john, architecture), (elaine, architecture), (elaine, network) })
            SchemaRecords.Write(instance, "sys_user_grmember", at, ("user", user.Id), ("group", group.Id));

        ServiceNowRecord Person(string userName, string name, string password)
        {
            instance.Passwords[userName] = password;
            var names = name.Split(' ', 2);
            return SchemaRecords.Write(instance, "sys_user", at, ("user_name", userName), ("name", name), ("first_name", names[0]),
                ("last_name", names[1]), ("email", $"{userName}@infinity.example"), ("company", company.Id), ("active", "true"));
        }
    }
}
