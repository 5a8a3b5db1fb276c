using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Comparing;

namespace JudgeEval.Harness.Gates;

/// <summary>What gates decide on: the judge under test and, where there is one, the baseline it is compared with. Safe for concurrent use.</summary>
/// <param name="judge">The judge under test.</param>
public sealed class GateContext(AlignedJudge judge)
{
    private readonly Dictionary<AlignmentMetric, JudgeComparison> _comparisons = [];

    /// <summary>The judge under test.</summary>
    public AlignedJudge Judge { get; } = judge ?? throw new ArgumentNullException(nameof(judge));

    /// <summary>Its figures.</summary>
    public AlignmentResult Alignment => Judge.Result;

    /// <summary>The baseline; <see langword="null"/> where there is none.</summary>
    /// <value>The default value is <see langword="null"/>.</value>
    public JudgeBaseline? Baseline { get; init; }

    /// <summary>Why there is no baseline although its file is there; <see langword="null"/> where it could be read and compared with, or there is none.</summary>
    /// <value>The default value is <see langword="null"/>.</value>
    public Diagnostic? BaselineProblem { get; init; }

    /// <summary>The file in which a baseline would stand, for messages; <see langword="null"/> where it is not known.</summary>
    /// <value>The default value is <see langword="null"/>.</value>
    public string? BaselinePath { get; init; }

    /// <summary>The command that accepts today's judge as the baseline, for messages; <see langword="null"/> where there is none.</summary>
    /// <value>The default value is <see langword="null"/>.</value>
    public string? AcceptCommand { get; init; }

    /// <summary>The one-sided level of every decision: half of what the intervals leave out, 0.025 at a confidence of 0.95.</summary>
    public double Level => (1 - Judge.Options.Confidence) / 2;

    /// <summary>The judge beside the baseline; computed once for each metric.</summary>
    /// <param name="metric">The metric; <see langword="null"/> for the one that stands first.</param>
    /// <exception cref="InvalidOperationException">There is no baseline.</exception>
    /// <exception cref="JudgeEvalException">The two cannot be compared.</exception>
    public JudgeComparison Compare(AlignmentMetric? metric = null)
    {
        JudgeBaseline baseline = Baseline ?? throw new InvalidOperationException("There is no baseline to compare with.");
        AlignmentMetric compared = metric ?? Judge.Plan.Metric;
        lock (_comparisons)
        {
            return _comparisons.TryGetValue(compared, out JudgeComparison? known) ? known : _comparisons[compared] = JudgeComparer.Compare(Judge, baseline, compared);
        }
    }
}
