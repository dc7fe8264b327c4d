using Entente.Cel;

namespace Entente.Unit.Tests.Cel;

public sealed class CompileErrorTests
{
    [Theory]
    [InlineData("1 +", 1, 4, CelErrorCodes.Syntax)]
    [InlineData("ticket.subject ticket.id", 1, 16, CelErrorCodes.Syntax)]
    [InlineData("\"abc", 1, 1, CelErrorCodes.Syntax)]
    [InlineData("ticket.id = 1", 1, 11, CelErrorCodes.Syntax)]
    [InlineData("\"\\q\"", 1, 2, CelErrorCodes.Syntax)]
    [InlineData("if", 1, 1, CelErrorCodes.Syntax)]
    [InlineData("9223372036854775808", 1, 1, CelErrorCodes.Syntax)]
    [InlineData("ticket.id ==\n  \"4711\"", 1, 11, CelErrorCodes.TypeMismatch)]
    [InlineData("true &&\r\n  tiket.id == 1", 2, 3, CelErrorCodes.UndeclaredName)]
    [InlineData("\"😀\" + 1", 1, 6, CelErrorCodes.TypeMismatch)]
    [InlineData("// why\nticket.sbject", 2, 8, CelErrorCodes.UnknownField)]
    [InlineData("ticket.id ? 1 : 2", 1, 8, CelErrorCodes.TypeMismatch)]
    [InlineData("true ? 1 : \"a\"", 1, 6, CelErrorCodes.TypeMismatch)]
    [InlineData("ticket.subject.substring(\"a\")", 1, 16, CelErrorCodes.NoOverload)]
    [InlineData("ticket.tags.filter(t, t)", 1, 23, CelErrorCodes.TypeMismatch)]
    [InlineData("ticket.id.all(t, true)", 1, 11, CelErrorCodes.TypeMismatch)]
    [InlineData("ticket.subject.matches(\"a(\")", 1, 24, CelErrorCodes.InvalidPattern)]
    [InlineData("{1.5: 1}", 1, 2, CelErrorCodes.TypeMismatch)]
    [InlineData("{1: 1, 1u: 1}", 1, 8, CelErrorCodes.RepeatedKey)]
    [InlineData("[1].map(x.y, 1)", 1, 11, CelErrorCodes.Syntax)]
    [InlineData("Ticket{id: 1}", 1, 1, CelErrorCodes.UndeclaredName)]
    public void Points_at_the_place(string expression, int line, int column, string code)
    {
        var error = CelTests.ErrorsOf(expression).ShouldHaveSingleItem();

        (error.Line, error.Column, error.Code).ShouldBe((line, column, code));
        error.Message.ShouldEndWith(".");
        error.Remedy.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("ticket.prioritty", "priority")]
    [InlineData("ticket.Subject", "subject")]
    [InlineData("has(ticket.subjcet)", "subject")]
    [InlineData("ticket[\"tag\"]", "tags")]
    [InlineData("tickt.id", "ticket")]
    [InlineData("ticket.subject.startWith(\"a\")", "startsWith")]
    [InlineData("math.flor(1.5)", "math.floor")]
    [InlineData("ticket.tags.exist(t, t == \"a\")", "exists")]
    public void Names_what_was_probably_meant(string expression, string meant) =>
        CelTests.ErrorsOf(expression).ShouldHaveSingleItem().Remedy.ShouldBe($"Did you mean '{meant}'?");

    [Fact]
    public void Explains_a_macro_with_wrong_arguments() =>
        CelTests.ErrorsOf("ticket.tags.map(t)")[0].Remedy.ShouldContain("list.map(x, result)");

    [Fact]
    public void Finds_several_errors_in_the_order_of_the_text()
    {
        var errors = CelTests.ErrorsOf("ticket.nonsense == replicas.state && ticket.id == \"1\"");

        errors.Select(error => (error.Column, error.Code)).ShouldBe(
        [
            (8, CelErrorCodes.UnknownField), (20, CelErrorCodes.UndeclaredName), (48, CelErrorCodes.TypeMismatch),
        ]);
    }

    [Theory]
    [InlineData("ticket.assignee == null")]
    [InlineData("ticket.id == 4711.0 && ticket.id < 5000u")]
    [InlineData("replica.anything == 1")]
    [InlineData("x.y.z[0].size() > 1")]
    [InlineData("ticket.id > 0 ? ticket.subject : null")]
    [InlineData("[1, \"a\", null].size() == 3")]
    public void Lets_pass_what_may_be_right(string expression) => CelTests.Environment.Compile(expression);
}
