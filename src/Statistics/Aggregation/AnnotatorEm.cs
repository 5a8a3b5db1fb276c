using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace JudgeEval.Statistics;

/// <summary>
/// The EM algorithm for annotators who err independently of each other given an item's true category. It holds for every
/// annotation (annotator and observed category: a row) the probability under each true category, and the expected counts.
/// Rows are padded to whole vectors; the padding is 0. Nothing is allocated per round.
/// </summary>
internal sealed class AnnotatorEm
{
    /// <summary>Products of probabilities above this are normal numbers: 1e-290, with room for a last factor.</summary>
    private const double LargestNegativeLog = 667;

    private static readonly int Lanes = Vector256<double>.Count;

    private readonly double[] _posteriors;
    private readonly int _longest;
    private double[] _logs = [];

    public AnnotatorEm(AnnotationTable annotations)
    {
        Annotations = annotations;
        CategoryCount = annotations.Categories.Length;
        Stride = (CategoryCount + Lanes - 1) / Lanes * Lanes;
        int cells = checked(annotations.AnnotatorCount * CategoryCount * Stride);
        Likelihood = new double[cells];
        Counts = new double[cells];
        Prior = new double[Stride];
        PriorCounts = new double[Stride];

        // A row of posteriors is written as whole vectors; what runs over is overwritten by the next row, and the last has room.
        _posteriors = new double[(annotations.RatedItems.Length * CategoryCount) + Stride];
        foreach (int item in annotations.RatedItems)
        {
            _longest = Math.Max(_longest, annotations.RowsOf(item).Length);
        }

        StartFromVotes();
    }

    public AnnotationTable Annotations { get; }

    public int CategoryCount { get; }

    /// <summary>The length of a row with its padding.</summary>
    public int Stride { get; }

    /// <summary>The probability of a row under each true category.</summary>
    public double[] Likelihood { get; }

    /// <summary>The expected number of annotations in a row by true category.</summary>
    public double[] Counts { get; }

    /// <summary>The probability of each true category.</summary>
    public double[] Prior { get; }

    /// <summary>The expected number of items of each true category.</summary>
    public double[] PriorCounts { get; }

    /// <summary>How many items have annotations.</summary>
    public int ItemCount => Annotations.RatedItems.Length;

    /// <summary>The posterior probabilities, a rated item after the other.</summary>
    public ReadOnlySpan<double> Posteriors => _posteriors.AsSpan(0, ItemCount * CategoryCount);

    /// <summary>
    /// Rounds of E- and M-step until the mean over items of log-likelihood plus log prior density grows by no more than the
    /// tolerance. The posteriors are those under the last parameters.
    /// </summary>
    public EmRun Run(IAnnotatorModel model, int maxRounds, double? tolerance)
    {
        model.Maximize(this);
        double previous = double.NegativeInfinity;
        for (int round = 0; ; round++)
        {
            double logLikelihood = Expect();
            double objective = (logLikelihood + model.LogPriorDensity(this)) / ItemCount;
            bool converged = objective - previous <= tolerance;
            if (converged || round == maxRounds)
            {
                return new(round, converged, logLikelihood, objective);
            }

            model.Maximize(this);
            previous = objective;
        }
    }

    /// <summary>The E-step: posteriors under the parameters, and their expected counts.</summary>
    /// <returns>The log-likelihood of the parameters.</returns>
    public double Expect()
    {
        ReadOnlySpan<int> offsets = Annotations.Offsets;
        ReadOnlySpan<int> annotations = Annotations.Rows;
        int safe = LongestSafeProduct();
        if (_longest > safe)
        {
            TakeLogs();
        }

        Array.Clear(Counts);
        Array.Clear(PriorCounts);
        LogProduct likelihood = new();
        int at = 0;
        for (int i = 0; i + 1 < offsets.Length; i++)
        {
            ReadOnlySpan<int> rows = annotations[offsets[i]..offsets[i + 1]];
            if (rows.Length == 0)
            {
                continue;
            }

            Span<double> posterior = _posteriors.AsSpan(at, Stride);
            if (rows.Length <= safe)
            {
                likelihood.Multiply(Multiply(rows, posterior));
            }
            else
            {
                likelihood.Add(AddLogs(rows, posterior));
            }

            Count(rows, posterior);
            at += CategoryCount;
        }

        return likelihood.Log;
    }

