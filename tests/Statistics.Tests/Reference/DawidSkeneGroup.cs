using System.Globalization;
using System.Text.Json;

namespace JudgeEval.Statistics.Tests.Reference;

/// <summary>Majority vote, Wawa and Dawid-Skene by crowd-kit.</summary>
internal sealed class DawidSkeneGroup : IReferenceGroup
{
    /// <summary>Closer than this, two probabilities are a tie that rounding decides in the library.</summary>
    private const double TieWidth = 1e-9;

    private const string FullPrefix = "dawid_skene_";
    private const string OneCoinPrefix = "one_coin_";

    public string Name => "dawid_skene";

    public void Check(JsonElement input, ExpectedValues expected)
    {
        JsonElement[][] triples = [.. input.GetProperty("annotations").EnumerateArray().Select(a => a.EnumerateArray().ToArray())];
        if (triples.Length == 0)
        {
            CheckEmpty(expected);
            return;
        }

        string[] tasks = Ids(expected.Take("tasks"));
        string[] workers = Ids(expected.Take("workers"));
        double[] labels = ReferenceInput.Complete(expected.Raw("labels"));
        AnnotationTable table = AnnotationTable.Create(
            tasks.Length,
            workers.Length,
            [.. triples.Select(t => new Rating(Array.IndexOf(tasks, t[0].ToString()), Array.IndexOf(workers, t[1].ToString()), t[2].GetDouble()))]);
        Assert.Equal(tasks.Length, table.RatedItems.Length);
        expected.Count(tasks.Length + workers.Length);
        expected.Equal("labels", table.Categories.AsSpan());

        foreach (string model in expected.Open.Select(path => path.Split('.')[0]).Distinct().ToArray())
        {
            switch (model)
            {
                case "majority_vote":
                    CheckDistributions(expected, model, MajorityVote.Shares(table, out _)!);
                    break;
                case "wawa":
                    CheckWawa(expected, model, table);
                    break;
                default:
                    CheckModel(expected, model, table);
                    break;
            }
        }
    }

    private static void CheckWawa(ExpectedValues expected, string model, AnnotationTable table)
    {
        WawaResult result = Wawa.Aggregate(table, out _, ties: TiedVoteCredit.SmallestCategory)!;
        CheckSkills(expected, model, result.Skills);
        CheckDistributions(expected, model, result.Shares);
    }

    private static void CheckModel(ExpectedValues expected, string model, AnnotationTable table)
    {
        bool oneCoin = model.StartsWith(OneCoinPrefix, StringComparison.Ordinal);
        string run = model[(oneCoin ? OneCoinPrefix : FullPrefix).Length..];
        bool untilConverged = run == "default";
        DawidSkeneOptions options = new()
        {
            Convention = DawidSkeneConvention.CrowdKit,
            Errors = oneCoin ? AnnotatorErrors.OneCoin : AnnotatorErrors.ConfusionMatrix,
            MaxRounds = untilConverged ? 100 : int.Parse(run["iter".Length..], CultureInfo.InvariantCulture),
            Tolerance = untilConverged ? 1e-5 : null,
        };
        DawidSkeneResult result = DawidSkene.Fit(table, options, out _)!;
        CheckDistributions(expected, model, result.Posteriors);
        IfPresent(expected, $"{model}.iterations", path => expected.Equal(path, result.Rounds));
        IfPresent(expected, $"{model}.loss_last", path => expected.Equal(path, result.Objective));
        IfPresent(expected, $"{model}.priors", path => expected.Equal(path, result.Priors.AsSpan()));
        IfPresent(expected, $"{model}.errors_worker_observed_true", path => expected.Equal(path, Confusions(result)));
        if (expected.Has($"{model}.skills"))
        {
            CheckSkills(expected, model, result.Skills);
        }
    }

    private static void CheckSkills(ExpectedValues expected, string model, IEnumerable<Estimate> skills) =>
        expected.Equal($"{model}.skills", [.. skills.Select(skill => skill.Value)]);

    /// <summary>Probabilities where they are given, and labels where they are no tie.</summary>
    private static void CheckDistributions(ExpectedValues expected, string model, ItemDistributions ours)
    {
        IfPresent(expected, $"{model}.probas", path => expected.Equal(path, ours.Table.Values));
        JsonElement[] labels = [.. expected.Take($"{model}.labels").EnumerateArray()];
        Assert.Equal(ours.Items.Length, labels.Length);
        for (int row = 0; row < labels.Length; row++)
        {
            double[] sorted = [.. ours.Table[row].ToArray().OrderDescending()];
            if (sorted.Length > 1 && sorted[0] - sorted[1] < TieWidth)
            {
                continue;
            }

            Assert.Equal(labels[row].GetDouble(), Assert.Single(ours.ModesOf(ours.Items[row])));
            expected.Count();
        }
    }

    private static double[] Confusions(DawidSkeneResult result) =>
        [.. Enumerable.Range(0, result.AnnotatorCount).SelectMany(a => result.ConfusionOf(a).ToArray())];

    /// <summary>Without annotations the library gives nothing or raises; ours is undefined.</summary>
    private static void CheckEmpty(ExpectedValues expected)
    {
        AnnotationTable empty = AnnotationTable.Create(0, 0, []);
        Assert.Null(MajorityVote.Shares(empty, out _));
        Assert.Null(Wawa.Aggregate(empty, out _));
        Assert.Null(DawidSkene.Fit(empty, new DawidSkeneOptions(), out string? undefined));
        Assert.NotNull(undefined);
        foreach (string path in expected.Open)
        {
            JsonElement value = expected.Take(path);
            Assert.True(
                value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0, $"{path}: the library has values without annotations ({value}).");
            expected.Count();
        }
    }

    private static void IfPresent(ExpectedValues expected, string path, Action<string> check)
    {
        if (expected.Has(path))
        {
            check(path);
        }
    }

    private static string[] Ids(JsonElement ids) => [.. ids.EnumerateArray().Select(id => id.ToString())];
}
