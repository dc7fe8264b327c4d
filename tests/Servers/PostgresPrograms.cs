using System.Diagnostics;

namespace Entente.Servers;

/// <summary>
/// PostgreSQL's programs on this machine, run as the account <c>postgres</c> where this process is root: PostgreSQL refuses root. Each ends with the
/// thread that started it, so that a test run that is killed leaves none behind.
/// </summary>
internal static class PostgresPrograms
{
    private static readonly Lazy<string> Folder = new(Find);

    public static ProcessStartInfo StartOf(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo("setpriv") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/tmp" };
        start.ArgumentList.Add("--pdeathsig=INT");
        if (Environment.IsPrivilegedProcess)
            foreach (var switched in (string[])["--reuid=postgres", "--regid=postgres", "--clear-groups"])
                start.ArgumentList.Add(switched);
        start.ArgumentList.Add(Path.Combine(Folder.Value, program));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return start;
    }

    /// <summary>Runs a program to its end; what it says is part of the failure.</summary>
    public static async Task RunAsync(string program, params string[] arguments)
    {
        if (await TryRunAsync(program, arguments) is { } failure)
            throw new InvalidOperationException(failure);
    }

    /// <returns>Null when it succeeded, else what it said.</returns>
    public static async Task<string?> TryRunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(StartOf(program, arguments))!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? null : $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await output}{await error}";
    }

    /// <summary>A folder that the account which runs PostgreSQL may write.</summary>
    public static string MakeFolder()
    {
        var folder = Directory.CreateTempSubdirectory("entente-postgres-").FullName;
        if (Environment.IsPrivilegedProcess)
        {
            using var process = Process.Start("chown", ["postgres", folder]);
            process.WaitForExit();
        }

        return folder;
    }

    private static string Find()
    {
        var installed = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];
        var folders = installed.OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0)
            .Select(folder => Path.Combine(folder, "bin"))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'));
        return folders.FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
            ?? throw new InvalidOperationException("PostgreSQL is not installed: apt-get install postgresql. A run without it is no run.");
    }
}
