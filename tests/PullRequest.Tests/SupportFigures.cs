using System.Text.Json;

namespace JudgeEval.PullRequest.Tests;

/// <summary>
/// What a prompt does to the suite of support answers, computed from the files alone: people's labels, and the recorded reply of each item to the prompt whose
/// hash is named. The judge disagrees where its grade is outside the median of people's labels; of an even number of labels that is the range of the two middle ones.
/// Quadratic kappa is 1 less the mean square difference over the one expected of independent labels, against the middle of the median.
/// </summary>
internal sealed class SupportFigures
{
    private static readonly string[] Grades = ["", "Terrible", "Poor", "Average", "Good", "Excellent"];

    private readonly Dictionary<string, int[]> _people;
    private readonly Dictionary<string, int> _before;
    private readonly Dictionary<string, int> _after;

    public SupportFigures(ScriptedRepository repository, string promptBefore, string promptAfter)
    {
        _people = repository.Read("evals/datasets/support-answers/annotations.csv").Split('\n').Skip(1)
            .Select(l => l.Split(',')).Where(c => c.Length > 2 && c[2].Length > 0)
            .GroupBy(c => c[0], c => c[2][0] - '0', StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Order().ToArray(), StringComparer.Ordinal);
        JsonElement[] replies = [.. repository.Read("evals/recordings/answer-quality.synthetic-judge-1.recording.jsonl").TrimEnd('\n').Split('\n').Select(l => JsonDocument.Parse(l).RootElement)];
        _before = Verdicts(replies, promptBefore);
        _after = Verdicts(replies, promptAfter);
    }

    public int Items => _people.Count;

    public string[] NewlyDisagreeing => [.. _people.Keys.Where(i => !Disagrees(i, _before[i]) && Disagrees(i, _after[i]))];

    public string[] Fixed => [.. _people.Keys.Where(i => Disagrees(i, _before[i]) && !Disagrees(i, _after[i]))];

    public double KappaBefore => Kappa(_before);

    public double KappaAfter => Kappa(_after);

    private static Dictionary<string, int> Verdicts(JsonElement[] replies, string promptHash) => replies
        .Where(r => r.GetProperty("promptHash").GetString()!.StartsWith(promptHash, StringComparison.Ordinal))
        .ToDictionary(r => r.GetProperty("item").GetString()!, r => Array.IndexOf(Grades, r.GetProperty("reply").GetString()!.Split('\n')[^1].Replace("Verdict: ", "", StringComparison.Ordinal).Trim()), StringComparer.Ordinal);

    private bool Disagrees(string item, int verdict) => verdict < Low(item) || verdict > High(item);

    private int Low(string item) => _people[item][(_people[item].Length - 1) / 2];

    private int High(string item) => _people[item][_people[item].Length / 2];

    private double Kappa(Dictionary<string, int> verdicts)
    {
        (double People, double Judge)[] pairs = [.. _people.Keys.Select(i => ((Low(i) + High(i)) / 2.0, (double)verdicts[i]))];
        double observed = pairs.Average(p => Math.Pow(p.People - p.Judge, 2));
        double expected = pairs.Average(p => pairs.Average(q => Math.Pow(p.People - q.Judge, 2)));
        return 1 - (observed / expected);
    }
}
