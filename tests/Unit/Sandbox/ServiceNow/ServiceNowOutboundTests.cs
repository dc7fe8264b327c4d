using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

using Entente.Sandbox;
using Entente.Sandbox.ServiceNow.World;

namespace Entente.Unit.Tests.Sandbox.ServiceNow;

/// <summary>What the installed business rule posts.</summary>
public sealed class ServiceNowOutboundTests
{
    private readonly ServiceNowDriver now = new();

    [Fact]
    public void Posts_what_changed_signed_over_time_and_body()
    {
        now.Configure("""{"outboundMessages":[{"url":"http://127.0.0.1:9/hook","secret":"s3cret"}],"businessRuleSeconds":2}""");
        var id = now.Raise();
        now.Imitation.TakeWebhooks(now.Now).ShouldBeEmpty();
        now.Advance(2);
        var call = now.Imitation.TakeWebhooks(now.Now).ShouldHaveSingleItem();
        (call.Method, call.Target.AbsoluteUri).ShouldBe(("POST", "http://127.0.0.1:9/hook"));
        Encoding.UTF8.GetString(call.Body).ShouldBe($$"""
            {"table":"incident","sys_id":"{{id}}","number":"INC0010001","operation":"insert","sys_updated_on":"2026-07-06 09:00:00",
            "sys_updated_by":"entente.integration","sys_mod_count":"0"}
            """.ReplaceLineEndings(""));
        var headers = call.Headers.ToDictionary();
        headers["X-Entente-Timestamp"].ShouldBe($"{now.Now.ToUnixTimeSeconds()}");
        headers["X-Entente-Signature"].ShouldBe(Convert.ToBase64String(HMACSHA256.HashData(
            "s3cret"u8, Encoding.UTF8.GetBytes($"{headers["X-Entente-Timestamp"]}.{Encoding.UTF8.GetString(call.Body)}"))));
        headers["X-Entente-Delivery"].ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void Tells_of_updates_comments_and_deletions_but_neither_of_files_nor_of_nothing()
    {
        now.Configure("""{"outboundMessages":[{"url":"http://127.0.0.1:9/hook","secret":"s"}]}""");
        var id = now.Raise();
        now.Change(id, """{"short_description":"Checkout is blank"}""");
        now.Change(id, """{"comments":"hello"}""");
        now.Send("POST", $"/api/now/attachment/file?table_name=incident&table_sys_id={id}&file_name=a.bin", [1]);
        now.As = ServiceNowDriver.Admin;
        now.Delete($"/api/now/table/incident/{id}");
        now.Post("/api/now/table/problem", """{"short_description":"not an incident"}""").Status.ShouldBe(201);
        Operations().ShouldBe(["insert", "update", "delete"]);
    }

    [Fact]
    public void Leaves_out_the_integration_user_s_own_changes_where_it_is_named()
    {
        now.Configure($$"""
            {"outboundMessages":[{"url":"http://127.0.0.1:9/hook","secret":"s","table":"task","exceptUser":"{{SeededWorld.Integration}}",
            "signatureHeader":"X-Mine"}]}
            """);
        now.Raise();
        now.As = ServiceNowDriver.Admin;
        now.Post("/api/now/table/problem", "{}");
        var call = now.Imitation.TakeWebhooks(now.Now).ShouldHaveSingleItem();
        call.Headers.Select(header => header.Key).ShouldContain("X-Mine");
    }

    [Fact]
    public void Calls_once_whatever_the_answer()
    {
        now.Configure("""{"outboundMessages":[{"url":"http://127.0.0.1:9/hook","secret":"s"}]}""");
        now.Raise();
        var call = now.Imitation.TakeWebhooks(now.Now).ShouldHaveSingleItem();
        now.Imitation.WebhookAnswered(call.Id, 500, now.Now);
        now.Advance(3600);
        now.Imitation.TakeWebhooks(now.Now).ShouldBeEmpty();
    }

    private IEnumerable<string> Operations() => now.Imitation.TakeWebhooks(now.Now).Select(Operation);

    private static string Operation(OutgoingWebhook call) => JsonNode.Parse(call.Body)!["operation"]!.GetValue<string>();
}
