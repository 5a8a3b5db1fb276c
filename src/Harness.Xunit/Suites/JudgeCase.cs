using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace JudgeEval.Xunit;

/// <summary>A case of a suite: one judge on one dataset. Its text is the same on every machine.</summary>
public sealed class JudgeCase : IXunitSerializable
{
    private CaseDefinition? _definition;

    /// <summary>For xunit, which fills the case in afterwards.</summary>
    [Obsolete("For xunit only; cases come from JudgeSuiteAttribute.")]
    public JudgeCase()
    {
    }

    internal JudgeCase(CaseDefinition definition) => _definition = definition;

    /// <summary>The case's name, for example <c>support-answers · answer-quality · synthetic-judge-1</c>.</summary>
    public string Name => Definition.Name;

    /// <summary>The suite's name.</summary>
    public string Suite => Definition.Suite;

    /// <summary>The dataset's name.</summary>
    public string Dataset => Definition.DatasetName;

    /// <summary>The prompt's name, as its front matter gives it; <see langword="null"/> for a verdict file and for a judge that <c>judgeeval.yaml</c> defines.</summary>
    public string? Prompt => Definition.PromptName;

    /// <summary>The model as the suite spells it; <see langword="null"/> for a verdict file and for a judge that <c>judgeeval.yaml</c> defines.</summary>
    public string? Model => Definition.Model;

    internal CaseDefinition Definition => _definition ?? throw new InvalidOperationException("The case was not made by a JudgeSuiteAttribute.");

    /// <summary>
    /// Judges the dataset, holds the verdicts against people's labels and fails when a gate fails or cannot decide, or when
    /// the disagreements are not those of the verified snapshot. The record is written whatever the outcome.
    /// </summary>
    /// <param name="gates">States at least one gate.</param>
    /// <exception cref="JudgeAlignmentException">The judge does not align, or the case could not be run; the message says what, why and what to do.</exception>
    [StackTraceHidden]
    public Task ShouldAlign(Action<GateBuilder> gates)
    {
        ArgumentNullException.ThrowIfNull(gates);
        return CaseRun.AssertAsync(Definition, gates);
    }

    /// <summary>
    /// Does the same with the gates of <c>judgeeval.yaml</c>: those that stand under the suite's name in <c>gates:</c>, else those under <c>default</c>.
    /// </summary>
    /// <exception cref="JudgeAlignmentException">The judge does not align, or the case could not be run; the message says what, why and what to do.</exception>
    /// <example><c>judge.ShouldAlign()</c></example>
    [StackTraceHidden]
    public Task ShouldAlign() => CaseRun.AssertAsync(Definition, null);

    /// <inheritdoc/>
    public override string ToString() => _definition?.Name ?? "";

    /// <inheritdoc/>
    public void Serialize(IXunitSerializationInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        CaseDefinition definition = Definition;
        info.AddValue("assembly", definition.Test.Assembly);
        info.AddValue("class", definition.Test.Class);
        info.AddValue("method", definition.Test.Method);
        info.AddValue("suite", definition.Suite);
        info.AddValue("source", definition.SourceFile);
        info.AddValue("dataset", definition.DatasetPath);
        info.AddValue("datasetSource", definition.DatasetSource);
        info.AddValue("recordedJudge", definition.RecordedJudge);
        info.AddValue("promptPath", definition.PromptPath);
        info.AddValue("promptName", definition.PromptName);
        info.AddValue("model", definition.Model);
        info.AddValue("provider", definition.Provider);
        info.AddValue("definedJudge", definition.DefinedJudge);
        info.AddValue("verdicts", definition.VerdictsPath);
        info.AddValue("recordings", definition.Recordings);
        info.AddValue("repeats", definition.Repeats.ToString(CultureInfo.InvariantCulture));
        info.AddValue("swap", definition.Swap ? "true" : "false");
        info.AddValue("concurrency", definition.Concurrency.ToString(CultureInfo.InvariantCulture));
        info.AddValue("client", definition.ClientFactory);
        info.AddValue("problem", definition.Problem);
        info.AddValue("dataAbsent", definition.DataAbsent ? "true" : "false");
    }

    /// <inheritdoc/>
    public void Deserialize(IXunitSerializationInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        _definition = new CaseDefinition
        {
            Test = new SuiteMethod(info.GetValue<string>("assembly"), info.GetValue<string>("class"), info.GetValue<string>("method")),
            Suite = info.GetValue<string>("suite"),
            SourceFile = info.GetValue<string>("source"),
            DatasetPath = info.GetValue<string>("dataset"),
            DatasetSource = info.GetValue<string?>("datasetSource"),
            RecordedJudge = info.GetValue<string?>("recordedJudge"),
            PromptPath = info.GetValue<string?>("promptPath"),
            PromptName = info.GetValue<string?>("promptName"),
            Model = info.GetValue<string?>("model"),
            Provider = info.GetValue<string?>("provider"),
            DefinedJudge = info.GetValue<string?>("definedJudge"),
            VerdictsPath = info.GetValue<string?>("verdicts"),
            Recordings = info.GetValue<string>("recordings"),
            Repeats = int.Parse(info.GetValue<string>("repeats"), CultureInfo.InvariantCulture),
            Swap = info.GetValue<string>("swap") == "true",
            Concurrency = int.Parse(info.GetValue<string>("concurrency"), CultureInfo.InvariantCulture),
            ClientFactory = info.GetValue<string?>("client"),
            Problem = info.GetValue<string?>("problem"),
            DataAbsent = info.GetValue<string>("dataAbsent") == "true",
        };
    }
}
