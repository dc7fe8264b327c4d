using System.Text;
using System.Text.Json;
using Entente.Connectors.Http;

namespace Entente.Unit.Tests.Connectors.Http;

public sealed class JsonReadingTests
{
    [Theory]
    [InlineData("""{"a":"\ud800"}""", "\ufffd")]
    [InlineData("""{"a":"\uDC00x"}""", "\ufffdx")]
    [InlineData("""{"a":"\ud83d\ude00"}""", "\ud83d\ude00")]
    [InlineData("""{"a":"\\ud800"}""", "\\ud800")]
    [InlineData("""{"a":"\ud83dx\ude00"}""", "\ufffdx\ufffd")]
    public void Replaces_lone_surrogates_and_nothing_else(string json, string text)
    {
        JsonReading.TryParse(Encoding.UTF8.GetBytes(json), out var root).ShouldBeTrue();
        root.Text("a").ShouldBe(text);
    }

    [Fact]
    public void Replaces_bytes_that_are_no_utf8_and_skips_a_byte_order_mark()
    {
        byte[] json = [0xEF, 0xBB, 0xBF, .. "{\"a\":\""u8, 0xFF, .. "\"}"u8];
        JsonReading.TryParse(json, out var root).ShouldBeTrue();
        root.Text("a").ShouldBe("\ufffd");
    }

    [Fact]
    public void Refuses_a_hundred_thousand_levels() =>
        JsonReading.TryParse(Encoding.UTF8.GetBytes(new string('[', 100_000) + new string(']', 100_000)), out _).ShouldBeFalse();

    [Theory]
    [InlineData("")]
    [InlineData("{\"a\":1")]
    [InlineData("<html></html>")]
    public void Refuses_what_is_cut_off_or_no_json(string text) => JsonReading.TryParse(Encoding.UTF8.GetBytes(text), out _).ShouldBeFalse();

    [Fact]
    public void Keeps_every_digit_of_an_id_and_reads_one_that_is_text()
    {
        JsonReading.TryParse("""{"n":9223372036854775807,"t":"35436","e":"","z":null}"""u8.ToArray(), out var root).ShouldBeTrue();
        root.Id("n").ShouldBe("9223372036854775807");
        root.Id("t").ShouldBe("35436");
        root.Id("e").ShouldBeNull();
        root.Id("z").ShouldBeNull();
        root.Id("missing").ShouldBeNull();
    }

    [Fact]
    public void Reads_members_of_another_type_as_missing()
    {
        JsonReading.TryParse("""{"text":5,"flag":"true","list":{},"at":"yesterday"}"""u8.ToArray(), out var root).ShouldBeTrue();
        root.Text("text").ShouldBeNull();
        root.Flag("flag").ShouldBeNull();
        root.Items("list").ShouldBeEmpty();
        root.Time("at").ShouldBeNull();
        default(JsonElement).Text("text").ShouldBeNull();
    }
}
