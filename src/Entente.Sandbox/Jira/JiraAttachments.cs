using System.Text.Json.Nodes;

using Entente.Sandbox.Jira.Fields;
using Entente.Sandbox.Jira.Webhooks;
using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira;

/// <summary>Files: multipart upload, details, and a download that redirects to a signed address.</summary>
internal sealed class JiraAttachments(JiraSite site)
{
    private const int MaxFilesPerCall = 60;
    private const int MaxFilesPerIssue = 2000;

    public static IEnumerable<JiraRoute> Routes(JiraSite site)
    {
        var attachments = new JiraAttachments(site);
        return
        [
            new("POST", "/issue/{}/attachments", attachments.Upload),
            new("GET", "/attachment/meta", Limits),
            new("GET", "/attachment/{}", call => JiraJson.Answer(200, AttachmentJson.Show(call.View, Find(call).Attachment))),
            new("GET", "/attachment/content/{}", Download),
            new("DELETE", "/attachment/{}", attachments.Delete),
        ];
    }

    private static SandboxResponse Limits(JiraCall call) => JiraJson.Answer(200, new JsonObject
    {
        ["enabled"] = true,
        ["uploadLimit"] = call.World.Settings.AttachmentLimitBytes,
    });

    private SandboxResponse Upload(JiraCall call)
    {
        var issue = call.Issue;
        if (call.Header("X-Atlassian-Token") is not ("no-check" or "nocheck"))
            return new(403, [new("Content-Type", "text/plain")], "XSRF check failed"u8.ToArray());
        var files = MultipartFiles.Read(call.Header("Content-Type"), call.Request.Body)
            ?? throw JiraRefusal.Saying(400, "The request is not a valid multipart/form-data body.");
        var parts = files.Where(file => file.PartName == "file").ToList();
        if (parts.Count == 0)
            throw JiraRefusal.Saying(400, "No file was found in the part named 'file'.");
        CheckLimits(issue, parts);
        var act = call.Act;
        var added = parts.Select(part => Add(act, issue, part)).ToList();
        return JiraJson.Answer(200, new JsonArray([.. added.Select(file => AttachmentJson.Show(call.View, file))]));
    }

    private void CheckLimits(JiraIssue issue, List<MultipartFile> parts)
    {
        var limit = site.World.Settings.AttachmentLimitBytes;
        if (parts.Count > MaxFilesPerCall)
            throw JiraRefusal.Saying(413, $"A maximum of {MaxFilesPerCall} files can be uploaded at once.");
        if (parts.Find(part => part.Bytes.LongLength > limit) is { } tooLarge)
            throw JiraRefusal.Saying(413, $"The file {tooLarge.FileName} exceeds its maximum permitted size of {limit} bytes.");
        if (issue.Attachments.Count + parts.Count > MaxFilesPerIssue)
            throw JiraRefusal.Saying(413, $"The issue has reached the limit of {MaxFilesPerIssue} attachments.");
    }

    private JiraAttachment Add(JiraAct act, JiraIssue issue, MultipartFile part)
    {
        var file = new JiraAttachment(site.World.NextId("attachment"), part.FileName, part.MimeType, part.Bytes, act.Actor.AccountId, act.Now);
        issue.Attachments.Add(file);
        site.Ledger.Change(act, issue, issue.State, Item(file, isAdded: true));
        site.Ledger.Outbox.Raise(act, WebhookBodies.Attachment(act, "attachment_created", issue, file));
        return file;
    }

    private static HistoryItem Item(JiraAttachment file, bool isAdded) => isAdded
        ? new("Attachment", "jira", "attachment", null, null, file.Id.ToString(), file.FileName)
        : new("Attachment", "jira", "attachment", file.Id.ToString(), file.FileName, null, null);

    private SandboxResponse Delete(JiraCall call)
    {
        var (issue, file) = Find(call);
        var act = call.Act;
        issue.Attachments.Remove(file);
        site.Ledger.Change(act, issue, issue.State, Item(file, isAdded: false));
        site.Ledger.Outbox.Raise(act, WebhookBodies.Attachment(act, "attachment_deleted", issue, file));
        return JiraJson.Empty(204);
    }

    /// <summary>303 to an address that carries its own permission, so the credential need not follow; <c>redirect=false</c> streams.</summary>
    private static SandboxResponse Download(JiraCall call)
    {
        var file = Find(call).Attachment;
        if (call.Query("redirect") == "false")
            return JiraMedia.Stream(call, file);
        var location = JiraMedia.SignedAddress(call, file);
        return new(303, [new("Location", location)], []);
    }

    private static (JiraIssue Issue, JiraAttachment Attachment) Find(JiraCall call)
    {
        foreach (var issue in call.World.Issues.Values.Where(issue => issue.IsVisibleTo(call.View.Caller)))
        {
            if (issue.Attachments.Find(file => file.Id.ToString() == call.Segments[0]) is { } found)
                return (issue, found);
        }

        throw JiraRefusal.Saying(404, $"The attachment with id '{call.Segments[0]}' does not exist");
    }
}
