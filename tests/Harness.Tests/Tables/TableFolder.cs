using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Tables;
using JudgeEval.Harness.Tests.Imports;

namespace JudgeEval.Harness.Tests.Tables;

/// <summary>Tables in a folder that is gone after the test.</summary>
internal sealed class TableFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static AlignmentOptions Quick { get; } = new() { Resamples = 0, Baselines = false };

    public void Dispose() => _folder.Dispose();

    public string Write(string text) => _folder.Write("t.csv", text);

    public CheckedTable Check(string text, CheckRequest? request = null, AlignmentOptions? options = null) => TableCheck.Run(
        (request ?? Request()) with { Path = Write(text) }, options ?? Quick);

    public string CodeOf(string text, CheckRequest? request = null) =>
        Assert.Throws<JudgeEvalException>(() => Check(text, request)).Diagnostics.Select(d => $"{d.Code}@{d.Location.Line}").Aggregate((a, b) => $"{a} {b}");

    public static CheckRequest Request(string people = "human", string judges = "judge") => new()
    {
        Path = "",
        Columns = new TableColumns
        {
            People = [.. people.Split(',')],
            Judges = [.. judges.Split(',').Select(j => new JudgeColumns(j, [j], []))],
        },
    };

    public static CheckRequest Mapped(params (string Text, string Label)[] map) => Request() with
    {
        Rules = new CellRules { Map = [.. map.Select(m => KeyValuePair.Create(m.Text, m.Label))] },
    };

    /// <summary>The confusion table in a line: labels, then rows of people against columns of the judge.</summary>
    public static string Confusion(CheckedTable table, int judge = 0)
    {
        ConfusionTable confusion = table.Judges[judge].Result.Confusion;
        return $"{string.Join(' ', confusion.Labels)}: {string.Join(" | ", confusion.Counts.Select(row => string.Join(' ', row)))}";
    }
}
