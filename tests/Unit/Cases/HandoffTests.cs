using Entente.Core.Cases;

namespace Entente.Unit.Tests.Cases;

public sealed class HandoffTests
{
    [Fact]
    public void An_offer_its_delivery_and_the_first_act_are_one_handoff()
    {
        var handoff = Handoff.Of(Told.Events("opened mercuri new; offered mercuri infinity; delivered infinity infinity; accepted infinity"))
            .ShouldHaveSingleItem();

        (handoff.From, handoff.To, handoff.FromTicket, handoff.ToTicket).ShouldBe(("mercuri", "infinity", "ticket-mercuri", "ticket-infinity"));
        handoff.Offered.ShouldBe(Told.At(1));
        new[] { handoff.Delivered, handoff.Accepted, handoff.Rejected }.ShouldBe([Told.At(2), Told.At(3), null]);
    }

    [Fact]
    public void An_offer_under_way_has_no_delivery() =>
        Handoff.Of(Told.Events("opened mercuri new; offered mercuri infinity")).ShouldHaveSingleItem().Delivered.ShouldBeNull();

    [Fact]
    public void A_rejection_marks_the_handoff_that_it_rejects_and_is_one_back()
    {
        var handoffs = Handoff.Of(Told.Events(
            "opened mercuri new; offered mercuri infinity; delivered infinity infinity; offered infinity mercuri; rejected mercuri mercuri"));

        handoffs.Count.ShouldBe(2);
        handoffs[0].Rejected.ShouldBe(Told.At(3));
        handoffs[0].Accepted.ShouldBeNull();
        (handoffs[1].From, handoffs[1].To).ShouldBe(("infinity", "mercuri"));
        handoffs[1].Delivered.ShouldBe(Told.At(4));
    }

    [Fact]
    public void A_second_handoff_to_the_same_party_is_accepted_on_its_own()
    {
        var handoffs = Handoff.Of(Told.Events(
            "opened infinity new; offered infinity global; delivered global global; offered global infinity; rejected infinity infinity; "
            + "offered infinity global; delivered global global; accepted global"));

        handoffs.Select(handoff => handoff.Accepted).ShouldBe([null, null, Told.At(7)]);
    }

    [Fact]
    public void A_delivery_whose_offer_was_erased_comes_from_the_holder()
    {
        var handoff = Handoff.Of(Told.Events("opened mercuri new; delivered infinity infinity")).ShouldHaveSingleItem();

        (handoff.From, handoff.Offered).ShouldBe(("mercuri", Told.At(1)));
        handoff.Delivered.ShouldBe(Told.At(1));
    }
}
