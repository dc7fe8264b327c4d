using System.Text.Json.Nodes;

using static Entente.Unit.Tests.Sandbox.AzureDevOps.AzureDevOpsTestSite;

namespace Entente.Unit.Tests.Sandbox.AzureDevOps;

public sealed class AzureDevOpsWorkItemTests
{
    /// <summary>The fields of a bug as created, recorded by Microsoft's own command line (Azure/azure-devops-cli-extension, MIT).</summary>
    private static readonly string[] RecordedFieldsOfANewBug =
    [
        "System.AreaPath", "System.TeamProject", "System.IterationPath", "System.WorkItemType", "System.State", "System.Reason", "System.CreatedDate",
        "System.CreatedBy", "System.ChangedDate", "System.ChangedBy", "System.CommentCount", "System.Title", "Microsoft.VSTS.Common.StateChangeDate",
        "Microsoft.VSTS.Common.Priority", "Microsoft.VSTS.Common.Severity", "Microsoft.VSTS.Common.ValueArea",
    ];

    /// <summary>What a full read adds to them, from the same recordings.</summary>
    private static readonly string[] RecordedFieldsOfAFullRead =
    [
        "System.Id", "System.AreaId", "System.NodeName", "System.AreaLevel1", "System.Rev", "System.AuthorizedDate", "System.RevisedDate",
        "System.IterationId", "System.IterationLevel1", "System.AuthorizedAs", "System.PersonId", "System.Watermark",
    ];

    private readonly AzureDevOpsTestSite site = new();

    [Fact]
    public void Creates_with_the_fields_links_and_defaults_that_were_recorded()
    {
        var created = site.Send("POST", "Shop/_apis/wit/workitems/$Bug?api-version=5.0", $"[{Add("System.Title", "samplebug")}]", Integration,
            KeyValuePair.Create("Content-Type", "application/json-patch+json"));
        created.Status.ShouldBe(200);
        created.Header("Content-Type").ShouldBe("application/json; charset=utf-8; api-version=5.0");
        created.Json!["rev"]!.GetValue<int>().ShouldBe(1);
        var fields = created.Json["fields"]!.AsObject();
        fields.Select(field => field.Key).ShouldBe(RecordedFieldsOfANewBug, ignoreOrder: true);
        Texts(fields, "System.State", "System.Reason", "Microsoft.VSTS.Common.Severity", "Microsoft.VSTS.Common.ValueArea")
            .ShouldBe(["New", "New", "3 - Medium", "Business"]);
        created.Json["_links"]!.AsObject().Select(link => link.Key)
            .ShouldBe(["self", "workItemUpdates", "workItemRevisions", "workItemComments", "html", "workItemType", "fields"]);
        fields["System.CreatedBy"]!.AsObject().Select(member => member.Key)
            .ShouldBe(["displayName", "url", "_links", "id", "uniqueName", "imageUrl", "descriptor"]);

        var full = site.Fields((long)created.Json["id"]!).AsObject();
        full.Select(field => field.Key).ShouldBe(RecordedFieldsOfANewBug.Concat(RecordedFieldsOfAFullRead), ignoreOrder: true);
        full["System.RevisedDate"]!.GetValue<string>().ShouldBe("9999-01-01T00:00:00Z");
    }

