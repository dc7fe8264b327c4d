using System.Text.Json.Nodes;

namespace Entente.Unit.Tests.Sandbox.ServiceNow;

/// <summary>The Table API: records in, records out, and what it keeps silent about.</summary>
public sealed class ServiceNowTableTests
{
    private readonly ServiceNowDriver now = new();

    [Fact]
    public void Creates_a_record_with_the_platform_s_own_fields()
    {
        var made = now.Post("/api/now/table/incident", """{"short_description":"Checkout is blank","impact":"2","urgency":2}""");
        made.Status.ShouldBe(201);
        var result = made.Json["result"]!;
        made.Header("Location").ShouldBe($"http://127.0.0.1:7073/api/now/table/incident/{result["sys_id"]}");
        made.Field("number").ShouldBe("INC0010001");
        made.Field("sys_id").Length.ShouldBe(32);
        (made.Field("priority"), made.Field("state"), made.Field("incident_state"), made.Field("active")).ShouldBe(("3", "1", "1", "true"));
        (made.Field("sys_mod_count"), made.Field("sys_created_by")).ShouldBe(("0", "entente.integration"));
        made.Field("sys_created_on").ShouldBe("2026-07-06 09:00:00");
        (made.Field("caller_id"), made.Field("comments")).ShouldBe(("", ""));
        result["opened_by"]!["link"]!.GetValue<string>().ShouldEndWith($"/api/now/table/sys_user/{result["opened_by"]!["value"]}");
        foreach (var (name, value) in result.AsObject())
            (value is JsonObject or JsonValue).ShouldBeTrue(name);
    }

    [Fact]
    public void Ignores_unknown_fields_and_cuts_long_texts_without_a_word()
    {
        var made = now.Post("/api/now/table/incident",
            $$"""{"short_description":"{{new string('x', 200)}}","no_such_field":"y","sys_mod_count":"9"}""");
        made.Status.ShouldBe(201);
        made.Field("short_description").Length.ShouldBe(160);
        made.Field("sys_mod_count").ShouldBe("0");
        made.Json["result"]!["no_such_field"].ShouldBeNull();
    }

    [Fact]
    public void Stores_a_bad_choice_as_it_is_and_empties_a_bad_reference()
    {
        var made = now.Post("/api/now/table/incident", """{"u_class":"nonsense","assigned_to":"nobody at all","opened_at":"yesterday"}""");
        (made.Field("u_class"), made.Field("assigned_to")).ShouldBe(("nonsense", ""));
    }

    [Fact]
    public void Takes_the_first_of_an_array_and_leaves_the_rest()
    {
        var made = now.Post("/api/now/table/incident", """[{"short_description":"one"},{"short_description":"two"}]""");
        made.Field("short_description").ShouldBe("one");
        now.Find("short_descriptionISNOTEMPTY").Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("", "{\"link\":\"http://127.0.0.1:7073/api/now/table/sys_user/ID\",\"value\":\"ID\"}", "1", "2026-07-06 09:00:00")]
    [InlineData("sysparm_exclude_reference_link=true", "\"ID\"", "1", "2026-07-06 09:00:00")]
    [InlineData("sysparm_display_value=true", "{\"display_value\":\"John Architect\",\"link\":\"http://127.0.0.1:7073/api/now/table/sys_user/ID\"}",
        "New", "2026-07-06 10:00:00")]
    [InlineData("sysparm_display_value=true&sysparm_exclude_reference_link=true", "\"John Architect\"", "New", "2026-07-06 10:00:00")]
    public void Shows_values_in_the_way_that_was_asked_for(string query, string reference, string state, string created)
    {
        var john = now.UserId("john");
        var shown = now.Incident(now.Raise($$"""{"assigned_to":"{{john}}"}"""), query).Json["result"]!;
        var expected = JsonNode.Parse(reference.Replace("ID", john, StringComparison.Ordinal));
        JsonNode.DeepEquals(shown["assigned_to"], expected).ShouldBeTrue(shown["assigned_to"]!.ToJsonString());
        (shown["state"]!.GetValue<string>(), shown["sys_created_on"]!.GetValue<string>()).ShouldBe((state, created));
    }

