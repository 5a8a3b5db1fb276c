using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Imports;
using JudgeEval.Harness.Runs;
using JudgeEval.Statistics;

namespace JudgeEval.Evals.Published;

/// <summary>Labels of imported datasets as the statistics take them.</summary>
internal static class Ratings
{
    /// <summary>Krippendorff's alpha among the people of a dataset, at a level.</summary>
    /// <param name="data">The dataset.</param>
    /// <param name="level">The level at which labels are compared.</param>
    public static double Alpha(ImportedDataset data, MeasurementLevel level) => HumanAgreement
        .Compute(data.Dataset, new AlignmentOptions { Level = level, Resamples = 0 })
        .Statistics.Single(s => s.Key == "krippendorffAlpha").Value.Value;

    /// <summary>People's labels as numbers.</summary>
    /// <param name="dataset">The dataset.</param>
    public static RatingTable Of(AnnotatedDataset dataset)
    {
        List<Rating> ratings = [];
        for (int item = 0; item < dataset.Items.Length; item++)
        {
            foreach (Annotation annotation in dataset.AnnotationsOf(item))
            {
                ratings.Add(new Rating(item, annotation.Annotator, annotation.Value));
            }
        }

        return RatingTable.Create(dataset.Items.Length, dataset.Annotators.Length, ratings);
    }

    /// <summary>A judge's labels as numbers, in the order of the items; <see langword="null"/> where it gave none.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="verdicts">The judge's verdicts.</param>
    public static double?[] Of(AnnotatedDataset dataset, VerdictSet verdicts)
    {
        double?[] labels = new double?[dataset.Items.Length];
        foreach (Judgement judgement in verdicts.Judgements)
        {
            if (dataset.TryFindItem(judgement.Item, out int item) && judgement.Verdict.Label is { } text && dataset.Scale.TryParse(text, out var label))
            {
                labels[item] = label.Value;
            }
        }

        return labels;
    }
}
