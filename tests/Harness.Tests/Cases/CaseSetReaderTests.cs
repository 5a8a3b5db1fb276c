using JudgeEval.Harness.Cases;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Tests.Support;

namespace JudgeEval.Harness.Tests.Cases;

public sealed class CaseSetReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("judgeeval-cases-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Read_SeveralPaths_IsOneSetSortedByCaseWhateverTheirOrder()
    {
        string late = Record("one/z.record.json", "a"), early = Record("two/a.record.json", "b");

        CaseSet set = CaseSetReader.Read([Path.GetDirectoryName(early)!, late]), turned = CaseSetReader.Read([late, Path.GetDirectoryName(early)!]);

        Assert.Equal(["a", "b"], set.Records.Select(r => r.Suite));
        Assert.Equal(["a", "b"], turned.Records.Select(r => r.Suite));
        Assert.Equal(late, set.Origins[("a", "case")].Path);
        Assert.Equal(early, set.Origins[("b", "case")].Path);
    }

    [Fact]
    public void Read_OneFolder_NamesFilesFromIt()
    {
        Record("shard 1/ä.record.json", "a");

        Assert.Equal("shard 1/ä.record.json", CaseSetReader.Read([_folder]).Origins[("a", "case")].Path);
    }

    [Fact]
    public void Read_PathThatIsAbsentAmongOthers_IsBrokenAndHidesNone()
    {
        string absent = Path.Combine(_folder, "shard-2");
        Record("shard-1/a.record.json", "a");

        CaseSet set = CaseSetReader.Read([absent, Path.Combine(_folder, "shard-1")]);

        Assert.Equal((absent, "JE1810"), (Assert.Single(set.Broken).Path, set.Broken[0].Diagnostics.Single().Code));
        Assert.Single(set.Records);
    }

    [Fact]
    public void Read_OnePathThatIsAbsent_Throws() =>
        Assert.Equal("JE1810", Assert.Throws<JudgeEvalException>(() => CaseSetReader.Read(Path.Combine(_folder, "none"))).Diagnostics.Single().Code);

    [Fact]
    public void Read_SameFolderTwiceAndAFileOfIt_CountsOnce()
    {
        string file = Record("a.record.json", "a");

        CaseSet set = CaseSetReader.Read([_folder, _folder, file]);

        Assert.Single(set.Records);
        Assert.Empty(set.Broken);
    }

    [Fact]
    public void Read_RecordWithAnItemTwice_IsBrokenWhetherOrNotItWasJudged()
    {
        AlignmentRecord record = Recorded.Of("yyn");
        RecordFile.Write(record with { Items = [.. record.Items, record.Items[0]] }, Path.Combine(_folder, "judged.record.json"));
        RecordFile.Write(record with { Suite = "b", Items = [.. record.Items, record.Items[0] with { Judgements = [] }] }, Path.Combine(_folder, "not.record.json"));

        CaseSet set = CaseSetReader.Read(_folder);

        Assert.Equal(["judged.record.json JE1814", "not.record.json JE1814"], set.Broken.Select(b => $"{b.Path} {b.Diagnostics.Single().Code}"));
        Assert.Empty(set.Records);
    }

    [Theory]
    [InlineData("one", "two", 1, 0)]
    [InlineData("one", "one", 0, 1)]
    public void Read_CaseThatRanAndDidNotRun_IsAProblemOnlyInTheSameFolder(string ran, string not, int records, int problems)
    {
        Record($"{ran}/a.record.json", "a");
        Problem($"{not}/a.problem.txt", "a", "JE3012: x");

        CaseSet set = CaseSetReader.Read(_folder);

        Assert.Equal((records, problems), (set.Records.Length, set.Problems.Length));
    }

    [Fact]
    public void Read_CaseThatDidNotRunInTwoShards_IsOneProblem()
    {
        Problem("one/a.problem.txt", "a", "JE3012: x");
        Problem("two/a.problem.txt", "a", "JE3012: y");

        Assert.Equal("JE3012: x", Assert.Single(CaseSetReader.Read(_folder).Problems).Text);
    }

    [Fact]
    public void Read_ProblemWithLineEndsOfWindows_IsTheSameProblem()
    {
        Problem("a.problem.txt", "a", "JE3012: x\nmore");
        string path = Path.Combine(_folder, "a.problem.txt");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\n", "\r\n", StringComparison.Ordinal));

        Assert.Equal("JE3012: x\nmore", Assert.Single(CaseSetReader.Read(_folder).Problems).Text);
    }

    [Fact]
    public void Read_LinkToAFolderAboveIt_IsNotFollowed()
    {
        Record("in/a.record.json", "a");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "in", "again"), _folder);

        Assert.Equal("in/a.record.json", CaseSetReader.Read(_folder).Origins.Single().Value.Path);
    }

    private string Record(string name, string suite)
    {
        string path = Path.Combine(_folder, name);
        RecordFile.Write(Recorded.Of("yyn", suite), path);
        return path;
    }

    private void Problem(string name, string suite, string text)
    {
        string path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        new CaseProblem("Ns.T", suite, "case", "", "", "", text).Write(path);
    }
}
