using Entente.Cel;
using Entente.Core.Accord;
using Entente.Core.Accord.Yaml;

namespace Entente.Core.Rules;

/// <summary>Reads a rule's file and compiles it. Reports everything that is wrong before it gives up.</summary>
internal sealed class RuleReader
{
    private static readonly string[] Keys =
        ["link", "connection", "trigger", "untriggered", "share", "accept", "handoff", "approval", "policies"];

    private readonly RuleContext context;
    private readonly Findings findings;
    private readonly ExpressionReader expressions;
    private readonly RuleScope scope;

    public RuleReader(RuleContext context, Findings findings)
    {
        this.context = context;
        this.findings = findings;
        expressions = new ExpressionReader(findings);
        scope = new RuleScope(context.Accord, context.Link, context.Own, context.Schema);
    }

    /// <summary>The rule's parts; of use only when no error was reported.</summary>
    public RuleParts Read(YamlMapping root)
    {
        CheckKeys(root, Keys);
        var policies = new PolicyReader(findings).Read(root.Find("policies"), DictionaryMaxBytes());
        policies = policies with { Untriggered = ReadUntriggered(root.Find("untriggered")) };
        var share = new ShareReader(context, findings, expressions, scope).Read(root.Find("share"), policies.Unmapped);
        var accept = new AcceptReader(context, findings, expressions, scope).Read(root.Find("accept"), policies.Unmapped);
        var parts = new RuleParts
        {
            Scope = scope,
            Trigger = root.Find("trigger") is { } trigger ? ReadCondition(trigger, "the trigger") : null,
            Share = share.Fields,
            ShareComments = share.Comments,
            ShareAttachments = share.Attachments,
            Accept = accept.Fields,
            AcceptComments = accept.Comments,
            CommentsPublic = accept.CommentsPublic,
            AcceptAttachments = accept.Attachments,
            Policies = policies,
        };
        if (parts.Trigger is null && root.Find("trigger") is null && context.Link.CreatesFrom == context.Own.Id)
            findings.Error("rule.missing-key", root, "The key 'trigger' is missing on the side that creates.",
                "Write a condition; 'false' shares by hand only.");
        return ReadApproval(ReadHandoff(parts, root.Find("handoff"), root.Find("share") as YamlMapping), root.Find("approval"));
    }

    private long? DictionaryMaxBytes() => context.Accord.Dictionary.FirstOrDefault(field => field.Type == FieldType.Files)?.MaxBytes;

    private RuleParts ReadHandoff(RuleParts parts, YamlNode? node, YamlMapping? share)
    {
        if (node is null || Mapping(node, ["when", "to", "reject"]) is not { } handoff) return parts;
        var (when, to) = (handoff.Find("when"), handoff.Find("to"));
        if (when is null != to is null)
            findings.Error("rule.missing-key", handoff, $"The key '{(when is null ? "when" : "to")}' is missing.",
                "A handoff needs both when and to.");
        if (to is not null && (to as YamlScalar)?.Value != context.Partner.Party)
            findings.Error("rule.reference", to, "A handoff over this link can only go to its other party.", $"Write {context.Partner.Party}.");
        if (when is not null) WarnOfIncompleteHandoff(handoff, share);
        return parts with
        {
            HandoffTo = context.Partner.Party,
            HandoffWhen = when is null ? null : ReadCondition(when, "the handoff"),
            HandoffReject = ReadWhen(handoff.Find("reject"), "the rejection"),
        };
    }

    private void WarnOfIncompleteHandoff(YamlMapping handoff, YamlMapping? share)
    {
        foreach (var name in context.Link.Fields)
            if (context.Accord.Field(name) is { RequiredAtHandoff: true } && share?.Find(name) is null)
                findings.Warning("rule.incomplete-handoff", handoff,
                    $"The dictionary requires '{name}' at a handoff, and this rule does not share it.",
                    $"Share {name}, or every handoff counts as incomplete.");
    }

    private RuleParts ReadApproval(RuleParts parts, YamlNode? node)
    {
        if (node is null || Mapping(node, ["requested", "granted", "refused"]) is not { } approval) return parts;
        return parts with
        {
            ApprovalRequested = ReadWhen(approval.Find("requested"), "the request"),
            ApprovalGranted = ReadWhen(approval.Find("granted"), "the approval"),
            ApprovalRefused = ReadWhen(approval.Find("refused"), "the refusal"),
        };
    }

    private RuleExpression? ReadWhen(YamlNode? node, string target)
    {
        if (node is null || Mapping(node, ["when"]) is not { } mapping) return null;
        if (mapping.Find("when") is { } when) return ReadCondition(when, target);
        findings.Error("rule.missing-key", mapping, "The key 'when' is missing.", "Write the condition under when.");
        return null;
    }

    private RuleExpression? ReadCondition(YamlNode node, string target) => expressions.Read(node, scope.Leaving, CelType.Bool, target);

    private UntriggeredPolicy ReadUntriggered(YamlNode? node)
    {
        if (node is null or YamlScalar { Value: "stop" }) return UntriggeredPolicy.Stop;
        if (node is not YamlScalar { Value: "keep" })
            findings.Error("rule.value", node, "The key 'untriggered' takes stop or keep.",
                "Write keep to go on when the trigger is no longer true.");
        return UntriggeredPolicy.Keep;
    }

    private YamlMapping? Mapping(YamlNode node, string[] keys)
    {
        if (node is YamlMapping mapping)
        {
            CheckKeys(mapping, keys);
            return mapping;
        }
        findings.Error("rule.value", node, $"A mapping belongs here, not {node.Kind}.", $"Keys: {string.Join(", ", keys)}.");
        return null;
    }

    private void CheckKeys(YamlMapping mapping, string[] keys)
    {
        foreach (var entry in mapping.Entries)
            if (!keys.Contains(entry.Key.Value))
                findings.Error("rule.unknown-key", entry.Key, $"There is no key '{entry.Key.Value}' here.",
                    NearestName.Remedy(entry.Key.Value, keys));
    }
}
