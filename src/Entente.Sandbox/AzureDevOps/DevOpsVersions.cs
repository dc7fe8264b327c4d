using System.Text.RegularExpressions;

namespace Entente.Sandbox.AzureDevOps;

/// <summary>What a request says about itself: the version it speaks and the form of its body. Writes have to name a version.</summary>
internal static partial class DevOpsVersions
{
    private const double Newest = 7.2;

    /// <summary>The version to answer with.</summary>
    /// <exception cref="DevOpsRefusal">No version, one that is not spoken here, or a body of another form.</exception>
    public static string Check(DevOpsCall call, DevOpsRoute route)
    {
        var asked = Asked(call);
        if (asked is null && call.Request.Method != "GET")
            throw DevOpsRefusal.Request("VssVersionNotSpecifiedException",
                $"No api-version was supplied for the \"{call.Request.Method}\" request. The version must be supplied either as part of the "
                + "Accept header (e.g. \"application/json; api-version=1.0\") or as a query parameter (e.g. \"?api-version=1.0\").");
        if (asked is not null)
            CheckVersion(asked, route);
        if (route.TakesPatch && !IsPatch(call))
            throw DevOpsRefusal.Request("VssRequestContentTypeNotSupportedException",
                $"The request indicated a Content-Type of \"{call.Header("Content-Type")}\" for method type \"{call.Request.Method}\" "
                + "which is not supported. Valid content types for this method are: application/json-patch+json.");
        return asked ?? "7.1";
    }

    private static string? Asked(DevOpsCall call) => call.Query("api-version")
        ?? (InAccept().Match(call.Header("Accept") ?? "") is { Success: true } match ? match.Groups[1].Value : null);

    private static void CheckVersion(string asked, DevOpsRoute route)
    {
        if (Version().Match(asked) is not { Success: true } parts)
            throw DevOpsRefusal.Request("VssVersionNotSupportedException", $"The requested REST API version of {asked} is not a valid version.");
        if (double.Parse(parts.Groups[1].Value) > Newest)
            throw DevOpsRefusal.Request("VssVersionOutOfRangeException",
                $"The requested REST API version of {asked} is out of range for this server. "
                + $"The latest REST API version this server supports is {Newest}.");
        if (route.IsPreview && !parts.Groups[2].Success)
            throw DevOpsRefusal.Request("VssInvalidPreviewVersionException",
                $"The requested version \"{asked}\" of the resource is under preview. The -preview flag must be supplied in the api-version for such "
                + $"requests. For example: \"{asked}-preview\"");
    }

    private static bool IsPatch(DevOpsCall call) =>
        (call.Header("Content-Type") ?? "").StartsWith("application/json-patch+json", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"api-version\s*=\s*""?([^\s;,""]+)", RegexOptions.IgnoreCase)]
    private static partial Regex InAccept();

    [GeneratedRegex(@"^(\d+(?:\.\d+)?)(-preview(?:\.\d+)?)?$")]
    private static partial Regex Version();
}
