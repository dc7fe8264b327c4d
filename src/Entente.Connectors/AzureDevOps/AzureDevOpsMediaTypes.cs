namespace Entente.Connectors.AzureDevOps;

/// <summary>Media types by file name: Azure DevOps keeps none. Pure.</summary>
internal static class AzureDevOpsMediaTypes
{
    public const string Unknown = "application/octet-stream";

    private static readonly SortedDictionary<string, string> ByExtension = new(StringComparer.OrdinalIgnoreCase)
    {
        ["bmp"] = "image/bmp",
        ["csv"] = "text/csv",
        ["gif"] = "image/gif",
        ["gz"] = "application/gzip",
        ["har"] = "application/json",
        ["htm"] = "text/html",
        ["html"] = "text/html",
        ["jpeg"] = "image/jpeg",
        ["jpg"] = "image/jpeg",
        ["json"] = "application/json",
        ["log"] = "text/plain",
        ["md"] = "text/markdown",
        ["mov"] = "video/quicktime",
        ["mp3"] = "audio/mpeg",
        ["mp4"] = "video/mp4",
        ["pdf"] = "application/pdf",
        ["png"] = "image/png",
        ["svg"] = "image/svg+xml",
        ["txt"] = "text/plain",
        ["webm"] = "video/webm",
        ["webp"] = "image/webp",
        ["xml"] = "application/xml",
        ["yaml"] = "application/yaml",
        ["yml"] = "application/yaml",
        ["zip"] = "application/zip",
        ["doc"] = "application/msword",
        ["docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ["eml"] = "message/rfc822",
        ["msg"] = "application/vnd.ms-outlook",
        ["ppt"] = "application/vnd.ms-powerpoint",
        ["pptx"] = "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ["xls"] = "application/vnd.ms-excel",
        ["xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    };

    public static string Of(string name)
    {
        var dot = name.LastIndexOf('.');
        return dot >= 0 && ByExtension.TryGetValue(name[(dot + 1)..], out var type) ? type : Unknown;
    }
}
