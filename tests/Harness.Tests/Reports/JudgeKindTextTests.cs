using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Reports;
using JudgeEval.Judges;
using JudgeEval.Statistics;
using static JudgeEval.Harness.Tests.TestAlignments;

namespace JudgeEval.Harness.Tests.Reports;

public sealed class JudgeKindTextTests
{
    [Fact]
    public void Render_Committee_HasARowForItAndForEachMember()
    {
        string text = AlignmentText.Render(Aligned() with { Committee = Committee(2) }, "answers", 120);

        Assert.Contains(
            """

            member       cohenKappaQuadratic     n  with committee  with others
            ───────────────────────────────────────────────────────────────────
            (committee)  0.742 [0.661, 0.812]  120
            member-00    0.500 [0.400, 0.600]  110           0.750        0.500
            member-01    undefined              50           0.750

            Committee  2 members on 120 items; with the committee and with the others are shares of equal labels
            Undefined  cohenKappaQuadratic of member-01: no variance
            Pairs      kappa of member-00 and member-01 0.300
            Votes      for people's label, of 5 items: none 1, low 0, high 0, all 4 (high from a share of 0.5 on)

            """.ReplaceLineEndings("\n"),
            text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Render_ManyPairs_AreToldByTheirEnds()
    {
        // Five members are ten pairs, with kappas 0.3, 0.31 .. 0.39: mean 0.345.
        string text = AlignmentText.Render(Aligned() with { Committee = Committee(5) }, "answers", 200);

        Assert.Contains("from member-00 and member-01 0.300 to member-03 and member-04 0.390, mean 0.345 of 10 pairs", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Candidates_StandInTheNotes()
    {
        CandidateSetScores scores = new()
        {
            Coverage = Interval(0.9, 0.8, 0.95, n: 100), MeanSize = Estimate.Of(1.25, 110), SingleShare = Estimate.Of(0.8, 110), WithoutReference = 10, WithoutSet = 10,
        };

        Assert.Contains(
            "people's label is in the set of 0.900 [0.800, 0.950] of 100 items; 1.250 labels a set, 0.800 of 110 sets with a single one; 10 sets without one label of people to hold\n",
            AlignmentText.Render(Aligned() with { Candidates = scores }, "answers", 250),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Difficulty_IsNoTableOfLabels()
    {
        string text = AlignmentText.Render(Predicting(), "answers", 120);

        Assert.StartsWith("quality-v2/small-model on answers: predicts difficulty, 120 of 120 items judged, against how far people disagree\n", text, StringComparison.Ordinal);
        Assert.Contains("\npearson                     0.120  [-0.050, 0.280]  100\n", text, StringComparison.Ordinal);
        Assert.Contains("12 of 100 items, on which people disagree by 3 or more; the judge calls 20 hard, 4 of them ambiguous\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("cohenKappa", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    public void Render_EveryKind_FitsTheWidth(int width)
    {
        AlignmentResult longName = Aligned() with { Judge = new JudgeIdentity { Name = new string('j', 90) + " 評価者" } };
        string[] texts =
        [
            AlignmentText.Render(longName with { Committee = Committee(9) }, "answers", width),
            AlignmentText.Render(Predicting() with { Judge = longName.Judge }, "answers", width),
            AlignmentText.Leaderboard([longName, Aligned(), Predicting() with { Judge = longName.Judge }], AlignmentMetric.CohenKappaQuadratic, width),
        ];

        Assert.All(texts.SelectMany(t => t.Split('\n')), line => Assert.True(TextLayout.Width(line) <= width, line));
    }

    private static AlignmentResult Predicting() => Aligned() with
    {
        Difficulty = new DifficultyAlignment
        {
            Hardest = "Very Difficult",
            Measure = DisagreementMeasure.MeanDifference,
            Items = 100,
            WithoutTwoLabels = 20,
            Pearson = Interval(0.12, -0.05, 0.28, n: 100),
            Spearman = Interval(0.11, -0.06, 0.27, n: 100),
            AmbiguousFrom = 3,
            Ambiguous = 12,
            Hard = 20,
            Both = 4,
            Overlap = Estimate.Of(0.25, 100),
        },
    };

    private static CommitteeReport Committee(int members)
    {
        string[] names = [.. Enumerable.Range(0, members).Select(i => $"member-{i:00}")];
        int pair = 0;
        return new CommitteeReport
        {
            Items = 120,
            Members =
            [
                .. names.Select((n, i) => i == 0
                    ? new CommitteeMember(n, new AgreementCount(3, 4), new AgreementCount(1, 2), Interval(0.5, 0.4, 0.6, n: 110))
                    : new CommitteeMember(n, new AgreementCount(3, 4), new AgreementCount(0, 0), Estimate.Undefined("no variance", 50))),
            ],
            Pairs =
            [
                .. names.SelectMany((first, i) => names.Skip(i + 1).Select(second =>
                    new CommitteePair(first, second, new AgreementCount(1, 2), Estimate.Of(0.3 + (0.01 * pair++), 50)))),
            ],
            Cut = 0.5,
            Groups = ImmutableSortedDictionary<AgreementGroup, ImmutableArray<string>>.Empty.Add(AgreementGroup.None, ["a"]).Add(AgreementGroup.All, ["b", "c", "d", "e"]),
        };
    }
}
