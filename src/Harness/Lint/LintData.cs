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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public LintData(AnnotatedDataset dataset)
    {
        Dataset = dataset;
        Level = AlignmentPlan.LevelOf(dataset.Scale);
        IsOrdered = Level != MeasurementLevel.Nominal || dataset.Scale.Labels.Length == 2;
        int items = dataset.Items.Length;
        Offsets = new int[items + 1];
        People = new int[dataset.AnnotationCount];
        Codes = new int[dataset.AnnotationCount];
        Values = new double[dataset.AnnotationCount];
        int filled = 0;
        bool marks = dataset.HasMarks;
        for (int item = 0; item < items; item++)
        {
            ReadOnlySpan<Annotation> annotations = dataset.AnnotationsOf(item);
            for (int i = 0; i < annotations.Length; i++)
            {
                if (!marks || dataset.MarkOf(item, i).IsOrdinary)
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

    public int ItemCount => Offsets.Length - 1;

    public int PersonCount => PersonOffsets.Length - 1;

    public ReadOnlySpan<int> AnnotationsOf(int person) => OfPerson.AsSpan(PersonOffsets[person], PersonOffsets[person + 1] - PersonOffsets[person]);

    public string NameOf(int person) => Dataset.Annotators[person].Id;

    public string LabelOf(int annotation) => Dataset.LabelOf(new Annotation(People[annotation], Dataset.Scale.IsNumeric ? -1 : Codes[annotation], Values[annotation])).Text;

    /// <summary>When an annotation was made, where the file says so.</summary>
    public string? TimeOf(int annotation)
    {
        ReadOnlySpan<Annotation> all = Dataset.AnnotationsOf(ItemOf[annotation]);
        int index = annotation - Offsets[ItemOf[annotation]];

        // Practice and checks are left out here, so that the place in the dataset may lie further on.
        while (all[index].Annotator != People[annotation])
        {
            index++;
        }

        return Dataset.TimeOf(ItemOf[annotation], index);
    }

    /// <summary>A file of the dataset, where it has a folder.</summary>
    public SourceLocation FileOf(string file, int line = 0) =>
        Dataset.Folder is { } folder ? new SourceLocation(Path.Combine(folder, file), line, line > 0 ? 1 : 0) : SourceLocation.None;

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
