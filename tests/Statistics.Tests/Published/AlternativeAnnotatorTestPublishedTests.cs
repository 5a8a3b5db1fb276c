using System.Globalization;
using System.Text.Json;

namespace JudgeEval.Statistics.Tests.Published;

/// <summary>The 36 rows that the authors of the test printed (Calderon, Reichart and Dror, 2025, arXiv:2501.10970), two decimals.</summary>
public class AlternativeAnnotatorTestPublishedTests
{
    private static readonly Dictionary<string, (double Epsilon, bool Numeric)> Sets = new(StringComparer.Ordinal)
    {
        ["wax"] = (0.1, false),
        ["lgbteen"] = (0.2, false),
        ["mtbench"] = (0.2, false),
        ["cebab_aspects"] = (0.1, false),
        ["summeval"] = (0.2, true),
        ["cebab_stars"] = (0.1, true),
    };

    [SkippableTheory]
    [InlineData("wax")]
    [InlineData("lgbteen")]
    [InlineData("mtbench")]
    [InlineData("cebab_aspects")]
    [InlineData("summeval")]
    [InlineData("cebab_stars")]
    public void Run_PublicSet_ReproducesThePublishedRows(string set)
    {
        (double epsilon, bool numeric) = Sets[set];
        string[][] published =
        [
            .. File.ReadAllLines(TestFolders.DataFile("alttest", "published_alt_test.csv")).Skip(1).Select(l => l.Split(',')).Where(c => c[0] == set),
        ];
        JsonElement people = TestFolders.DataJson("alttest", set, "human_annotations.json");
        JsonElement judges = TestFolders.DataJson("alttest", set, "llm_annotations.json");
        Dictionary<string, int> items = new(StringComparer.Ordinal);
        Dictionary<string, double> codes = new(StringComparer.Ordinal);
        List<Rating> ratings = [];
        int annotators = 0;
        foreach (JsonProperty person in people.EnumerateObject())
        {
            foreach (JsonProperty label in person.Value.EnumerateObject())
            {
                ratings.Add(new Rating(Index(items, label.Name), annotators, Value(label.Value)));
            }

            annotators++;
        }

        RatingTable table = RatingTable.Create(items.Count, annotators, ratings);
        Assert.Equal(6, published.Length);
        foreach (string[] row in published)
        {
            double?[] judge = new double?[items.Count];
            foreach (JsonProperty label in judges.GetProperty(row[1]).EnumerateObject().Where(l => items.ContainsKey(l.Name)))
            {
                judge[items[label.Name]] = Value(label.Value);
            }

            AltTestOptions options = new() { Epsilon = epsilon, Scoring = numeric ? AltTestScoring.NegativeRmse : AltTestScoring.Accuracy };
            AltTestResult? result = AlternativeAnnotatorTest.Run(table, judge, options, out _);
            Assert.NotNull(result);
            Assert.Equal(double.Parse(row[3], CultureInfo.InvariantCulture), result.WinningRate, 0.0051);
            Assert.Equal(double.Parse(row[4], CultureInfo.InvariantCulture), result.AdvantageProbability, 0.0051);
            Assert.Equal(row[2] == "PASSED", result.WinningRate >= 0.5);
        }

        static int Index(Dictionary<string, int> known, string name)
        {
            if (!known.TryGetValue(name, out int index))
            {
                known.Add(name, index = known.Count);
            }

            return index;
        }

        double Value(JsonElement label)
        {
            if (label.ValueKind == JsonValueKind.Number)
            {
                return label.GetDouble();
            }

            string text = label.ToString();
            if (numeric)
            {
                return double.Parse(text, CultureInfo.InvariantCulture);
            }

            if (!codes.TryGetValue(text, out double code))
            {
                codes.Add(text, code = codes.Count);
            }

            return code;
        }
    }
}
