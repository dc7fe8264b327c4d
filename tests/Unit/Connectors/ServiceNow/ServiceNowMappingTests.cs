using Entente.Cel;
using Entente.Connectors.ServiceNow;
using Entente.Core.Tickets;

namespace Entente.Unit.Tests.Connectors.ServiceNow;

/// <summary>Records as ServiceNow publishes and gives them.</summary>
public sealed class ServiceNowMappingTests
{
    private static readonly ServiceNowMapping Mapping = new(new Uri("https://instance.service-now.com/"), "incident");

    [Fact]
    public void An_incident_of_the_vendor_s_own_documents_is_read()
    {
        var ticket = Mapping.Snapshot(ScriptedServiceNow.Recorded("docs-incident.json").GetProperty("result"), ServiceNowPeople.None, [], []);

        ticket.NativeId.ShouldBe("a9e30c7dc61122760116894de7bcc7bd");
        ticket.Key.ShouldBe("INC0000046");
        ticket.IsRevision("4").ShouldBeTrue();
        ticket.Marker.ShouldBeNull();
        ticket.Fields["state"].AsString().ShouldBe("1");
        ticket.Fields["assigned_to"].IsNull.ShouldBeTrue();
        ServiceNowValues.Part(ticket.Fields["caller_id"], "id").ShouldBe("46c6f9efa9fe198101ddf5eed9adf6e7");
        ticket.Fields["opened_at"].AsTimestamp().ShouldBe(new DateTimeOffset(2015, 11, 2, 22, 4, 15, TimeSpan.Zero));
        ticket.Fields.Keys.ShouldNotContain("sys_mod_count");
        ticket.Fields.Keys.ShouldNotContain("reassignment_count");
    }

    [Fact]
    public void Instants_are_the_stored_ones_whatever_zone_the_account_has()
    {
        var change = ScriptedServiceNow.Recorded("rapid7-change.json").GetProperty("result");

        var ticket = new ServiceNowMapping(new Uri("https://instance.service-now.com"), "change_request")
            .Snapshot(change, ServiceNowPeople.None, [], []);

        // Shown as 09:54:57 to an account in California.
        ticket.Updated.ShouldBe(new DateTimeOffset(2020, 11, 11, 17, 54, 57, TimeSpan.Zero));
        ticket.Fields["state"].AsString().ShouldBe("-5");
        ticket.Fields["type"].AsString().ShouldNotBeEmpty();
    }

    [Fact]
    public void Only_a_correlation_that_says_so_is_our_marker()
    {
        Marker("entente", "k7q2").ShouldBe("k7q2");
        Marker("Jira", "k7q2").ShouldBeNull();
        Marker("entente", "").ShouldBeNull();

        static string? Marker(string display, string id) => ServiceNowMapping.Marker(System.Text.Json.JsonDocument.Parse(
            ScriptedServiceNow.Record(("correlation_display", display), ("correlation_id", id))).RootElement);
    }

    [Theory]
    [InlineData("7", "incident", true)]
    [InlineData("6", "incident", false)]
    [InlineData("7", "problem", false)]
    public void Only_a_closed_incident_is_final(string state, string table, bool isFinal) =>
        new ServiceNowMapping(new Uri("https://x.service-now.com"), table).Snapshot(
            System.Text.Json.JsonDocument.Parse(ScriptedServiceNow.Record(("state", state))).RootElement, ServiceNowPeople.None, [], [])
            .IsFinal.ShouldBe(isFinal);

    [Fact]
    public void Uploads_of_the_vendor_s_own_documents_are_read()
    {
        var row = ScriptedServiceNow.Recorded("rapid7-attachments.json").GetProperty("result")[0];

        var file = ServiceNowMapping.Attachment(row, ServiceNowPeople.None).ShouldNotBeNull();

        (file.Name, file.MediaType, file.Bytes, file.Author.NativeId).ShouldBe(("testtattatxt", "text/plain", 38, "integrations"));
        file.Created.ShouldBe(new DateTimeOffset(2021, 8, 20, 18, 12, 0, TimeSpan.Zero));
    }

    [Fact]
    public void Every_field_of_the_schema_has_a_blank_value() =>
        ServiceNowSchema.Standard.Fields.Keys.ShouldBe(ServiceNowSchema.Standard.Blank.Keys);

    [Fact]
    public void The_schema_has_what_the_example_instance_has() =>
        new[] { "u_class", "u_partner_key", "u_partner_url", "u_holder", "u_waiting_on", "hold_reason", "close_code", "close_notes" }
            .ShouldBeSubsetOf(ServiceNowSchema.Standard.Fields.Keys);

    [Theory]
    [InlineData("state", "2", "2", true)]
    [InlineData("short_description", "a b", "a\nb", true)]
    [InlineData("priority", "2", "P2", true)]
    [InlineData("priority", "3", "P2", false)]
    [InlineData("close_code", "", "", true)]
    [InlineData("close_code", "", "Solved", false)]
    [InlineData("description", "one\r\ntwo", "one\ntwo", true)]
    public void A_field_holds_what_it_already_stores(string field, string current, string wanted, bool holds) =>
        ServiceNowHolds.Holds(field, CelValue.String(current), CelValue.String(wanted)).ShouldBe(holds);

    [Theory]
    [InlineData("JOHN@x.example", true)]
    [InlineData("u1", true)]
    [InlineData("ann@x.example", false)]
    public void A_person_is_held_by_address_or_id(string wanted, bool holds)
    {
        var people = new ServiceNowPeople(new Dictionary<string, TicketPerson> { ["u1"] = new("u1", "John", "john@x.example") });

        ServiceNowHolds.Holds("caller_id", people.Value("u1", "John"), CelValue.String(wanted)).ShouldBe(holds);
    }
}
