using System.Globalization;

namespace Entente.Bench;

/// <summary>What is measured.</summary>
internal sealed record BenchOptions
{
    public const string Usage = """
        Usage: Entente.Bench [WHAT] [--tickets N] [--changes N] [--workers N] [--rounds N] [--delay MS] [--rate N] [--size N] [--only hub|relay]
                             [--store sqlite] [--json]

        WHAT
          http         hub and relay over real HTTP, trackers in a process of their own; the default
          memory       hub and relay with trackers in this process: nothing is left of a call but its work here
          slow         http with answers that take 50 ms and 500 tickets
          poisoned     the hub with one ticket in a hundred whose twin refuses every change, and without
          webhooks     how fast the hub answers webhooks that come at a rate
          twins        what a change costs beside 1,000, 10,000, … other twins, up to --size
          pending      what --size pending changes take in memory
          attachment   what an attachment of --size MiB takes in memory

          --tickets N   pairs of tickets, each with one change under way at a time; default 64
          --changes N   changes a round; default 4000
          --workers N   tickets acted on at the same time; default 64
          --rounds N    rounds of each contender, in alternation, once the compiler is done; default 5
          --delay MS    how long the target's answers take; default 0
          --rate N      webhooks a second; default 500
          --size N      see above; default 100000 twins, 100000 changes, 256 MiB
          --only WHICH  one contender alone, for a profiler
          --store NAME  the hub's store; default sqlite
          --json        the figures of every round as JSON
        """;

    private static readonly string[] Measures = ["http", "memory", "slow", "poisoned", "webhooks", "twins", "pending", "attachment", "target"];

    public string Measure { get; init; } = "http";

    /// <summary>Pairs of tickets, each with one change under way at a time: the load is closed.</summary>
    public int Tickets { get; init; } = 64;

    /// <summary>Changes a round.</summary>
    public int Changes { get; init; } = 4000;

    /// <summary>Tickets acted on at the same time.</summary>
    public int Workers { get; init; } = 64;

    /// <summary>Rounds of each contender that count; others come before them, until the compiler is done.</summary>
    public int Rounds { get; init; } = 5;

    /// <summary>Milliseconds that the target's answers take.</summary>
    public int Delay { get; init; }

    /// <summary>Webhooks a second, where they come at a rate.</summary>
    public int Rate { get; init; } = 500;

    /// <summary>How large the thing is whose size matters; 0 for its default.</summary>
    public int Size { get; init; }

    /// <summary>The one contender to run; null for both.</summary>
    public string? Only { get; init; }

    public bool AsJson { get; init; }

    /// <summary>Null with a sentence when an argument is none of the usage's.</summary>
    public static BenchOptions? Read(IReadOnlyList<string> arguments, out string wrong)
    {
        var options = new BenchOptions();
        wrong = "";
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] == "--json")
            {
                options = options with { AsJson = true };
                continue;
            }

            if (Measures.Contains(arguments[i]))
            {
                options = Of(options, arguments[i]);
                continue;
            }

            var value = i + 1 < arguments.Count ? arguments[i + 1] : "";
            if (With(options, arguments[i++], value) is not { } read)
            {
                wrong = (arguments[i - 1], value) == ("--store", "postgres")
                    ? "The bench has no PostgreSQL store yet."
                    : $"'{arguments[i - 1]} {value}' is not an option with its value.";
                return null;
            }

            options = read;
        }

        return options;
    }

    private static BenchOptions Of(BenchOptions options, string measure) => measure switch
    {
        "slow" => options with { Measure = measure, Delay = 50, Tickets = 500, Workers = 500, Changes = 20_000 },
        "poisoned" => options with { Measure = measure, Tickets = 200, Workers = 64, Delay = 20 },
        _ => options with { Measure = measure },
    };

    private static BenchOptions? With(BenchOptions options, string name, string value)
    {
        if (name == "--only")
            return value is "hub" or "relay" ? options with { Only = value } : null;
        if (name == "--store")
            return value == "sqlite" ? options : null;
        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || (count == 0 && name != "--delay"))
            return null;
        return name switch
        {
            "--tickets" => options with { Tickets = count },
            "--changes" => options with { Changes = count },
            "--workers" => options with { Workers = count },
            "--rounds" => options with { Rounds = count },
            "--delay" => options with { Delay = count },
            "--rate" => options with { Rate = count },
            "--size" => options with { Size = count },
            _ => null,
        };
    }
}
