namespace JudgeEval.Statistics.Tests.Aggregation;

public class DawidSkeneTests
{
    private static readonly DawidSkeneOptions Default = new();

    [Theory]
    [InlineData(AnnotatorErrors.ConfusionMatrix, 2)]
    [InlineData(AnnotatorErrors.ConfusionMatrix, 5)]
    [InlineData(AnnotatorErrors.OneCoin, 3)]
    [InlineData(AnnotatorErrors.OneCoin, 9)]
    public void Fit_ShortAndLongItems_EqualsThePlainFormula(AnnotatorErrors errors, int categories)
    {
        // Item 0 has 800 more annotations, many of them wrong: a product of them would underflow, so both ways of computing a
        // posterior are taken.
        (List<Rating> ratings, _) = SimulatedAnnotations.Draw(30, [0.9, 0.6, 0.4, 0.8], categories, seed: 3);
        RandomStream random = new(4, 0);
        for (int j = 0; j < 800; j++)
        {
            ratings.Add(new(0, random.NextInt(4), random.NextInt(categories)));
        }

        PlainDawidSkene plain = new(ratings, 30, 4, categories, 0.01, errors == AnnotatorErrors.OneCoin, rounds: 7);
        DawidSkeneResult result = DawidSkene.Fit(
            AnnotationTable.Create(30, 4, ratings), new DawidSkeneOptions { Errors = errors, MaxRounds = 7, Tolerance = null }, out _)!;

        Assert.Equal(7, result.Rounds);
        SimulatedAnnotations.AssertClose(plain.Prior, result.Priors.AsSpan(), 1e-12);
        SimulatedAnnotations.AssertClose([.. plain.Posteriors.Cast<double>()], result.Posteriors.Table.Values, 1e-10);
        SimulatedAnnotations.AssertClose(
            [.. plain.Matrices.Cast<double>()], [.. Enumerable.Range(0, 4).SelectMany(a => result.ConfusionOf(a).ToArray())], 1e-12);
        Assert.Equal(plain.LogLikelihood, result.LogLikelihood, 1e-8);
    }

    [Fact]
    public void Fit_PerfectAnnotators_RecoversEveryItem()
    {
        (List<Rating> ratings, int[] truth) = SimulatedAnnotations.Draw(40, [1, 1, 1], 3, seed: 1);

        DawidSkeneResult result = DawidSkene.Fit(AnnotationTable.Create(40, 3, ratings), Default, out _)!;

        for (int item = 0; item < 40; item++)
        {
            Assert.Equal(truth[item], Assert.Single(result.Posteriors.ModesOf(item)));
        }

        Assert.All(result.Skills, skill => Assert.True(skill.Value > 0.9999));
        Assert.True(result.Converged);
    }

    [Fact]
    public void Fit_AdversarialAnnotator_CountsAgainstTheLabelGiven()
    {
        // Annotator 3 always says the other category. On the last item only he and annotator 0 speak, and contradict each other;
        // so do they on all other items, and both speak for the category of annotator 0.
        List<Rating> ratings = [];
        for (int item = 0; item < 20; item++)
        {
            for (int annotator = 0; annotator < 3; annotator++)
            {
                ratings.Add(new(item, annotator, item % 2));
            }

            ratings.Add(new(item, 3, 1 - (item % 2)));
        }

        ratings.Add(new(20, 3, 0));
        DawidSkeneResult result = DawidSkene.Fit(AnnotationTable.Create(21, 4, ratings), Default, out _)!;

        Assert.True(result.Skills[3].Value < 0.01);
        Assert.Equal(1, Assert.Single(result.Posteriors.ModesOf(20)));
        Assert.True(result.Confusion(3, observed: 0, truth: 1) > 0.99);
    }

    [Fact]
    public void Fit_BetterThanMajority_WhenAnnotatorsDiffer()
    {
        double[] accuracies = [0.95, 0.4, 0.4, 0.4, 0.4];
        (List<Rating> ratings, int[] truth) = SimulatedAnnotations.Draw(1000, accuracies, 3, seed: 5);
        AnnotationTable table = AnnotationTable.Create(1000, 5, ratings);

        ItemDistributions posterior = DawidSkene.Fit(table, Default with { Errors = AnnotatorErrors.OneCoin }, out _)!.Posteriors;
        ItemDistributions votes = MajorityVote.Shares(table, out _)!;

        Assert.True(Right(posterior, truth) > Right(votes, truth) + 100);
    }

    [Theory]
    [InlineData(AnnotatorErrors.ConfusionMatrix)]
    [InlineData(AnnotatorErrors.OneCoin)]
    public void Fit_InputInAnotherOrder_IsTheSameToTheLastBit(AnnotatorErrors errors)
    {
        (List<Rating> ratings, _) = SimulatedAnnotations.Draw(50, [0.9, 0.7, 0.5], 4, seed: 2);
        List<Rating> reversed = [.. ratings.AsEnumerable().Reverse()];

        DawidSkeneResult first = DawidSkene.Fit(AnnotationTable.Create(50, 3, ratings), Default with { Errors = errors }, out _)!;
        DawidSkeneResult second = DawidSkene.Fit(AnnotationTable.Create(50, 3, reversed), Default with { Errors = errors }, out _)!;

        Assert.Equal(first.Posteriors.Table.Values.ToArray(), second.Posteriors.Table.Values.ToArray());
        Assert.Equal(first.LogLikelihood, second.LogLikelihood);
    }

