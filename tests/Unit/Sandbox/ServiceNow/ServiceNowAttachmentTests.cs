using System.Security.Cryptography;
using System.Text;

namespace Entente.Unit.Tests.Sandbox.ServiceNow;

/// <summary>Files: in, out, as a form, and what they leave alone.</summary>
public sealed class ServiceNowAttachmentTests
{
    private static readonly byte[] Bytes = [0, 1, 2, 253, 254, 255];

    private readonly ServiceNowDriver now = new();

    [Fact]
    public void Uploads_lists_downloads_and_deletes()
    {
        var incident = now.Raise();
        now.Advance(3);
        var made = Upload(incident, "trace one.bin");
        made.Status.ShouldBe(201);
        made.Header("Location").ShouldBe($"http://127.0.0.1:7073/api/now/attachment/{made.Field("sys_id")}");
        (made.Field("file_name"), made.Field("size_bytes"), made.Field("content_type"), made.Field("table_name"), made.Field("hash")).ShouldBe(
            ("trace one.bin", "6", "application/x-trace", "incident", Convert.ToHexStringLower(SHA256.HashData(Bytes))));
        made.Field("download_link").ShouldBe($"http://127.0.0.1:7073/api/now/attachment/{made.Field("sys_id")}/file");
        now.Incident(incident).Field("sys_updated_on").ShouldBe("2026-07-06 09:00:00");
        now.Get($"/api/now/attachment?sysparm_query=table_name=incident^table_sys_id={incident}").Json["result"]!.AsArray().Count.ShouldBe(1);
        var download = now.Send("GET", new Uri(made.Field("download_link")).PathAndQuery, [], ("Accept", "*/*"));
        download.Bytes.ShouldBe(Bytes);
        (download.Header("Content-Type"), download.Header("Content-Disposition"))
            .ShouldBe(("application/x-trace", "attachment; filename*=UTF-8''trace%20one.bin"));
        now.Delete($"/api/now/attachment/{made.Field("sys_id")}").Status.ShouldBe(204);
        now.Get($"/api/now/attachment/{made.Field("sys_id")}").Status.ShouldBe(404);
    }

    [Fact]
    public void Takes_a_form_whose_file_comes_last()
    {
        var incident = now.Raise();
        var owner = $"{Part("table_name")}incident\r\n{Part("table_sys_id")}{incident}\r\n";
        var file = $"{Part("uploadFile\"; filename=\"a.txt")}hello\r\n";
        Form($"{owner}{file}--b--\r\n").Field("size_bytes").ShouldBe("5");
        Form($"{file}{owner}--b--\r\n").Status.ShouldBe(400);
        Form("no form").Status.ShouldBe(400);
    }

    [Theory]
    [InlineData("""{"attachmentExtensions":["txt"]}""", 400)]
    [InlineData("""{"maxAttachmentBytes":5}""", 413)]
    public void Refuses_what_the_instance_does_not_take(string settings, int status)
    {
        now.Configure(settings);
        Upload(now.Raise(), "a.bin").Status.ShouldBe(status);
    }

    [Theory]
    [InlineData("table_name=incident", 400)]
    [InlineData("table_name=nonsense&table_sys_id=1&file_name=a", 400)]
    [InlineData("table_name=incident&table_sys_id=1&file_name=a", 404)]
    public void Asks_where_a_file_belongs(string query, int status) =>
        now.Send("POST", $"/api/now/attachment/file?{query}", Bytes).Status.ShouldBe(status);

    [Fact]
    public void Files_go_with_their_record()
    {
        var incident = now.Raise();
        var file = Upload(incident, "a.bin").Field("sys_id");
        now.As = ServiceNowDriver.Admin;
        now.Delete($"/api/now/table/incident/{incident}");
        now.Get($"/api/now/attachment/{file}/file").Status.ShouldBe(404);
    }

    private ServiceNowReply Upload(string incident, string name) => now.Send(
        "POST", $"/api/now/attachment/file?table_name=incident&table_sys_id={incident}&file_name={Uri.EscapeDataString(name)}", Bytes,
        ("Content-Type", "application/x-trace"));

    private static string Part(string name) => $"--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n";

    private ServiceNowReply Form(string body) =>
        now.Send("POST", "/api/now/attachment/upload", Encoding.UTF8.GetBytes(body), ("Content-Type", "multipart/form-data; boundary=b"));
}
