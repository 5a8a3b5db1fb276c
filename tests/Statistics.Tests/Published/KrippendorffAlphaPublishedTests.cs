using System.Text.Json;

namespace JudgeEval.Statistics.Tests.Published;

/// <summary>Alphas that the JUDGE-BENCH repository publishes (arXiv:2406.18403).</summary>
public class KrippendorffAlphaPublishedTests
{
    [SkippableTheory]
    [InlineData("dices_350_crowdsourced.json", 0.16086021565770392)]
    [InlineData("dices_990.json", 0.1432496623)]
    public void Compute_Dices_ReproducesThePublishedAlpha(string file, double published)
    {
        JsonElement set = TestFolders.DataJson("dices", file);
        List<Rating> ratings = [];
        int item = 0, most = 0;
        foreach (JsonElement instance in set.GetProperty("instances").EnumerateArray())
        {
            int annotator = 0;
            foreach (JsonElement score in instance.GetProperty("annotations").GetProperty("safety").GetProperty("individual_human_scores").EnumerateArray())
            {
                ratings.Add(new Rating(item, annotator++, score.GetString() switch { "No" => 0, "Unsure" => 1, "Yes" => 2, _ => throw new InvalidDataException() }));
            }

            most = Math.Max(most, annotator);
            item++;
        }

        Estimate alpha = GroupStatistics.Compute(RatingTable.Create(item, most, ratings), GroupStatistic.KrippendorffAlpha);
        Assert.Equal(published, alpha.Value, 1e-9);
    }
}