    [Fact]
    public void Shows_value_and_display_value_side_by_side()
    {
        const string query = "sysparm_display_value=all&sysparm_fields=state,opened_by,problem_id,opened_by.email,nonsense";
        var shown = now.Incident(now.Raise(), query).Json["result"]!.AsObject();
        shown.Select(field => field.Key).ShouldBe(["state", "opened_by", "problem_id", "opened_by.email"]);
        shown["state"]!.ToJsonString().ShouldBe("""{"display_value":"New","value":"1"}""");
        shown["opened_by"]!["display_value"]!.GetValue<string>().ShouldBe("Entente Integration");
        shown["opened_by"]!["link"].ShouldNotBeNull();
        shown["problem_id"]!.ToJsonString().ShouldBe("""{"display_value":"","value":""}""");
        shown["opened_by.email"]!["value"]!.GetValue<string>().ShouldBe("entente.integration@infinity.example");
    }

    [Fact]
    public void Reads_labels_names_and_local_times_where_input_is_by_display_value()
    {
        var made = now.Post("/api/now/table/incident?sysparm_input_display_value=true&sysparm_exclude_reference_link=true",
            """{"assigned_to":"John Architect","assignment_group":"Network","impact":"1 - High","due_date":"2026-07-07 10:00:00"}""");
        made.Field("assigned_to").ShouldBe(now.UserId("john"));
        (made.Field("impact"), made.Field("due_date")).ShouldBe(("1", "2026-07-07 09:00:00"));
        now.Change(made.Field("sys_id"), """{"due_date":"2026-07-07 10:00:00"}""").Field("due_date").ShouldBe("2026-07-07 10:00:00");
    }

    [Fact]
    public void Shows_times_in_the_user_s_own_zone_where_one_is_set()
    {
        var id = now.Raise();
        now.Configure("""{"integrationTimeZone":"America/New_York"}""");
        now.Incident(id, "sysparm_display_value=true").Field("opened_at").ShouldBe("2026-07-06 05:00:00");
        now.Configure("""{"integrationTimeZone":"","instanceTimeZone":"Asia/Tokyo"}""");
        now.Incident(id, "sysparm_display_value=true").Field("opened_at").ShouldBe("2026-07-06 18:00:00");
        now.Incident(id).Field("opened_at").ShouldBe("2026-07-06 09:00:00");
    }

    [Fact]
    public void Counts_an_update_only_where_something_differs()
    {
        var id = now.Raise();
        now.Advance(5);
        now.Change(id, """{"short_description":"Checkout is blank"}""").Field("sys_mod_count").ShouldBe("0");
        var changed = now.Change(id, """{"short_description":"Checkout is white","u_waiting_on":""}""");
        (changed.Field("sys_mod_count"), changed.Field("sys_updated_on")).ShouldBe(("1", "2026-07-06 09:00:05"));
        now.Send("PUT", $"/api/now/table/incident/{id}", """{"urgency":"1"}"""u8.ToArray()).Field("short_description").ShouldBe("Checkout is white");
    }

    [Fact]
    public void Takes_a_sys_id_of_the_caller_s_choice_once()
    {
        const string body = """{"sys_id":"0123456789abcdef0123456789abcdef"}""";
        now.Raise(body).ShouldBe("0123456789abcdef0123456789abcdef");
        var again = now.Post("/api/now/table/incident", body);
        again.Status.ShouldBe(403);
        again.Detail.ShouldContain("Unique Key violation");
        now.Configure("""{"acceptsClientSysId":false}""");
        now.Raise(body).ShouldNotBe("0123456789abcdef0123456789abcdef");
    }

    [Fact]
    public void Knows_incidents_as_tasks_too()
    {
        var id = now.Raise();
        var task = now.Get($"/api/now/table/task/{id}").Json["result"]!;
        task["number"]!.GetValue<string>().ShouldBe("INC0010001");
        task["caller_id"].ShouldBeNull();
        now.Get($"/api/now/table/problem/{id}").Status.ShouldBe(404);
    }

    [Fact]
    public void Describes_columns_at_the_table_that_brought_them_and_choices()
    {
        string[] Names(string query) =>
            [.. now.Rows(query).Select(row => $"{row["name"]}.{row["element"]}:{row["max_length"] ?? row["label"]}")];
        Names("sys_dictionary?sysparm_query=nameINincident,task^element=short_description").ShouldBe(["task.short_description:160"]);
        Names("sys_dictionary?sysparm_query=name=incident^elementSTARTSWITHu_partner^ORDERBYelement")
            .ShouldBe(["incident.u_partner_key:100", "incident.u_partner_url:1024"]);
        Names("sys_choice?sysparm_query=name=incident^element=u_class^inactive=false^language=en^ORDERBYsequence")
            .ShouldBe(["incident.u_class:Bug", "incident.u_class:Request", "incident.u_class:Change", "incident.u_class:Network"]);
    }
}