    /// <summary>The plain formula: log prior plus the logarithms of the rows, taken back relative to the largest. Sound for any number of annotations.</summary>
    private double AddLogs(ReadOnlySpan<int> rows, Span<double> posterior)
    {
        ReadOnlySpan<double> logPrior = _logs.AsSpan(Likelihood.Length);
        double largest = double.NegativeInfinity;
        for (int c = 0; c < CategoryCount; c++)
        {
            double sum = logPrior[c];
            foreach (int row in rows)
            {
                sum += _logs[(row * Stride) + c];
            }

            posterior[c] = sum;
            largest = Math.Max(largest, sum);
        }

        double total = 0;
        for (int c = 0; c < CategoryCount; c++)
        {
            total += posterior[c] = Math.Exp(posterior[c] - largest);
        }

        for (int c = 0; c < Stride; c++)
        {
            posterior[c] = c < CategoryCount ? posterior[c] / total : 0;
        }

        return largest + Math.Log(total);
    }

    /// <summary>The fast form of <see cref="AddLogs"/>: the product itself, all categories at once, where it cannot underflow.</summary>
    private double Multiply(ReadOnlySpan<int> rows, Span<double> posterior)
    {
        ref double likelihood = ref MemoryMarshal.GetArrayDataReference(Likelihood);
        ref double prior = ref MemoryMarshal.GetArrayDataReference(Prior);
        ref double target = ref MemoryMarshal.GetReference(posterior);
        Vector256<double> sums = Vector256<double>.Zero;
        for (int v = 0; v < Stride; v += Lanes)
        {
            Vector256<double> product = Vector256.LoadUnsafe(ref prior, (nuint)v);
            foreach (int row in rows)
            {
                product *= Vector256.LoadUnsafe(ref likelihood, (nuint)((row * Stride) + v));
            }

            product.StoreUnsafe(ref target, (nuint)v);
            sums += product;
        }

        // Added in a fixed order, so that every processor gives the same bits.
        double total = (sums[0] + sums[1]) + (sums[2] + sums[3]);
        Vector256<double> totals = Vector256.Create(total);
        for (int v = 0; v < Stride; v += Lanes)
        {
            (Vector256.LoadUnsafe(ref target, (nuint)v) / totals).StoreUnsafe(ref target, (nuint)v);
        }

        return total;
    }

    private void Count(ReadOnlySpan<int> rows, Span<double> posterior)
    {
        ref double counts = ref MemoryMarshal.GetArrayDataReference(Counts);
        ref double priorCounts = ref MemoryMarshal.GetArrayDataReference(PriorCounts);
        ref double source = ref MemoryMarshal.GetReference(posterior);
        for (int v = 0; v < Stride; v += Lanes)
        {
            Vector256<double> weight = Vector256.LoadUnsafe(ref source, (nuint)v);
            (Vector256.LoadUnsafe(ref priorCounts, (nuint)v) + weight).StoreUnsafe(ref priorCounts, (nuint)v);
            foreach (int row in rows)
            {
                ref double cell = ref Unsafe.Add(ref counts, (row * Stride) + v);
                (Vector256.LoadUnsafe(ref cell) + weight).StoreUnsafe(ref cell);
            }
        }
    }

    /// <summary>The vote shares in the place of posteriors: where the algorithm starts.</summary>
    private void StartFromVotes()
    {
        for (int i = 0; i < ItemCount; i++)
        {
            ReadOnlySpan<int> rows = Annotations.RowsOf(Annotations.RatedItems[i]);
            Span<double> shares = _posteriors.AsSpan(i * CategoryCount, Stride);
            shares.Clear();
            foreach (int row in rows)
            {
                shares[row % CategoryCount]++;
            }

            MajorityVote.Normalize(shares);
            Count(rows, shares);
        }
    }

    /// <summary>How many annotations an item may have so that no product of its probabilities comes near the smallest number.</summary>
    private int LongestSafeProduct()
    {
        double smallest = Math.Min(SmallestPositive(Likelihood), SmallestPositive(Prior));
        return smallest >= 1 ? int.MaxValue : (int)Math.Min(int.MaxValue, LargestNegativeLog / -Math.Log(smallest)) - 1;
    }

    private static double SmallestPositive(double[] numbers)
    {
        double smallest = 1;
        foreach (double number in numbers)
        {
            smallest = number > 0 && number < smallest ? number : smallest;
        }

        return smallest;
    }

    /// <summary>Logarithms of the rows, then of the prior. They are set aside in the first round that needs them.</summary>
    private void TakeLogs()
    {
        if (_logs.Length == 0)
        {
            _logs = new double[Likelihood.Length + Stride];
        }

        for (int cell = 0; cell < Likelihood.Length; cell++)
        {
            _logs[cell] = Math.Log(Likelihood[cell]);
        }

        for (int c = 0; c < Stride; c++)
        {
            _logs[Likelihood.Length + c] = Math.Log(Prior[c]);
        }
    }
}
