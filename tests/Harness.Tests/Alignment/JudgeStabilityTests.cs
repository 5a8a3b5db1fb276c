using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Reports;
using JudgeEval.Harness.Runs;
using JudgeEval.Harness.Tests.Support;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Alignment;

public class JudgeStabilityTests
{
    [Fact]
    public void Compute_Repeats_FlipRateAndSelfAgreementCountEachItemOnce()
    {
        // 4 3 4: one of three pairs is equal. 2 2 2: three of three. 5 1: none of one. One judgement and one failure: no pair of labels, but asked twice.
        // Flipped 2 of 3; agreement (1/3 + 1 + 0) / 3 = 4/9. The fifth item was judged once.
        AlignmentResult result = Ordinal("434", "222", "51", "3x", "3");

        Assert.Equal(4, result.Stability!.Repeats);
        Assert.Equal(2.0 / 3, result.Stability.FlipRate!.Value, 14);
        Assert.Equal(4.0 / 9, result.Stability.SelfAgreement!.Value, 14);
        Assert.Null(result.Stability.OrderFlipRate);
        Assert.Null(result.Stability.FirstPositionShare);

        // Repeats never count as items.
        Assert.Equal((5, 5), (result.ItemCount, result.VerdictCount));
    }

    [Fact]
    public void Compute_EveryItemOnce_HasNoStability() => Assert.Null(Ordinal("4", "2").Stability);

    [Fact]
    public void Compute_RepeatsThatAllFailed_HaveNoShares() =>
        Assert.Equal(new JudgeStability(1, null, null, null, null), Ordinal("xx").Stability);

    [Fact]
    public void Compute_SwappedPairs_OrderFlipsAndFirstPosition()
    {
        // Original|swapped. A|A and B|B stay; A|B takes the first place twice, B|A the second twice; A|N chooses once, the first; N|N never.
        // Turned round: 3 of 7. Choices: 2 + 2 + 2 + 2 + 2 + 1 = 11; for the first place A|A 1, B|B 1, A|B 2 and again 2, B|A 0, A|N 1: 7 of 11.
        JudgeStability stability = Pairs(withMagnitude: false, "A|A", "B|B", "A|B", "A|B", "B|A", "A|N", "N|N").Stability!;

        Assert.Equal(7, stability.Repeats);
        Assert.Equal(3.0 / 7, stability.OrderFlipRate!.Value, 14);
        Assert.Equal(7.0 / 11, stability.FirstPositionShare!.Value, 14);
        Assert.Null(stability.FlipRate);
        Assert.Null(stability.SelfAgreement);
    }

    [Fact]
    public void Compute_SwappedPairsWithRepeats_PairsOfRepeatsAreOfOneOrder()
    {
        // Original A A, swapped B B: within each order both repeats agree, so no flip and agreement 1; across orders it turns round.
        // Original A B: one pair, unequal; swapped A A: equal. Agreement 1/2, flipped. The original order's choice is its first, A.
        JudgeStability stability = Pairs(withMagnitude: false, "A A|B B", "A B|A A").Stability!;

        Assert.Equal((0.5, 0.75), (stability.FlipRate!.Value, stability.SelfAgreement!.Value));
        Assert.Equal(0.5, stability.OrderFlipRate);

        // First places: both of the first pair, and the original one of the second: 3 of 4.
        Assert.Equal(0.75, stability.FirstPositionShare);
    }

    [Fact]
    public void Compute_OnlyOneOrderAnswered_SaysNothingOfOrders()
    {
        AlignmentResult result = Pairs(withMagnitude: false, "A|x", "x|B");

        Assert.Equal(new JudgeStability(2, null, null, null, null), result.Stability);
        Assert.Equal(["A", "B"], result.Items.Select(i => i.Judge));
    }

    [Fact]
    public void Compute_NoChoiceAtAll_HasNoFirstPositionShare() =>
        Assert.Equal(new JudgeStability(1, null, null, 0, null), Pairs(withMagnitude: false, "N|N").Stability);

