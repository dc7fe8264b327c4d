using Entente.Cel;

namespace Entente.Unit.Tests.Cel;

public sealed class HostTests
{
    private static readonly CelEnvironment Environment = CelTests.Environment
        .WithFunction(CelFunction.Receiver("plain", CelTests.RichText, CelType.String, _ => CelValue.String("plain text")))
        .WithFunction(CelFunction.Global("text.join", (CelType.String, CelType.String), CelType.String, (a, b) =>
            CelValue.String(a.AsString() + b.AsString())))
        .WithFunction(CelFunction.Global("text.join", (CelType.Int, CelType.Int), CelType.Int, (a, b) => CelValue.Int((a.AsInt() * 10) + b.AsInt())))
        .WithFunction(CelFunction.Global("refuse", CelType.Dyn, CelType.Bool, _ =>
            throw new CelEvaluationException("host.refused", "It was refused.")))
        .WithFunction(CelFunction.Global("sum", [CelType.Int, CelType.Int, CelType.Int], CelType.Int, arguments =>
            CelValue.Int(arguments[0].AsInt() + arguments[1].AsInt() + arguments[2].AsInt())));

    [Theory]
    [InlineData("ticket.subject", "\"Checkout fails\"")]
    [InlineData("ticket.fields[\"System.Title\"]", "\"Title\"")]
    [InlineData("has(ticket.assignee) && ticket.assignee == null", "true")]
    [InlineData("has(ticket.comments)", "false")]
    [InlineData("ticket.?comments.orValue([])", "[]")]
    [InlineData("ticket.?subject.value()", "\"Checkout fails\"")]
    [InlineData("\"escalated\" in ticket.tags", "true")]
    [InlineData("ticket.body == ticket.body && ticket == ticket", "true")]
    [InlineData("type(ticket) == type(ticket.body)", "false")]
    [InlineData("ticket.body.plain()", "\"plain text\"")]
    [InlineData("text.join(\"a\", \"b\")", "\"ab\"")]
    [InlineData("text.join(1, 2)", "12")]
    [InlineData("text.join(x, x)", "77")]
    [InlineData("sum(1, 2, 3)", "6")]
    [InlineData("refuse(1) || true", "true")]
    public void Serves_objects_and_functions_of_the_host(string expression, string expected) => Evaluate(expression).ToString().ShouldBe(expected);

    [Fact]
    public void Gives_results_the_declared_type()
    {
        Environment.Compile("text.join(\"a\", \"b\")").ResultType.ShouldBe(CelType.String);
        Environment.Compile("text.join(x, x)").ResultType.ShouldBe(CelType.Dyn);
        Environment.Compile("ticket.tags.map(t, t.size())").ResultType.ToString().ShouldBe("list(int)");
        Environment.Compile("ticket.?tags").ResultType.ShouldBe(CelType.Optional(CelType.List(CelType.String)));
    }

    [Fact]
    public void Gives_a_failure_of_the_host_its_place()
    {
        var failure = Should.Throw<CelEvaluationException>(() => Evaluate("true &&\n refuse(1)"));

        (failure.Code, failure.Message, failure.Line, failure.Column).ShouldBe(("host.refused", "It was refused.", 2, 2));
    }

    [Fact]
    public void Checks_what_a_function_of_the_host_is_given()
    {
        CelTests.ErrorsOf("text.join(1, \"a\")", Environment).ShouldHaveSingleItem().Remedy
            .ShouldBe("It is called as text.join(string, string) or text.join(int, int).");
        CelTests.ErrorsOf("ticket.body.anything", Environment).ShouldHaveSingleItem().Remedy.ShouldBe("It is opaque: give it to a function.");
        Should.Throw<CelEvaluationException>(() => Evaluate("sum(x, ticket.id, ticket.fields.other)")).Code.ShouldBe(CelErrorCodes.NoSuchKey);
    }

    [Fact]
    public void Refuses_the_same_signature_twice() => Should.Throw<ArgumentException>(() =>
        Environment.WithFunction(CelFunction.Receiver("plain", CelTests.RichText, CelType.Int, _ => CelValue.Null)));

    [Fact]
    public void Finds_a_dotted_variable_before_fields()
    {
        var environment = CelTests.Environment.WithVariable("link.contract", CelType.Int);
        var bindings = environment.CreateBindings().Set("link.contract", CelValue.Int(7));

        environment.Compile("link.contract + 1").Evaluate(bindings).AsInt().ShouldBe(8);
        environment.Compile("link.contract + 1").References.Keys.ShouldBe(["link.contract"]);
    }

    private static CelValue Evaluate(string expression)
    {
        var bindings = Environment.CreateBindings().Set("ticket", CelValue.Object(CelTests.Ticket())).Set("x", CelValue.Int(7));
        return Environment.Compile(expression).Evaluate(bindings);
    }
}
