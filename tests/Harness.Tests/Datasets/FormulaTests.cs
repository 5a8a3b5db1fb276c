using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Imports;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Datasets;

/// <summary>What a spreadsheet would take for a formula is written as text, and read back as it was.</summary>
public sealed class FormulaTests
{
    // What a spreadsheet runs or takes for an operator at the start of a cell (OWASP, "CSV Injection"), and texts that look like the guard itself.
    private static readonly string[] Hostile =
    [
        "=cmd|' /C calc'!A0", "=1+1", "+1+cmd()", "-1+cmd()", "@SUM(A1)", "-", "＝1+1", "＋1", "－1", "＠x", "'=x", "''=x", "'''-x", "=\"a,b\"",
    ];

    [Fact]
    public void Write_FormulasEverywhere_NoCellStartsWithOne()
    {
        using DatasetFolder folder = new();
        DatasetWriter.Write(OfFormulas(), folder.Path);

        foreach (string file in new[] { DatasetFiles.Annotations, DatasetFiles.Annotators })
        {
            foreach (string cell in Cells(folder.Text(file)))
            {
                Assert.False("=+-@\t\r\n＝＋－＠".Contains(cell.FirstOrDefault(' '), StringComparison.Ordinal), $"{file}: {cell}");
            }
        }
    }

    [Fact]
    public void Write_FormulasThenRead_GivesTheSameDataset()
    {
        using DatasetFolder folder = new();
        AnnotatedDataset dataset = OfFormulas();

        DatasetWriter.Write(dataset, folder.Path);
        AnnotatedDataset again = folder.Read();

        Assert.Equal(dataset.Identity, again.Identity);
        Assert.Equal(Hostile.Order(StringComparer.Ordinal), again.Items.Select(i => again.LabelsOf(again.TryFindItem(i.Id, out int at) ? at : -1)[i.Id]).Order(StringComparer.Ordinal));
        Assert.Equal(
            Hostile.Append("\t=x").Append("\n=y").Order(StringComparer.Ordinal),
            Enumerable.Range(0, again.Items.Length).SelectMany(i => Enumerable.Range(0, again.AnnotationsOf(i).Length).Select(a => again.ExplanationOf(i, a)!))
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Write_NegativeNumbers_StandAsTheyAre()
    {
        using DatasetFolder folder = new();
        DatasetBuilder builder = new(new DatasetInfo { Name = "n" }, TaskShape.Single, LabelScale.Interval(-2, 2));
        builder.AddItem(new JudgeItem { Id = "q", Response = "r" }).AddAnnotation("q", "ann", "-1").AddAnnotation("q", "bob", "-0.5");

        DatasetWriter.Write(builder.Build(), folder.Path);

        Assert.Equal("item,annotator,label\nq,ann,-1\nq,bob,-0.5\n", folder.Text("annotations.csv"));
    }

    [Fact]
    public void ReadTable_CellsOfSomeoneElse_KeepApostrophesThatGuardNothing()
    {
        using DatasetFolder folder = new();
        string path = Path.Combine(folder.Path, "t.csv");
        File.WriteAllText(path, "item,ann\n1,'tis\n2,''\n3,=x\n4,'=x\n5,'-1\n");

        Assert.Equal(["'tis", "''", "=x", "=x", "'-1"], CsvTable.Read(path).Rows.Select(r => r.Cells[1]));
    }

    private static AnnotatedDataset OfFormulas()
    {
        DatasetBuilder builder = new(new DatasetInfo { Name = "formulas" }, TaskShape.Single, LabelScale.Nominal(Hostile));
        foreach (string text in Hostile)
        {
            builder.AddItem(new JudgeItem { Id = text, Response = "r" });
            builder.AddAnnotation(text, text, text, text);
            builder.AddAnnotator(text, new Dictionary<string, string>(StringComparer.Ordinal) { [text] = text });
        }

        builder.AddAnnotation("=1+1", "ann", "=1+1", "\t=x").AddAnnotation("=1+1", "bob", "=1+1", "\n=y");
        return builder.Build();
    }

    // A reader of RFC 4180 that knows of no guard.
    private static IEnumerable<string> Cells(string text)
    {
        var cell = new System.Text.StringBuilder();
        bool quoted = false;
        foreach (char c in text)
        {
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && c is ',' or '\n')
            {
                yield return cell.ToString();
                cell.Clear();
            }
            else
            {
                cell.Append(c);
            }
        }
    }
}
