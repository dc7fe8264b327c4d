using System.Text.Json;
using Entente.Cel;

namespace Entente.Unit.Tests.Cel;

public sealed class ValueTests
{
    [Theory]
    [InlineData("""{"b": [1, 2.5, null], "a": "text"}""", """{"b":[1,2.5,null],"a":"text"}""", """{"b": [1, 2.5, null], "a": "text"}""")]
    [InlineData("18446744073709551615", "18446744073709551615", "18446744073709551615u")]
    [InlineData("1.0", "1", "1.0")]
    [InlineData("-9223372036854775808", "-9223372036854775808", "-9223372036854775808")]
    public void Goes_through_json(string json, string expected, string text)
    {
        using var document = JsonDocument.Parse(json);

        var value = CelJson.FromJson(document.RootElement);

        value.ToString().ShouldBe(text);
        (CelJson.ToJson(value)?.ToJsonString() ?? "null").ShouldBe(expected);
    }

    [Fact]
    public void Writes_bytes_and_times_as_json_texts()
    {
        CelJson.ToJson(CelValue.Bytes([0xFF, 0x00]))!.GetValue<string>().ShouldBe("/wA=");
        var newYear = new DateTimeOffset(2020, 1, 1, 1, 0, 0, TimeSpan.FromHours(1));
        CelJson.ToJson(CelValue.Timestamp(newYear))!.GetValue<string>().ShouldBe("2020-01-01T00:00:00Z");
        CelJson.ToJson(CelValue.Duration(TimeSpan.FromMilliseconds(1500)))!.GetValue<string>().ShouldBe("1.5s");
        Should.Throw<InvalidOperationException>(() => CelJson.ToJson(CelValue.Double(double.NaN)));
    }

    [Fact]
    public void Refuses_to_be_read_as_another_kind()
    {
        Should.Throw<InvalidOperationException>(() => CelValue.Int(1).AsString()).Message.ShouldContain("Int");
        Should.Throw<InvalidOperationException>(() => CelValue.None.OptionalValue());
    }

    [Fact]
    public void Equals_across_the_types_of_numbers_and_hashes_alike()
    {
        CelValue[] ones = [CelValue.Int(1), CelValue.UInt(1), CelValue.Double(1)];
        foreach (var one in ones)
        {
            one.ShouldBe(CelValue.Int(1));
            one.GetHashCode().ShouldBe(CelValue.Int(1).GetHashCode());
        }
        CelValue.String("1").CelEquals(CelValue.Int(1)).ShouldBeFalse();
        CelValue.Double(double.NaN).CelEquals(CelValue.Double(double.NaN)).ShouldBeFalse();
        CelValue.Double(double.NaN).Equals(CelValue.Double(double.NaN)).ShouldBeTrue();
    }

    [Theory]
    [InlineData(3)]
    [InlineData(50)]
    public void Keeps_the_order_of_a_map_and_finds_keys_of_any_number_type(int count)
    {
        var map = new CelMap(Enumerable.Range(0, count).Select(i => KeyValuePair.Create(CelValue.Int(count - i), CelValue.Int(i))));

        map.Select(entry => entry.Value.AsInt()).ShouldBe(Enumerable.Range(0, count).Select(i => (long)i));
        map.TryGet(CelValue.Double(2), out var value).ShouldBeTrue();
        value.AsInt().ShouldBe(count - 2);
        map.TryGet("2", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData(2)]
    [InlineData(50)]
    public void Refuses_repeated_and_impossible_keys(int count)
    {
        var entries = Enumerable.Range(0, count).Select(i => KeyValuePair.Create(CelValue.Int(i), CelValue.Null)).ToList();

        Should.Throw<ArgumentException>(() => new CelMap([.. entries, KeyValuePair.Create(CelValue.UInt(1), CelValue.Null)]));
        Should.Throw<ArgumentException>(() => new CelMap([.. entries, KeyValuePair.Create(CelValue.Double(0.5), CelValue.Null)]));
    }

    [Fact]
    public void Writes_types_as_the_language_does()
    {
        CelType.Map(CelType.String, CelType.List(CelType.UInt)).ToString().ShouldBe("map(string, list(uint))");
        CelType.Optional(CelType.Timestamp).ToString().ShouldBe("optional_type(timestamp)");
        CelType.List(CelType.Dyn).Accepts(CelType.List(CelType.Int)).ShouldBeTrue();
        CelType.List(CelType.String).Accepts(CelType.List(CelType.Int)).ShouldBeFalse();
    }
}
