using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Imports;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Xunit.Tests.Support;

/// <summary>A source of one dataset with two recorded judges: <c>agrees</c> says what the one person says, <c>differs</c> the opposite.</summary>
public class SixAnswers : IDatasetSource
{
    public virtual string? WhyAbsent => null;

    public ImmutableArray<ImportedDataset> Load()
    {
        using TemporaryProject files = new TemporaryProject().WithDataset("six");
        AnnotatedDataset dataset = DatasetReader.Read(Path.Combine(files.Output, "datasets/six"));
        return [new ImportedDataset(dataset, [Judge("agrees", "Good", "Bad"), Judge("differs", "Bad", "Good")], [])];
    }

    private static VerdictSet Judge(string name, string first, string last) => new(
        new JudgeIdentity { Name = name },
        null,
        null,
        Enumerable.Range(1, 6).Select(i => new Judgement($"i{i}", 0, PresentationOrder.Original, new RecordedVerdict { Label = i <= 3 ? first : last })));
}

/// <summary>The same on a machine that does not have the data.</summary>
public sealed class AbsentAnswers : SixAnswers
{
    public override string? WhyAbsent => "The answers are absent. Set SIX_ANSWERS.";
}