    [Theory]
    [InlineData(AnnotatorErrors.ConfusionMatrix)]
    [InlineData(AnnotatorErrors.OneCoin)]
    public void Fit_RenamedItemsAnnotatorsAndCategories_RenamesTheResult(AnnotatorErrors errors)
    {
        (List<Rating> ratings, _) = SimulatedAnnotations.Draw(40, [0.9, 0.7, 0.5, 0.6], 3, seed: 7, share: 0.8);
        List<Rating> renamed = [.. ratings.Select(r => new Rating(39 - r.Item, (r.Annotator + 1) % 4, 2 - r.Value))];
        DawidSkeneOptions options = Default with { Errors = errors, MaxRounds = 30, Tolerance = null };

        DawidSkeneResult first = DawidSkene.Fit(AnnotationTable.Create(40, 4, ratings), options, out _)!;
        DawidSkeneResult second = DawidSkene.Fit(AnnotationTable.Create(40, 4, renamed), options, out _)!;

        for (int item = 0; item < 40; item++)
        {
            SimulatedAnnotations.AssertClose(first.Posteriors.Of(item), [.. second.Posteriors.Of(39 - item).ToArray().Reverse()], 1e-9);
        }

        for (int annotator = 0; annotator < 4; annotator++)
        {
            Assert.Equal(first.Skills[annotator].Value, second.Skills[(annotator + 1) % 4].Value, 1e-9);
            Assert.Equal(first.Confusion(annotator, 0, 2), second.Confusion((annotator + 1) % 4, 2, 0), 1e-9);
        }
    }

    [Fact]
    public void Fit_EveryRound_RaisesTheObjective()
    {
        AnnotationTable table = SimulatedAnnotations.Table(60, [0.8, 0.6, 0.5], 3, seed: 9);
        double previous = double.NegativeInfinity;
        for (int rounds = 1; rounds < 15; rounds++)
        {
            double objective = DawidSkene.Fit(table, Default with { MaxRounds = rounds, Tolerance = null }, out _)!.Objective;
            Assert.True(objective > previous, $"Round {rounds} lowers the objective.");
            previous = objective;
        }
    }

    [Fact]
    public void Fit_Posteriors_AreThoseOfTheReportedParameters()
    {
        // Bayes: prior times the probability of the three annotations, normalized.
        AnnotationTable table = SimulatedAnnotations.Table(30, [0.8, 0.6, 0.7], 3, seed: 11);
        DawidSkeneResult result = DawidSkene.Fit(table, Default with { MaxRounds = 3 }, out _)!;

        double[] joint = [.. Enumerable.Range(0, 3).Select(c => table.AnnotationsOf(4).Aggregate(
            result.Priors[c], (product, a) => product * result.Confusion(a.Annotator, (int)a.Value, c)))];

        SimulatedAnnotations.AssertClose([.. joint.Select(j => j / joint.Sum())], result.Posteriors.Of(4), 1e-13);
    }

    [Fact]
    public void Fit_ItemsAndAnnotatorsWithoutAnnotations_AreKeptApart()
    {
        AnnotationTable table = AnnotationTable.Create(4, 3, [new(0, 0, 1), new(0, 2, 1), new(3, 0, 2), new(3, 2, 2)]);

        DawidSkeneResult result = DawidSkene.Fit(table, Default, out _)!;

        Assert.Equal([0, 3], result.Posteriors.Items.ToArray());
        Assert.Equal("the annotator has no annotation", result.Skills[1].UndefinedReason);
        Assert.Equal(2, result.Skills[0].N);
    }

    [Fact]
    public void Fit_OneCategory_IsCertain()
    {
        foreach (AnnotatorErrors errors in Enum.GetValues<AnnotatorErrors>())
        {
            DawidSkeneResult result = DawidSkene.Fit(AnnotationTable.Create(2, 1, [new(0, 0, 4), new(1, 0, 4)]), Default with { Errors = errors }, out _)!;

            Assert.Equal([1, 1], result.Posteriors.Table.Values.ToArray());
            Assert.Equal(0, result.LogLikelihood);
        }
    }

    [Fact]
    public void Fit_NoAnnotation_IsUndefined()
    {
        Assert.Null(DawidSkene.Fit(AnnotationTable.Create(5, 2, []), Default, out string? undefined));
        Assert.Equal("no item has an annotation", undefined);
    }

    [Fact]
    public void Fit_RatingTable_IsTheFitOfItsAnnotations()
    {
        RatingTable ratings = RatingTable.FromRows([[1, 1, 2], [2, 2, null], [1, 1, 1]]);

        Assert.Equal(
            DawidSkene.Fit(AnnotationTable.From(ratings), Default, out _)!.LogLikelihood,
            DawidSkene.Fit(ratings, Default, out _)!.LogLikelihood);
    }

    [Fact]
    public void Fit_OptionsOutOfRange_Throw()
    {
        AnnotationTable table = AnnotationTable.Create(1, 1, [new(0, 0, 1)]);

        Assert.Throws<ArgumentException>(() => DawidSkene.Fit(table, Default with { MaxRounds = 0 }, out _));
        Assert.Throws<ArgumentException>(() => DawidSkene.Fit(table, Default with { Smoothing = 0 }, out _));
        Assert.Throws<ArgumentException>(() => DawidSkene.Fit(table, Default with { Tolerance = double.NaN }, out _));
    }

    private static int Right(ItemDistributions labels, int[] truth) =>
        Enumerable.Range(0, truth.Length).Count(i => labels.ModesOf(i) is [double mode] && mode == truth[i]);
}
