using System.Globalization;
using System.Runtime.CompilerServices;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;
using JudgeEval.Tool.Suites;

namespace JudgeEval.Tool.Tests.Suites;

/// <summary>The suites of <see cref="SampleSuites"/>, compiled, on 66 items.</summary>
public sealed class PowerCheckTests : IDisposable
{
    private const int Items = 66;

    // The standard error is the root of 0.1 / 66: 0.038925. The normal quantiles are 1.959964 and 0.841621, so the smallest margin is 2.801585 x 0.038925 =
    // 0.10905, and 66 x (0.10905 / 0.01)^2 = 7849 items are needed. An equally good judge passes with probability Phi(0.01 / 0.038925 - 1.959964) = 0.044.
    private const string Tight =
        "warning JE4301: with 66 items a margin of 0.01 cannot be seen; an equally good judge on DATASET passes with a probability of 0.04, if one of two judges alone is right on 10 % of the items; "
        + "the smallest margin these data can see is 0.11; take it, or label about 7900 items in all ('judgeeval plan FOLDER --margin 0.01' says more); set JudgeEvalPowerCheck to false in the project where the margin is meant as it is";

    private readonly TemporaryFolder _folder = new();

    private string Assembly => _folder["bin/Sample.dll"];

    public PowerCheckTests()
    {
        Directory.CreateDirectory(_folder["bin"]);
        File.Copy(typeof(PowerCheckTests).Assembly.Location, Assembly);
        foreach (string path in new[] { "bin/datasets/answers", "bin/data/answers" })
        {
            _folder.Write(path + "/dataset.yaml", "name: answers\ntask: single\nscale: {level: ordinal, labels: [Bad, Fair, Good]}\nsubjectivity: manifest\n");
            _folder.Write(path + "/items.jsonl", string.Concat(Enumerable.Range(1, Items).Select(i => string.Create(CultureInfo.InvariantCulture, $"{{\"id\":\"i{i:000}\",\"context\":\"c{i}\",\"response\":\"r{i}\"}}\n"))));
            _folder.Write(path + "/annotations.csv", "item,annotator,label\n" + string.Concat(Enumerable.Range(1, Items).Select(i => string.Create(CultureInfo.InvariantCulture, $"i{i:000},a1,Good\n"))));
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Validate_MarginsThatCannotBeSeen_AreWarnedOfAtTheirLines()
    {
        // The symbols beside the assembly are found by the name of the build; the copy keeps it.
        File.Copy(Path.ChangeExtension(typeof(PowerCheckTests).Assembly.Location, ".pdb"), Path.Combine(_folder["bin"], "JudgeEval.Tool.Tests.pdb"));
        // A deterministic build maps the path in the symbols (/_/tests/…); then the file is looked for below the sample's project.
        string[] source = File.ReadAllLines(Path.Combine(TestFolders.Repository, "tests/Tool.Tests/Suites/SampleSuites.cs"));
        _folder.Write("Suites/SampleSuites.cs", string.Join('\n', source));
        string place = File.Exists(SourcePath()) ? SourcePath() : _folder["Suites/SampleSuites.cs"];

        ToolResult result = CommandLine.Run("validate", "--assembly", Assembly, "--project", _folder["Sample.csproj"]);

        Assert.Equal((0, ""), (result.Code, result.Out));
        string[] expected =
        [
            At("That(Gate.NotWorseThanBaseline(Constant", "data/answers", "data/answers"),
            At(".AtLeast(0.6).NotWorseThanBaseline(0.01)", "answers", "datasets/answers"),
            At("gate.That(Gate.NotWorseThanBaseline(0.01));", "answers", "datasets/answers"),
        ];
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            result.Error.TrimEnd('\n').Split('\n').Where(line => line.Contains("margin of 0.01 ", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

        string At(string code, string dataset, string folder) => string.Create(
            CultureInfo.InvariantCulture,
            $"{place}({Array.FindIndex(source, line => line.Contains(code, StringComparison.Ordinal)) + 1}): {Tight.Replace("DATASET", dataset, StringComparison.Ordinal).Replace("FOLDER", folder, StringComparison.Ordinal)}");
    }

    // The compiler writes the default of an optional margin, 0.05, into the call.
    [Fact]
    public void Validate_DefaultMargin_IsCheckedToo() =>
        Assert.Single(Warnings(), w => w.What.Contains("a margin of 0.05 cannot be seen", StringComparison.Ordinal));

    [Fact]
    public void Validate_WithoutSymbols_NamesTheProject() =>
        Assert.All(Warnings(), w => Assert.Equal((_folder["Sample.csproj"], 0), (w.Location.File, w.Location.Line)));

    // Three places with 0.01 fall together on the project where no line tells them apart, but for the dataset; the default makes one more.
    [Fact]
    public void Validate_SuitesThatAreInOrder_AreNotWarnedOf() => Assert.Equal(
        ["0.01 answers", "0.01 data/answers", "0.05 answers"],
        Warnings().Select(w => $"{w.What.Split(' ')[6]} {w.Why.Split(' ')[5]}").Order(StringComparer.Ordinal));

    [Fact]
    public void Validate_MarginsOfTheConfiguration_AreWarnedOfThere()
    {
        _folder.Write("judgeeval.yaml", "gates:\n  default: [kappa >= 0.1]\n  named:\n    - kappa >= 0.5\n    - kappa not more than 0.02 below the baseline\n    - kappa not more than 0.02 below the baseline per topic\n");

        Diagnostic warning = Assert.Single(Warnings(), w => w.What.Contains("0.02", StringComparison.Ordinal));

        Assert.Equal((_folder["judgeeval.yaml"], 5), (warning.Location.File, warning.Location.Line));
    }

    // On 2 of 66 items the baseline disagrees with people, so two such judges differ on at most 4: 2.801585 x sqrt(4 / 66 / 66) = 0.0849.
    [Fact]
    public void Validate_BaselineThatIsSeldomWrong_SeesMore() =>
        Assert.Contains("the smallest margin these data can see is 0.09;", Lambda(Baseline(wrong: 2, flipping: 0)).Remedy, StringComparison.Ordinal);

    // Repeats differ on half of the items: 2.801585 x sqrt(0.5 / 66) = 0.2438.
    [Fact]
    public void Validate_BaselineThatFlips_SeesLess() =>
        Assert.Contains("the smallest margin these data can see is 0.25;", Lambda(Baseline(wrong: 20, flipping: 33)).Remedy, StringComparison.Ordinal);

    [Fact]
    public void Validate_BaselineThatCannotBeRead_IsLeftToItsCase()
    {
        _folder.Write("x.baseline.jsonl", "<<<<<<< HEAD\n");

        Assert.Contains("is 0.11;", Lambda(_folder["x.baseline.jsonl"]).Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--assembly", "gone.dll", "--assembly names a file that does not exist: gone.dll")]
    [InlineData("--assembly", "bin/datasets/answers/items.jsonl", "is no managed assembly")]
    public void Validate_NoAssembly_IsWrongUsage(string option, string path, string message)
    {
        ToolResult result = CommandLine.Run("validate", option, path.StartsWith("bin", StringComparison.Ordinal) ? _folder[path] : path);

        Assert.Equal(4, result.Code);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_BaselineFileByName_IsRead()
    {
        string path = _folder.Write("x.baseline.jsonl", "<<<<<<< HEAD\n");

        ToolResult result = CommandLine.Run("validate", path);

        Assert.Equal(3, result.Code);
        Assert.StartsWith($"{path}(1,1): error JE4504: ", result.Out, StringComparison.Ordinal);
    }

    private static string SourcePath([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "SampleSuites.cs");

    private IReadOnlyList<Diagnostic> Warnings(params string[] baselines) => new PowerCheck(Assembly, _folder["Sample.csproj"], baselines).Warnings();

    // The baseline is of the test Lambda alone; the other suites keep what is assumed, so its warning is the one that differs.
    private Diagnostic Lambda(string baseline)
    {
        Diagnostic[] found = [.. Warnings(baseline).Where(w => w.What.Contains("of 0.01 ", StringComparison.Ordinal) && w.Why.Contains("judge on answers", StringComparison.Ordinal))];
        return found.FirstOrDefault(w => !w.Remedy.Contains("is 0.11;", StringComparison.Ordinal)) ?? found[0];
    }

    private string Baseline(int wrong, int flipping)
    {
        AnnotatedDataset dataset = DatasetReader.Read(_folder["bin/datasets/answers"]);
        IEnumerable<Judgement> judgements = dataset.Items.SelectMany((item, i) => new[] { 0, 1, 2 }.Select(repeat => new Judgement(
            item.Id, repeat, PresentationOrder.Original, new RecordedVerdict { Label = i < wrong || (i >= Items - flipping && repeat == 2) ? "Bad" : "Good" })));
        AlignedJudge judge = new AlignmentBasis(dataset, new AlignmentOptions { Resamples = 0, Baselines = false })
            .Examine(new VerdictSet(new JudgeIdentity { Name = "judge" }, "answers", null, judgements));
        string path = _folder["lambda.baseline.jsonl"];
        BaselineFile.Write(BaselineRecord.Of(judge, "suite", "answers · judge", "JudgeEval.Tool.Tests.Suites.SampleSuites+Tight.Lambda", null), path);
        return path;
    }
}
