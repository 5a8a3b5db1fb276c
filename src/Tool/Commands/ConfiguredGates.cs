using System.Collections.Immutable;
using JudgeEval.Harness.Gates;
using JudgeEval.Judges;

namespace JudgeEval.Tool.Commands;

/// <summary>Checks the gates that <c>judgeeval.yaml</c> states, with the very reader that suites use. Which suites there are no file says.</summary>
internal static class ConfiguredGates
{
    /// <summary>The errors, in the order of the file.</summary>
    /// <param name="configuration">What the file says.</param>
    public static ImmutableArray<Diagnostic> Check(JudgeEvalConfiguration configuration)
    {
        ImmutableArray<Diagnostic>.Builder errors = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (SuiteGates suite in configuration.Gates)
        {
            try
            {
                GateLanguage.Parse(suite.Gates);
            }
            catch (JudgeEvalException exception)
            {
                errors.AddRange(exception.Diagnostics);
            }
        }

        return errors.ToImmutable();
    }
}
