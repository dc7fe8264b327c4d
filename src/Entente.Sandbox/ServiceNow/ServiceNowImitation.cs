using System.Text.Json;

using Entente.Sandbox.People;
using Entente.Sandbox.ServiceNow.Load;
using Entente.Sandbox.ServiceNow.Rules;
using Entente.Sandbox.ServiceNow.World;

namespace Entente.Sandbox.ServiceNow;

/// <summary>
/// Imitates one ServiceNow instance: Table, Attachment and Batch API, journals, audit, display values, the rules of incidents and an installed
/// outbound message. README.md of this folder says who may sign in and what is left out.
/// </summary>
public sealed class ServiceNowImitation : IImitation
{
    private readonly ServiceNowInstance instance;

    private readonly ServiceNowSignIn signIn;

    private readonly ServiceNowRoutes routes;

    private readonly ServiceNowLimits limits;

    private readonly OutboundQueue outbound;

    private readonly AutoClose autoClose;

    /// <param name="start">When the instance was set up; its seeded records carry this time.</param>
    public ServiceNowImitation(DateTimeOffset start)
    {
        instance = SeededWorld.Make(start);
        signIn = new(instance);
        limits = new(instance);
        outbound = new(instance);
        var save = new RecordSave(instance, outbound);
        autoClose = new(instance, save);
        var batch = new ServiceNowRoute("POST", "batch", new ServiceNowBatch(AnswerOne).Answer);
        routes = new([.. ServiceNowTables.Routes(save), .. ServiceNowAttachments.Routes(), batch]);
        Desk = new ServiceNowDesk(instance, save);
    }

    public string Product => "servicenow";

    public IPeopleDesk Desk { get; }

    public SandboxResponse Handle(SandboxRequest request, DateTimeOffset now)
    {
        autoClose.Run(now);
        return AnswerOne(request, now);
    }

    public IReadOnlyList<OutgoingWebhook> TakeWebhooks(DateTimeOffset now)
    {
        autoClose.Run(now);
        return outbound.Take(now);
    }

    /// <summary>A REST message in a business rule heeds no answer.</summary>
    public void WebhookAnswered(long id, int? status, DateTimeOffset now)
    {
    }

    public string? Configure(JsonElement settings) => ServiceNowConfiguration.Apply(instance, settings);

    public LoadReport Load(IEnumerable<string> lines, DateTimeOffset now) => new ServiceNowLoad(instance, now).Take(lines);

    private SandboxResponse AnswerOne(SandboxRequest request, DateTimeOffset now)
    {
        var call = new ServiceNowCall(request, instance, now);
        IReadOnlyList<KeyValuePair<string, string>> limited = [];
        try
        {
            if (request is { Path: "/oauth_token.do", Method: "POST" })
                return signIn.Token(call);
            if (request.Method == "GET" && ServiceNowPages.Answer(call) is { } page)
                return page;
            call.User = signIn.User(call) ?? throw ServiceNowRefusal.NotSignedIn();
            limited = limits.Count(call);
            var route = routes.Find(call);
            call.RequireAcceptable();
            var answer = route.Answer(call);
            return answer with { Headers = [.. answer.Headers, .. limited] };
        }
        catch (ServiceNowRefusal refusal)
        {
            var answer = refusal.Answer();
            return answer with { Headers = [.. answer.Headers, .. limited] };
        }
    }
}
