using System.IO.Enumeration;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Gates;

/// <summary>What is done where a gate cannot decide, and who says so.</summary>
/// <param name="Inconclusive">What is done.</param>
/// <param name="Source">Who says so, for example <c>branch main (judgeeval.yaml)</c>.</param>
public sealed record GatePolicy(InconclusiveAction Inconclusive, string Source)
{
    /// <summary>The environment variable that goes before all rules: <c>fail</c>, <c>warn</c> or <c>pass</c>.</summary>
    public const string Variable = "JUDGEEVAL_INCONCLUSIVE";

    /// <summary>The policy in a sentence without a full stop, for example <c>inconclusive fails here: branch main (judgeeval.yaml)</c>.</summary>
    public string Statement() => $"inconclusive {Verb} here: {Source}";

    private string Verb => Inconclusive switch
    {
        InconclusiveAction.Fail => "fails",
        InconclusiveAction.Warn => "only warns",
        _ => "passes",
    };

    /// <summary>
    /// Decides by the first that says something: the environment variable <see cref="Variable"/>, the suite, the branch (one that is named as it is before
    /// patterns, which go in the order of the file), the environment variables that are set, what the file says of all; else it fails.
    /// </summary>
    /// <param name="settings">What <c>judgeeval.yaml</c> says.</param>
    /// <param name="suite">What the suite says; <see langword="null"/> where it says nothing.</param>
    /// <param name="branch">The branch; <see langword="null"/> where it is not known.</param>
    /// <param name="environment">Reads an environment variable.</param>
    /// <exception cref="JudgeEvalException"><c>JE4050</c>: the environment variable <see cref="Variable"/> is none of the words.</exception>
    public static GatePolicy Decide(PolicySettings settings, InconclusiveAction? suite, string? branch, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(environment);
        return OfVariable(environment(Variable))
            ?? (suite is { } stated ? new GatePolicy(stated, "OnInconclusive of the suite") : null)
            ?? OfBranch(settings, branch)
            ?? OfEnvironment(settings, environment)
            ?? (settings.Inconclusive is { } general ? new GatePolicy(general, JudgeEvalConfiguration.FileName) : null)
            ?? new GatePolicy(InconclusiveAction.Fail, "by default");
    }

    private static GatePolicy? OfVariable(string? value) => value?.Trim().ToLowerInvariant() switch
    {
        null or "" => null,
        "fail" => new GatePolicy(InconclusiveAction.Fail, Variable),
        "warn" => new GatePolicy(InconclusiveAction.Warn, Variable),
        "pass" => new GatePolicy(InconclusiveAction.Pass, Variable),
        _ => throw new JudgeEvalException(new Diagnostic(
            "JE4050",
            $"{Variable} is '{value}'",
            "it says what is done where a gate cannot decide: fail, warn or pass",
            "set the environment variable to one of them, or unset it",
            SourceLocation.None)),
    };

    private static GatePolicy? OfBranch(PolicySettings settings, string? branch)
    {
        PolicyRule? rule = branch is null ? null
            : settings.Branches.FirstOrDefault(r => r.Name == branch)
                ?? settings.Branches.FirstOrDefault(r => FileSystemName.MatchesSimpleExpression(r.Name, branch, ignoreCase: false));
        return rule is null ? null
            : new GatePolicy(rule.Action, $"branch {branch}{(rule.Name == branch ? "" : $", one of {rule.Name}")} ({JudgeEvalConfiguration.FileName})");
    }

    private static GatePolicy? OfEnvironment(PolicySettings settings, Func<string, string?> environment) =>
        settings.Environments.FirstOrDefault(r => !string.IsNullOrEmpty(environment(r.Name))) is { } rule
            ? new GatePolicy(rule.Action, $"{rule.Name} is set ({JudgeEvalConfiguration.FileName})")
            : null;
}
