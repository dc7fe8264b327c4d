using System.Text.RegularExpressions;

using Entente.Sandbox.ServiceNow.World;

namespace Entente.Sandbox.ServiceNow.Query;

/// <summary>Who asks, and when: what scripts in a query depend on.</summary>
/// <param name="Zone">The asking user's. A plain text in a query is UTC all the same.</param>
internal sealed partial record QueryMoment(DateTimeOffset Now, TimeZoneInfo Zone, ServiceNowRecord User)
{
    /// <summary>A time as stored, from a plain text (UTC) or a script (the user's zone); null where it is neither.</summary>
    public string? Time(string text)
    {
        if (Script().Match(text) is not { Success: true } script)
            return ServiceNowTime.Read(text) is { } plain ? ServiceNowTime.Write(plain) : null;
        return Instant(script.Groups[1].Value, script.Groups[2].Value) is { } at ? ServiceNowTime.Write(at) : null;
    }

    /// <summary>A value that is no time: scripts that name the user are answered, others are none.</summary>
    public string? Value(string text) => Script().Match(text) is not { Success: true } script ? text : script.Groups[1].Value switch
    {
        "getUserID" => User.Id,
        "getUserName" => User["user_name"],
        _ => null,
    };

    /// <summary>The first moment of the day in the user's zone, so many days before today.</summary>
    private DateTimeOffset? Midnight(double daysAgo) =>
        ServiceNowTime.Read(TimeZoneInfo.ConvertTime(Now, Zone).Date.AddDays(-Math.Clamp(daysAgo, -36_500, 36_500)).ToString("yyyy-MM-dd"), Zone);

    private DateTimeOffset? Instant(string function, string arguments)
    {
        var texts = arguments.Split(',').Select(argument => argument.Trim().Trim('\'', '"')).ToList();
        _ = double.TryParse(texts[0], out var number);
        number = Math.Clamp(number, -1e6, 1e6);
        return function switch
        {
            "dateGenerate" => ServiceNowTime.Read(string.Join(' ', texts), Zone),
            "nowDateTime" or "now" => Now,
            "beginningOfToday" => Midnight(0),
            "endOfToday" => Midnight(-1)?.AddSeconds(-1),
            "beginningOfYesterday" => Midnight(1),
            "endOfYesterday" => Midnight(0)?.AddSeconds(-1),
            "daysAgoStart" => Midnight(number),
            "daysAgoEnd" => Midnight(number - 1)?.AddSeconds(-1),
            "daysAgo" => Now.AddDays(-Math.Clamp(number, -36_500, 36_500)),
            "hoursAgo" or "hoursAgoStart" => Now.AddHours(-number),
            "minutesAgo" or "minutesAgoStart" => Now.AddMinutes(-number),
            _ => null,
        };
    }

    [GeneratedRegex("^javascript:\\s*(?:gs\\.)?(\\w+)\\((.*?)\\)\\s*;?\\s*$", RegexOptions.Singleline)]
    private static partial Regex Script();
}
