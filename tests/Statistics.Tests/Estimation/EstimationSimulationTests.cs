namespace JudgeEval.Statistics.Tests.Estimation;

/// <summary>What the estimates promise over many samples; the bounds are five standard errors of the simulation.</summary>
public class EstimationSimulationTests
{
    private const int Runs = 2_000;
    private const int Labelled = 100;
    private const int Others = 1_000;

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void PredictionPowered_BiasedJudge_IsUnbiasedAndCovers(double correlation)
    {
        double sum = 0, squares = 0;
        int covered = 0;
        for (int run = 0; run < Runs; run++)
        {
            (double[] labels, double[] judge, double[] elsewhere) = JudgedSample.Draw(Labelled, Others, correlation, 31, (ulong)run);
            Estimate estimate = PredictionPoweredMean.Compute(labels, judge, elsewhere, new()).Point;
            double error = estimate.Value - JudgedSample.TrueMean;
            sum += error;
            squares += error * error;
            covered += estimate.Interval!.Lower <= JudgedSample.TrueMean && JudgedSample.TrueMean <= estimate.Interval.Upper ? 1 : 0;
        }

        double variance = squares / Runs, mean = sum / Runs;
        Assert.InRange(mean, -5 * Math.Sqrt(variance / Runs), 5 * Math.Sqrt(variance / Runs));

        // 5 sqrt(0.95 · 0.05 / 2000) = 0.024; the normal quantile and a variance over n leave a tuned interval of n = 100 another
        // 0.01 short.
        Assert.InRange((double)covered / Runs, 0.95 - 0.034, 0.95 + 0.024);

        // Var(y) = 1 / ρ², so the plain mean has variance 1 / (100 ρ²); of it (1 - ρ² N / (n + N)) is left. A sample variance of
        // 2,000 near-normal values has a relative standard error of sqrt(2 / 2000) = 0.032; tuning on 100 items costs 2 % more.
        double expected = (1 - (correlation * correlation * Others / (Others + Labelled))) / (correlation * correlation * Labelled);
        Assert.InRange(variance / expected, 1 - 0.16, 1 + 0.18);
    }

    [Fact]
    public void ControlVariates_BiasedJudge_IsUnbiasedAndCovers()
    {
        const double Correlation = 0.8;
        double sum = 0, squares = 0, reduction = 0, saved = 0;
        int covered = 0;
        for (int run = 0; run < Runs; run++)
        {
            (double[] labels, double[] judge, double[] elsewhere) = JudgedSample.Draw(Labelled, Others, Correlation, 32, (ulong)run);
            ControlVariatesResult result = ControlVariates.Compute(labels, judge, elsewhere);
            double error = result.Point.Value - JudgedSample.TrueMean;
            sum += error;
            squares += error * error;
            reduction += result.VarianceReduction.Value / Runs;
            saved += result.LabelsSaved.Value / Runs;
            covered += result.Point.Interval!.Lower <= JudgedSample.TrueMean && JudgedSample.TrueMean <= result.Point.Interval.Upper ? 1 : 0;
        }

        double variance = squares / Runs;
        Assert.InRange(sum / Runs, -5 * Math.Sqrt(variance / Runs), 5 * Math.Sqrt(variance / Runs));
        Assert.InRange((double)covered / Runs, 0.95 - 0.034, 0.95 + 0.024);

        // ρ² N / (n + N) = 0.64 / 1.1: the predicted reduction is the reduction seen.
        double plain = 1 / (Correlation * Correlation * Labelled);
        Assert.InRange(variance / plain, (1 - (0.64 / 1.1)) * 0.84, (1 - (0.64 / 1.1)) * 1.18);
        Assert.InRange(reduction, (0.64 / 1.1) - 0.02, (0.64 / 1.1) + 0.02);

        // Effective n = 100 / (1 - 0.64 / 1.1) = 239, so about 139 labels are saved; its mean over samples lies a little higher.
        Assert.InRange(saved, 125, 155);
    }

    [Fact]
    public void PredictionPowered_NullHypothesisTrue_RejectsAtItsLevel()
    {
        int rejected = 0;
        for (int run = 0; run < Runs; run++)
        {
            (double[] labels, double[] judge, double[] elsewhere) = JudgedSample.Draw(Labelled, Others, 0.7, 33, (ulong)run);
            TestResult test = PredictionPoweredMean.Compute(labels, judge, elsewhere, new()).Test(JudgedSample.TrueMean, Alternative.Greater);
            rejected += test.PValue < 0.05 ? 1 : 0;
        }

        Assert.InRange((double)rejected / Runs, 0.05 - 0.024, 0.05 + 0.034);
    }
}
