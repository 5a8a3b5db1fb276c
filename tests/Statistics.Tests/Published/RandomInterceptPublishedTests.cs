using System.Globalization;
using System.IO.Compression;

namespace JudgeEval.Statistics.Tests.Published;

/// <summary>
/// How much further judges are from one group of people than from another, by a random-intercept model over 1,500 comments; the
/// authors of the study printed coefficient, standard error and p to three decimals, as statsmodels computed them.
/// </summary>
public class RandomInterceptPublishedTests
{
    [SkippableFact]
    public void Fit_PublicSet_ReproducesThePublishedRows()
    {
        string[][] published = [.. File.ReadAllLines(TestFolders.DataFile("popquorn-llm", "published_lme_offensive_basegap_se.csv")).Skip(1).Select(l => l.Split(','))];
        using GZipStream packed = new(File.OpenRead(TestFolders.DataFile("popquorn-llm", "offensive_results_w2.tsv.gz")), CompressionMode.Decompress);
        using StreamReader text = new(packed);
        string[] head = text.ReadLine()!.Split('\t');
        string[][] rows = [.. text.ReadToEnd().Split('\n').Where(l => l.Length > 0).Select(l => l.Split('\t'))];
        Assert.Equal((1500, 27), (rows.Length, published.Length));

        foreach (IGrouping<string, string[]> judge in published.GroupBy(r => r[0]))
        {
            foreach (string[] groups in new[] { new[] { "man", "woman" }, ["white", "asian", "black"] })
            {
                RandomInterceptResult fit = Gaps(head, rows, judge.Key, groups);
                for (int g = 1; g < groups.Length; g++)
                {
                    string[] row = judge.Single(r => r[1] == groups[g]);
                    Assert.Equal(Number(row[2]), fit.FixedEffects[g].Coefficient.Value, 0.00051);
                    Assert.Equal(Number(row[3]), fit.FixedEffects[g].StandardError, 0.00051);
                    Assert.Equal(Number(row[4]), fit.FixedEffects[g].Test.PValue, 0.00051);
                }
            }
        }
    }

    /// <summary>|judge - mean of the group| by group, the first one being the reference, with a random intercept for each comment.</summary>
    private static RandomInterceptResult Gaps(string[] head, string[][] rows, string judge, string[] groups)
    {
        List<double> outcomes = [], design = [];
        List<int> items = [];
        int verdict = Array.IndexOf(head, $"{judge}_base");
        for (int i = 0; i < rows.Length; i++)
        {
            for (int g = 0; g < groups.Length; g++)
            {
                string mean = rows[i][Array.IndexOf(head, $"{groups[g]}_score")];
                if (mean.Length > 0 && rows[i][verdict].Length > 0)
                {
                    outcomes.Add(Math.Abs(Number(rows[i][verdict]) - Number(mean)));
                    design.AddRange(Enumerable.Range(0, groups.Length).Select(c => c == 0 || c == g ? 1.0 : 0));
                    items.Add(i);
                }
            }
        }

        RandomInterceptResult? fit = RandomInterceptModel.Fit([.. outcomes], [.. design], groups.Length, [.. items], new(), out string? undefined);
        Assert.Null(undefined);
        return fit!;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
