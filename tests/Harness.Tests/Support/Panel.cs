using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Support;

/// <summary>Yes-or-no datasets whose people and judge are functions of the item's number.</summary>
internal static class Panel
{
    public static readonly LabelScale YesNo = LabelScale.Nominal(["n", "y"]);

    /// <summary>A judge against people, each of whom says of item i what his function does; null is no label.</summary>
    public static GateContext Context(int items, Func<int, string> judge, params Func<int, string?>[] people) => Topics(items, _ => null, judge, people);

    /// <summary>The same with a topic for each item; null is none.</summary>
    public static GateContext Topics(int items, Func<int, string?> topic, Func<int, string> judge, params Func<int, string?>[] people) =>
        Sample.Context(Dataset(items, topic, people), Verdicts(items, judge), new AlignmentOptions());

    public static VerdictSet Verdicts(int items, Func<int, string> judge) => Sample.Verdicts([.. Enumerable.Range(0, items).Select(judge)]);

    public static AnnotatedDataset Dataset(int items, Func<int, string?> topic, params Func<int, string?>[] people)
    {
        DatasetBuilder builder = new(new DatasetInfo { Name = "sample" }, TaskShape.Single, YesNo);
        for (int i = 0; i < items; i++)
        {
            JudgeItem item = new() { Id = Sample.Id(i), Context = "question", Response = "answer" };
            builder.AddItem(topic(i) is { } name ? item with { Tags = item.Tags.Add("topic", name) } : item);
            for (int a = 0; a < people.Length; a++)
            {
                if (people[a](i) is { } label)
                {
                    builder.AddAnnotation(item.Id, $"a{a + 1}", label);
                }
            }
        }

        return builder.Build();
    }

    /// <summary>Every second item is a yes.</summary>
    public static string Truth(int item) => item % 2 == 0 ? "y" : "n";

    /// <summary>The truth, turned round where it is wrong.</summary>
    public static string Wrong(int item, bool wrong) => wrong ? Truth(item + 1) : Truth(item);

    /// <summary>Whether something that happens to a share of items happens to this one: by a hash of the seed and the item, the same everywhere.</summary>
    public static bool Happens(int item, ulong seed, double share)
    {
        ulong z = (seed * 0x9E3779B97F4A7C15) + ((ulong)item * 0xD1342543DE82EF95) + 0x632BE59BD9B4E019;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53)) < share;
    }
}
