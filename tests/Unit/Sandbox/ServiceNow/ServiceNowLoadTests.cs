using Entente.Sandbox;

namespace Entente.Unit.Tests.Sandbox.ServiceNow;

/// <summary>
/// Recorded records. The first three are cut down from ServiceNow's own REST reference (ServiceNow/ServiceNowDocs, Apache-2.0: c_TableAPI.md,
/// change-management-api.md), the fourth from rapid7/insightconnect-plugins (MIT).
/// </summary>
public sealed class ServiceNowLoadTests
{
    private const string Incident = """
        {"location":{"link":"https://instance.servicenow.com/api/now/table/cmn_location/105cf7f3c611227501e75e08b14a38ba",
        "value":"105cf7f3c611227501e75e08b14a38ba"},
        "impact":"1","urgency":"3","priority":"3","sys_mod_count":"4","sys_updated_on":"2015-11-01 22:37:27","number":"INC0000046","state":"1",
        "sys_class_name":"incident","sys_id":"a9e30c7dc61122760116894de7bcc7bd","short_description":"Can't access SFA software","sys_domain":
        {"link":"https://instance.servicenow.com/api/now/table/sys_user_group/global","value":"global"},"comments":"","u_recorded":"x",
        "problem_id":{"link":"https://instance.servicenow.com/api/now/table/problem/a9e4890bc6112276003d7a5a5c774a74",
        "value":"a9e4890bc6112276003d7a5a5c774a74"}}
        """;

    private const string Problem = """
        {"result":{"made_sla":"true","sys_updated_on":"2016-01-19 04:52:04","number":"PRB0000050",
        "opened_by":{"link":"https://instance.servicenow.com/api/now/table/sys_user/glide.maint","value":"glide.maint"},"state":"4",
        "calendar_duration":"1970-01-01 00:02:17",
        "sys_class_name":"problem","sys_id":"04ce72c9c0a8016600b5b7f75ac67b5b"}}
        """;

    private const string Change = """
        {"reason":{"display_value":"","value":""},"type":{"display_value":"Standard","value":"standard"},
        "sys_updated_on":{"display_value":"2015-07-06 11:59:27","value":"2015-07-06 18:59:27","display_value_internal":"2015-07-06 11:59:27"},
        "state":{"display_value":"Closed","value":3.0},"number":{"display_value":"CHG0000024","value":"CHG0000024"},
        "sys_class_name":{"display_value":"Change Request","value":"change_request"},
        "sys_id":{"display_value":"b0dbda5347c12200e0ef563dbb9a718f","value":"b0dbda5347c12200e0ef563dbb9a718f"},
        "is_bulk":{"display_value":"false","value":false},"__meta":{"ignoredFields":[]}}
        """;

    private const string SecurityIncident = """
        {"affected_user":{"link":"example.com/1234","value":"1234"},"assigned_to":{"link":"example.com/1234","value":"1234"},
        "business_criticality":3,"number":"SIR00000001","state":"3","short_description":"test","sys_id":"g123456","priority":"4"}
        """;

    private readonly ServiceNowDriver now = new();

    [Fact]
    public void Takes_records_in_every_shape_as_they_were()
    {
        var report = Load(Incident, "", Problem, Change, SecurityIncident);
        (report.Taken, report.Renumbered).ShouldBe((4, 0));
        report.NotTaken.ShouldBe(
            ["line 4: __meta: the name is no column's", "line 5: affected_user: its link names no table; the value is kept as text"]);
        report.Created.Keys.ShouldBe(["cmn_location", "columns", "sys_user", "tables"], ignoreOrder: true);
        now.Incident("a9e30c7dc61122760116894de7bcc7bd").Field("sys_updated_on").ShouldBe("2015-11-01 22:37:27");
        now.Incident("a9e30c7dc61122760116894de7bcc7bd").Field("u_recorded").ShouldBe("x");
        now.Incident("a9e30c7dc61122760116894de7bcc7bd", "sysparm_display_value=all").Json["result"]!["location"]!["link"]!.GetValue<string>()
            .ShouldBe("http://127.0.0.1:7073/api/now/table/cmn_location/105cf7f3c611227501e75e08b14a38ba");
        now.Rows("problem?sysparm_display_value=true")[0]["calendar_duration"]!.GetValue<string>().ShouldBe("2 Minutes");
        var change = now.Get("/api/now/table/change_request/b0dbda5347c12200e0ef563dbb9a718f?sysparm_display_value=all").Json["result"]!;
        change["state"]!.ToJsonString().ShouldBe("""{"display_value":"Closed","value":"3"}""");
        change["sys_updated_on"]!["value"]!.GetValue<string>().ShouldBe("2015-07-06 18:59:27");
        now.Get("/api/now/table/sn_si_incident/g123456").Json["result"]!["assigned_to"]!["value"]!.GetValue<string>().ShouldBe("1234");
        now.Incident("a9e30c7dc61122760116894de7bcc7bd", "sysparm_exclude_reference_link=true").Field("problem_id")
            .ShouldBe("a9e4890bc6112276003d7a5a5c774a74");
        now.Get("/api/now/table/task?sysparm_fields=number").Json["result"]!.AsArray().Count.ShouldBe(4);
    }

    [Fact]
    public void Gives_a_new_id_where_one_is_taken_and_new_numbers_behind_the_loaded()
    {
        Load(Incident, Incident.Replace("INC0000046", "INC0020000", StringComparison.Ordinal)).Renumbered.ShouldBe(1);
        now.Find("number=INC0020000", "sys_id")[0].ShouldNotBe("a9e30c7dc61122760116894de7bcc7bd");
        now.Incident(now.Raise()).Field("number").ShouldBe("INC0020001");
    }

    [Theory]
    [InlineData("{", "line 1: not JSON")]
    [InlineData("[]", "line 1: not an object")]
    [InlineData("{\"sys_id\":\"1\"}", "line 1: number: missing")]
    public void Says_what_it_could_not_take(string line, string reason)
    {
        var report = Load(line);
        report.Taken.ShouldBe(0);
        report.NotTaken.ShouldHaveSingleItem().ShouldStartWith(reason);
    }

    [Fact]
    public void Sends_no_message_for_what_was_loaded_and_then_treats_it_like_any_other()
    {
        now.Configure("""{"outboundMessages":[{"url":"http://127.0.0.1:9/hook","secret":"s"}]}""");
        Load(Incident);
        now.Imitation.TakeWebhooks(now.Now).ShouldBeEmpty();
        now.Change("a9e30c7dc61122760116894de7bcc7bd", """{"urgency":"1"}""").Field("priority").ShouldBe("1");
        now.Incident("a9e30c7dc61122760116894de7bcc7bd").Field("sys_mod_count").ShouldBe("5");
    }

    /// <summary>A record is one line; here it is broken for the reader.</summary>
    private LoadReport Load(params string[] lines) => now.Imitation.Load(lines.Select(line => line.ReplaceLineEndings("")), now.Now);
}
