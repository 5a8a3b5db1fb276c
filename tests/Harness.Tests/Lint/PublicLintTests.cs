using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Lint;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Lint;

/// <summary>What lint says of published data whose defects are known.</summary>
public sealed partial class PublicLintTests
{
    [SkippableTheory]
    [InlineData("test_ghc_dis.csv", -0.2930)]
    [InlineData("test_ghc_rnd.csv", 0.2446)]
    public void Of_DisagreementPrediction_TellsTheSelectedFileByThePublishedAlpha(string file, double alpha)
    {
        AnnotatedDataset dataset = Hate(File.ReadAllText(TestFolders.DataFile("disagreement-prediction", file)));

        LintFinding[] selected = [.. DatasetLint.Of(dataset).Findings.Where(f => f.Rule == LintRules.SelectedForDisagreement)];

        Assert.Equal(alpha < 0, selected.Length == 1);
        Assert.All(selected, f => Assert.Equal(alpha, f.Evidence.Single(e => e.Name == "alpha").Value, 1e-4));
    }

    [SkippableFact]
    public void Of_Dices350_NamesTheConstantRaterAndThoseLikeHim()
    {
        AnnotatedDataset dataset = Dices(TestFolders.DataFile("dices", "dices_350_crowdsourced.json.gz"));

        LintFinding[] findings = [.. DatasetLint.Of(dataset).Findings];

        // One of the 123 raters gave one label throughout (the README of the data); four more did so on all but a few items. Nothing else is a defect of a clean file
        // but two pairs who agree far more than the rest do.
        LintFinding constant = Assert.Single(findings, f => f.Rule == LintRules.ConstantAnnotator && f.Evidence.Single(e => e.Name == "sameLabel").Value >= 350);
        Assert.Contains("all of 350 items", constant.What, StringComparison.Ordinal);
        Assert.All(findings, f => Assert.Contains(f.Rule, new[] { LintRules.ConstantAnnotator, LintRules.CopiedAnnotator }));
    }

    private static AnnotatedDataset Hate(string csv)
    {
        var builder = new DatasetBuilder(new DatasetInfo { Name = "hate" }, TaskShape.Single, LabelScale.Nominal(["0", "1"]));
        int item = 0;
        foreach (Match row in Row().Matches(csv))
        {
            string id = CleanData.Id('i', item++);
            builder.AddItem(new JudgeItem { Id = id, Response = FormattableString.Invariant($"text {item}") });
            string[] labels = row.Groups["labels"].Value.Split(", "), people = row.Groups["people"].Value.Split(", ");
            for (int i = 0; i < labels.Length; i++)
            {
                builder.AddAnnotation(id, "a" + people[i], labels[i]);
            }
        }

        return builder.Build();
    }

    private static AnnotatedDataset Dices(string file)
    {
        using GZipStream stream = new(File.OpenRead(file), CompressionMode.Decompress);
        using JsonDocument document = JsonDocument.Parse(stream);
        var builder = new DatasetBuilder(new DatasetInfo { Name = "dices" }, TaskShape.Single, LabelScale.Ordinal(["No", "Unsure", "Yes"]));
        int item = 0;
        foreach (JsonElement instance in document.RootElement.GetProperty("instances").EnumerateArray())
        {
            string id = CleanData.Id('d', item++);
            builder.AddItem(new JudgeItem { Id = id, Response = FormattableString.Invariant($"conversation {item}") });
            int rater = 0;
            foreach (JsonElement label in instance.GetProperty("annotations").GetProperty("safety").GetProperty("individual_human_scores").EnumerateArray())
            {
                builder.AddAnnotation(id, CleanData.Id('r', rater++), label.GetString()!);
            }
        }

        return builder.Build();
    }

    // The first list of a row holds the labels, the last one the annotators.
    [GeneratedRegex("\"\\[(?<labels>[01](, [01])*)\\]\",\"\\[[01, ]*\\]\",\"\\[[01, ]*\\]\",\"\\[[01, ]*\\]\",[0-9]+,\"\\[(?<people>[0-9, ]+)\\]\"", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Row();
}
