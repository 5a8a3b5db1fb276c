namespace JudgeEval.Statistics.Tests.Aggregation;

public class MajorityCertificateTests
{
    private static readonly MajorityCertificateOptions Default = new();

    [Fact]
    public void CheckAccuracies_ThreeAlike_AreOptimal()
    {
        // Three annotators of accuracy 0.8 are right together with 0.8^3 + 3 * 0.8^2 * 0.2 = 0.896.
        MajorityCertificateResult result = MajorityCertificate.CheckAccuracies([0.5, 0.5], [0.8, 0.8, 0.8], Default);

        Assert.True(result.IsOptimal);
        Assert.Null(result.Counterexample);
        Assert.Equal(0.896, result.MajorityAccuracy.Value, 1e-14);
        Assert.Equal(0.896, result.OptimalAccuracy.Value, 1e-14);
        Assert.Equal(0, result.Loss.Value);
        Assert.Equal(CertificateMethod.Enumeration, result.Method);
    }

    [Fact]
    public void CheckAccuracies_OneExpertAmongThree_IsNamedAsCounterexample()
    {
        // 0.99 outweighs two of 0.6: odds 99 against 1.5^2. The optimal rule follows the expert: accuracy 0.99. The majority:
        // 0.99 * (1 - 0.4^2) + 0.01 * 0.6^2 = 0.8352.
        MajorityCertificateResult result = MajorityCertificate.CheckAccuracies([0.5, 0.5], [0.99, 0.6, 0.6], Default);

        Assert.False(result.IsOptimal);
        Assert.Equal(0.8352, result.MajorityAccuracy.Value, 1e-14);
        Assert.Equal(0.99, result.OptimalAccuracy.Value, 1e-14);
        Assert.Equal(0.1548, result.Loss.Value, 1e-14);
        VotePattern pattern = result.Counterexample!;
        Assert.NotEqual(pattern.Votes[0], pattern.Votes[1]);
        Assert.Equal(pattern.Votes[1], pattern.Votes[2]);
        Assert.Equal([pattern.Votes[1]], pattern.Majority.ToArray());
        Assert.Equal([pattern.Votes[0]], pattern.Optimal.ToArray());
        Assert.Equal(99 / (99 + 2.25), pattern.Posterior[pattern.Votes[0]], 1e-13);
    }

    [Fact]
    public void CheckAccuracies_SkewedPrior_BreaksTheMajority()
    {
        // Three of 0.7: two votes against one weigh 7/3, less than a prior of 0.8 / 0.2 = 4.
        Assert.True(MajorityCertificate.CheckAccuracies([0.65, 0.35], [0.7, 0.7, 0.7], Default).IsOptimal);
        Assert.False(MajorityCertificate.CheckAccuracies([0.8, 0.2], [0.7, 0.7, 0.7], Default).IsOptimal);
    }

    [Fact]
    public void CheckAccuracies_TiedVotes_FollowTheRule()
    {
        // Two annotators of 0.8 who contradict each other leave the prior: 0.6 against 0.4. A coin flip gives something away.
        MajorityCertificateResult shared = MajorityCertificate.CheckAccuracies([0.6, 0.4], [0.8, 0.8], Default);
        MajorityCertificateResult broken = MajorityCertificate.CheckAccuracies([0.6, 0.4], [0.8, 0.8], Default with { Ties = TiedVotes.BrokenByPosterior });

        Assert.False(shared.IsOptimal);
        Assert.Equal([0, 1], shared.Counterexample!.Majority.ToArray());
        Assert.Equal([0], shared.Counterexample.Optimal.ToArray());
        Assert.True(broken.IsOptimal);

        // 0.64 + 0.32 * 0.5 and 0.64 + 0.32 * 0.6.
        Assert.Equal(0.8, shared.MajorityAccuracy.Value, 1e-14);
        Assert.Equal(0.832, broken.MajorityAccuracy.Value, 1e-14);
        Assert.Equal(0.032, shared.Loss.Value, 1e-14);
    }

    [Theory]
    [InlineData(TiedVotes.Shared)]
    [InlineData(TiedVotes.BrokenByPosterior)]
    public void Check_RandomPanels_EqualsBruteForce(TiedVotes ties)
    {
        int optimal = 0;
        for (ulong seed = 0; seed < 300; seed++)
        {
            RandomStream random = new(seed, 1);
            int k = 2 + random.NextInt(2), n = 1 + random.NextInt(5);
            double[] priors = Distribution(ref random, k, spread: 0.5 * random.NextDouble());
            double[] confusions = Confusions(ref random, n, k);

            MajorityCertificateResult result = MajorityCertificate.Check(priors, confusions, Default with { Ties = ties });
            (bool isOptimal, double majority, double best) = BruteForce(priors, confusions, n, ties);

            Assert.Equal(isOptimal, result.IsOptimal);
            Assert.Equal(majority, result.MajorityAccuracy.Value, 1e-12);
            Assert.Equal(best, result.OptimalAccuracy.Value, 1e-12);
            Assert.Equal(isOptimal, result.Counterexample is null);
            optimal += isOptimal ? 1 : 0;
        }

        Assert.InRange(optimal, 20, 280);
    }

