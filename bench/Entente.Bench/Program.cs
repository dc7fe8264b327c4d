using System.Globalization;

using Entente.Bench;
using Entente.Bench.Http;

if (args is ["backlog", "--operations", var operations])
    return await new Backlog(int.Parse(operations, CultureInfo.InvariantCulture), Console.Out).RunAsync() ? 0 : 1;

if (BenchOptions.Read(args, out var wrong) is not { } options)
{
    Console.Error.WriteLine(wrong);
    Console.Error.WriteLine(BenchOptions.Usage);
    return 2;
}

try
{
    switch (options.Measure)
    {
        case "target":
            await TargetServer.RunAsync(TimeProvider.System);
            break;
        case "twins" or "pending" or "attachment":
            Console.Out.WriteLine(await StoreMeasures.RunAsync(options, TimeProvider.System, CancellationToken.None));
            break;
        default:
            var rounds = options.Measure == "memory"
                ? await Comparison.RunAsync(options, TimeProvider.System, CancellationToken.None)
                : await new HttpComparison(options, TimeProvider.System).RunAsync(CancellationToken.None);
            Console.Out.WriteLine(options.AsJson ? Table.AsJson(options, rounds) : Table.AsText(options, rounds));
            break;
    }

    return 0;
}
catch (WrongResultException wrongResult)
{
    Console.Error.WriteLine(wrongResult.Message);
    return 1;
}
