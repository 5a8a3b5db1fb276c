namespace JudgeEval.Statistics.Tests.Aggregation;

public class GladTests
{
    private static readonly GladOptions Exact = new() { MaxRounds = 5000, Tolerance = 1e-15 };

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Fit_Converged_IsWhereTheMarginalLikelihoodIsFlat(int categories)
    {
        // The objective written from the model, its derivatives by differences: zero in every ability and easiness.
        (List<Rating> ratings, _) = SimulatedAnnotations.Draw(25, [0.95, 0.8, 0.6, 0.3], categories, seed: 3);
        GladResult result = Glad.Fit(AnnotationTable.Create(25, 4, ratings), Exact, out _)!;
        double[] abilities = [.. result.Abilities.Select(a => a.Value)], easiness = [.. result.LogEasiness.Select(e => e.Value)];

        Assert.Equal(Objective(ratings, abilities, easiness, categories) / 25, result.Objective, 1e-12);
        foreach (double[] parameters in new[] { abilities, easiness })
        {
            for (int i = 0; i < parameters.Length; i++)
            {
                double at = parameters[i], step = 1e-5;
                parameters[i] = at + step;
                double above = Objective(ratings, abilities, easiness, categories);
                parameters[i] = at - step;
                double below = Objective(ratings, abilities, easiness, categories);
                parameters[i] = at;
                Assert.Equal(0, (above - below) / (2 * step), 1e-4);
            }
        }
    }

    [Fact]
    public void Fit_EveryRound_RaisesTheObjective()
    {
        AnnotationTable table = SimulatedAnnotations.Table(40, [0.9, 0.7, 0.4], 3, seed: 9);
        double previous = double.NegativeInfinity;
        for (int rounds = 1; rounds < 20; rounds++)
        {
            double objective = Glad.Fit(table, new GladOptions { MaxRounds = rounds, Tolerance = null }, out _)!.Objective;
            Assert.True(objective > previous, $"Round {rounds} lowers the objective.");
            previous = objective;
        }
    }

    [Fact]
    public void Fit_AbilitiesAndDifficulties_AreOrdered()
    {
        // On odd items everybody but the first guesses: they are harder.
        RandomStream random = new(5, 0);
        List<Rating> ratings = [];
        for (int item = 0; item < 200; item++)
        {
            int truth = random.NextInt(3);
            double[] accuracies = item % 2 == 0 ? [0.98, 0.95, 0.9, 0.85, 0.2] : [0.9, 0.5, 0.45, 0.4, 0.2];
            for (int annotator = 0; annotator < 5; annotator++)
            {
                ratings.Add(new(item, annotator, random.NextDouble() < accuracies[annotator] ? truth : (truth + 1 + random.NextInt(2)) % 3));
            }
        }

        GladResult result = Glad.Fit(AnnotationTable.Create(200, 5, ratings), new GladOptions(), out _)!;

        Assert.True(result.Abilities[0].Value > result.Abilities[1].Value);
        Assert.True(result.Abilities[3].Value > result.Abilities[4].Value);
        Assert.True(result.Abilities[4].Value < 0);
        double easy = Enumerable.Range(0, 100).Average(i => result.LogEasiness[2 * i].Value), hard = Enumerable.Range(0, 100).Average(i => result.LogEasiness[(2 * i) + 1].Value);
        Assert.True(easy > hard + 0.1);
    }

    [Fact]
    public void Fit_RenamedCategories_RenamesTheResult()
    {
        (List<Rating> ratings, _) = SimulatedAnnotations.Draw(30, [0.9, 0.7, 0.5], 3, seed: 6);
        GladOptions options = new() { MaxRounds = 20, Tolerance = null };

        GladResult first = Glad.Fit(AnnotationTable.Create(30, 3, ratings), options, out _)!;
        GladResult second = Glad.Fit(AnnotationTable.Create(30, 3, [.. ratings.Select(r => r with { Value = 2 - r.Value })]), options, out _)!;

        for (int item = 0; item < 30; item++)
        {
            SimulatedAnnotations.AssertClose(first.Posteriors.Of(item), [.. second.Posteriors.Of(item).ToArray().Reverse()], 1e-9);
        }
    }

    [Fact]
    public void Fit_NoAnnotationOrOneCategory_IsUndefined()
    {
        Assert.Null(Glad.Fit(AnnotationTable.Create(1, 1, []), new(), out string? undefined));
        Assert.Equal("no item has an annotation", undefined);
        Assert.Null(Glad.Fit(AnnotationTable.Create(1, 1, [new(0, 0, 1)]), new(), out undefined));
        Assert.Equal("there is one category, so that no annotation can be wrong", undefined);
    }

    [Fact]
    public void Fit_ItemsAndAnnotatorsWithoutAnnotations_AreKeptApart()
    {
        GladResult result = Glad.Fit(AnnotationTable.Create(3, 3, [new(0, 0, 1), new(0, 2, 1), new(2, 2, 2)]), new(), out _)!;

        Assert.Equal("the item has no annotation", result.LogEasiness[1].UndefinedReason);
        Assert.Equal("the annotator has no annotation", result.Abilities[1].UndefinedReason);
        Assert.Equal([0, 2], result.Posteriors.Items.ToArray());
    }

    private static double Objective(List<Rating> ratings, double[] abilities, double[] easiness, int categories)
    {
        double sum = -abilities.Concat(easiness).Sum(parameter => (parameter - 1) * (parameter - 1) / 2);
        for (int item = 0; item < easiness.Length; item++)
        {
            double likelihood = 0;
            for (int truth = 0; truth < categories; truth++)
            {
                double product = 1.0 / categories;
                foreach (Rating rating in ratings.Where(r => r.Item == item))
                {
                    double right = 1 / (1 + Math.Exp(-abilities[rating.Annotator] * Math.Exp(easiness[item])));
                    product *= (int)rating.Value == truth ? right : (1 - right) / (categories - 1);
                }

                likelihood += product;
            }

            sum += Math.Log(likelihood);
        }

        return sum;
    }
}
