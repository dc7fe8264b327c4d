using Entente.Cel;

namespace Entente.Unit.Tests.Cel;

public sealed class LimitTests
{
    private static readonly CelEnvironment Patient = CelTests.Environment.WithLimits(new CelLimits { MaximumLength = 4_000_000 });

    public static TheoryData<string, string, string> Bombs => new()
    {
        { "[", "1", "]" }, { "(", "1", ")" }, { "!", "true", "" }, { "-", "x", "" }, { "{1: ", "1", "}" }, { "true ? 1 : ", "1", "" },
        { "", "x", ".a" }, { "", "x", "[0]" }, { "", "1", " + 1" }, { "", "1", " == 1" }, { "size(", "x", ")" }, { "", "x", ".size()" },
        { "[1].all(i, ", "true", ")" }, { "cel.bind(i, 1, ", "i", ")" }, { "x[", "0", "]" }, { "optional.of(1).optMap(i, ", "i", ")" },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Refuses_a_hundred_thousand_levels_with_a_place(string opening, string core, string closing)
    {
        var bomb = Repeat(opening, 100_000) + core + Repeat(closing, 100_000);

        var error = OnSmallStack(() => CelTests.ErrorsOf(bomb, Patient)).ShouldHaveSingleItem();

        error.Code.ShouldBe(CelErrorCodes.TooDeep);
        error.Column.ShouldBeGreaterThan(200);
    }

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Compiles_and_evaluates_what_stays_below_the_limit(string opening, string core, string closing)
    {
        var deep = Repeat(opening, 240) + core + Repeat(closing, 240);
        var bindings = Patient.CreateBindings().Set("x", CelValue.Int(1));

        OnSmallStack(() =>
        {
            try
            {
                return Patient.Compile(deep, strict: false).Evaluate(bindings).Kind != CelKind.Unset;
            }
            catch (CelEvaluationException)
            {
                return true;
            }
        }).ShouldBeTrue();
    }

    [Fact]
    public void Keeps_a_long_list_of_conditions_shallow()
    {
        var expression = string.Join(" || ", Enumerable.Range(0, 5_000).Select(i => $"x == {i}"));

        Patient.Compile(expression).Evaluate(Patient.CreateBindings().Set("x", CelValue.Int(4_999))).AsBool().ShouldBeTrue();
    }

    [Fact]
    public void Refuses_a_text_that_is_too_long() =>
        CelTests.ErrorsOf(new string(' ', 100_001) + "1").ShouldHaveSingleItem().Code.ShouldBe(CelErrorCodes.TooLong);

    [Theory]
    [InlineData("x.all(a, x.all(b, x.all(c, x.all(d, x.all(e, x.all(f, x.all(g, true)))))))")]
    [InlineData("x.exists(a, x.all(b, x.all(c, x.all(d, x.all(e, x.all(f, x.all(g, true)))))) && false) || true")]
    [InlineData("cel.bind(a, x + x + x + x + x + x + x + x, cel.bind(b, a.map(i, a), cel.bind(c, b.map(i, b), c.map(i, c) == c.map(i, c))))")]
    [InlineData("\"%s\".format([cel.bind(a, [x, x, x, x], cel.bind(b, [a, a, a, a], cel.bind(c, [b, b, b, b], "
        + "cel.bind(d, [c, c, c, c], cel.bind(e, [d, d, d, d], x.map(i, x.map(j, x.map(k, e))))))))])")]
    public void Stops_what_costs_too_much(string expression)
    {
        var list = CelValue.List([.. Enumerable.Range(0, 10).Select(i => CelValue.Int(i))]);

        CelTests.FailureOf(expression, list).Code.ShouldBe(CelErrorCodes.CostExceeded);
    }

    [Fact]
    public void Stops_strings_that_double()
    {
        var expression = "cel.bind(s0, \"0123456789\", " + string.Concat(Enumerable.Range(1, 60).Select(i => $"cel.bind(s{i}, s{i - 1} + s{i - 1}, "))
            + "s60" + Repeat(")", 61);

        CelTests.FailureOf(expression).Code.ShouldBe(CelErrorCodes.CostExceeded);
    }

    [Fact]
    public void Stops_results_that_double()
    {
        var expression = "cel.bind(s0, [x], " + string.Concat(Enumerable.Range(1, 60).Select(i => $"cel.bind(s{i}, [s{i - 1}, s{i - 1}], "))
            + "s60" + Repeat(")", 61);

        CelTests.FailureOf(expression, CelValue.Int(1)).Code.ShouldBe(CelErrorCodes.CostExceeded);
    }

    [Fact]
    public void Honours_a_smaller_cost_limit()
    {
        var environment = CelTests.Environment.WithLimits(new CelLimits { CostLimit = 20 });
        var program = environment.Compile("x.map(i, i + 1)");

        program.Evaluate(Bind(5)).AsList().Count.ShouldBe(5);
        var failure = Should.Throw<CelEvaluationException>(() => program.Evaluate(Bind(50)));
        (failure.Code, failure.Line, failure.Column).ShouldBe((CelErrorCodes.CostExceeded, 1, 3));

        CelBindings Bind(int count) => environment.CreateBindings().Set("x", CelValue.List([.. Enumerable.Repeat(CelValue.Int(1), count)]));
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    private static T OnSmallStack<T>(Func<T> work)
    {
        var result = default(T);
        var thread = new Thread(() => result = work(), maxStackSize: 1024 * 1024);
        thread.Start();
        thread.Join();
        return result!;
    }
}
