using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports;

/// <summary>Scale and verdicts of formats that declare no scale.</summary>
internal static class ImportedScale
{
    private static readonly LabelScale[] Preferences = [LabelScale.Preference(withMagnitude: false), LabelScale.Preference(withMagnitude: true)];

    /// <summary>The scale: preference for pairs whose labels say so, else what the labels show.</summary>
    /// <param name="labels">People's labels, each with the place where it first stands, in the order of these places.</param>
    /// <param name="pairs">Whether the items are pairs.</param>
    /// <param name="request">What is said of the scale.</param>
    /// <param name="judgeLabels">Judges' labels.</param>
    /// <param name="path">The source, for errors.</param>
    /// <exception cref="JudgeEvalException">There are no labels, or they do not fit.</exception>
    public static InferredScale Of(IReadOnlyDictionary<string, SourceLocation> labels, bool pairs, ScaleRequest request, IEnumerable<string> judgeLabels, string path)
    {
        if (labels.Count == 0)
        {
            throw ImportErrors.Fatal(
                "JE1608", SourceLocation.InFile(path), "there is no label in the source", "it has no rows, or every label is empty",
                "add people's labels");
        }

        if (labels.Count == 1 && request.Labels.IsDefaultOrEmpty && !pairs)
        {
            (string label, SourceLocation location) = labels.First();
            throw ImportErrors.Fatal(
                "JE1604", location, $"'{label}' is the only label",
                "a dataset's scale has two labels at least, and the source names no other", "list the scale's labels with --labels");
        }

        bool unstated = request.Level is null or ScaleLevel.Preference && request.Labels.IsDefaultOrEmpty;
        LabelScale? preference = pairs && unstated ? Preferences.FirstOrDefault(p => labels.Keys.All(l => p.TryParse(l, out _))) : null;
        return preference is not null
            ? new InferredScale(preference, null, NumbersAreCanonical: false)
            : ScaleInference.Infer(labels, request, judgeLabels);
    }

    /// <summary>A judge's verdicts.</summary>
    /// <param name="judge">The judge's name.</param>
    /// <param name="labels">Its label of each item.</param>
    /// <param name="scale">The spelling of labels.</param>
    public static VerdictSet Verdicts(string judge, IEnumerable<KeyValuePair<string, string>> labels, InferredScale scale) => new(
        new JudgeIdentity { Name = judge },
        null,
        null,
        labels.Select(l => new Judgement(l.Key, 0, PresentationOrder.Original, new RecordedVerdict { Label = scale.Canonical(l.Value) })));
}
