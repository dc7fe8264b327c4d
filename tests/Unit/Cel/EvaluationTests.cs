using Entente.Cel;

namespace Entente.Unit.Tests.Cel;

public sealed class EvaluationTests
{
    [Theory]
    [InlineData("1 +\n x", 1, 3, CelErrorCodes.NoOverload)]
    [InlineData("[1, 2][x.size()]", 1, 7, CelErrorCodes.IndexOutOfRange)]
    [InlineData("true ?\n  10 / (size(x) - 3) : 0", 2, 6, CelErrorCodes.DivideByZero)]
    [InlineData("{\"a\": 1}[x]", 1, 9, CelErrorCodes.NoSuchKey)]
    [InlineData("int(x)", 1, 1, CelErrorCodes.Conversion)]
    [InlineData("9223372036854775807 + size(x)", 1, 21, CelErrorCodes.Overflow)]
    [InlineData("x.matches(x + \"(\")", 1, 3, CelErrorCodes.InvalidPattern)]
    [InlineData("ticket.comments", 1, 8, CelErrorCodes.NoSuchKey)]
    [InlineData("replica.state", 1, 1, CelErrorCodes.Unbound)]
    [InlineData("ticket.assignee.size()", 1, 17, CelErrorCodes.NoOverload)]
    public void Fails_with_the_place(string expression, int line, int column, string code)
    {
        var failure = CelTests.FailureOf(expression, CelValue.String("abc"));

        (failure.Line, failure.Column, failure.Code).ShouldBe((line, column, code));
    }

    [Theory]
    [InlineData("[0, 1].exists(i, 1 / i == 1)", true)]
    [InlineData("[0, 1].all(i, 1 / i == 2)", false)]
    [InlineData("1 / x == 1 || true", true)]
    [InlineData("1 / x == 1 && false", false)]
    [InlineData("cel.bind(failing, 1 / x, true || failing == 1)", true)]
    [InlineData("[1, 2].exists(i, cel.bind(j, i * 2, j == 4))", true)]
    public void Absorbs_errors_that_do_not_decide(string expression, bool expected) =>
        CelTests.Evaluate(expression, CelValue.Int(0)).AsBool().ShouldBe(expected);

    [Theory]
    [InlineData("\"%.2f\".format([2.675])", "2.67")]
    [InlineData("\"%.0f\".format([3.5])", "4")]
    [InlineData("\"%e\".format([9.9999999])", "1.000000e+01")]
    [InlineData("\"%.3e\".format([1e22])", "1.000e+22")]
    [InlineData("string(1e6)", "1000000")]
    [InlineData("string(1.5e-8)", "1.5e-8")]
    [InlineData("string(0.0000012)", "0.0000012")]
    [InlineData("string(1e21)", "1e+21")]
    [InlineData("string(duration(\"1h0.25s\"))", "3600.25s")]
    [InlineData("string(duration(\"-1.5h\"))", "-5400s")]
    [InlineData("string(timestamp(\"2020-01-01T00:00:00.5+01:00\"))", "2019-12-31T23:00:00.5Z")]
    [InlineData("\"a😀b\".substring(1, 2) + \"a😀b\".reverse()", "😀b😀a")]
    [InlineData("\"abc\".replace(\"\", \"-\", 2)", "-a-bc")]
    public void Writes_values_as_text(string expression, string expected) => CelTests.Evaluate(expression).AsString().ShouldBe(expected);

    [Theory]
    [InlineData("timestamp(\"2020-03-29T00:59:59Z\").getHours(\"Europe/Berlin\")", 1)]
    [InlineData("timestamp(\"2020-03-29T01:00:00Z\").getHours(\"Europe/Berlin\")", 3)]
    [InlineData("timestamp(\"2020-03-29T01:00:00Z\").getMinutes(\"-02:30\")", 30)]
    public void Knows_the_wall_clocks_of_zones(string expression, long expected) => CelTests.Evaluate(expression).AsInt().ShouldBe(expected);

    [Fact]
    public void Serves_a_program_with_bindings_of_a_derived_environment()
    {
        var program = CelTests.Environment.Compile("x + 1");
        var derived = CelTests.Environment.WithVariable("more", CelType.Int);

        program.Evaluate(derived.CreateBindings().Set("x", CelValue.Int(1))).AsInt().ShouldBe(2);
        Should.Throw<ArgumentException>(() => program.Evaluate(CelEnvironment.Standard.CreateBindings()));
    }

    [Fact]
    public void Reuses_bindings()
    {
        var program = CelTests.Environment.Compile("x + x");
        var bindings = CelTests.Environment.CreateBindings();
        var slot = CelTests.Environment.SlotOf("x");

        program.Evaluate(bindings.Set(slot, CelValue.Int(1))).AsInt().ShouldBe(2);
        program.Evaluate(bindings.Set(slot, CelValue.Double(1.5))).AsDouble().ShouldBe(3.0);
        bindings.Clear();
        Should.Throw<CelEvaluationException>(() => program.Evaluate(bindings)).Code.ShouldBe(CelErrorCodes.Unbound);
    }
}
