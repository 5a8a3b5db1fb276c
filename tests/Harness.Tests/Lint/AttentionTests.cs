using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Lint;
using JudgeEval.Harness.Tests.Imports;

namespace JudgeEval.Harness.Tests.Lint;

/// <summary>Attention checks and practice rounds, from the files to the exclusion log and back to the dataset.</summary>
public sealed class AttentionTests : IDisposable
{
    private const string Head = "name: checks\ntask: single\nscale:\n  level: nominal\n  labels: [no, yes]\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_ChecksAndPractice_AreLoggedAndTheirPeopleToo()
    {
        LintReport report = DatasetLint.Of(Read());

        // Ben passed one of three checks, less than two thirds; Cleo says so of herself in annotators.csv.
        Assert.Equal(
            [
                new Exclusion("anna", "i1", "practice-round", "phase is practice"),
                new Exclusion("anna", "i2", "attention-check", "passed: expected 'yes', gave 'yes'"),
                new Exclusion("ben", null, "failed-attention", "passed 1 of 3 attention checks"),
                new Exclusion("ben", "i1", "attention-check", "failed: expected 'yes', gave 'no'"),
                new Exclusion("ben", "i2", "attention-check", "passed: expected 'yes', gave 'yes'"),
                new Exclusion("ben", "i3", "attention-check", "failed: expected 'no', gave none"),
                new Exclusion("cleo", null, "failed-attention", "passed 2 of 5 attention checks"),
            ],
            report.Exclusions.AsEnumerable());
        Assert.Equal(["failed-attention", "failed-attention", "attention-check", "practice-round"], report.Findings.Where(f => f.Rule != LintRules.UnusedLabel).Select(f => f.Rule));
    }

    [Fact]
    public void Apply_LogOfLint_LeavesOutAndCountsByRule()
    {
        AnnotatedDataset dataset = Read();
        using StringWriter text = new();
        ExclusionLog.Write(DatasetLint.Of(dataset).Exclusions, text);
        string log = _folder.Write("log.csv", text.ToString());

        AnnotatedDataset rest = ExclusionLog.Apply(dataset, log);

        // Of ten labels stay anna's on i3 and i4 and dora's on i4: anna loses a practice round and a check, ben two checks and two labels as a person, cleo hers.
        Assert.Equal(dataset.AnnotationCount - rest.AnnotationCount, rest.Excluded!.Annotations);
        Assert.Equal(["attention-check 3", "failed-attention 2", "practice-round 1"], rest.Excluded.ByRule.Select(r => FormattableString.Invariant($"{r.Key} {r.Value}")));
        Assert.Equal(["anna", "dora"], Enumerable.Range(0, 4).SelectMany(i => rest.AnnotationsOf(i).ToArray()).Select(a => rest.Annotators[a.Annotator].Id).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(dataset.Identity, rest.Identity);
    }

    [Fact]
    public void Read_PhaseMainAndNoCheck_KeepsTheHashOfAFileWithoutTheColumns()
    {
        string plain = Read("item,annotator,label\ni1,a,no\n", "plain").Identity.Hash;

        Assert.Equal(plain, Read("item,annotator,label,phase,attention\ni1,a,no,main,\n", "same").Identity.Hash);
        Assert.NotEqual(plain, Read("item,annotator,label,phase\ni1,a,no,practice\n", "other").Identity.Hash);
    }

    [Fact]
    public void Write_MarkedAnnotations_AreReadBackToTheSameIdentity()
    {
        AnnotatedDataset dataset = Read();
        DatasetWriter.Write(dataset, Path.Combine(_folder.Root, "copy"));

        AnnotatedDataset copy = DatasetReader.Read(Path.Combine(_folder.Root, "copy"));

        Assert.Equal(dataset.Identity, copy.Identity);
        Assert.Equal(DatasetLint.Of(dataset).Exclusions.AsEnumerable(), DatasetLint.Of(copy).Exclusions);
    }

    [Theory]
    [InlineData("item,annotator,label,phase\ni1,a,no,warmup\n", "JE1680", 2, 9)]
    [InlineData("item,annotator,label,attention\ni1,a,no,perhaps\n", "JE1681", 2, 9)]
    public void Read_UnknownPhaseOrOutcome_IsRefusedWithItsPlace(string annotations, string code, int line, int column)
    {
        Diagnostic diagnostic = Assert.Throws<JudgeEvalException>(() => Read(annotations, "bad")).Diagnostics[0];

        Assert.Equal((code, line, column), (diagnostic.Code, diagnostic.Location.Line, diagnostic.Location.Column));
    }

    [Theory]
    [InlineData("annotator,item,rule,evidence\nnobody,i1,x,\n", "JE1682")]
    [InlineData("annotator,item,rule,evidence\nanna,i9,x,\n", "JE1682")]
    [InlineData("annotator,item,rule\nanna,,x\nben,,x\ncleo,,x\ndora,,x\n", "JE1683")]
    [InlineData("who\nanna\n", "JE1036")]
    [InlineData("", "JE1035")]
    [InlineData("annotator,item,rule\n\"anna\n", "JE1030")]
    public void Apply_LogThatDoesNotFit_IsRefused(string log, string code)
    {
        AnnotatedDataset dataset = Read();
        string file = _folder.Write("bad.csv", log);

        JudgeEvalException exception = Assert.Throws<JudgeEvalException>(() => ExclusionLog.Apply(dataset, file));

        Assert.Equal(code, exception.Diagnostics[0].Code);
    }

    [Fact]
    public void Apply_AbsentLog_SaysHowToWriteOne() =>
        Assert.Contains("judgeeval lint", Assert.Throws<JudgeEvalException>(() => ExclusionLog.Apply(Read(), Path.Combine(_folder.Root, "none.csv"))).Message, StringComparison.Ordinal);

    private AnnotatedDataset Read()
    {
        _folder.Write("checks/annotators.csv", "annotator,attentionPassed,attentionTotal\nanna,,\ncleo,2,5\n");
        return Read(
            "item,annotator,label,phase,attention\ni1,anna,no,practice,\ni2,anna,yes,main,yes\ni3,anna,no,,\ni4,anna,yes,,\n"
            + "i1,ben,no,,yes\ni2,ben,yes,,yes\ni3,ben,,,no\ni4,ben,yes,,\ni4,cleo,no,,\ni4,dora,no,,\n", "checks");
    }

    private AnnotatedDataset Read(string annotations, string name)
    {
        _folder.Write(name + "/dataset.yaml", Head);
        _folder.Write(name + "/items.jsonl", string.Concat(Enumerable.Range(1, 4).Select(i => FormattableString.Invariant($"{{\"id\":\"i{i}\",\"response\":\"answer {i}\"}}\n"))));
        _folder.Write(name + "/annotations.csv", annotations);
        return DatasetReader.Read(Path.Combine(_folder.Root, name));
    }
}
