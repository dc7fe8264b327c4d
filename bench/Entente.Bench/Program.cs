using System.Globalization;

using Entente.Bench;

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
    var rounds = await Comparison.RunAsync(options, TimeProvider.System, CancellationToken.None);
    Console.Out.WriteLine(options.AsJson ? Table.AsJson(options, rounds) : Table.AsText(options, rounds));
    return 0;
}
catch (WrongResultException wrongResult)
{
    Console.Error.WriteLine(wrongResult.Message);
    return 1;
}
