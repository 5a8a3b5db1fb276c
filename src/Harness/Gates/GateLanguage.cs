using System.Collections.Immutable;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Gates;

/// <summary>
/// Gates as text, one line a gate, as <c>judgeeval.yaml</c> and the command line state them. The name of every gate in the box is its text, so a gate that was
/// printed can be stated again.
/// </summary>
/// <remarks>
/// A metric is one of <see cref="Alignment.AlignmentMetrics.All"/> by name, <c>kappa</c> (plain at the nominal level, with quadratic weights at others) or
/// <c>metric</c> (the one that stands first on the dataset). Every form may end with <c>per TAG</c>: the gate on each slice by itself.
/// </remarks>
public static class GateLanguage
{
    /// <summary>An example of every form.</summary>
    public static ImmutableArray<string> Examples { get; } =
    [
        "kappa >= 0.6",
        "jensenShannon <= 0.2",
        "metric within 0.3",
        "kappa >= 0.9 of ceiling",
        "jensenShannon <= ceiling / 0.9",
        "kappa not more than 0.05 below the baseline",
        "kappa not more than 0.05 below annotator 3",
        "alternative annotator test at 0.1",
        "replacing an annotator lowers alpha by at most 0.05",
        "beats simple baselines",
        "coverage >= 0.98",
        "kappa >= 0.8 of ceiling per topic",
    ];

    /// <summary>Reads one gate.</summary>
    /// <param name="text">The gate, for example <c>kappa &gt;= 0.6</c>.</param>
    /// <param name="location">Where the text begins, for errors.</param>
    /// <exception cref="JudgeEvalException">The text is no gate (<c>JE4201</c>..<c>JE4207</c>); the place is that of the word.</exception>
    public static IGate Parse(string text, SourceLocation location = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new GateParser(text, location).Read();
    }

    /// <summary>Reads several gates, and tells everything that is wrong with any of them at once.</summary>
    /// <param name="gates">The gates with their places.</param>
    /// <exception cref="JudgeEvalException">A text is no gate, or one gate is stated twice (<c>JE4208</c>).</exception>
    public static ImmutableArray<IGate> Parse(IEnumerable<StatedGate> gates)
    {
        ArgumentNullException.ThrowIfNull(gates);
        ImmutableArray<Diagnostic>.Builder errors = ImmutableArray.CreateBuilder<Diagnostic>();
        ImmutableArray<IGate>.Builder read = ImmutableArray.CreateBuilder<IGate>();
        foreach (StatedGate stated in gates)
        {
            try
            {
                IGate gate = Parse(stated.Text, stated.Location);
                if (read.Any(other => other.Name == gate.Name))
                {
                    errors.Add(GateLanguageErrors.Twice(gate.Name, stated.Location));
                }

                read.Add(gate);
            }
            catch (JudgeEvalException exception)
            {
                errors.AddRange(exception.Diagnostics);
            }
        }

        return errors.Count == 0 ? read.ToImmutable() : throw new JudgeEvalException(errors.ToImmutable());
    }
}
