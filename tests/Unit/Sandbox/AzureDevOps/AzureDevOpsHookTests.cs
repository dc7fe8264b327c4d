using System.Text;
using System.Text.Json.Nodes;

using Entente.Sandbox;

using static Entente.Unit.Tests.Sandbox.AzureDevOps.AzureDevOpsTestSite;

namespace Entente.Unit.Tests.Sandbox.AzureDevOps;

public sealed class AzureDevOpsHookTests
{
    private readonly AzureDevOpsTestSite site = new();

    [Fact]
    public void Sends_a_created_work_item_as_it_was_recorded()
    {
        Subscribe("workitem.created", """,{"httpHeaders":"X-Key: v","basicAuthUsername":"u","basicAuthPassword":"p"}""");
        var id = site.Raise(more: "," + Add("System.AssignedTo", "David"));
        var (call, body) = Take().ShouldHaveSingleItem();
        call.Headers.ShouldContain(KeyValuePair.Create("X-Key", "v"));
        call.Headers.ShouldContain(KeyValuePair.Create("Authorization", "Basic " + Convert.ToBase64String("u:p"u8)));
        body.AsObject().Select(member => member.Key).ShouldBe([
            "subscriptionId", "notificationId", "id", "eventType", "publisherId", "message", "detailedMessage", "resource", "resourceVersion",
            "resourceContainers", "createdDate"]);
        body["resource"]!["id"]!.GetValue<long>().ShouldBe(id);
        body["resource"]!["fields"]!["System.AssignedTo"]!.GetValue<string>().ShouldBe("David <david@global.example>");
        body["resourceContainers"]!.AsObject().Select(member => member.Key).ShouldBe(["collection", "account", "project"]);
        body["message"]!["text"]!.GetValue<string>().ShouldStartWith("Bug #1 (Checkout is broken) created by Entente Integration\r\n(http");
    }

