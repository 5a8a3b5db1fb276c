using System.Globalization;
using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Reports;

namespace JudgeEval.Tool.Suites;

/// <summary>Warns of gates whose margin cannot be seen with their data: an equally good judge would be inconclusive as a rule.</summary>
/// <param name="assembly">The compiled test assembly; the suites' files stand beside it.</param>
/// <param name="project">The project's file, where a place in the source is not known.</param>
/// <param name="baselines">The committed baselines.</param>
internal sealed class PowerCheck(string assembly, string project, IReadOnlyList<string> baselines)
{
    private readonly ConfiguredMargins _configured = new(Path.GetDirectoryName(Path.GetFullPath(project))!);
    private readonly Dictionary<string, int> _items = new(StringComparer.Ordinal);
    private readonly Lazy<BaselineRecord[]> _baselines = new(() => [.. baselines.Select(TryRead).OfType<BaselineRecord>()]);

    /// <summary>The warnings (<c>JE4301</c>), in the order of the suites and of their code; each once.</summary>
    public IReadOnlyList<Diagnostic> Warnings() =>
    [
        .. (from suite in SuiteAssembly.Read(assembly)
            from dataset in suite.Datasets
            from margin in suite.IsConfigured ? suite.Margins.Concat(_configured.Of(suite.Name)) : suite.Margins
            where margin.Value is > 0 and < 1
            let power = PowerOf(suite.Test, dataset)
            where power is not null && power.Value.SmallestMargin > margin.Value
            select Warning(margin, power.Value, dataset)).Distinct(),
    ];

    private MarginPower? PowerOf(string test, string dataset)
    {
        string path = dataset.Contains('/', StringComparison.Ordinal) ? dataset : "datasets/" + dataset;
        if (!_items.TryGetValue(path, out int items))
        {
            _items.Add(path, items = Labelled(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(assembly))!, path)));
        }

        if (items == 0)
        {
            return null;
        }

        string name = path[(path.LastIndexOf('/') + 1)..];
        BaselineRecord[] known = [.. _baselines.Value.Where(b => b.Test == test && (b.Dataset == name || b.Case.StartsWith(name + " ", StringComparison.Ordinal)))];
        return known.Length == 0
            ? MarginPower.Of(items)
            : known.Select(b => MarginPower.Of(items, Errors(b.Baseline), Flips(b.Baseline))).MaxBy(power => power.Discordant);
    }

    // What is wrong with a dataset the check of the files says.
    private static int Labelled(string folder)
    {
        try
        {
            AnnotatedDataset dataset = DatasetReader.Read(folder);
            return Enumerable.Range(0, dataset.Items.Length).Count(i => dataset.AnnotationsOf(i).Length > 0);
        }
        catch (JudgeEvalException)
        {
            return 0;
        }
    }

    // A baseline that cannot be read fails its own case, with the reason; here it only says nothing.
    private static BaselineRecord? TryRead(string path)
    {
        try
        {
            return BaselineFile.Read(path);
        }
        catch (JudgeEvalException)
        {
            return null;
        }
    }

    private static double Errors(JudgeBaseline baseline)
    {
        var judged = Judged(baseline).Where(item => baseline.Items?.GetValueOrDefault(item.Item) is { Labels.Count: > 0 }).ToArray();
        return judged.Length == 0 ? MarginPower.AssumedErrors : judged.Count(item => !Agrees(item.Labels, baseline.Items![item.Item])) / (double)judged.Length;
    }

    private static double Flips(JudgeBaseline baseline)
    {
        var repeated = Judged(baseline).Where(item => item.Labels.Length > 1).ToArray();
        return repeated.Length == 0 ? 0 : repeated.Count(item => item.Labels.Distinct(StringComparer.Ordinal).Skip(1).Any()) / (double)repeated.Length;
    }

    private static IEnumerable<(string Item, string[] Labels)> Judged(JudgeBaseline baseline) =>
        baseline.Verdicts.Judgements.Where(j => j.Verdict.Label is not null)
            .GroupBy(j => j.Item, j => j.Verdict.Label!, StringComparer.Ordinal)
            .Select(item => (item.Key, item.ToArray()));

    // The judge's most frequent label is one that no other was given by more people than.
    private static bool Agrees(string[] labels, BaselineItem item)
    {
        string judge = MostFrequent(labels)[0];
        return MostFrequent(item.Labels.Values).Contains(judge, StringComparer.Ordinal);
    }

    private static string[] MostFrequent(IEnumerable<string> labels)
    {
        var counts = labels.GroupBy(label => label, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).ToArray();
        int most = counts.Max(g => g.Count());
        return [.. counts.Where(g => g.Count() == most).Select(g => g.Key)];
    }

    private Diagnostic Warning(SuiteMargin margin, MarginPower power, string dataset) => new(
        "JE4301",
        $"with {NumberText.Count(power.Items, "item")} a margin of {NumberText.Stated(margin.Value)} cannot be seen",
        string.Create(
            CultureInfo.InvariantCulture,
            $"an equally good judge on {dataset} passes with a probability of {power.PassProbability(margin.Value):0.00}, if one of two judges alone is right on {power.Discordant * 100:0.#} % of the items"),
        $"the smallest margin these data can see is {Up(power.SmallestMargin)}; "
            + (power.ItemsFor(margin.Value) is { } items ? $"take it, or label about {Rounded(items)} items in all" : "take it")
            + "; set JudgeEvalPowerCheck to false in the project where the margin is meant as it is",
        PlaceOf(margin))
    { IsWarning = true };

    private SourceLocation PlaceOf(SuiteMargin margin) => margin.File is { } file && InSource(file) is { } found
        ? new SourceLocation(found, margin.Line, 0)
        : SourceLocation.InFile(project);

    // A deterministic build maps the path (/_/evals/Suite.cs), so the longest end of it that exists below the project is taken.
    private string? InSource(string file)
    {
        if (File.Exists(file))
        {
            return file;
        }

        string folder = Path.GetDirectoryName(Path.GetFullPath(project))!;
        string[] parts = file.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries);
        return Enumerable.Range(0, parts.Length).Select(i => Path.Combine([folder, .. parts[i..]])).FirstOrDefault(File.Exists);
    }

    private static string Up(double margin) => (Math.Ceiling(margin * 100) / 100).ToString("0.##", CultureInfo.InvariantCulture);

    // Two figures are as many as the assumption bears.
    private static string Rounded(int items)
    {
        double unit = Math.Pow(10, Math.Max(0, Math.Floor(Math.Log10(items)) - 1));
        return (Math.Ceiling(items / unit) * unit).ToString("0", CultureInfo.InvariantCulture);
    }
}
