using JudgeEval.Harness.Datasets;

namespace JudgeEval.Harness.Reports;

/// <summary>What an exclusion log left out of a dataset, in words.</summary>
public static class ExcludedText
{
    /// <summary>How many annotations by which rule; <see langword="null"/> where no log was applied.</summary>
    /// <param name="dataset">The dataset.</param>
    public static string? Of(AnnotatedDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return Of(dataset.Excluded);
    }

    /// <summary>How many annotations by which rule; <see langword="null"/> where no log was applied.</summary>
    /// <param name="excluded">What was left out.</param>
    internal static string? Of(ExcludedAnnotations? excluded) =>
        excluded is null ? null
            : $"{NumberText.Count(excluded.Annotations, "annotation")} by the exclusion log"
                + (excluded.ByRule.IsEmpty ? "" : $" ({string.Join(", ", excluded.ByRule.Select(r => $"{TextLayout.OneLine(r.Key)} {NumberText.Of(r.Value)}"))})");
    }