    /// <summary>The members of the resource are those of a body captured from Azure DevOps Services.</summary>
    [Fact]
    public void An_update_s_id_is_the_update_s_number()
    {
        Subscribe("workitem.updated");
        var id = site.Raise();
        site.Raise();
        site.Set(id, LinkTo("System.LinkTypes.Related", 2));
        site.Set(id, Add("System.State", "Active"));
        var bodies = Take().Select(taken => taken.Body).ToList();
        var linked = bodies[0]["resource"]!;
        (linked["id"]!.GetValue<int>(), linked["rev"]!.GetValue<int>(), linked["fields"]).ShouldBe((2, 1, null));
        linked["relations"]!["added"]!.AsArray().Count.ShouldBe(1);
        bodies[1]["resource"]!["workItemId"]!.GetValue<int>().ShouldBe(2);
        var moved = bodies[2]["resource"]!;
        moved.AsObject().Select(member => member.Key).ShouldBe(
            ["id", "workItemId", "rev", "revisedBy", "revisedDate", "fields", "_links", "url", "revision"]);
        (moved["id"]!.GetValue<int>(), moved["workItemId"]!.GetValue<long>(), moved["rev"]!.GetValue<int>()).ShouldBe((3, id, 2));
        moved["revisedDate"]!.GetValue<string>().ShouldBe("9999-01-01T00:00:00Z");
        moved["fields"]!["System.State"]!.ToJsonString().ShouldBe("""{"oldValue":"New","newValue":"Active"}""");
        moved["revision"]!["id"]!.GetValue<long>().ShouldBe(id);
        moved["revision"]!["fields"]!["System.ChangedBy"]!.GetValue<string>().ShouldBe("Entente Integration <integration@global.example>");
        bodies.Select(body => (int)body["notificationId"]!).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void A_comment_is_both_an_update_and_a_comment()
    {
        Subscribe("workitem.updated");
        Subscribe("workitem.commented");
        var id = site.Raise();
        site.Post($"Shop/_apis/wit/workItems/{id}/comments", """{"text":"Hi"}""");
        var bodies = Take().Select(taken => taken.Body).ToDictionary(body => (string)body["eventType"]!, body => body["resource"]!);
        bodies["workitem.updated"]["id"]!.GetValue<int>().ShouldBe(2);
        var commented = bodies["workitem.commented"];
        commented["id"]!.GetValue<long>().ShouldBe(id);
        commented["fields"]!["System.History"]!.GetValue<string>().ShouldBe("Hi");
        commented["commentVersionRef"]!["version"]!.GetValue<int>().ShouldBe(1);
    }

    [Theory]
    [InlineData("workitem.updated", """{"workItemType":"Task"}""", 0)]
    [InlineData("workitem.updated", """{"workItemType":"Bug","areaPath":"Shop"}""", 1)]
    [InlineData("workitem.updated", """{"areaPath":"Shop\\Network"}""", 0)]
    [InlineData("workitem.updated", """{"changedFields":"System.Title"}""", 1)]
    [InlineData("workitem.updated", """{"changedFields":"System.State"}""", 0)]
    [InlineData("workitem.updated", """{"tag":"entente"}""", 0)]
    [InlineData("workitem.deleted", "{}", 1)]
    [InlineData("workitem.restored", "{}", 1)]
    public void Sends_what_the_filters_let_through(string eventType, string inputs, int count)
    {
        Subscribe(eventType, publisher: inputs);
        var id = site.Raise();
        site.Set(id, Add("System.Title", "Other"));
        if (eventType != "workitem.updated")
        {
            site.Delete($"_apis/wit/workitems/{id}");
            site.Send("PATCH", $"Shop/_apis/wit/recyclebin/{id}", """{"IsDeleted":false}""", Integration);
        }

        Take().Count.ShouldBe(count);
    }

    [Fact]
    public void Sends_nothing_for_a_change_that_suppresses_notifications()
    {
        Subscribe("workitem.updated");
        var id = site.Raise();
        site.Patch($"_apis/wit/workitems/{id}?suppressNotifications=true", $"[{Add("System.Title", "Other")}]");
        Take().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(503)]
    [InlineData(null)]
    public void Tries_eight_times_what_may_pass_and_keeps_the_notification(int? status)
    {
        var subscription = Subscribe("workitem.created");
        site.Raise();
        double[] waits = [1, 2, 4, 8, 16, 32, 60];
        var seen = new List<int>();
        foreach (var wait in waits)
        {
            var (call, body) = Take().ShouldHaveSingleItem();
            seen.Add((int)body["notificationId"]!);
            site.Imitation.WebhookAnswered(call.Id, status, site.Now);
            site.Wait(wait - 0.5);
            Take().ShouldBeEmpty();
            site.Wait(0.5);
        }

        seen.ShouldAllBe(number => number == 1);
        site.Imitation.WebhookAnswered(Take().ShouldHaveSingleItem().Call.Id, status, site.Now);
        Status(subscription).ShouldBe("onProbation");
    }

    [Fact]
    public void Puts_a_subscription_on_probation_sends_it_nothing_and_ends_it_or_takes_it_back()
    {
        site.Configure("""{"probationSeconds":10}""").ShouldBeNull();
        var subscription = Subscribe("workitem.created");
        site.Raise();
        site.Imitation.WebhookAnswered(Take()[0].Call.Id, 500, site.Now);
        Status(subscription).ShouldBe("onProbation");
        site.Raise();
        Take().ShouldBeEmpty();
        site.Wait(10);
        site.Imitation.WebhookAnswered(Take().ShouldHaveSingleItem().Call.Id, 200, site.Now);
        Status(subscription).ShouldBe("enabled");
        site.Raise();
        site.Imitation.WebhookAnswered(Take()[0].Call.Id, 410, site.Now);
        Status(subscription).ShouldBe("disabledBySystem");
    }

    [Fact]
    public void Hides_the_password_keeps_it_on_a_masked_put_and_lists_notifications()
    {
        var id = Subscribe("workitem.created", """,{"basicAuthPassword":"secret"}""");
        var shown = site.Get($"_apis/hooks/subscriptions/{id}").Json!;
        shown["consumerInputs"]!["basicAuthPassword"]!.GetValue<string>().ShouldBe("********");
        site.Send("PUT", $"_apis/hooks/subscriptions/{id}", shown.ToJsonString(), Integration).Status.ShouldBe(200);
        site.Raise();
        Take()[0].Call.Headers.ShouldContain(KeyValuePair.Create("Authorization", "Basic " + Convert.ToBase64String(":secret"u8)));
        site.Get($"_apis/hooks/subscriptions/{id}/notifications").Json!["count"]!.GetValue<int>().ShouldBe(1);
        site.Delete($"_apis/hooks/subscriptions/{id}").Status.ShouldBe(204);
        site.Get("_apis/hooks/subscriptions").Json!["count"]!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public void Refuses_a_subscription_to_nowhere_or_of_another_kind()
    {
        site.Post("_apis/hooks/subscriptions", Subscription("workitem.created", "nowhere")).Status.ShouldBe(400);
        site.Post("_apis/hooks/subscriptions", Subscription("build.complete", "http://127.0.0.1/")).Status.ShouldBe(400);
        site.Post("_apis/hooks/subscriptions", "[]").Status.ShouldBe(400);
    }

    private static string Subscription(string eventType, string url, string consumer = "", string publisher = "{}")
    {
        var inputs = new JsonObject { ["url"] = url };
        if (consumer.Length > 0)
        {
            foreach (var (name, value) in JsonNode.Parse(consumer.TrimStart(','))!.AsObject())
                inputs[name] = value!.DeepClone();
        }

        return new JsonObject
        {
            ["publisherId"] = "tfs",
            ["eventType"] = eventType,
            ["consumerId"] = "webHooks",
            ["consumerActionId"] = "httpRequest",
            ["publisherInputs"] = JsonNode.Parse(publisher),
            ["consumerInputs"] = inputs,
        }.ToJsonString();
    }

    private string Subscribe(string eventType, string consumer = "", string publisher = "{}")
    {
        var made = site.Post("_apis/hooks/subscriptions", Subscription(eventType, "http://127.0.0.1:9/hooks/ado/secret", consumer, publisher));
        made.Status.ShouldBe(200, made.Text);
        return (string)made.Json!["id"]!;
    }

    private string Status(string subscription) => (string)site.Get($"_apis/hooks/subscriptions/{subscription}").Json!["status"]!;

    private List<(OutgoingWebhook Call, JsonNode Body)> Take() =>
        [.. site.Imitation.TakeWebhooks(site.Now).Select(call => (call, JsonNode.Parse(Encoding.UTF8.GetString(call.Body))!))];
}
