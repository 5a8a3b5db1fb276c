using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Cases;
using JudgeEval.Harness.Records;
using JudgeEval.Judges;
using JudgeEval.Statistics;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Revisions;

/// <summary>What the committed cases were, commit by commit.</summary>
/// <param name="Points">A point for each case at each commit, from old to new, of one commit by suite and case.</param>
/// <param name="Notes">What is missing in it, in sentences without a full stop.</param>
internal sealed record CommittedHistory(ImmutableArray<HistoryPoint> Points, ImmutableArray<string> Notes);

/// <summary>Reads the history of committed cases: the commits of the first line of parents that touch a baseline or a record.</summary>
/// <param name="repository">The repository.</param>
internal sealed class HistoryReader(GitRepository repository)
{
    /// <summary>How many commits are read at most, the latest ones, unless a number is named.</summary>
    public const int DefaultCommits = 50;

    /// <summary>The largest number that may be named.</summary>
    public const int MostCommits = 10_000;

    private static readonly string[] Paths = [$":(top,glob)**/*{BaselineFile.Extension}", $":(top,glob)**/*{RecordFile.Extension}", $":(top,exclude,glob)**/*{BaselineFile.ReceivedEnding}"];

    /// <summary>Reads the history.</summary>
    /// <param name="argument">A number of commits up to <c>HEAD</c>, a revision, or a range as git has it (<c>v1..main</c>); empty for the default.</param>
    /// <exception cref="JudgeEvalException">There is no git (<c>JE1815</c>), or no such revision (<c>JE1816</c>, <c>JE1817</c>).</exception>
    public CommittedHistory Read(string argument)
    {
        (string range, int most) = Parse(argument);
        CommitLine[] found = Commits(range, most + 1);

        // One more than asked for tells whether there are more.
        CommitLine[] commits = [.. found.TakeLast(most)];
        var reader = new RevisionReader(repository);
        var points = ImmutableArray.CreateBuilder<HistoryPoint>();
        var broken = new List<string>();
        Dictionary<(string Suite, string Case), HistoryPoint> last = [];
        foreach (CommitLine commit in commits)
        {
            CaseSet set = reader.Read(new RevisionArgument(commit.Hash[..12], commit.Hash, ""));
            broken.AddRange(set.Broken.Select(b => $"{commit.Hash[..12]}:{b.Path} ({b.Diagnostics[0].Code})"));
            foreach (HistoryPoint point in At(commit, set, last))
            {
                points.Add(point);
                last[(point.Suite, point.Case)] = point;
            }
        }

        return new CommittedHistory(points.ToImmutable(), [.. Notes(found, most, broken)]);
    }

    private static HistoryPoint[] At(CommitLine commit, CaseSet set, Dictionary<(string Suite, string Case), HistoryPoint> last)
    {
        Dictionary<(string Suite, string Case), HistoryPoint> now = set.Records.ToDictionary(r => (r.Suite, r.Case), r => Point(commit, r));

        // Once a case was seen, a commit that has it no longer, or not whole, is a gap in its line.
        foreach ((var key, HistoryPoint before) in last.Where(l => l.Value.Value is not null && !now.ContainsKey(l.Key)).ToArray())
        {
            now.Add(key, before with { Revision = commit.Hash, At = commit.At, Subject = commit.Subject, Value = null, Lower = null, Upper = null, Decision = null });
        }

        return [.. now.Values.OrderBy(p => p.Suite, StringComparer.Ordinal).ThenBy(p => p.Case, StringComparer.Ordinal)];
    }

    private static HistoryPoint Point(CommitLine commit, AlignmentRecord record)
    {
        Estimate estimate = record.Alignment.Statistics.GetValueOrDefault(record.Alignment.Metric, Estimate.Undefined("not computed", 0));
        return new HistoryPoint(
            record.Suite,
            record.Case,
            commit.Hash,
            commit.At,
            commit.Subject,
            record.Alignment.Metric.Name(),
            estimate.IsDefined ? estimate.Value : null,
            estimate is { IsDefined: true, Interval: { } lower } ? lower.Lower : null,
            estimate is { IsDefined: true, Interval: { } upper } ? upper.Upper : null,
            RecordDecision.Of(record));
    }

    private IEnumerable<string> Notes(CommitLine[] found, int most, List<string> broken)
    {
        if (found.Length == 0)
        {
            yield return "no commit touches a *.baseline.jsonl or a *.record.json";
        }

        if (found.Length > most)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"it holds the latest {most} commits; a larger number reads more");
        }

        if (repository.IsShallow)
        {
            yield return "the clone is shallow, so it ends where the clone does; 'git fetch --unshallow' brings the rest";
        }

        if (broken.Count > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{broken.Count} of its files cannot be read, the first {broken[0]}");
        }
    }

    private static (string Range, int Most) Parse(string argument) => argument.Length == 0 ? ("HEAD", DefaultCommits)
        : !argument.All(char.IsAsciiDigit) ? (argument, DefaultCommits)
        : int.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out int most) && most is >= 1 and <= MostCommits ? ("HEAD", most)
        : throw new UsageException($"--history takes a number from 1 to {MostCommits}, a revision or a range such as v1..main, not '{argument}'");

    private CommitLine[] Commits(string range, int most)
    {
        // What cannot be resolved is said in our words; each end of a range is a revision, or absent and HEAD.
        foreach (string end in range.Split(["...", ".."], StringSplitOptions.RemoveEmptyEntries))
        {
            RevisionArgument.Read(end.TrimStart('^'), repository);
        }

        GitAnswer answer = repository.Run(
            ["log", "-z", "--first-parent", "--format=%H%x1f%cI%x1f%s", "-n", most.ToString(CultureInfo.InvariantCulture), "--end-of-options", range, "--", .. Paths]);
        return [.. Encoding.UTF8.GetString(answer.Out).Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(CommitLine.Read).Reverse()];
    }

    private sealed record CommitLine(string Hash, DateTimeOffset At, string Subject)
    {
        public static CommitLine Read(string text)
        {
            string[] parts = text.Split('\u001f', 3);
            return new CommitLine(parts[0], DateTimeOffset.Parse(parts[1], CultureInfo.InvariantCulture), parts[2].Trim());
        }
    }
}
