using System.Globalization;

namespace JudgeEval.Judges;

/// <summary>What all baselines have in common: the identity, and labels without a model.</summary>
internal abstract class BaselineJudge : IJudge
{
    private readonly Lazy<JudgeIdentity> _identity;

    /// <summary>Takes the examples.</summary>
    /// <param name="kind">Which baseline it is.</param>
    /// <param name="examples">The examples.</param>
    /// <param name="parameters">What else changes its labels.</param>
    protected BaselineJudge(BaselineKind kind, BaselineExamples examples, string parameters = "")
    {
        Examples = examples;
        _identity = new Lazy<JudgeIdentity>(() => new JudgeIdentity
        {
            Name = $"baseline/{kind.Name()}",
            OutputContract = Baselines.OutputContract,
            OptionsHash = Sha256Hex.Of(string.Create(
                CultureInfo.InvariantCulture, $"{Baselines.OutputContract} {kind.Name()} seed={examples.Seed} {parameters} {examples.ContentHash}")),
        });
    }

    public JudgeIdentity Identity => _identity.Value;

    protected BaselineExamples Examples { get; }

    /// <summary>The label of an item; <see langword="null"/> where the item has nothing to read.</summary>
    public abstract Label? LabelOf(JudgeItem item);

    /// <summary>The label of every example, in the order of <see cref="BaselineExamples.All"/>.</summary>
    public virtual Label?[] LabelsOfExamples() => [.. Examples.All.Select(e => LabelOf(e.Item))];

    public ValueTask<Verdict> JudgeAsync(JudgeTask task, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (task.Shape != Examples.Shape || !task.Scale.Equals(Examples.Scale))
        {
            throw new JudgeEvalException(new Diagnostic(
                "JE2702",
                $"the judge '{Identity.Name}' was made of examples labelled {Examples.Scale}, and it is asked to label {task.Scale}",
                "a baseline labels what its examples are like",
                "make it of examples of this dataset",
                SourceLocation.None));
        }

        return ValueTask.FromResult(LabelOf(task.Item) is Label label
            ? Verdict.Of(label)
            : Verdict.Failed(FailureKind.Refused, "the item has no response to read"));
    }
}