    [Theory]
    [InlineData("A_2|A_2", "A_2")]
    [InlineData("A_2|A_1", "A_1")]
    [InlineData("A_1|A_2", "A_1")]
    [InlineData("B_2|B_1", "B_1")]
    [InlineData("A_2|B_1", "N")]
    [InlineData("B_1|A_2", "N")]
    [InlineData("A_1|B_1", "N")]
    [InlineData("A_2|N", "N")]
    [InlineData("N|A_2", "N")]
    [InlineData("N|N", "N")]
    [InlineData("A_2|x", "A_2")]
    [InlineData("x|B_1", "B_1")]
    [InlineData("A_2 A_2 A_2|N N B_1", "N")]
    [InlineData("A_1 A_2 A_2|A_1 A_1 A_2", "A_1")]
    public void Compute_TwoOrders_TakeTheSideThatHoldsInBoth(string verdicts, string expected) =>
        Assert.Equal(expected, Pairs(withMagnitude: true, verdicts).Items[0].Judge);

    [Theory]
    [InlineData("A|N", "N")]
    [InlineData("N|A", "N")]
    [InlineData("B|N", "N")]
    [InlineData("A|B", "N")]
    [InlineData("B|A", "N")]
    [InlineData("B|B", "B")]
    public void Compute_TwoOrdersWithoutMagnitude_TakeTheSideThatHoldsInBoth(string verdicts, string expected) =>
        Assert.Equal(expected, Pairs(withMagnitude: false, verdicts).Items[0].Judge);

    [Fact]
    public void Compute_ResponsesCalledTheOtherWayRound_GiveTheOtherLabel()
    {
        string[] labels = ["A_2", "A_1", "N", "B_1", "B_2"];
        LabelScale scale = LabelScale.Preference(withMagnitude: true);
        foreach (string original in labels)
        {
            foreach (string swapped in labels)
            {
                // With A and B exchanged, the former swapped order is the original one, and every label is of the other side.
                string renamed = $"{Other(swapped)}|{Other(original)}";

                Assert.Equal(
                    Other(Pairs(withMagnitude: true, $"{original}|{swapped}").Items[0].Judge!), Pairs(withMagnitude: true, renamed).Items[0].Judge);
            }
        }

        string Other(string label) => scale.TryParse(label, out Label found) ? scale.Swap(found).Text : throw new InvalidOperationException(label);
    }

    [Fact]
    public void Render_Stability_IsANote()
    {
        Assert.Contains(
            "Asked again  4 items with several judgements; repeats differ on 0.667 of the items, self-agreement 0.444\n",
            Squeezed(AlignmentText.Render(Ordinal("434", "222", "51", "3x", "3"), "d", 200)),
            StringComparison.Ordinal);
        Assert.Contains(
            "Asked again  2 items with several judgements; swapping the responses turns 0.500 of the verdicts round, 0.750 of the choices are for the first\n",
            Squeezed(AlignmentText.Render(Pairs(withMagnitude: false, "A|A", "A|B"), "d", 200)),
            StringComparison.Ordinal);
    }

    private static string Squeezed(string text) =>
        System.Text.RegularExpressions.Regex.Replace(text, "(?<=Asked again) +", "  ", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));

    /// <summary>A text for each item, a digit for each repeat; x is a failure.</summary>
    private static AlignmentResult Ordinal(params string[] items) => Compute(
        Sample.Dataset(LabelScale.Ordinal(1, 5), [.. items.Select(_ => new[] { "3" })]),
        from item in Enumerable.Range(0, items.Length)
        from repeat in Enumerable.Range(0, items[item].Length)
        select Judgement(item, repeat, PresentationOrder.Original, items[item][repeat].ToString()));

    /// <summary>For each item the labels of the original and, behind the bar, of the swapped order; x is a failure.</summary>
    private static AlignmentResult Pairs(bool withMagnitude, params string[] items) => Compute(
        Sample.Dataset(LabelScale.Preference(withMagnitude), [.. items.Select(_ => new[] { "N" })]),
        from item in Enumerable.Range(0, items.Length)
        from order in new[] { PresentationOrder.Original, PresentationOrder.Swapped }
        let labels = items[item].Split('|')[(int)order].Split(' ')
        from repeat in Enumerable.Range(0, labels.Length)
        select Judgement(item, repeat, order, labels[repeat]));

    private static Judgement Judgement(int item, int repeat, PresentationOrder order, string label) => new(
        Sample.Id(item), repeat, order, label == "x" ? new RecordedVerdict { Failure = new JudgeFailure(FailureKind.Refused, "no") } : new RecordedVerdict { Label = label });

    private static AlignmentResult Compute(AnnotatedDataset dataset, IEnumerable<Judgement> judgements) => JudgeAlignment.Compute(
        dataset, new VerdictSet(new JudgeIdentity { Name = "judge" }, null, null, judgements), new AlignmentOptions { Resamples = 0 });
}
