using System.Runtime.CompilerServices;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Lint;

/// <summary>
/// The ordinary annotations of a dataset in flat arrays, by item and by person, with what the others on the item say. Practice rounds and attention checks
/// are not among them: their labels were given, or asked for, for another reason.
/// </summary>
internal sealed class LintData
{
    // A table is checked in less than a second; what is found in so many items would be found in more.
    private const int MostOfTable = 20_000;

    // Of a large table, whose items stand for several each, the item of the dataset that stands for each.
    private readonly int[]? _sources;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public LintData(AnnotatedDataset dataset)
    {
        Dataset = dataset;
        Level = AlignmentPlan.LevelOf(dataset.Scale);
        IsOrdered = Level != MeasurementLevel.Nominal || dataset.Scale.Labels.Length == 2;
        _sources = dataset.Counts is { } counts ? Sources(counts) : null;
        int items = _sources?.Length ?? dataset.Items.Length, annotationCount = _sources?.Sum(source => dataset.AnnotationsOf(source).Length) ?? dataset.AnnotationCount;
        Offsets = new int[items + 1];
        People = new int[annotationCount];
        Codes = new int[annotationCount];
        Values = new double[annotationCount];
        int filled = 0;
        bool marks = dataset.HasMarks;
        for (int item = 0; item < items; item++)
        {
            int source = SourceOf(item);
            ReadOnlySpan<Annotation> annotations = dataset.AnnotationsOf(source);
            for (int i = 0; i < annotations.Length; i++)
            {
                if (!marks || dataset.MarkOf(source, i).IsOrdinary)
                {
                    (People[filled], Codes[filled], Values[filled]) = (annotations[i].Annotator, annotations[i].Code, annotations[i].Value);
                    filled++;
                }
            }

            Offsets[item + 1] = filled;
        }

        Count = filled;
        LabelCount = dataset.Scale.IsNumeric ? CodeNumbers() : dataset.Scale.Labels.Length;
        (PersonOffsets, OfPerson, ItemOf) = ByPerson();
        (OthersSame, OthersMean) = Others();
    }

    public AnnotatedDataset Dataset { get; }

    public MeasurementLevel Level { get; }

    /// <summary>Whether the labels have an order, so that a scale can be turned round; two labels always have.</summary>
    public bool IsOrdered { get; }

    /// <summary>How many ordinary annotations there are; the arrays may be longer.</summary>
    public int Count { get; }

    /// <summary>How many labels the scale has, or how many different numbers were given.</summary>
    public int LabelCount { get; }

    /// <summary>The annotations of item <c>i</c> are <c>Offsets[i]..Offsets[i + 1]</c>, by person.</summary>
    public int[] Offsets { get; }

    public int[] People { get; }

    public int[] Codes { get; }

    public double[] Values { get; }

    /// <summary>The annotations of person <c>p</c> are those at <c>OfPerson[PersonOffsets[p]..PersonOffsets[p + 1]]</c>, by item.</summary>
    public int[] PersonOffsets { get; }

    public int[] OfPerson { get; }

    public int[] ItemOf { get; }

    /// <summary>For each annotation, the share of the others on the item with the same label; NaN where nobody else labelled it.</summary>
    public double[] OthersSame { get; }

    /// <summary>For each annotation, the mean value of the others on the item; NaN where nobody else labelled it.</summary>
    public double[] OthersMean { get; }

    /// <summary>The position in the dataset of an item of these arrays.</summary>
    public int SourceOf(int item) => _sources is null ? item : _sources[item];

    public int ItemCount => Offsets.Length - 1;

    public int PersonCount => PersonOffsets.Length - 1;

    public ReadOnlySpan<int> AnnotationsOf(int person) => OfPerson.AsSpan(PersonOffsets[person], PersonOffsets[person + 1] - PersonOffsets[person]);

    public string NameOf(int person) => Dataset.Annotators[person].Id;

