namespace JudgeEval.Statistics.Tests.Aggregation;

public class MaceTests
{
    [Fact]
    public void Fit_Spammer_HasNoCompetence()
    {
        // Annotators 0 to 3 know with probability 0.9; annotator 4 always says 0.
        RandomStream random = new(8, 0);
        List<Rating> ratings = [];
        for (int item = 0; item < 400; item++)
        {
            int truth = random.NextInt(3);
            for (int annotator = 0; annotator < 4; annotator++)
            {
                ratings.Add(new(item, annotator, random.NextDouble() < 0.9 ? truth : random.NextInt(3)));
            }

            ratings.Add(new(item, 4, 0));
        }

        MaceResult result = Mace.Fit(AnnotationTable.Create(400, 5, ratings), new MaceOptions(), out _)!;

        Assert.True(result.Converged);
        Assert.True(result.Competences[4].Value < 0.02);
        for (int annotator = 0; annotator < 4; annotator++)
        {
            // The standard error of a share of 0.9 from 400 items is 0.015.
            Assert.Equal(0.9, result.Competences[annotator].Value, 0.06);
        }
    }

    [Fact]
    public void Fit_FirstParameters_EqualThePlainFormula()
    {
        // Two annotators, one item each of 0/0 and 0/1, smoothing 0.5. The start: vote shares, knowing 0.5, guesses 1/2 each.
        // A right annotation is known with 0.5 / (0.5 + 0.25) = 2/3. Annotator 0 says 0 twice, right with 1 + 1/2: known
        // 3/2 * 2/3 = 1, guessed 1. So knowing (1 + 0.5) / (2 + 1) = 1/2; guesses (1 + 0.5, 0 + 0.5) / 2 = 3/4 and 1/4.
        // Annotator 1 says 0 (right 1) and 1 (right 1/2): known 2/3 + 1/3 = 1, guessed 1/3 of category 0 and 2/3 of 1:
        // knowing 1/2; guesses (1/3 + 1/2, 2/3 + 1/2) / 2 = 5/12 and 7/12.
        // Item 0: P(0/0 | 0) = (1/2 + 3/8)(1/2 + 5/24), P(0/0 | 1) = 3/8 * 5/24.
        // Item 1: P(0/1 | 0) = (1/2 + 3/8) * 7/24, P(0/1 | 1) = 3/8 * (1/2 + 7/24).
        AnnotationTable table = AnnotationTable.Create(2, 2, [new(0, 0, 0), new(0, 1, 0), new(1, 0, 0), new(1, 1, 1)]);

        // With this tolerance the run ends at the parameters that the vote shares give.
        MaceResult result = Mace.Fit(table, new MaceOptions { Smoothing = 0.5, MaxRounds = 1, Tolerance = double.PositiveInfinity }, out _)!;

        double a = 7.0 / 8 * 17 / 24, b = 3.0 / 8 * 5 / 24, c = 7.0 / 8 * 7 / 24, d = 3.0 / 8 * 19 / 24;
        Assert.Equal(0, result.Rounds);
        Assert.Equal([0.5, 0.5], result.Competences.Select(k => k.Value));
        SimulatedAnnotations.AssertClose([a / (a + b), b / (a + b), c / (c + d), d / (c + d)], result.Posteriors.Table.Values, 1e-15);
        Assert.Equal(Math.Log((a + b) / 2) + Math.Log((c + d) / 2), result.LogLikelihood, 1e-14);
    }

    [Fact]
    public void Fit_RenamedCategories_RenamesTheResult()
    {
        (List<Rating> ratings, _) = SimulatedAnnotations.Draw(40, [0.9, 0.7, 0.5], 3, seed: 6);
        MaceOptions options = new() { MaxRounds = 20, Tolerance = null };

        MaceResult first = Mace.Fit(AnnotationTable.Create(40, 3, ratings), options, out _)!;
        MaceResult second = Mace.Fit(AnnotationTable.Create(40, 3, [.. ratings.Select(r => r with { Value = 2 - r.Value })]), options, out _)!;

        for (int item = 0; item < 40; item++)
        {
            SimulatedAnnotations.AssertClose(first.Posteriors.Of(item), [.. second.Posteriors.Of(item).ToArray().Reverse()], 1e-9);
        }
    }

    [Fact]
    public void Fit_NoAnnotation_IsUndefined()
    {
        Assert.Null(Mace.Fit(AnnotationTable.Create(1, 1, []), new MaceOptions(), out string? undefined));
        Assert.Equal("no item has an annotation", undefined);
    }
}
