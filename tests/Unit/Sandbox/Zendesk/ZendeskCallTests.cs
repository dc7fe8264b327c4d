using System.Text;

using Entente.Sandbox.Zendesk;

namespace Entente.Unit.Tests.Sandbox.Zendesk;

/// <summary>Signing in, limits, idempotency and the shapes of errors.</summary>
public sealed class ZendeskCallTests
{
    private const string Body = """{"ticket":{"subject":"S","comment":{"body":"first"}}}""";

    private readonly ZendeskDriver zendesk = new();

    [Theory]
    [InlineData(null, ZendeskSeed.ApiToken)]
    [InlineData(ZendeskSeed.IntegrationEmail, "wrong")]
    [InlineData("nobody@example.com", ZendeskSeed.ApiToken)]
    public void Refuses_strangers(string? email, string token)
    {
        (zendesk.As, zendesk.Token) = (email, token);
        var reply = zendesk.Get("/api/v2/tickets");
        (reply.Status, reply.Json["error"]!.ToString()).ShouldBe((401, "Couldn't authenticate you"));
    }

    [Fact]
    public void Shows_strangers_the_anonymous_user()
    {
        zendesk.As = null;
        zendesk.Get("/api/v2/users/me.json").Json["user"]!["name"]!.ToString().ShouldBe("Anonymous user");
    }

    [Fact]
    public void Takes_an_access_token()
    {
        zendesk.As = null;
        var reply = zendesk.Send("GET", "/api/v2/users/me", [], ("Authorization", $"Bearer {ZendeskSeed.AccessToken}"));
        reply.Json["user"]!["email"]!.ToString().ShouldBe(ZendeskSeed.IntegrationEmail);
    }

    [Theory]
    [InlineData(ZendeskSeed.RequesterEmail, "/api/v2/tickets")]
    [InlineData(ZendeskSeed.AgentEmail, "/api/v2/incremental/tickets/cursor?start_time=0")]
    [InlineData(ZendeskSeed.AgentEmail, "/api/v2/webhooks")]
    public void Forbids_what_the_role_may_not(string email, string address)
    {
        zendesk.As = email;
        var reply = zendesk.Get(address);
        reply.Status.ShouldBe(403);
        reply.Json["error"]!["title"]!.ToString().ShouldBe("Forbidden");
    }

