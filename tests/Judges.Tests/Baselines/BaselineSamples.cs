using System.Globalization;

namespace JudgeEval.Judges.Tests.Baselines;

/// <summary>Examples made in memory.</summary>
internal static class BaselineSamples
{
    public static readonly LabelScale Five = LabelScale.Ordinal(1, 5);

    public static readonly LabelScale Pairs = LabelScale.Preference(withMagnitude: true);

    public static BaselineExample Single(string id, string response, string label, LabelScale? scale = null, string context = "", string? cluster = null) =>
        Example(new JudgeItem { Id = id, Context = context, Response = response, Cluster = cluster }, label, scale ?? Five);

    public static BaselineExample Pair(string id, string a, string b, string label, LabelScale? scale = null, string context = "", string? cluster = null) =>
        Example(new JudgeItem { Id = id, Context = context, ResponseA = a, ResponseB = b, Cluster = cluster }, label, scale ?? Pairs);

    public static BaselineExample Example(JudgeItem item, string label, LabelScale scale)
    {
        Assert.True(scale.TryParse(label, out Label parsed));
        return new BaselineExample(item, parsed, parsed.Value);
    }

    public static async Task<string> LabelOf(IJudge judge, JudgeItem item, LabelScale scale)
    {
        TaskShape shape = item.ResponseA is null ? TaskShape.Single : TaskShape.Preference;
        Verdict verdict = await judge.JudgeAsync(new JudgeTask { Item = item, Scale = scale, Shape = shape }).ConfigureAwait(true);
        return verdict.Label?.Text ?? verdict.Failure!.Kind.ToString();
    }

    public static async Task<string[]> LabelsOf(IJudge judge, IEnumerable<BaselineExample> examples, LabelScale scale)
    {
        List<string> labels = [];
        foreach (BaselineExample example in examples)
        {
            labels.Add(await LabelOf(judge, example.Item, scale).ConfigureAwait(true));
        }

        return [.. labels];
    }

    public static JudgeItem Mirrored(JudgeItem item) => item with { ResponseA = item.ResponseB, ResponseB = item.ResponseA };

    /// <summary>The share of equal labels.</summary>
    public static double Agreement(string[] labels, IEnumerable<BaselineExample> examples) =>
        labels.Zip(examples, (label, example) => label == example.Reference!.Value.Text ? 1.0 : 0).Average();

    /// <summary>A seeded draw from 0..bound-1, the same everywhere.</summary>
    public static int Draw(int seed, int index, int bound) =>
        (int)(StableHash.Of((ulong)seed, index.ToString(CultureInfo.InvariantCulture)) % (ulong)bound);

    /// <summary>Words without meaning, drawn anew for each text.</summary>
    public static string Noise(int seed, int index, int words = 20) =>
        string.Join(' ', Enumerable.Range(0, words).Select(w => $"word{Draw(seed, (index * 1000) + w, 200)}"));
}
