using Entente.Core.Cases;

namespace Entente.Unit.Tests.Cases;

/// <summary>Holder, state and onus as GOVERNANCE 3.2 says them.</summary>
public sealed class CaseCourseTests
{
    [Theory]
    [InlineData("", "opened mercuri new", "mercuri", "new", "mercuri")]
    [InlineData("the hub has it under way", "opened mercuri new; offered mercuri infinity", "mercuri", "new", "hub")]
    [InlineData("delivered", "opened mercuri new; offered mercuri infinity; delivered infinity infinity", "infinity", "new", "infinity")]
    [InlineData(
        "rejected", "opened mercuri new; delivered infinity infinity; offered infinity mercuri; rejected mercuri mercuri",
        "mercuri", "new", "mercuri")]
    [InlineData(
        "the holder's ticket says waiting", "opened mercuri new; state mercuri waiting_requester", "mercuri", "waiting_requester", "requester")]
    [InlineData("another's ticket says waiting", "opened mercuri new; state infinity waiting_requester", "mercuri", "new", "mercuri")]
    [InlineData("planned", "opened mercuri new; state mercuri scheduled", "mercuri", "scheduled", "")]
    [InlineData("an approval is asked for", "opened mercuri new; asked mercuri infinity", "mercuri", "new", "infinity")]
    [InlineData("and given", "opened mercuri new; asked mercuri infinity; granted infinity ok", "mercuri", "new", "mercuri")]
    [InlineData("resolved", "opened mercuri new; resolved mercuri resolved", "", "resolved", "")]
    [InlineData("resolved under way", "opened mercuri new; offered mercuri infinity; resolved mercuri resolved", "", "resolved", "")]
    [InlineData("a state after the end", "opened mercuri new; resolved mercuri resolved; state mercuri open", "", "resolved", "")]
    [InlineData("opened again", "opened mercuri new; resolved mercuri resolved; reopened mercuri open", "mercuri", "open", "mercuri")]
    public void The_last_span_says_who_has_it_and_whose_turn_it_is(string when, string story, string holder, string state, string onus)
    {
        var last = CaseCourse.Of(Told.Events(story))[^1];

        (last.Holder, last.State, last.Onus).ShouldBe((holder, state, onus), when);
        last.To.ShouldBeNull();
    }

    [Fact]
    public void Spans_join_without_gaps_and_change_each_time()
    {
        var spans = CaseCourse.Of(Told.Events(
            "opened mercuri new; comment mercuri x; offered mercuri infinity; delivered infinity infinity; "
            + "state infinity waiting_requester; resolved mercuri resolved"));

        spans.Count.ShouldBe(5);
        foreach (var (span, next) in spans.Zip(spans.Skip(1)))
        {
            span.To.ShouldBe(next.From);
            (span.Holder, span.State, span.Onus).ShouldNotBe((next.Holder, next.State, next.Onus));
        }
    }

    [Fact]
    public void Nothing_shared_has_no_course() => CaseCourse.Of([]).ShouldBeEmpty();
}
