using Entente.Sandbox;
using Entente.Sandbox.Host;
using Entente.Sandbox.People;

namespace Entente.Unit.Tests.Sandbox.People;

/// <summary>What every product's pages owe a person, whatever the product.</summary>
public sealed class DeskTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Products => [.. SandboxCatalog.All.Select(product => product.Name)];

    [Theory]
    [MemberData(nameof(Products))]
    public void Offers_a_field_by_which_sharing_can_be_started_by_hand(string product)
    {
        var desk = Make(product).Desk;
        var key = Raise(desk);
        var field = desk.Find(key)!.Editable[0];
        var value = field.Choices.Count > 0 ? field.Choices.First(choice => choice.Length > 0) : "share extra";

        desk.Act(new(DeskVerb.ChangeField, desk.Actors[0], key, null, value) { Field = field.Name }, Now).Refusal.ShouldBeNull();

        var set = desk.Find(key)!.Editable[0].Value;
        set.Split(' ').Order(StringComparer.Ordinal).ShouldBe(value.Split(' ').Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Products))]
    public void Takes_such_a_field_back(string product)
    {
        var desk = Make(product).Desk;
        var key = Raise(desk);
        var field = desk.Find(key)!.Editable.First(each => each.Choices.Count == 0 || each.Choices.Contains(""));
        desk.Act(new(DeskVerb.ChangeField, desk.Actors[0], key, null, "share") { Field = field.Name }, Now);

        desk.Act(new(DeskVerb.ChangeField, desk.Actors[0], key, null, "") { Field = field.Name }, Now).Refusal.ShouldBeNull();

        desk.Find(key)!.Editable.Single(each => each.Name == field.Name).Value.ShouldBe("");
    }

    [Theory]
    [MemberData(nameof(Products))]
    public void Refuses_in_sentences(string product)
    {
        var desk = Make(product).Desk;
        var key = Raise(desk);
        DeskAction[] acts =
        [
            new(DeskVerb.ChangeStatus, desk.Actors[0], key, null, "no such status"),
            new(DeskVerb.ChangePriority, desk.Actors[0], key, null, "no such priority"),
            new(DeskVerb.ChangeField, desk.Actors[0], key, null, "x") { Field = "no such field" },
            new(DeskVerb.Reply, "nobody", key, null, "x"),
            new(DeskVerb.Reply, desk.Actors[0], "no such ticket", null, "x"),
        ];
        foreach (var act in acts)
        {
            var refusal = desk.Act(act, Now).Refusal;
            refusal.ShouldNotBeNullOrWhiteSpace($"{act.Verb}");
            refusal.IndexOfAny(['{', '}', '[', ']']).ShouldBe(-1, refusal);
        }
    }

    private static IImitation Make(string product) => SandboxCatalog.All.Single(one => one.Name == product).Create(Now);

    private static string Raise(IPeopleDesk desk)
    {
        var raised = desk.Act(new(DeskVerb.Raise, desk.Actors[0], null, "Checkout is blank", "Since nine."), Now);
        raised.Refusal.ShouldBeNull();
        return raised.Key!;
    }
}
