using System.Globalization;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Gates.SelfTests;
using JudgeEval.Harness.Reports;

namespace JudgeEval.Tool.Output;

/// <summary>What <c>doctor</c> found, in words that a person acts on.</summary>
internal static class DoctorWords
{
    private const double MuchDoubt = 0.2;

    /// <summary>Why the judge with its gate is healthy or is not: each reason a sentence without a full stop.</summary>
    /// <param name="report">What was found.</param>
    public static IEnumerable<string> Reasons(SelfTestReport report)
    {
        yield return report.AgainstItself.Check switch
        {
            LevelCheck.Holds => $"the level holds: the gate fails this judge against itself in fewer than {NumberText.Stated(report.Level)} of runs",
            LevelCheck.DoesNotHold =>
                $"the level does not hold: the gate fails this judge against itself in more than {NumberText.Stated(report.Level)} of runs, so a red build would mean little; "
                + "more repeats, a wider margin or declared clusters may mend it",
            LevelCheck.CannotTell =>
                $"{NumberText.Of(report.AgainstItself.Runs)} runs cannot tell whether the level of {NumberText.Stated(report.Level)} holds: give --runs {NumberText.Of(report.AgainstItself.Runs * 4)}",
            _ => report.AgainstItself.Runs > 0
                ? $"false alarms were not measured: {report.AgainstItself.FalseAlarms.UndefinedReason}"
                : $"stability was not measured: {report.AgainstItself.FalseAlarms.UndefinedReason}; judge with --repeat 5, or give verdicts with repeats",
        };
        if (report.Margin is double margin && report.AgainstItself.Gates.FirstOrDefault(g => g.ComparesWithBaseline && g.Inconclusive > MuchDoubt * report.AgainstItself.Runs) is { } doubtful)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"but this gate seldom decides: even against itself it is inconclusive in {(double)doubtful.Inconclusive / report.AgainstItself.Runs:0 %} of runs; a margin of {margin:0.00}, more repeats or more items help");
        }

        if (Named(report, GateDecision.Passed) is { } passing)
        {
            yield return $"the gate passes a judge that knows nothing ({passing}), so its green means little; narrow the margin, or look whether this judge beats simple rules at all";
        }

        if (Named(report, GateDecision.Inconclusive) is { } alike)
        {
            yield return $"this dataset cannot tell the judge from one that knows nothing ({alike}): it needs more items, or a judge that agrees more with people";
        }

        if (report.KnowNothings.Length > 0 && report.KnowNothings.All(k => k.Report.Decision == GateDecision.Failed))
        {
            yield return "the gate tells the judge from judges that know nothing";
        }
    }

    private static string? Named(SelfTestReport report, GateDecision decision) =>
        report.KnowNothings.Where(k => k.Report.Decision == decision).Select(k => k.Name).ToArray() is { Length: > 0 } names ? string.Join("; ", names) : null;

    /// <summary>The proposed number of repeats.</summary>
    /// <param name="report">What was found.</param>
    public static string Repeats(SelfTestReport report) => report switch
    {
        { Repeats: { Repeats: 1 } one } => string.Create(
            CultureInfo.InvariantCulture, $"1 will do: two verdicts differ on {one.Flips:0.0 %} of items, fewer than {report.Options.FlipsAllowed:0.# %}"),
        { Repeats: { } several } => string.Create(
            CultureInfo.InvariantCulture,
            $"--repeat {several.Repeats}: majorities of so many differ on {several.Flips:0.0 %} of items, single verdicts on {several.FlipsOfOne:0.0 %}"),
        { Stability.MostRepeats: < 2 } => "not known from one repeat",
        { Stability.FlipRate.IsDefined: false } => "not known: no item has two labels",
        _ => string.Create(
            CultureInfo.InvariantCulture,
            $"not even {SelfTestReport.LargestRepeats} bring the majority below {report.Options.FlipsAllowed:0.# %} of items: some items are a coin toss to this judge; look at them, or sharpen the prompt"),
    };

    /// <summary>The proposed margin.</summary>
    /// <param name="report">What was found.</param>
    public static string Margin(SelfTestReport report) => report.Margin is double margin
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"--margin {margin:0.00}: at this one the judge passes against itself in {report.Options.Power:0 %} of runs; another judge as good differs on more items and needs more, see 'judgeeval plan'")
        : report.Stability.MostRepeats < 2 ? "none proposed without repeats; see 'judgeeval plan'"
        : "none proposed: no gate compares the judge with a baseline as a whole";
}
