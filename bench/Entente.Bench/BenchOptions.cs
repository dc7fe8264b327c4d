using System.Globalization;

namespace Entente.Bench;

/// <summary>What is measured.</summary>
internal sealed record BenchOptions
{
    public const string Usage = """
        Usage: Entente.Bench [--tickets N] [--changes N] [--workers N] [--rounds N] [--only hub|relay] [--json]

          --tickets N   pairs of tickets, each with one change under way at a time; default 64
          --changes N   changes a round; default 8000
          --workers N   tickets acted on at the same time; default 16
          --rounds N    rounds of each contender, in alternation, once the compiler is done; default 5
          --only WHICH  one contender alone, for a profiler
          --json        the figures of every round as JSON
        """;

    /// <summary>Pairs of tickets, each with one change under way at a time: the load is closed.</summary>
    public int Tickets { get; init; } = 64;

    /// <summary>Changes a round.</summary>
    public int Changes { get; init; } = 8000;

    /// <summary>Tickets acted on at the same time.</summary>
    public int Workers { get; init; } = 16;

    /// <summary>Rounds of each contender that count; others come before them, until the compiler is done.</summary>
    public int Rounds { get; init; } = 5;

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

            var value = i + 1 < arguments.Count ? arguments[i + 1] : "";
            if (With(options, arguments[i++], value) is not { } read)
            {
                wrong = $"'{arguments[i - 1]} {value}' is not an option with its value.";
                return null;
            }

            options = read;
        }

        return options;
    }

    private static BenchOptions? With(BenchOptions options, string name, string value)
    {
        if (name == "--only")
            return value is "hub" or "relay" ? options with { Only = value } : null;
        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count == 0)
            return null;
        return name switch
        {
            "--tickets" => options with { Tickets = count },
            "--changes" => options with { Changes = count },
            "--workers" => options with { Workers = count },
            "--rounds" => options with { Rounds = count },
            _ => null,
        };
    }
}