    [Theory]
    [InlineData("Bug", "Resolved", "Fixed")]
    [InlineData("Bug", "Active", "Approved")]
    [InlineData("Bug", "Blocked", "Moved to state Blocked")]
    [InlineData("Task", "Closed", "Completed")]
    public void Gives_the_move_its_reason(string type, string state, string reason)
    {
        var id = site.Raise(type: type);
        var answer = site.Set(id, Add("System.State", state));
        answer.Status.ShouldBe(200, answer.Text);
        Texts(answer.Json!["fields"]!, "System.State", "System.Reason").ShouldBe([state, reason]);
        answer.Json["rev"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public void Stamps_who_resolved_and_forgets_it_on_reopening()
    {
        var id = site.Raise();
        site.Set(id, Add("System.State", "Resolved"), Add("System.Reason", "Duplicate"));
        var resolved = site.Fields(id);
        resolved["Microsoft.VSTS.Common.ResolvedReason"]!.GetValue<string>().ShouldBe("Duplicate");
        resolved["Microsoft.VSTS.Common.ActivatedBy"]!["displayName"]!.GetValue<string>().ShouldBe("Entente Integration");
        site.Set(id, Add("System.State", "Active")).Json!["fields"]!["System.Reason"]!.GetValue<string>().ShouldBe("Not fixed");
        site.Fields(id).AsObject().ContainsKey("Microsoft.VSTS.Common.ResolvedDate").ShouldBeFalse();
    }

    [Fact]
    public void Refuses_a_stale_test_of_the_revision_and_changes_nothing()
    {
        var id = site.Raise();
        site.Set(id, Add("System.Title", "Two")).Status.ShouldBe(200);
        var stale = site.Set(id, Operation("test", "/rev", JsonValue.Create(1)), Add("System.Title", "Three"));
        (stale.Status, stale.TypeKey).ShouldBe((412, "TestPatchOperationFailedException"));
        stale.Message.ShouldBe("VS403351: Test Operation for path /rev failed, value 2 was not equal to test value 1.");
        site.Fields(id)["System.Title"]!.GetValue<string>().ShouldBe("Two");
        site.Set(id, Operation("test", "/rev", JsonValue.Create(2)), Add("System.Title", "Three")).Json!["rev"]!.GetValue<int>().ShouldBe(3);
    }

    [Fact]
    public void Makes_no_revision_of_a_patch_that_changes_nothing()
    {
        var id = site.Raise();
        site.Set(id, Add("System.Title", "Checkout is broken")).Json!["rev"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public void Merges_added_tags_and_replaces_replaced_ones()
    {
        var id = site.Raise(more: "," + Add("System.Tags", "shop; entente:abc"));
        Tags(site.Set(id, Add("System.Tags", "Blue;shop"))).ShouldBe("Blue; entente:abc; shop");
        Tags(site.Set(id, Replace("System.Tags", "shop"))).ShouldBe("shop");
        site.Set(id, Operation("remove", "/fields/System.Tags", null)).Json!["fields"]!.AsObject().ContainsKey("System.Tags").ShouldBeFalse();
    }

    [Theory]
    [InlineData("David")]
    [InlineData("david@global.example")]
    [InlineData("David <david@global.example>")]
    public void Knows_a_person_by_name_and_address(string text)
    {
        var id = site.Raise(more: "," + Add("System.AssignedTo", text));
        site.Fields(id)["System.AssignedTo"]!["uniqueName"]!.GetValue<string>().ShouldBe("david@global.example");
    }

    [Theory]
    [InlineData("System.AssignedTo", "nobody@else.example", "WorkItemFieldInvalidException", "is an unknown identity")]
    [InlineData("System.State", "Done", "RuleValidationException", "not in the list of supported values")]
    [InlineData("System.Reason", "Because", "RuleValidationException", "not in the list of supported values")]
    [InlineData("System.Title", "", "RuleValidationException", "TF401320: Rule Error for field Title. Error code: Required, InvalidEmpty.")]
    [InlineData("Microsoft.VSTS.Common.Priority", "9", "RuleValidationException", "not in the list of supported values")]
    [InlineData("Microsoft.VSTS.Common.Priority", "high", "RuleValidationException", "InvalidType")]
    [InlineData("System.AreaPath", @"Shop\Nowhere", "WorkItemTrackingTreeNodeNotFoundException", "TF401347")]
    [InlineData("System.CreatedBy", "David", "RuleValidationException", "ReadOnly")]
    [InlineData("Custom.Nothing", "x", "WorkItemTrackingFieldDefinitionNotFoundException", "TF51535: Cannot find field Custom.Nothing.")]
    public void Says_why_a_field_cannot_hold_a_value(string field, string value, string typeKey, string message)
    {
        var id = site.Raise();
        var answer = site.Set(id, Add(field, value));
        (answer.Status, answer.TypeKey).ShouldBe((400, typeKey));
        answer.Message.ShouldContain(message);
        site.Item(id)["rev"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public void Refuses_a_title_beyond_255_characters()
    {
        site.Raise(new string('x', 255));
        site.Set(1, Add("System.Title", new string('y', 256))).Message.ShouldBe("TF401324: Value for field 'System.Title' is too long.");
    }

    [Fact]
    public void Obeys_the_rules_that_the_process_was_given()
    {
        site.Configure("""
            {"requiredFields":[{"type":"Bug","state":"Closed","field":"Custom.Holder"}],
             "forbiddenMoves":[{"type":"Bug","from":"New","to":"Resolved"}]}
            """).ShouldBeNull();
        var id = site.Raise();
        var refused = site.Set(id, Add("System.State", "Closed"));
        var error = refused.Json!["customProperties"]!["RuleValidationErrors"]![0]!;
        Texts(error, "fieldReferenceName", "fieldStatusFlags").ShouldBe(["Custom.Holder", "required, invalidEmpty"]);
        site.Set(id, Add("System.State", "Resolved")).Status.ShouldBe(400);
        site.Set(id, Add("System.State", "Closed"), Add("Custom.Holder", "global")).Status.ShouldBe(200);
    }

    [Fact]
    public void Lets_who_may_bypass_the_rules_say_when_and_who()
    {
        var id = site.Raise();
        var date = Add("System.ChangedDate", "2020-01-02T03:04:05Z");
        var patch = $"[{Add("System.ChangedBy", "Marco")},{date},{Add("System.AssignedTo", "Invalid Value")}]";
        var answer = site.Patch($"_apis/wit/workitems/{id}?bypassRules=true", patch);
        answer.Status.ShouldBe(200, answer.Text);
        answer.Json!["fields"]!["System.ChangedBy"]!["displayName"]!.GetValue<string>().ShouldBe("Marco");
        Texts(answer.Json["fields"]!, "System.ChangedDate", "System.AssignedTo").ShouldBe(["2020-01-02T03:04:05Z", "Invalid Value"]);
        site.Patch($"_apis/wit/workitems/{id}?bypassRules=true", patch, David).Status.ShouldBe(403);
    }

    [Fact]
    public void Validates_without_saving()
    {
        var id = site.Raise();
        site.Patch($"_apis/wit/workitems/{id}?validateOnly=true", $"[{Add("System.Title", "Other")}]").Status.ShouldBe(200);
        site.Patch($"_apis/wit/workitems/{id}?validateOnly=true", $"[{Add("System.State", "Other")}]").Status.ShouldBe(400);
        site.Fields(id)["System.Title"]!.GetValue<string>().ShouldBe("Checkout is broken");
    }

    [Fact]
    public void Refuses_for_good_beyond_the_limit_of_revisions()
    {
        site.Configure("""{"revisionLimit":3}""").ShouldBeNull();
        var id = site.Raise();
        site.Set(id, Add("System.Title", "2"));
        site.Set(id, Add("System.Title", "3")).Status.ShouldBe(200);
        var refused = site.Set(id, Add("System.Title", "4"));
        refused.Status.ShouldBe(400);
        refused.Message.ShouldBe($"Work item {id} has 3 revisions, but currently, when updating via the API, "
            + "only work items with up to 3 revisions are supported.");
        site.Post($"Shop/_apis/wit/workItems/{id}/comments", """{"text":"x"}""").Status.ShouldBe(400);
    }

    [Fact]
    public void Keeps_markdown_as_written_and_cleans_html()
    {
        var id = site.Raise(more: "," + Add("System.Description", "<div onclick=\"x()\">Hi<script>alert(1)</script> <b>you</b></div>"));
        site.Fields(id)["System.Description"]!.GetValue<string>().ShouldBe("<div>Hi <b>you</b></div>");
        var format = Operation("add", "/multilineFieldsFormat/System.Description", "Markdown");
        site.Set(id, format).Status.ShouldBe(400);
        site.Set(id, format, Add("System.Description", "# 1 < 2")).Json!["multilineFieldsFormat"]!["System.Description"]!.GetValue<string>()
            .ShouldBe("Markdown");
        site.Fields(id)["System.Description"]!.GetValue<string>().ShouldBe("# 1 < 2");
        site.Set(id, Operation("add", "/multilineFieldsFormat/System.Description", "Html"), Add("System.Description", "x")).Status.ShouldBe(400);
        site.Set(id, Operation("add", "/multilineFieldsFormat/System.Title", "Markdown"), Add("System.Title", "x")).Message
            .ShouldBe("Operation of changing value type is not supported");
    }

    [Fact]
    public void Reads_two_hundred_at_once_and_null_for_what_is_not_there()
    {
        site.Raise();
        var answer = site.Post("_apis/wit/workitemsbatch", """{"ids":[1,77],"fields":["System.Title"],"errorPolicy":"Omit"}""");
        answer.Json!["count"]!.GetValue<int>().ShouldBe(2);
        answer.Json["value"]![0]!["fields"]!.ToJsonString().ShouldBe("""{"System.Title":"Checkout is broken"}""");
        answer.Json["value"]![1].ShouldBeNull();
        site.Post("_apis/wit/workitemsbatch", """{"ids":[1,77]}""").Status.ShouldBe(404);
        site.Post("_apis/wit/workitemsbatch", """{"ids":[1,77],"errorPolicy":2,"$expand":4}""").Json!["value"]![0]!["fields"]!["System.Id"]!
            .GetValue<int>().ShouldBe(1);
        var many = site.Get("_apis/wit/workitems?ids=" + string.Join(',', Enumerable.Range(1, 201)));
        (many.Status, many.Message).ShouldBe((400, "VS403474: You requested 201 work items which exceeds the limit of 200"));
    }

    [Fact]
    public void Deletes_into_the_bin_and_restores_from_it()
    {
        var id = site.Raise();
        var deleted = site.Delete($"Shop/_apis/wit/workitems/{id}");
        deleted.Json!["deletedBy"]!.GetValue<string>().ShouldBe("Entente Integration <integration@global.example>");
        deleted.Json["deletedDate"]!.GetValue<string>().ShouldBe("3/2/2026 9:30:00 AM");
        var gone = site.Get($"_apis/wit/workitems/{id}");
        (gone.Status, gone.TypeKey).ShouldBe((404, "WorkItemUnauthorizedAccessException"));
        gone.Message.ShouldBe($"TF401232: Work item {id} does not exist, or you do not have permissions to read it.");
        site.Set(id, Add("System.Title", "x")).Status.ShouldBe(404);
        site.Send("PATCH", $"Shop/_apis/wit/recyclebin/{id}", """{"IsDeleted":false}""", Integration).Status.ShouldBe(200);
        site.Item(id)["rev"]!.GetValue<int>().ShouldBe(3);
        site.Delete($"Shop/_apis/wit/workitems/{id}?destroy=true").Status.ShouldBe(200);
        site.Send("PATCH", $"Shop/_apis/wit/recyclebin/{id}", """{"IsDeleted":false}""", Integration).Status.ShouldBe(404);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("not json")]
    [InlineData("""[{"op":"copy","path":"/fields/System.Title","from":"/fields/System.State"}]""")]
    [InlineData("""[{"op":"add","path":"/nowhere","value":1}]""")]
    [InlineData("""[{"op":"remove","path":"/relations/7"}]""")]
    [InlineData("""[{"op":"add","path":"/fields/System.Title","value":{"a":1}}]""")]
    [InlineData("""[{"op":"add","path":"/fields/System.Title","value":"\ud800"}]""")]
    public void Refuses_what_is_no_patch(string document)
    {
        var id = site.Raise();
        site.Patch($"_apis/wit/workitems/{id}", document).Status.ShouldBe(400);
    }

    private static string Tags(DevOpsAnswered answer) => answer.Json!["fields"]!["System.Tags"]!.GetValue<string>();

    private static string[] Texts(JsonNode of, params string[] names) => [.. names.Select(name => of[name]!.GetValue<string>())];
}
