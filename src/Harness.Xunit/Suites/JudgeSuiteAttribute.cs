using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit.Sdk;

namespace JudgeEval.Xunit;

/// <summary>
/// The rows of a judge suite: every dataset with every judge. A judge is a prompt file with a model, a judge that
/// <c>judgeeval.yaml</c> defines, a file of recorded verdicts, or one of the recorded judges that came with a dataset from
/// outside. A row is a case, never an item.
/// </summary>
/// <remarks>
/// <para>
/// All paths are relative to the project and use forward slashes. The build takes what stands in <c>datasets/</c>,
/// <c>prompts/</c>, <c>recordings/</c> and <c>verdicts/</c>, refuses it with build errors where it has mistakes, and copies it
/// beside the test assembly, where the suite reads it. A dataset folder holds <c>dataset.yaml</c> (name, task, scale),
/// <c>items.jsonl</c> and <c>annotations.csv</c> (<c>item,annotator,label</c>). A suite that finds no case has one row that fails
/// and says what is missing.
/// </para>
/// <para>
/// A suite asks no model: it replays the replies that are recorded in <see cref="Recordings"/>, which belong in version
/// control. The first run of a new or edited prompt fails, and prints the command that records; with a provider of
/// <c>judgeeval.yaml</c> or a <see cref="Client"/> that is <c>dotnet test -e JUDGEEVAL_MODE=record</c>. The first run after that fails once more, because there is no verified
/// snapshot of the disagreements yet: it writes <c>*.received.txt</c> beside the source file and prints the command that accepts it.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// [Theory, JudgeSuite("support-answers", Prompts = "prompts/support/*.md", Models = ["synthetic-judge-1"])]
/// public Task Judge_grades_as_people_do(JudgeCase judge) =>
///     judge.ShouldAlign(gate => gate.CohenKappaQuadratic.AtLeast(0.6));
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false)]
public sealed class JudgeSuiteAttribute : DataAttribute
{
    /// <summary>A suite over one dataset.</summary>
    /// <param name="dataset">The name of a folder below <c>datasets/</c>, or the path of a dataset folder (it then has a slash).</param>
    /// <param name="sourceFile">Given by the compiler; the disagreement snapshots stand beside this file.</param>
    public JudgeSuiteAttribute(string dataset, [CallerFilePath] string sourceFile = "")
        : this([dataset], sourceFile)
    {
    }

    /// <summary>A suite over several datasets.</summary>
    /// <param name="datasets">Names of folders below <c>datasets/</c>, or paths of dataset folders (they then have a slash).</param>
    /// <param name="sourceFile">Given by the compiler; the disagreement snapshots stand beside this file.</param>
    public JudgeSuiteAttribute(string[] datasets, [CallerFilePath] string sourceFile = "")
    {
        Datasets = [.. datasets];
        SourceFile = sourceFile;
    }

    /// <summary>A suite over datasets from outside the project; it is skipped, with the reason, where they are absent.</summary>
    /// <param name="source">A class with a public constructor without parameters that implements <see cref="IDatasetSource"/>.</param>
    /// <param name="sourceFile">Given by the compiler; the disagreement snapshots stand beside this file.</param>
    public JudgeSuiteAttribute(Type source, [CallerFilePath] string sourceFile = "")
        : this([], sourceFile) => Source = source;

    /// <summary>The source of the datasets; <see langword="null"/> when they are folders of the project.</summary>
    public Type? Source { get; }

    /// <summary>
    /// Which of the judges that came with the datasets of <see cref="Source"/> are judges of the suite: names with <c>*</c> and
    /// <c>?</c>, each matching at least one. The default is none.
    /// </summary>
    public string[] Judges { get; set; } = [];

    /// <summary>Why the rows are skipped: as stated, or because the data of <see cref="Source"/> are absent; <see langword="null"/> when they run.</summary>
    public override string? Skip
    {
        get => base.Skip ?? (Source is null ? null : DatasetSources.WhyAbsent(Source));
        set => base.Skip = value;
    }

    /// <summary>The datasets, in the order of the rows; empty where they come from <see cref="Source"/>.</summary>
    public ImmutableArray<string> Datasets { get; }

    /// <summary>The first dataset.</summary>
    public string Dataset => Datasets.IsEmpty ? "" : Datasets[0];

    /// <summary>The suite's source file as the compiler knew it.</summary>
    public string SourceFile { get; }

    /// <summary>The suite's name in tables and records, unique in the assembly. The default is the name of the class in lower case with dashes.</summary>
    public string? Name { get; set; }

    /// <summary>The prompt files: a path with <c>*</c>, <c>?</c> and <c>**</c>. The default is none.</summary>
    public string? Prompts { get; set; }

    /// <summary>
    /// The models that every prompt is judged with, as the provider spells them. Needed where <see cref="Prompts"/> is set. One that is the
    /// name of a provider of <c>judgeeval.yaml</c>, or else that provider's <c>model:</c>, stands for it: recordings then hold the provider's model
    /// id, and recording asks that provider.
    /// </summary>
    public string[] Models { get; set; } = [];

    /// <summary>
    /// Judges that <c>judgeeval.yaml</c> defines: prompts with a provider, committees, debates, perplexity, baselines. Names with <c>*</c> and
    /// <c>?</c>, each matching at least one; a case is named by its judge. The file is looked for in the project's folder and above. The default
    /// is none.
    /// </summary>
    public string[] DefinedJudges { get; set; } = [];

    /// <summary>
    /// Files of recorded verdicts that are judges of the suite too: a path with <c>*</c>, <c>?</c> and <c>**</c>, in which
    /// <c>{dataset}</c> stands for the dataset's folder. The default is none.
    /// </summary>
    public string? Verdicts { get; set; }

    /// <summary>The folder of the recordings. The default is <c>recordings</c>.</summary>
    public string Recordings { get; set; } = "recordings";

    /// <summary>How many times every item is judged, at least 1. The default is 1.</summary>
    public int Repeats { get; set; } = 1;

    /// <summary>Whether every pair is judged in both orders. The default is <see langword="false"/>.</summary>
    public bool Swap { get; set; }

    /// <summary>How many calls of the judge run at a time, at least 1. The default is 8.</summary>
    public int Concurrency { get; set; } = 8;

    /// <summary>
    /// A class with a public constructor without parameters that implements <see cref="IChatClientFactory"/>. It is used
    /// only where the environment variable <c>JUDGEEVAL_MODE</c> is <c>record</c> or <c>live</c>, and goes before the providers of
    /// <c>judgeeval.yaml</c>. The default is none.
    /// </summary>
    public Type? Client { get; set; }

    /// <inheritdoc/>
    public override IEnumerable<object[]> GetData(MethodInfo testMethod)
    {
        ArgumentNullException.ThrowIfNull(testMethod);
        return [.. SuiteExpansion.Expand(this, SuiteMethod.Of(testMethod)).Select(definition => new object[] { new JudgeCase(definition) })];
    }
}
