using System.Globalization;
using System.Text.RegularExpressions;
using JudgeEval.Harness.Gates;
using JudgeEval.Judges;

namespace JudgeEval.Tool.Suites;

/// <summary>The margins that <c>judgeeval.yaml</c> states for suites without gates of their own.</summary>
/// <param name="folder">The project's folder; the file stands there or above.</param>
internal sealed partial class ConfiguredMargins(string folder)
{
    private readonly Lazy<JudgeEvalConfiguration?> _configuration = new(() => TryFind(folder));

    /// <summary>The margins of a suite, in the order of the file; none for slices, whose items are others.</summary>
    /// <param name="suite">The suite's name.</param>
    public IEnumerable<SuiteMargin> Of(string suite) =>
        from gate in _configuration.Value?.GatesOf(suite)?.Gates ?? []
        let match = Margin().Match(NameOf(gate))
        where match.Success
        select new SuiteMargin(double.Parse(match.Groups["margin"].Value, CultureInfo.InvariantCulture), gate.Location.File, gate.Location.Line);

    // What is wrong with the file or a gate the check of the file or the suite says.
    private static JudgeEvalConfiguration? TryFind(string folder)
    {
        try
        {
            return JudgeEvalConfiguration.Find(folder);
        }
        catch (JudgeEvalException)
        {
            return null;
        }
    }

    private static string NameOf(StatedGate gate)
    {
        try
        {
            return GateLanguage.Parse(gate.Text).Name;
        }
        catch (JudgeEvalException)
        {
            return "";
        }
    }

    [GeneratedRegex(@"^(\S+ )?not more than (?<margin>\S+) (below|worse than) the baseline$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Margin();
}