    [Theory]
    [InlineData(2, TiedVotes.Shared, false)]
    [InlineData(2, TiedVotes.Shared, true)]
    [InlineData(2, TiedVotes.BrokenByPosterior, false)]
    [InlineData(3, TiedVotes.Shared, true)]
    [InlineData(4, TiedVotes.Shared, true)]
    [InlineData(3, TiedVotes.BrokenByPosterior, true)]
    public void Check_BeyondTheLimit_EqualsTheEnumeration(int k, TiedVotes ties, bool oneCoin)
    {
        int optimal = 0, decided = 0;
        for (ulong seed = 0; seed < 200; seed++)
        {
            RandomStream random = new(seed, 2);
            int n = 1 + random.NextInt(6);
            double[] priors = Distribution(ref random, k, spread: 0.5 * random.NextDouble());
            double low = random.NextDouble();
            double[] confusions = oneCoin ? OneCoin(ref random, n, k, low) : Confusions(ref random, n, k);

            MajorityCertificateResult all = MajorityCertificate.Check(priors, confusions, Default with { Ties = ties });
            MajorityCertificateResult worst = MajorityCertificate.Check(priors, confusions, new() { Ties = ties, MaxPatterns = 1 });

            if (worst.IsOptimal is not bool isOptimal)
            {
                // Only where a tie may be saved by the posterior, between more than two categories.
                Assert.True(k > 2 && ties == TiedVotes.BrokenByPosterior);
                Assert.NotNull(worst.Undecided);
                continue;
            }

            decided++;
            optimal += isOptimal ? 1 : 0;
            Assert.Equal(CertificateMethod.WorstPatterns, worst.Method);
            Assert.Equal(all.IsOptimal, isOptimal);
            if (worst.MajorityAccuracy.IsDefined)
            {
                Assert.Equal(all.MajorityAccuracy.Value, worst.MajorityAccuracy.Value, 1e-12);
            }

            if (worst.OptimalAccuracy.IsDefined)
            {
                Assert.Equal(all.OptimalAccuracy.Value, worst.OptimalAccuracy.Value, 1e-12);
            }
        }

        Assert.InRange(decided, 100, 200);
        Assert.InRange(optimal, 10, decided - 10);
    }

    [Fact]
    public void CheckAccuracies_HundredsOfAnnotators_AreDecided()
    {
        // All between 0.7 and 0.75: any majority of 301 outweighs the rest, for the weakest 151 weigh 151 log(7/3) = 127.9 and the
        // strongest 150 weigh 150 log 3 = 164.8: it does not. With 0.7 to 0.7005 it does: 127.94 against 127.46.
        double[] wide = [.. Enumerable.Range(0, 301).Select(a => 0.7 + (0.05 * a / 300))];
        double[] narrow = [.. Enumerable.Range(0, 301).Select(a => 0.7 + (0.0005 * a / 300))];

        MajorityCertificateResult no = MajorityCertificate.CheckAccuracies([0.5, 0.5], wide, Default);
        MajorityCertificateResult yes = MajorityCertificate.CheckAccuracies([0.5, 0.5], narrow, Default);

        Assert.False(no.IsOptimal);
        Assert.InRange(no.Counterexample!.Votes.Count(v => v == no.Counterexample.Majority[0]), 151, 300);
        Assert.NotEqual(no.Counterexample.Majority[0], no.Counterexample.Optimal[0]);
        Assert.True(yes.IsOptimal);
        Assert.Equal(0, yes.Loss.Value);
        Assert.True(yes.MajorityAccuracy.Value > 0.999999);
    }

    [Fact]
    public void Check_LargeAlikePanel_IsEnumeratedByCounts()
    {
        // 40 alike and 3 categories: 42 * 41 / 2 = 861 patterns of counts instead of 3^40.
        MajorityCertificateResult result = MajorityCertificate.CheckAccuracies([1.0 / 3, 1.0 / 3, 1.0 / 3], [.. Enumerable.Repeat(0.5, 40)], Default);

        Assert.Equal(CertificateMethod.Enumeration, result.Method);
        Assert.True(result.IsOptimal);
    }

    [Fact]
    public void Check_ManyDifferentAnnotatorsOfThreeCategories_IsUndecidedWithTheNumber()
    {
        RandomStream random = new(1, 0);

        MajorityCertificateResult result = MajorityCertificate.Check([0.3, 0.3, 0.4], Confusions(ref random, 20, 3, alike: false), Default);

        // 3^20 patterns.
        Assert.Null(result.IsOptimal);
        Assert.Equal("the panel has 3.487E+09 vote patterns, more than 1000000; raise the limit or take fewer annotators", result.Undecided);
        Assert.False(result.MajorityAccuracy.IsDefined);
        Assert.Equal(CertificateMethod.None, result.Method);
    }

    [Fact]
    public void Check_ImpossibleVotes_AreNoCounterexample()
    {
        // A perfect annotator beside a random one: when they differ the perfect one is right; with three perfect ones nobody differs.
        Assert.True(MajorityCertificate.CheckAccuracies([0.9, 0.1], [1, 1, 1], Default).IsOptimal);
        Assert.False(MajorityCertificate.CheckAccuracies([0.9, 0.1], [1, 0.5], Default).IsOptimal);
    }

