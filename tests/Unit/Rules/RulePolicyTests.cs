using Entente.Core.Rules;

namespace Entente.Unit.Tests.Rules;

public sealed class RulePolicyTests
{
    [Fact]
    public void Has_careful_defaults()
    {
        var policies = Fixtures.Zd("").Policies;

        policies.ShouldBe(new RulePolicies
        {
            Closed = ClosedPolicy.Park,
            Overflow = OverflowPolicy.Park,
            Untriggered = UntriggeredPolicy.Stop,
            Author = AuthorPolicy.Line,
            Deleted = DeletedPolicy.Park,
            Moved = MovedPolicy.Follow,
            Internal = InternalPolicy.Home,
            EditedComments = EditedCommentPolicy.Update,
            DeletedComments = DeletedCommentPolicy.Keep,
            Attachments = policies.Attachments,
            Unmapped = policies.Unmapped,
        });
        (policies.Attachments.Types.Count, policies.Attachments.Inline).ShouldBe((0, InlinePolicy.Reference));
        policies.Unmapped.Share.ShouldBeEmpty();
        policies.Unmapped.Accept.ShouldBeEmpty();
    }

    [Fact]
    public void Takes_the_limit_of_files_from_the_dictionary() => Fixtures.Zd("").Policies.Attachments.MaxBytes.ShouldBe(5_000_000);

    [Fact]
    public void Names_the_default_first_for_every_choice()
    {
        var defaults = new RulePolicies();

        foreach (var row in PolicyTable.Rows) row.Choices[0].Apply(defaults).ShouldBe(defaults, row.Name);
    }

    public static TheoryData<string,
        string> Choices => new(PolicyTable.Rows.SelectMany(row => row.Choices.Select(choice => (row.Name, choice.Value))));

    [Theory]
    [MemberData(nameof(Choices))]
    public void Reads_every_choice_of_every_policy(string name, string value)
    {
        var yaml = name.Split('.') is [var section, var key] ? $"{{{section}: {{{key}: {value}}}}}" : $"{{{name}: {value}}}";
        var expected = PolicyTable.Rows.Single(row => row.Name == name).Choices.Single(choice => choice.Value == value);

        var policies = Fixtures.Zd($"policies: {yaml}").Policies;

        policies.ShouldBe(expected.Apply(policies));
    }

    [Fact]
    public void Reads_attach_as_truncate_and_attach() =>
        Fixtures.Zd("policies: {overflow: attach}").Policies.Overflow.ShouldBe(OverflowPolicy.TruncateAndAttach);

    [Theory]
    [InlineData("image/png", 10, true)]
    [InlineData("IMAGE/PNG", 10, true)]
    [InlineData("application/pdf; charset=binary", 10, true)]
    [InlineData("application/zip", 10, false)]
    [InlineData("imagery/png", 10, false)]
    [InlineData("image/png", 1001, false)]
    public void Lets_only_declared_files_leave(string mediaType, long bytes, bool expected)
    {
        var policy = Fixtures.Zd("policies: {attachments: {types: [image/*, application/pdf], maxBytes: 1KB}}").Policies.Attachments;

        policy.Allows(mediaType, bytes).ShouldBe(expected);
    }

    [Fact]
    public void Goes_on_untriggered_only_when_told_to() => Fixtures.Zd("untriggered: keep").Policies.Untriggered.ShouldBe(UntriggeredPolicy.Keep);
}
