using Entente.Cel;
using Entente.Core.Text;
using Entente.Core.Tickets;

namespace Entente.Unit.Tests.Tickets;

public sealed class ValueJsonTests
{
    private static readonly CelValue[] Values =
    [
        CelValue.Null, CelValue.True, CelValue.Int(5), CelValue.Int(long.MinValue), CelValue.UInt(ulong.MaxValue), CelValue.UInt(5),
        CelValue.Double(5), CelValue.Double(0.1), CelValue.Double(-0.0), CelValue.Double(1e300), CelValue.Double(double.NaN),
        CelValue.Double(double.NegativeInfinity), CelValue.String(""), CelValue.String("$x \"\u00e9\U0001F600\n"), CelValue.Bytes([0, 255]),
        CelValue.Timestamp(new DateTimeOffset(2026, 9, 1, 12, 0, 0, 1, TimeSpan.Zero)), CelValue.Duration(TimeSpan.FromSeconds(-90)),
        CelValue.DurationNanoseconds(1), CelValue.None, CelValue.Optional(CelValue.Null), CelValue.List([CelValue.Int(1), CelValue.List([])]),
        CelValue.Map([KeyValuePair.Create("b", CelValue.Int(1)), KeyValuePair.Create("a", CelValue.Double(1))]),
        CelValue.Map([KeyValuePair.Create("$b", CelValue.Int(1))]),
        CelValue.Map([KeyValuePair.Create(CelValue.Int(1), CelValue.True), KeyValuePair.Create(CelValue.True, CelValue.Null)]),
        RichTextValue.Of(RichText.FromText("One\n\nTwo")),
    ];

    public static TheoryData<int> Indices => new(Enumerable.Range(0, Values.Length));

    [Theory]
    [MemberData(nameof(Indices))]
    public void Comes_back_as_it_was(int index)
    {
        var value = Values[index];
        var json = ValueJson.Write(value);

        var back = ValueJson.Read(json);

        back.Kind.ShouldBe(value.Kind);
        back.ToString().ShouldBe(value.ToString());
        (back == value).ShouldBeTrue();
        ValueJson.Write(back).ShouldBe(json);
    }

    [Fact]
    public void Keeps_the_nanoseconds_of_a_timestamp()
    {
        var value = CelEnvironment.Standard.Compile("timestamp('2026-09-01T00:00:00.123456789Z')").Evaluate(CelEnvironment.Standard.CreateBindings());

        (ValueJson.Read(ValueJson.Write(value)) == value).ShouldBeTrue();
    }

    [Theory]
    [InlineData("5", "5")]
    [InlineData("5.0", "5.0")]
    [InlineData("{\"b\":1,\"a\":null}", "{\"b\":1,\"a\":null}")]
    [InlineData("{\"$nanoseconds\":90000000000}", "{\"$nanoseconds\":90000000000}")]
    public void Writes_one_text_for_one_value(string json, string expected) => ValueJson.Write(ValueJson.Read(json)).ShouldBe(expected);

    [Fact]
    public void Reads_fields_back_whatever_they_are_called()
    {
        var fields = new SortedDictionary<string, CelValue>(StringComparer.Ordinal) { ["$odd"] = CelValue.Int(1), ["a.b"] = CelValue.Null };

        ValueJson.ReadFields(ValueJson.Write(fields)).ShouldBe(fields);
    }

    [Fact]
    public void Refuses_a_mark_that_it_does_not_know() => Should.Throw<System.Text.Json.JsonException>(() => ValueJson.Read("{\"$what\":1}"));
}