    [Fact]
    public void Check_FittedAnnotators_TakesTheirMatrices()
    {
        AnnotationTable table = AnnotationTable.Create(
            300, 4, [.. SimulatedAnnotations.Draw(300, [0.95, 0.8, 0.8], 2, seed: 4).Ratings]);
        DawidSkeneResult fit = DawidSkene.Fit(table, new() { Errors = AnnotatorErrors.OneCoin }, out _)!;

        MajorityCertificateResult all = MajorityCertificate.Check(fit, null, Default);
        MajorityCertificateResult tripled = MajorityCertificate.Check(fit, [1, 1, 1], Default);

        double[] accuracies = [.. Enumerable.Range(0, 3).Select(a => fit.Confusion(a, 0, 0))];
        Assert.Equal(MajorityCertificate.CheckAccuracies(fit.Priors.AsSpan(), accuracies, Default).MajorityAccuracy.Value, all.MajorityAccuracy.Value, 1e-14);
        Assert.Equal(3, all.MajorityAccuracy.N);
        Assert.True(tripled.IsOptimal);
        Assert.Throws<ArgumentException>(() => MajorityCertificate.Check(fit, [3], Default));
    }

    [Fact]
    public void Check_NoProbabilities_Throws()
    {
        Assert.Throws<ArgumentException>(() => MajorityCertificate.CheckAccuracies([0.5, 0.6], [0.8], Default));
        Assert.Throws<ArgumentException>(() => MajorityCertificate.CheckAccuracies([0.5, 0.5], [1.2], Default));
        Assert.Throws<ArgumentException>(() => MajorityCertificate.CheckAccuracies([0.5, 0.5], [], Default));
        Assert.Throws<ArgumentException>(() => MajorityCertificate.Check([0.5, 0.5], [0.5, 0.5, 0.5], Default));
        Assert.Throws<ArgumentException>(() => MajorityCertificate.CheckAccuracies([1], [0.8], Default));
    }

    private static double[] Distribution(ref RandomStream random, int k, double spread)
    {
        double[] weights = new double[k];
        for (int c = 0; c < k; c++)
        {
            weights[c] = 1 + (spread * ((2 * random.NextDouble()) - 1));
        }

        return [.. weights.Select(w => w / weights.Sum())];
    }

    /// <summary>Matrices with a heavy diagonal; some annotators alike.</summary>
    private static double[] Confusions(ref RandomStream random, int n, int k, bool alike = true)
    {
        double[] confusions = new double[n * k * k];
        double heavy = 6 * random.NextDouble();
        for (int a = 0; a < n; a++)
        {
            if (alike && a > 0 && random.NextInt(3) == 0)
            {
                confusions.AsSpan((a - 1) * k * k, k * k).CopyTo(confusions.AsSpan(a * k * k));
                continue;
            }

            for (int truth = 0; truth < k; truth++)
            {
                double[] column = Distribution(ref random, k, 0.9);
                column[truth] += heavy;
                for (int observed = 0; observed < k; observed++)
                {
                    confusions[(((a * k) + observed) * k) + truth] = column[observed] / column.Sum();
                }
            }
        }

        return confusions;
    }

    private static double[] OneCoin(ref RandomStream random, int n, int k, double low)
    {
        List<double> confusions = [];
        for (int a = 0; a < n; a++)
        {
            double accuracy = 0.02 + (0.96 * (low + ((1 - low) * 0.3 * random.NextDouble())));
            confusions.AddRange(Enumerable.Range(0, k * k).Select(cell => cell / k == cell % k ? accuracy : (1 - accuracy) / (k - 1)));
        }

        return [.. confusions];
    }

    /// <summary>Every one of k^n patterns, by its definition.</summary>
    private static (bool IsOptimal, double Majority, double Best) BruteForce(double[] priors, double[] confusions, int n, TiedVotes ties)
    {
        int k = priors.Length;
        bool isOptimal = true;
        double majority = 0, best = 0;
        for (int code = 0; code < (int)Math.Pow(k, n); code++)
        {
            int[] votes = [.. Enumerable.Range(0, n).Select(a => code / (int)Math.Pow(k, a) % k)];
            double[] joint = [.. Enumerable.Range(0, k).Select(c => priors[c] * Enumerable.Range(0, n).Aggregate(1.0, (p, a) => p * confusions[(((a * k) + votes[a]) * k) + c]))];
            int[] counts = [.. Enumerable.Range(0, k).Select(c => votes.Count(v => v == c))];
            double[] tied = [.. Enumerable.Range(0, k).Where(c => counts[c] == counts.Max()).Select(c => joint[c])];
            best += joint.Max();
            majority += ties == TiedVotes.Shared ? tied.Average() : tied.Max();
            isOptimal &= (ties == TiedVotes.Shared ? tied.Min() : tied.Max()) >= joint.Max() * (1 - 1e-9);
        }

        return (isOptimal, majority, best);
    }
}
