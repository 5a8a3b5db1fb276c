using System.Runtime.CompilerServices;

namespace JudgeEval.Statistics;

/// <summary>Checks of confidence levels.</summary>
internal static class ConfidenceLevel
{
    /// <summary>Throws unless the level is strictly between 0 and 1.</summary>
    public static void Check(double level, [CallerArgumentExpression(nameof(level))] string name = "")
    {
        if (level is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(name, level, "A confidence level is between 0 and 1, for example 0.95.");
        }
    }
}
