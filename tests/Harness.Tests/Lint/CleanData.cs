using System.Globalization;
using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Tests.Lint;

/// <summary>
/// Datasets without a defect, drawn from a seed: people differ in skill and in how strict they are, items in difficulty, and attributes and times are dealt at
/// random. Whatever lint says of them is a false alarm. Tests plant defects in them.
/// </summary>
internal sealed record CleanData(string Name, LabelScale Scale, int Items, int People, int PerItem, double Skill, double SkillSpread, double Skew, double Bias)
{
    private static readonly string[] Genders = ["man", "woman"];
    private static readonly string[] Ages = ["young", "middle", "old"];

    public static LabelScale Binary { get; } = LabelScale.Nominal(["no", "yes"]);

    public static CleanData[] Shapes { get; } =
    [
        new("crossed binary", Binary, 100, 5, 5, 0.8, 0.05, 0.5, 0),
        new("easy binary", Binary, 200, 4, 4, 0.98, 0.01, 0.5, 0),
        new("skewed binary", Binary, 200, 10, 10, 0.9, 0.05, 0.95, 0),
        new("rare positives", Binary, 300, 6, 3, 0.97, 0.02, 0.985, 0),
        new("strict and mild ordinal", LabelScale.Ordinal(1, 5), 150, 8, 8, 0.7, 0.1, 0, 0.6),
        new("sparse crowd", Binary, 800, 160, 5, 0.8, 0.1, 0.6, 0),
        new("nominal, mixed skill", LabelScale.Nominal(["a", "b", "c", "d"]), 200, 6, 6, 0.75, 0.2, 0.4, 0),
        new("subjective panel", LabelScale.Ordinal(1, 3), 60, 40, 40, 0.45, 0.1, 0, 0.5),
        new("numbers", LabelScale.Interval(0, 100), 100, 6, 6, 0.8, 0.05, 0, 5),
        new("trio", Binary, 300, 3, 3, 0.9, 0.04, 0.5, 0),
        new("duo", LabelScale.Nominal(["a", "b", "c"]), 150, 2, 2, 0.85, 0.05, 0.4, 0),
        new("two experts among a crowd", Binary, 150, 8, 8, 0.62, 0, 0.5, 0) { Experts = 2 },
    ];

    /// <summary>How many people never err.</summary>
    public int Experts { get; init; }

    /// <summary>Draws the rows: item, person, label as a position on the scale or a number, and the place in the person's own order.</summary>
    public List<CleanRow> Rows(ulong seed)
    {
        RandomStream random = new(seed, 7);
        int labels = Scale.IsNumeric ? 0 : Scale.Labels.Length;
        double[] skill = [.. Enumerable.Range(0, People).Select(p => p < Experts ? 1 : Math.Clamp(Skill + (SkillSpread * ((2 * random.NextDouble()) - 1)), 0.3, 1))];
        double[] bias = [.. Enumerable.Range(0, People).Select(_ => Bias * ((2 * random.NextDouble()) - 1))];
        List<CleanRow> rows = [];
        for (int item = 0; item < Items; item++)
        {
            double truth = labels == 0 ? 20 + (60 * random.NextDouble())
                : Scale.Level == ScaleLevel.Ordinal ? random.NextInt(labels)
                : random.NextDouble() < Skew ? 0 : 1 + random.NextInt(labels - 1);
            int start = random.NextInt(People);
            for (int k = 0; k < PerItem; k++)
            {
                int person = PerItem == People ? k : (start + (k * 7919 % People)) % People;
                double label = labels == 0 ? Math.Round(Math.Clamp(truth + bias[person] + (60 * (1 - skill[person]) * (random.NextDouble() + random.NextDouble() - 1)), 0, 100))
                    : Scale.Level == ScaleLevel.Ordinal ? Ordinal(ref random, truth, bias[person], skill[person], labels)
                    : random.NextDouble() < skill[person] ? truth : (truth + 1 + random.NextInt(labels - 1)) % labels;
                rows.Add(new CleanRow(item, person, label, rows.Count));
            }
        }

        // The order in time is another than that of the items.
        for (int i = rows.Count - 1; i > 0; i--)
        {
            int j = random.NextInt(i + 1);
            (rows[i], rows[j]) = (rows[i] with { Time = rows[j].Time }, rows[j] with { Time = rows[i].Time });
        }

        return [.. rows.DistinctBy(r => (r.Item, r.Person))];
    }

    /// <summary>The dataset of rows, in which a test may have planted something.</summary>
    public AnnotatedDataset Build(IEnumerable<CleanRow> rows, ulong seed = 1, Func<int, string>? text = null)
    {
        RandomStream random = new(seed, 8);
        DatasetBuilder builder = new(new DatasetInfo { Name = "clean" }, TaskShape.Single, Scale);
        for (int i = 0; i < Items; i++)
        {
            builder.AddItem(new JudgeItem { Id = Id('i', i), Context = "What?", Response = text?.Invoke(i) ?? FormattableString.Invariant($"answer number {i}") });
        }

        for (int p = 0; p < People; p++)
        {
            builder.AddAnnotator(Id('p', p), new Dictionary<string, string>(StringComparer.Ordinal) { ["gender"] = Genders[random.NextInt(2)], ["age"] = Ages[random.NextInt(3)] });
        }

        foreach (CleanRow row in rows)
        {
            string label = Scale.IsNumeric ? row.Label.ToString("R", CultureInfo.InvariantCulture) : Scale.Labels[(int)row.Label];
            builder.AddAnnotation(Id('i', row.Item), Id('p', row.Person), label, at: row.Time.ToString(CultureInfo.InvariantCulture), mark: row.Mark);
        }

        return builder.Build();
    }

    public static string Id(char kind, int number) => string.Create(CultureInfo.InvariantCulture, $"{kind}{number:0000}");

    private static double Ordinal(ref RandomStream random, double truth, double bias, double skill, int labels)
    {
        double noise = random.NextDouble() < skill ? 0 : random.NextDouble() < 0.5 ? -1 : 1;
        return Math.Clamp(Math.Round(truth + noise + (bias * random.NextDouble())), 0, labels - 1);
    }
}

/// <summary>A row of a <see cref="CleanData"/>.</summary>
internal readonly record struct CleanRow(int Item, int Person, double Label, int Time, AnnotationMark Mark = default);