    public string LabelOf(int annotation) => Dataset.LabelOf(new Annotation(People[annotation], Dataset.Scale.IsNumeric ? -1 : Codes[annotation], Values[annotation])).Text;

    /// <summary>When an annotation was made, where the file says so.</summary>
    public string? TimeOf(int annotation)
    {
        int source = SourceOf(ItemOf[annotation]);
        ReadOnlySpan<Annotation> all = Dataset.AnnotationsOf(source);
        int index = annotation - Offsets[ItemOf[annotation]];

        // Practice and checks are left out here, so that the place in the dataset may lie further on.
        while (all[index].Annotator != People[annotation])
        {
            index++;
        }

        return Dataset.TimeOf(source, index);
    }

    /// <summary>A file of the dataset, where it has a folder.</summary>
    public SourceLocation FileOf(string file, int line = 0) =>
        Dataset.Folder is { } folder ? new SourceLocation(Path.Combine(folder, file), line, line > 0 ? 1 : 0) : SourceLocation.None;

    /// <summary>How many items of a counted table are looked at: of a large one some at even distances, so that each kind of row has its share.</summary>
    /// <param name="total">How many items the table has.</param>
    public static int Sampled(int total) => total == 0 ? 0 : ((total - 1) / Step(total)) + 1;

    private static int Step(int total) => Math.Max(1, ((total - 1) / MostOfTable) + 1);

    private static int[] Sources(ItemCounts counts)
    {
        int[] sources = new int[Sampled(counts.Total)];
        int step = Step(counts.Total), before = 0, filled = 0;
        for (int source = 0; source < counts.Of.Length; source++)
        {
            before += counts.Of[source];
            while (filled < sources.Length && filled * step < before)
            {
                sources[filled++] = source;
            }
        }

        return sources;
    }

    // Numbers become the positions of their values among the different ones.
    private int CodeNumbers()
    {
        double[] distinct = [.. Values.AsSpan(0, Count).ToArray().Distinct().Order()];
        Dictionary<double, int> codes = new(distinct.Length);
        for (int c = 0; c < distinct.Length; c++)
        {
            codes.Add(distinct[c], c);
        }

        for (int i = 0; i < Count; i++)
        {
            Codes[i] = codes[Values[i]];
        }

        return distinct.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (int[] Offsets, int[] OfPerson, int[] ItemOf) ByPerson()
    {
        int[] offsets = new int[Dataset.Annotators.Length + 1], items = new int[Count], ofPerson = new int[Count];
        for (int i = 0; i < Count; i++)
        {
            offsets[People[i] + 1]++;
        }

        for (int p = 1; p < offsets.Length; p++)
        {
            offsets[p] += offsets[p - 1];
        }

        int[] next = offsets.AsSpan(0, offsets.Length - 1).ToArray();
        for (int item = 0; item < ItemCount; item++)
        {
            for (int i = Offsets[item]; i < Offsets[item + 1]; i++)
            {
                items[i] = item;
                ofPerson[next[People[i]]++] = i;
            }
        }

        return (offsets, ofPerson, items);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (double[] Same, double[] Mean) Others()
    {
        double[] same = new double[Count], mean = new double[Count];
        int[] counts = new int[LabelCount];
        for (int item = 0; item < ItemCount; item++)
        {
            int start = Offsets[item], end = Offsets[item + 1];
            double sum = 0;
            for (int i = start; i < end; i++)
            {
                counts[Codes[i]]++;
                sum += Values[i];
            }

            int others = end - start - 1;
            for (int i = start; i < end; i++)
            {
                same[i] = others == 0 ? double.NaN : (double)(counts[Codes[i]] - 1) / others;
                mean[i] = others == 0 ? double.NaN : (sum - Values[i]) / others;
            }

            for (int i = start; i < end; i++)
            {
                counts[Codes[i]] = 0;
            }
        }

        return (same, mean);
    }
}
