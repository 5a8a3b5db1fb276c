using System.Collections.Immutable;
using System.Globalization;

namespace JudgeEval.Statistics;

/// <summary>How often each true class was predicted as each class: classes × classes, true classes in rows. Immutable.</summary>
public sealed class ConfusionMatrix
{
    private readonly int[] _counts;
    private readonly long[] _truth;
    private readonly long[] _predicted;

    private ConfusionMatrix(ImmutableArray<double> classes, int[] counts)
    {
        Classes = classes;
        _counts = counts;
        _truth = new long[classes.Length];
        _predicted = new long[classes.Length];
        for (int i = 0; i < counts.Length; i++)
        {
            _truth[i / classes.Length] += counts[i];
            _predicted[i % classes.Length] += counts[i];
        }

        ItemCount = checked((int)_truth.Sum());
    }

    /// <summary>The classes' values, ascending, used or not. Rows and columns are positions in it.</summary>
    public ImmutableArray<double> Classes { get; }

    /// <summary>How many items there are.</summary>
    public int ItemCount { get; }

    /// <summary>All counts, row after row.</summary>
    public ReadOnlySpan<int> Counts => _counts;

    /// <summary>How often each class is the true one: the sums of rows.</summary>
    public ReadOnlySpan<long> TruthCounts => _truth;

    /// <summary>How often each class is predicted: the sums of columns.</summary>
    public ReadOnlySpan<long> PredictionCounts => _predicted;

    /// <summary>How many items of one class were predicted as another.</summary>
    /// <param name="truth">The true class's position.</param>
    /// <param name="prediction">The predicted class's position.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public int this[int truth, int prediction]
    {
        get
        {
            Guard.Index(truth, Classes.Length);
            Guard.Index(prediction, Classes.Length);
            return _counts[(truth * Classes.Length) + prediction];
        }
    }

    /// <summary>Counts pairs.</summary>
    /// <param name="pairs">The pairs: the first number of each is the truth, the second the prediction.</param>
    /// <param name="classes">The declared classes, used or not, in any order; by default those that occur.</param>
    /// <exception cref="ArgumentException">A declared class is not finite, or a number is not among the declared classes.</exception>
    public static ConfusionMatrix Create(PairTable pairs, IEnumerable<double>? classes = null)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        ImmutableArray<double> declared = classes is null ? pairs.Values : [.. new SortedSet<double>(classes.Select(c => c + 0.0))];
        Guard.Finite(declared.AsSpan(), nameof(classes));
        int[] codes = new int[pairs.Values.Length];
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = declared.BinarySearch(pairs.Values[i]);
            if (codes[i] < 0)
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The pairs hold {pairs.Values[i]}, which is not among the declared classes."), nameof(classes));
            }
        }

        int[] counts = new int[Guard.Cells(declared.Length, declared.Length, nameof(classes))];
        for (int p = 0; p < pairs.PatternCount; p++)
        {
            counts[(codes[pairs.X[p]] * declared.Length) + codes[pairs.Y[p]]] = pairs.Counts[p];
        }

        return new(declared, counts);
    }

    /// <summary>The same matrix with truth and prediction exchanged.</summary>
    public ConfusionMatrix Transpose()
    {
        int k = Classes.Length;
        int[] counts = new int[_counts.Length];
        for (int i = 0; i < counts.Length; i++)
        {
            counts[(i % k * k) + (i / k)] = _counts[i];
        }

        return new(Classes, counts);
    }
}
