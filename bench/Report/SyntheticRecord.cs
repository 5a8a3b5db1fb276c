using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Bench.Report;

/// <summary>
/// A record of invented items: 200 to 400 characters of context and response, five people, two repeats with a rationale each. The words have the
/// frequencies of a language, the r-th about 1 / r as often as the first, and letters at random, so that they pack no better than prose does.
/// </summary>
internal sealed class SyntheticRecord
{
    private static readonly string[] Groups = ["north", "south"];

    private readonly string[] _words;
    private ulong _state = 7;

    private SyntheticRecord() => _words = [.. Enumerable.Range(0, 20_000).Select(_ => Word())];

    public static AlignmentRecord Of(int count) => new SyntheticRecord().Make(count);

    private AlignmentRecord Make(int count)
    {
        var builder = new DatasetBuilder(new DatasetInfo { Name = "synthetic" }, TaskShape.Single, LabelScale.Ordinal(1, 5), Subjectivity.Manifest);
        for (int p = 0; p < 5; p++)
        {
            builder.AddAnnotator($"person-{p}", new Dictionary<string, string>(StringComparer.Ordinal) { ["region"] = Groups[p % 2] });
        }

        List<Judgement> judgements = [];
        for (int i = 0; i < count; i++)
        {
            string id = $"item-{i:D6}";
            int length = 200 + (int)(Next() * 200), good = 1 + (int)(Next() * 5);
            builder.AddItem(new JudgeItem { Id = id, Context = Text(length / 4), Response = Text(length - (length / 4)), Tags = Tags(i) });
            for (int p = 0; p < 5; p++)
            {
                builder.AddAnnotation(id, $"person-{p}", Near(good));
            }

            for (int repeat = 0; repeat < 2; repeat++)
            {
                judgements.Add(new Judgement(id, repeat, PresentationOrder.Original, new RecordedVerdict { Label = Near(good), Rationale = Text(100) }));
            }
        }

        AnnotatedDataset dataset = builder.Build();
        VerdictSet verdicts = new(new JudgeIdentity { Name = "synthetic" }, dataset.Info.Name, dataset.Identity.Hash, judgements);
        AlignmentOptions options = new() { Baselines = false, Resamples = 200 };
        return new AlignmentRecord
        {
            Suite = "bench",
            Case = $"{count} items",
            Dataset = "synthetic",
            DatasetIdentity = dataset.Identity,
            Scale = dataset.Scale.ToString(),
            Options = options,
            Alignment = JudgeAlignment.Compute(dataset, verdicts, options),
            Card = DatasetCard.Of(dataset),
            Items = RecordedItem.All(dataset, verdicts),
        };
    }

    private static System.Collections.Immutable.ImmutableSortedDictionary<string, string> Tags(int i) =>
        System.Collections.Immutable.ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("topic", $"topic-{i % 7}");

    private string Near(int label) => Math.Clamp(Next() < 0.6 ? label : label + (Next() < 0.5 ? 1 : -1), 1, 5).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private string Text(int length)
    {
        System.Text.StringBuilder text = new();
        while (text.Length < length)
        {
            text.Append(text.Length == 0 ? "" : " ").Append(_words[(int)Math.Exp(Next() * Math.Log(_words.Length))]);
        }

        return text.ToString();
    }

    private string Word() => string.Concat(Enumerable.Range(0, 2 + (int)(Next() * 9)).Select(_ => "eeeetttaaaooiinnsshhrrdlucmfwypvbgkjqxz"[(int)(Next() * 38)]));

    private double Next()
    {
        _state += 0x9E3779B97F4A7C15;
        ulong z = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
