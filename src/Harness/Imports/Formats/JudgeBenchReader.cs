using System.Globalization;
using System.Text.Json;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports.Formats;

/// <summary>Reads people's labels by one metric out of a file of JUDGE-BENCH's schema.</summary>
/// <param name="metric">The metric.</param>
/// <param name="annotators">What the positions of an instance's labels are called: <c>rater</c> makes <c>rater-001</c> and so on.</param>
/// <param name="dataset">Takes items and labels.</param>
/// <param name="target">Takes errors.</param>
internal sealed class JudgeBenchReader(JudgeBenchMetric metric, string annotators, DatasetTarget dataset, ImportTarget target)
{
    /// <summary>Means are published with two digits or more.</summary>
    private const double MeanRounding = 0.0051;

    private int _majorityOnly;
    private int _otherMajority;
    private int _otherMean;

    /// <summary>Reads every instance.</summary>
    /// <param name="file">The file.</param>
    public void Read(JudgeBenchFile file)
    {
        foreach (SourceJson instance in file.Instances)
        {
            target.Try(() => Read(instance));
        }

        NoteIfAny(_majorityOnly, "items come with a majority label alone; it stands for one annotator, 'majority', so that nothing can be said of agreement among people");
        NoteIfAny(_otherMajority, "items have a majority label that is not the most frequent of their labels; it is left out, and the labels count");
        NoteIfAny(_otherMean, "items have a mean that is not that of their labels; it is left out, and the labels count");
    }

    private SourceJson Read(SourceJson instance)
    {
        SourceJson annotations = instance.Required("annotations");
        string id = instance.Required("id").Scalar();
        if (annotations.Members("an object of metrics").All(m => m.Key != metric.Name) || annotations.Optional(metric.Name) is not { } annotation)
        {
            dataset.Skip(instance.Location, $"the instance has no labels by {metric.Name}");
            return instance;
        }

        var labels = new List<string>();
        dataset.AddItem(Item(id, instance.Required("instance")), instance.Location);
        foreach (SourceJson score in annotation.Optional("individual_human_scores")?.Elements("a list of labels") ?? [])
        {
            string label = score.IsNull ? "" : Label(score);
            labels.Add(label);
            dataset.Annotate(id, string.Create(CultureInfo.InvariantCulture, $"{annotators}-{labels.Count:000}"), label, score.Location);
        }

        if (labels.Count == 0 && annotation.Optional("majority_human") is { } majority)
        {
            _majorityOnly++;
            dataset.Annotate(id, "majority", Label(majority), majority.Location);
        }
        else
        {
            Compare(annotation, [.. labels.Where(l => l.Length > 0)]);
        }

        return instance;
    }

    private void Compare(SourceJson annotation, string[] labels)
    {
        if (labels.Length == 0)
        {
            return;
        }

        if (annotation.Optional("majority_human") is { } majority)
        {
            int most = labels.CountBy(l => l, StringComparer.Ordinal).Max(c => c.Value);
            _otherMajority += labels.Count(l => l == Label(majority)) < most ? 1 : 0;
        }

        if (annotation.Optional("mean_human") is { Kind: JsonValueKind.Number } mean && labels.All(l => FiniteNumber.TryRead(l, out _)))
        {
            double average = labels.Average(l => FiniteNumber.TryRead(l, out double number) ? number : double.NaN);
            _otherMean += Math.Abs(average - mean.Number()) > MeanRounding ? 1 : 0;
        }
    }

    private string Label(SourceJson json) => metric.Graded ? LabelText.Canonical(json.Scalar()) : json.Scalar();

    private void NoteIfAny(int count, string what)
    {
        if (count > 0)
        {
            dataset.Note(string.Create(CultureInfo.InvariantCulture, $"{count} {what}"));
        }
    }

    // An instance is one text or several by name; the response is what is judged, and the others are its context.
    private static JudgeItem Item(string id, SourceJson instance)
    {
        if (instance.Kind != JsonValueKind.Object)
        {
            return new JudgeItem { Id = id, Response = Text(instance) };
        }

        KeyValuePair<string, SourceJson>[] fields = [.. instance.Properties.Where(p => !p.Value.IsNull)];
        if (instance.Optional("response") is not { } response)
        {
            return new JudgeItem { Id = id, Response = Joined(fields) };
        }

        KeyValuePair<string, SourceJson>[] others = [.. fields.Where(f => f.Key != "response")];
        return new JudgeItem { Id = id, Context = others.Length == 1 ? Text(others[0].Value) : Joined(others), Response = Text(response) };
    }

    private static string Joined(IEnumerable<KeyValuePair<string, SourceJson>> fields) => string.Join("\n\n", fields.Select(f => $"{f.Key}: {Text(f.Value)}"));

    private static string Text(SourceJson json) => json.Kind switch
    {
        JsonValueKind.String => json.Text(),
        JsonValueKind.Array => string.Join("\n", json.Elements("a list of texts").Select(Text)),
        _ => json.Scalar(),
    };
}
