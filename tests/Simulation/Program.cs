using System.Globalization;

namespace Entente.Simulation.Tests;

/// <summary>Runs the suites under xunit, or, as <c>simulate</c>, seeds from the command line.</summary>
public static class Program
{
    public static int Main(string[] args)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        return args is ["simulate", .. var rest]
            ? SimulateCommand.Run(rest)
            : Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args).GetAwaiter().GetResult();
    }
}
