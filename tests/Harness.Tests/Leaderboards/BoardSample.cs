using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Leaderboards;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Leaderboards;

/// <summary>Small leaderboards made in memory. Labels are written as a sign for each item: y, n or a digit; a dash for none.</summary>
internal static class BoardSample
{
    public static readonly LabelScale YesNo = LabelScale.Nominal(["no", "yes"], "yes");

    public static readonly LeaderboardOptions Agreement = new() { Metric = AlignmentMetric.PercentAgreement, Resamples = 200, ErrorDraws = 0 };

    /// <summary>A dataset with its judges.</summary>
    /// <param name="name">The dataset.</param>
    /// <param name="people">People's labels, one text for each annotator.</param>
    /// <param name="judges">Each judge's labels.</param>
    public static LeaderboardSource Source(string name, string[] people, params (string Name, string Labels)[] judges) =>
        Tagged(name, YesNo, people, _ => [], judges);

    public static LeaderboardSource Source(string name, string people, params (string Name, string Labels)[] judges) => Source(name, [people], judges);

    public static LeaderboardSource Tagged(
        string name, LabelScale scale, string[] people, Func<int, (string Tag, string Value)[]> tags, params (string Name, string Labels)[] judges)
    {
        DatasetBuilder builder = new(new DatasetInfo { Name = name }, TaskShape.Single, scale);
        for (int i = 0; i < people[0].Length; i++)
        {
            builder.AddItem(new JudgeItem
            {
                Id = Id(i),
                Context = "c",
                Response = "r",
                Tags = new SortedDictionary<string, string>(tags(i).ToDictionary(t => t.Tag, t => t.Value, StringComparer.Ordinal), StringComparer.Ordinal).ToImmutable(),
            });
            for (int a = 0; a < people.Length; a++)
            {
                if (people[a][i] != '-')
                {
                    builder.AddAnnotation(Id(i), $"a{a}", Text(people[a][i]));
                }
            }
        }

        return new LeaderboardSource(builder.Build(), [.. judges.Select(j => Verdicts(j.Name, name, j.Labels))]);
    }

    public static VerdictSet Verdicts(string judge, string dataset, string labels) => new(
        new JudgeIdentity { Name = judge },
        dataset,
        null,
        labels.Select((label, i) => new Judgement(Id(i), 0, PresentationOrder.Original, label == '-'
            ? new RecordedVerdict { Failure = new JudgeFailure(FailureKind.Refused, "") }
            : new RecordedVerdict { Label = Text(label) })));

    public static Leaderboard Board(LeaderboardOptions options, params LeaderboardSource[] sources) => Leaderboard.Compute(sources, options);

    /// <summary>As many of one sign, then as many of another.</summary>
    public static string Signs(int first, int second) => new string('y', first) + new string('n', second);

    public static string Id(int item) => $"i{item:0000}";

    private static System.Collections.Immutable.ImmutableSortedDictionary<string, string> ToImmutable(this SortedDictionary<string, string> tags) =>
        System.Collections.Immutable.ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, tags);

    private static string Text(char label) => label switch
    {
        'y' => "yes",
        'n' => "no",
        _ => label.ToString(),
    };
}
