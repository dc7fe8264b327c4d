using System.Text.Json;
using Entente.Connectors.Http;

namespace Entente.Connectors.AzureDevOps;

/// <summary>What an error answer says. Texts are in the account's language, so decisions go by the type and by the code at the text's head.</summary>
/// <param name="TypeKey">The exception's type: <c>RuleValidationException</c>; empty when the body is none of Azure DevOps' own.</param>
/// <param name="Code">The code at the message's head: <c>TF401232</c>, <c>VS403351</c>; empty when there is none.</param>
/// <param name="Field">Reference name of the field that a rule refused.</param>
internal sealed record AzureDevOpsError(string TypeKey, string Code, string Message, string? Field)
{
    private const int LongestMessage = 500;

    /// <summary>True when the body is Azure DevOps' own.</summary>
    public bool IsOwn => TypeKey.Length > 0 || Code.Length > 0;

    public static AzureDevOpsError Read(HttpAnswer answer)
    {
        if (answer.JsonOrNull() is not { ValueKind: JsonValueKind.Object } body)
            return Of("", answer.PlainText(), null);
        // Some refusals come wrapped: {"count": 1, "value": {"Message": "…"}}.
        var message = body.Text("message") ?? body.Text("Message") ?? body.Member("value")?.Text("Message") ?? "";
        var field = body.Member("customProperties")?.Items("RuleValidationErrors").Select(error => error.Text("fieldReferenceName")).FirstOrDefault();
        return Of(body.Text("typeKey") ?? "", message, field ?? Quoted(message));
    }

    /// <summary>The message, or another sentence where there is none.</summary>
    public string Or(string sentence) => Message.Length > 0 ? Message : sentence;

    public bool Says(string text) => Message.Contains(text, StringComparison.OrdinalIgnoreCase);

    public bool IsType(string part) => TypeKey.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static AzureDevOpsError Of(string typeKey, string message, string? field)
    {
        var head = message.TakeWhile(char.IsAsciiLetterOrDigit).Take(12).ToArray();
        var code = head.Length > 2 && char.IsAsciiDigit(head[^1]) && (head is ['T', 'F', ..] or ['V', 'S', ..]) ? new string(head) : "";
        return new AzureDevOpsError(typeKey, code, message.Length <= LongestMessage ? message : message[..LongestMessage] + "…", field);
    }

    /// <summary>A reference name between quotes: <c>Value for field 'System.Title' is too long.</c></summary>
    private static string? Quoted(string message) =>
        message.Split('\'').FirstOrDefault(part => part.Contains('.', StringComparison.Ordinal) && part.Length < 100
            && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_'));
}
