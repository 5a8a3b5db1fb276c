using System.Collections.Immutable;
using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Lint;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Cards;

/// <summary>Counts what a card shows.</summary>
internal static class CardCounts
{
    private const int MostNumbers = 20;
    private const int MostPeople = 30;
    private const int EnoughLabels = 10;

    public static DataCard Card(AnnotatedDataset dataset, CardOptions options)
    {
        (string[] labels, int[][] byPerson, double[] numbers) = Count(dataset);
        int[] perPerson = [.. byPerson.Select(p => p.Sum())];
        AlignmentOptions agreement = new() { Resamples = options.Resamples, Seed = options.Seed, Confidence = options.Confidence };
        bool named = labels.Length > 0;
        int[] sorted = [.. perPerson.Order()];
        return new DataCard
        {
            Info = dataset.Info,
            Shape = dataset.Shape,
            Scale = dataset.Scale.ToString(),
            Subjectivity = dataset.Subjectivity,
            Identity = dataset.Identity,
            Items = dataset.Items.Length,
            Clusters = ClusterList.IsClustered(dataset) ? ClusterList.Of(dataset).Length : null,
            Annotators = dataset.Annotators.Length,
            Annotations = dataset.AnnotationCount,
            Missing = dataset.MissingAnnotationCount,
            Filled = dataset.AnnotationCount / ((double)dataset.Items.Length * Math.Max(1, dataset.Annotators.Length)),
            PerItem = [.. Enumerable.Range(0, dataset.Items.Length).CountBy(i => dataset.AnnotationsOf(i).Length).OrderBy(c => c.Key).Select(c => new LabelsPerItem(c.Key, c.Value))],
            Labels = named ? Frequencies(labels, byPerson, perPerson, dataset.AnnotationCount) : [],
            Quartiles = numbers.Length == 0 ? [] : [.. new[] { 0, 0.25, 0.5, 0.75, 1 }.Select(p => Quantile.OfSorted(numbers, p))],
            ByAnnotator = dataset.Annotators.Length > MostPeople ? [] : ByPerson(dataset, named ? byPerson : [], perPerson),
            PerAnnotator = sorted.Length == 0 ? [] : [sorted[0], sorted[sorted.Length / 2], sorted[^1]],
            Agreement = HumanAgreement.Compute(dataset, agreement),
            Profile = AnnotatorProfile.Of(dataset, options),
            Splits = [.. dataset.Items.CountBy(i => i.Split ?? "", StringComparer.Ordinal).Where(s => s.Key.Length > 0 || !dataset.Info.Splits.IsDefaultOrEmpty)
                .OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => new ItemPart(s.Key, "", s.Value))],
            Tags = [.. dataset.Items.SelectMany(i => i.Tags).CountBy(t => (t.Key, t.Value)).OrderBy(t => t.Key.Key, StringComparer.Ordinal)
                .ThenByDescending(t => t.Value).ThenBy(t => t.Key.Value, StringComparer.Ordinal).Select(t => new ItemPart(t.Key.Key, t.Key.Value, t.Value))],
            Excluded = dataset.Excluded,
            Lint = DatasetLint.Of(dataset),
        };
    }

    // The labels with each person's counts of them; without labels where numbers are of too many kinds, then a single count stands for all.
    private static (string[] Labels, int[][] ByPerson, double[] Numbers) Count(AnnotatedDataset dataset)
    {
        bool numeric = dataset.Scale.IsNumeric;
        double[] numbers = numeric ? [.. Enumerable.Range(0, dataset.Items.Length).SelectMany(i => dataset.AnnotationsOf(i).ToArray()).Select(a => a.Value).Order()] : [];
        double[] distinct = [.. numbers.Distinct()];
        bool many = distinct.Length > MostNumbers;
        string[] labels = !numeric ? [.. dataset.Scale.Labels] : many ? [] : [.. distinct.Select(d => d.ToString("R", CultureInfo.InvariantCulture))];
        int[][] byPerson = [.. dataset.Annotators.Select(_ => new int[Math.Max(1, labels.Length)])];
        for (int item = 0; item < dataset.Items.Length; item++)
        {
            foreach (Annotation annotation in dataset.AnnotationsOf(item))
            {
                byPerson[annotation.Annotator][!numeric ? annotation.Code : many ? 0 : Array.BinarySearch(distinct, annotation.Value)]++;
            }
        }

        return (labels, byPerson, numbers);
    }

    private static ImmutableArray<LabelFrequency> Frequencies(string[] labels, int[][] byPerson, int[] perPerson, int all)
    {
        int[] enough = [.. Enumerable.Range(0, perPerson.Length).Where(p => perPerson[p] >= EnoughLabels)];
        return
        [
            .. labels.Select((label, l) =>
            {
                int count = byPerson.Sum(p => p[l]);
                double[] shares = [.. enough.Select(p => (double)byPerson[p][l] / perPerson[p])];
                return new LabelFrequency(label, count, all == 0 ? 0 : (double)count / all, shares.Length == 0 ? null : shares.Min(), shares.Length == 0 ? null : shares.Max());
            }),
        ];
    }

    private static ImmutableArray<AnnotatorLabels> ByPerson(AnnotatedDataset dataset, int[][] byPerson, int[] perPerson)
    {
        Dictionary<int, int> missing = dataset.MissingAnnotations.CountBy(m => m.Annotator).ToDictionary();
        return
        [
            .. dataset.Annotators.Select((annotator, p) => new AnnotatorLabels(
                annotator.Id, perPerson[p], missing.GetValueOrDefault(p),
                byPerson.Length == 0 || perPerson[p] == 0 ? [] : [.. byPerson[p].Select(count => (double)count / perPerson[p])])),
        ];
    }
}