    [Theory]
    [InlineData("GET", "/api/v2/tickets/77", 404, "RecordNotFound")]
    [InlineData("GET", "/api/v2/tickets/words", 404, "RecordNotFound")]
    [InlineData("GET", "/api/v2/nonsense", 404, "InvalidEndpoint")]
    [InlineData("PATCH", "/api/v2/tickets/1", 404, "InvalidEndpoint")]
    public void Names_what_is_missing(string method, string address, int status, string error)
    {
        var reply = zendesk.Send(method, address, []);
        (reply.Status, reply.Json["error"]!.ToString()).ShouldBe((status, error));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"ticket":"text"}""")]
    public void Answers_400_with_an_object_where_the_body_is_not_as_expected(string body)
    {
        var reply = zendesk.Post("/api/v2/tickets", body);
        reply.Status.ShouldBe(400);
        reply.Json["error"]!["title"]!.ToString().ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("""{"ticket":{"subject":"\ud800","comment":{"body":"\udfff x"}}}""")]
    [InlineData("""{"ticket":{"subject":"a","subject":"b","comment":{"body":"twice"}}}""")]
    [InlineData("""{"ticket":{"subject":"null \u0000 \u202e","comment":{"body":"\u0000"}}}""")]
    public void Survives_strange_texts(string body) => zendesk.Post("/api/v2/tickets", body).Status.ShouldBe(201);

    [Fact]
    public void Repeats_the_first_answer_to_an_idempotency_key()
    {
        var first = zendesk.Post("/api/v2/tickets", Body, ("Idempotency-Key", "k"));
        first.Header("x-idempotency-lookup").ShouldBe("miss");
        zendesk.Advance(7_000);
        var second = zendesk.Post("/api/v2/tickets", Body, ("Idempotency-Key", "k"));
        (second.Status, second.Header("x-idempotency-lookup"), second.Text).ShouldBe((201, "hit", first.Text));
        var other = zendesk.Post("/api/v2/tickets", Body.Replace("first", "other", StringComparison.Ordinal), ("Idempotency-Key", "k"));
        (other.Status, other.Json["error"]!.ToString()).ShouldBe((400, "IdempotentRequestError"));
        zendesk.Advance(300);
        zendesk.Post("/api/v2/tickets", Body, ("Idempotency-Key", "k")).Header("x-idempotency-lookup").ShouldBe("miss");
        zendesk.Get("/api/v2/tickets/count").Json["count"]!["value"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public void Keeps_no_refusal_under_an_idempotency_key()
    {
        zendesk.Post("/api/v2/tickets", """{"ticket":{}}""", ("Idempotency-Key", "k")).Status.ShouldBe(422);
        zendesk.Post("/api/v2/tickets", Body, ("Idempotency-Key", "k")).Status.ShouldBe(201);
        zendesk.Post("/api/v2/tickets", Body, ("Idempotency-Key", new string('k', 256))).Status.ShouldBe(400);
    }

    [Fact]
    public void Limits_calls_a_minute_and_tells_how_long_to_wait()
    {
        zendesk.Configure("""{"accountPerMinute":2}""");
        var first = zendesk.Get("/api/v2/groups");
        (first.Header("X-Rate-Limit"), first.Header("X-Rate-Limit-Remaining"), first.Header("ratelimit-reset")).ShouldBe(("2", "1", "60"));
        zendesk.Advance(20);
        zendesk.Get("/api/v2/groups").Status.ShouldBe(200);
        var refused = zendesk.Get("/api/v2/groups");
        (refused.Status, refused.Header("Retry-After"), refused.Header("ratelimit-remaining")).ShouldBe((429, "40", "0"));
        zendesk.Advance(40);
        zendesk.Get("/api/v2/groups").Status.ShouldBe(200);
    }

    [Fact]
    public void Limits_updates_of_one_ticket_to_30_in_ten_minutes()
    {
        var (busy, other) = (zendesk.Create(), zendesk.Create());
        for (var n = 0; n < 30; n++)
            zendesk.Update(busy, $$"""{"subject":"{{n}}"}""").Status.ShouldBe(200);
        var refused = zendesk.Update(busy, """{"subject":"31"}""");
        (refused.Status, refused.Header("Retry-After")).ShouldBe((429, "600"));
        zendesk.Ticket(busy)["subject"]!.ToString().ShouldBe("29");
        zendesk.Update(other, """{"subject":"free"}""").Status.ShouldBe(200);
        zendesk.Advance(600);
        zendesk.Update(busy, """{"subject":"again"}""").Status.ShouldBe(200);
    }

    [Fact]
    public void Limits_updates_of_the_account_to_100_a_minute()
    {
        var ids = Enumerable.Range(0, 4).Select(_ => zendesk.Create()).ToList();
        for (var n = 0; n < 100; n++)
            zendesk.Update(ids[n % 4], $$"""{"subject":"{{n}}"}""").Status.ShouldBe(200);
        zendesk.Update(ids[0], """{"subject":"101"}""").Status.ShouldBe(429);
    }

    [Fact]
    public void Shows_the_limit_of_the_list_in_its_own_header() =>
        zendesk.Get("/api/v2/tickets").Header("zendesk-ratelimit-tickets-index")!.ShouldStartWith("total=");

    [Theory]
    [InlineData("page[size]=2", 2, true)]
    [InlineData("page[size]=100", 5, false)]
    public void Pages_by_cursor(string query, int count, bool hasMore)
    {
        for (var n = 0; n < 5; n++)
            zendesk.Create();
        var page = zendesk.Get($"/api/v2/tickets?{query}").Json;
        page["tickets"]!.AsArray().Count.ShouldBe(count);
        page["meta"]!["has_more"]!.GetValue<bool>().ShouldBe(hasMore);
        if (hasMore)
            zendesk.Get(new Uri(page["links"]!["next"]!.ToString()).PathAndQuery).Json["tickets"]![0]!["id"]!.GetValue<long>().ShouldBe(3);
    }

    [Fact]
    public void Pages_by_number_up_to_ten_thousand_records()
    {
        for (var n = 0; n < 3; n++)
            zendesk.Create();
        var page = zendesk.Get("/api/v2/tickets?per_page=2").Json;
        (page["count"]!.GetValue<int>(), page["previous_page"]).ShouldBe((3, null));
        zendesk.Get(new Uri(page["next_page"]!.ToString()).PathAndQuery).Json["tickets"]!.AsArray().Count.ShouldBe(1);
        zendesk.Get("/api/v2/tickets?page=101").Status.ShouldBe(400);
    }

    [Fact]
    public void Finds_makes_and_updates_users()
    {
        var made = zendesk.Post("/api/v2/users/create_or_update", """{"user":{"name":"New","email":"New@Example.com"}}""");
        made.Status.ShouldBe(201);
        zendesk.Post("/api/v2/users/create_or_update", """{"user":{"name":"Newer","email":"new@example.com"}}""").Status.ShouldBe(200);
        zendesk.Get("/api/v2/users/search?query=email:new@example.com").Json["users"]![0]!["name"]!.ToString().ShouldBe("Newer");
        var taken = zendesk.Post("/api/v2/users", """{"user":{"name":"X","email":"new@example.com"}}""");
        taken.Json["details"]!["email"]![0]!["error"]!.ToString().ShouldBe("DuplicateValue");
        zendesk.Create("""{"comment":{"body":"x"},"requester":{"name":"Fresh","email":"fresh@example.com"}}""");
        zendesk.UserId("fresh@example.com").ShouldBeGreaterThan(1L << 31);
    }

    [Fact]
    public void Uploads_attach_to_a_comment_and_download_by_a_redirect()
    {
        var upload = zendesk.Send("POST", "/api/v2/uploads.json?filename=a%20b.txt", Encoding.UTF8.GetBytes("hello"), ("Content-Type", "text/plain"));
        upload.Status.ShouldBe(201);
        var token = upload.Json["upload"]!["token"]!.ToString();
        var id = zendesk.Create();
        zendesk.Update(id, $$$"""{"comment":{"body":"see","uploads":["{{{token}}}"]}}""").Status.ShouldBe(200);
        var file = zendesk.Get($"/api/v2/tickets/{id}/comments").Json["comments"]![1]!["attachments"]![0]!;
        (file["file_name"]!.ToString(), file["size"]!.GetValue<int>()).ShouldBe(("a b.txt", 5));
        zendesk.As = null;
        var redirect = zendesk.Get(new Uri(file["content_url"]!.ToString()).PathAndQuery);
        redirect.Status.ShouldBe(302);
        zendesk.Get(new Uri(redirect.Header("Location")!).PathAndQuery).Text.ShouldBe("hello");
        zendesk.As = ZendeskSeed.IntegrationEmail;
        zendesk.Update(id, $$$"""{"comment":{"body":"twice","uploads":["{{{token}}}"]}}""").Status.ShouldBe(422);
    }

    [Fact]
    public void An_upload_lives_for_an_hour()
    {
        var token = zendesk.Send("POST", "/api/v2/uploads?filename=a", [1]).Json["upload"]!["token"]!.ToString();
        zendesk.Advance(3_600);
        zendesk.Update(zendesk.Create(), $$$"""{"comment":{"body":"late","uploads":["{{{token}}}"]}}""").Status.ShouldBe(422);
    }

    [Fact]
    public void Lists_an_inline_image_only_when_asked()
    {
        var upload = zendesk.Send("POST", "/api/v2/uploads?filename=i.png", [1, 2], ("Content-Type", "image/png")).Json["upload"]!;
        var (token, address) = (upload["token"]!.ToString(), upload["attachment"]!["content_url"]!.ToString());
        var id = zendesk.Create($$$"""{"comment":{"html_body":"<p><img src=\"{{{address}}}\"></p>","uploads":["{{{token}}}"]}}""");
        zendesk.Get($"/api/v2/tickets/{id}/comments").Json["comments"]![0]!["attachments"]!.AsArray().ShouldBeEmpty();
        zendesk.Get($"/api/v2/tickets/{id}/comments?include_inline_images=true").Json["comments"]![0]!["attachments"]!.AsArray().Count.ShouldBe(1);
    }
}
