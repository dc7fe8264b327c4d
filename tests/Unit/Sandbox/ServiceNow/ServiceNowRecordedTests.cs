using System.Text.Json.Nodes;

using Entente.Unit.Tests.House;

namespace Entente.Unit.Tests.Sandbox.ServiceNow;

/// <summary>The same calls that the vendor published: the answers have the same fields, in the same shapes, with the same defaults.</summary>
public sealed class ServiceNowRecordedTests
{
    /// <summary>Differ from instance to instance and from call to call.</summary>
    private static readonly string[] Particular =
    [
        "sys_id", "number", "sys_created_on", "sys_updated_on", "opened_at", "table_sys_id", "download_link", "sys_created_by", "sys_updated_by",
        "size_compressed",
    ];

    private readonly ServiceNowDriver now = new() { As = ServiceNowDriver.Admin };

    [Fact]
    public void Answers_a_create_as_published() => Same(Recorded("docs-incident-created"), now.Post("/api/now/table/incident",
        """
        {"short_description":"Unable to connect to office wifi","assignment_group":"287ebd7da9fe198100f92cc8d1d2154e","urgency":"2","impact":"2"}
        """));

    [Fact]
    public void Answers_an_upload_as_published()
    {
        var incident = now.Raise();
        var address = $"/api/now/attachment/file?table_name=incident&table_sys_id={incident}&file_name=Issue_screenshot";
        Same(Recorded("docs-attachment-created"), now.Send("POST", address, new byte[36597], ("Content-Type", "image/jpeg")));
    }

    private static void Same(JsonNode recorded, ServiceNowReply reply)
    {
        reply.Status.ShouldBe(201);
        foreach (var (name, value) in recorded["result"]!.AsObject())
        {
            var ours = reply.Json["result"]![name].ShouldNotBeNull(name);
            ours.GetType().IsAssignableTo(typeof(JsonObject)).ShouldBe(value is JsonObject, name);
            if (value is JsonObject reference)
                ours.AsObject().Select(member => member.Key).ShouldBe(reference.Select(member => member.Key), ignoreOrder: true);
            else if (!Particular.Contains(name))
                ours.GetValue<string>().ShouldBe(value!.GetValue<string>(), name);
        }
    }

    private static JsonNode Recorded(string name) =>
        JsonNode.Parse(Repository.Read($"tests/Unit/Sandbox/ServiceNow/Recorded/{name}.json"))!;
}
