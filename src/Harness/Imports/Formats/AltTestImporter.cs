using System.Collections.Immutable;
using System.Globalization;
using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports.Formats;

/// <summary>
/// The data of the alternative annotator test: a folder with <c>human_annotations.json</c> and <c>llm_annotations.json</c>, both
/// <c>{annotator: {instance: label}}</c> and sparse, or a folder of such folders. Each becomes a dataset. Calderon, Reichart and Dror (2025),
/// "The Alternative Annotator Test for LLM-as-a-Judge", arXiv:2501.10970.
/// </summary>
/// <remarks>
/// Labels that are all numbers are graded, others are categories. A judge's label that no person used is a label of the scale, because it
/// counts as a wrong one and not as a failure.
/// </remarks>
internal sealed class AltTestImporter : IDatasetImporter
{
    private const string People = "human_annotations.json";
    private const string Judges = "llm_annotations.json";

    /// <summary>More whole numbers than this between the smallest and the largest are an interval, and not grades.</summary>
    private const double MostGrades = 20;

    /// <inheritdoc/>
    public string Format => "alttest";

    /// <inheritdoc/>
    public string Description => "the alternative annotator test: people and judges";

    /// <inheritdoc/>
    public string Source => "a folder with human_annotations.json and llm_annotations.json (each also as .gz), {annotator: {instance: label}}, or a folder of such folders";

    /// <inheritdoc/>
    public void Read(ImportRequest request, ImportTarget target)
    {
        string folder = ImportSources.Folder(request, Format);
        ImmutableArray<string> sets = HasPeople(folder) ? [folder] : [.. Directory.EnumerateDirectories(folder).Where(HasPeople).Order(StringComparer.Ordinal)];
        if (sets.IsEmpty)
        {
            throw ImportErrors.Fatal(
                "JE1632", SourceLocation.InFile(folder), $"neither the folder nor a folder in it has {People}", "it is not a folder of the alternative annotator test",
                $"give a folder with {People} and {Judges}");
        }

        foreach (string lost in Directory.EnumerateDirectories(folder).Where(f => !HasPeople(f) && Has(f, Judges)).Order(StringComparer.Ordinal))
        {
            target.Error(
                "JE1632", SourceLocation.InFile(lost), $"the folder has {Judges} and no {People}", "people's labels were probably left behind",
                $"add {People}, or move the folder away");
        }

        foreach (string set in sets)
        {
            string own = ImportNames.OfFile(set);
            ReadSet(set, request.Name is { } stated ? sets.Length == 1 ? stated : $"{stated}-{own}" : own, target);
        }
    }

    private static bool HasPeople(string folder) => Has(folder, People);

    private static bool Has(string folder, string file) => File.Exists(SourceFile.PlainOrPacked(Path.Combine(folder, file)));

    private static void ReadSet(string folder, string name, ImportTarget target)
    {
        string judgesFile = SourceFile.PlainOrPacked(Path.Combine(folder, Judges));
        SourceJson? people = target.Try(() => SourceJson.Read(SourceFile.PlainOrPacked(Path.Combine(folder, People))));
        SourceJson? judges = File.Exists(judgesFile) ? target.Try(() => SourceJson.Read(judgesFile)) : null;
        if (people is null)
        {
            return;
        }

        Said[] labels = ReadAll(people, target), verdicts = judges is null ? [] : ReadAll(judges, target);
        LabelScale? scale = ScaleOf([.. labels.Concat(verdicts).Select(s => s.Label).Where(l => l.Length > 0).Distinct(StringComparer.Ordinal)]);
        DatasetTarget dataset = target.Begin(new ImportHead { Info = Info(name), Path = folder, Scale = scale });
        var items = new HashSet<string>(StringComparer.Ordinal);
        foreach (Said said in labels)
        {
            if (items.Add(said.Instance))
            {
                dataset.AddItem(new JudgeItem { Id = said.Instance, Response = said.Instance }, said.Place.KeyLocation);
            }

            dataset.Annotate(said.Instance, said.By, Spelled(said.Label, scale), said.Place.Location);
        }

        foreach (Said said in verdicts)
        {
            if (items.Contains(said.Instance))
            {
                dataset.AddVerdict(said.By, said.Instance, Spelled(said.Label, scale), said.Place.Location);
            }
            else
            {
                dataset.Skip(said.Place.KeyLocation, "a judge's label of an instance that no person labelled");
            }
        }

        foreach ((_, SourceJson none) in people.Properties.Concat(judges?.Properties ?? []).Where(p => p.Value.Properties.Count == 0))
        {
            dataset.Skip(none.KeyLocation, "an annotator or a judge without a label");
        }

        NoteJudges(judges is not null, labels, verdicts, scale, dataset);
    }

    private static void NoteJudges(bool any, Said[] labels, Said[] verdicts, LabelScale? scale, DatasetTarget dataset)
    {
        if (!any)
        {
            dataset.Note($"there is no {Judges}, and so no judge");
        }

        string[] used = [.. labels.Select(l => l.Label).Distinct(StringComparer.Ordinal)];
        foreach (IGrouping<string, Said> label in verdicts.Where(v => v.Label.Length > 0 && scale?.Level == ScaleLevel.Nominal && !used.Contains(v.Label, StringComparer.Ordinal))
            .GroupBy(v => v.Label, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            dataset.Note(string.Create(
                CultureInfo.InvariantCulture, $"judges gave the label '{label.Key}' {label.Count()} times and people never; it is on the scale, so that it counts as a wrong label"));
        }
    }

    private static Said[] ReadAll(SourceJson root, ImportTarget target)
    {
        var all = new List<Said>();
        foreach ((string by, SourceJson labels) in target.Try(() => root.Members("an object of annotators")) ?? [])
        {
            foreach ((string instance, SourceJson label) in target.Try(() => labels.Members("an object of instances and labels")) ?? [])
            {
                if (label.IsNull)
                {
                    all.Add(new Said(by, instance, "", label));
                }
                else if (target.Try(label.Scalar) is { } text)
                {
                    all.Add(new Said(by, instance, text, label));
                }
            }
        }

        return [.. all];
    }

    private static LabelScale? ScaleOf(string[] labels)
    {
        if (labels.Length < 2)
        {
            return null;
        }

        double[] numbers = [.. labels.Select(l => FiniteNumber.TryRead(l, out double number) ? number : double.NaN)];
        if (numbers.Any(double.IsNaN))
        {
            return LabelScale.Nominal(labels.Order(StringComparer.Ordinal));
        }

        (double low, double high) = (numbers.Min(), numbers.Max());
        if (low == high)
        {
            return null;
        }

        return numbers.All(n => n == Math.Floor(n)) && high - low <= MostGrades
            ? LabelScale.Ordinal(Enumerable.Range(0, (int)(high - low) + 1).Select(i => LabelText.Of(low + i)))
            : LabelScale.Interval(low, high);
    }

    private static string Spelled(string label, LabelScale? scale) => scale?.Level == ScaleLevel.Nominal ? label : LabelText.Canonical(label);

    private static DatasetInfo Info(string name) => new()
    {
        Name = name,
        Description = $"Labels of people and of judges on the set {name}",
        Source = "nitaytech/AltTest, arXiv:2501.10970",
        Licence = "none stated; each set has a paper of its own",
        Card = ImportCard.Of(("texts", "not part of the published data: the response is the instance's id")),
    };

    private sealed record Said(string By, string Instance, string Label, SourceJson Place);
}
