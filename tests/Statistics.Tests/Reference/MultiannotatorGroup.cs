using System.Collections.Immutable;
using System.Text.Json;

namespace JudgeEval.Statistics.Tests.Reference;

/// <summary>Majority with broken ties and CROWDLAB, by cleanlab.</summary>
internal sealed class MultiannotatorGroup : IReferenceGroup
{
    private const string RandomTies = "the library breaks this tie at random, and all that follows depends on it";
    private const string InputCheck = "the library's check of the input asks for several annotators and for a label of each item; a majority needs neither";

    public string Name => "multiannotator";

    public void Check(JsonElement input, ExpectedValues expected)
    {
        JsonElement rows = input.GetProperty("pred_probs");
        int categories = rows.GetArrayLength() == 0 ? 1 : rows[0].GetArrayLength();
        ProbabilityTable probabilities = ProbabilityTable.Create(ReferenceInput.Matrix(rows), categories);
        RatingTable ratings = ReferenceInput.Ratings(input.GetProperty("ratings"), probabilities.Categories);
        MajorityConsensus majority = MajorityConsensus.Of(ratings, probabilities);
        CheckMajority(majority, expected);
        CrowdLabResult? ours = CrowdLab.Run(ratings, probabilities, out string? undefined);
        if (expected.Has("crowdlab"))
        {
            expected.Equal("crowdlab", ours is null ? null : 0.0, reason: undefined);
            return;
        }

        foreach (string path in expected.Open.Where(path => path.StartsWith("crowdlab.", StringComparison.Ordinal)))
        {
            if (majority.UnresolvedTies.Length > 0)
            {
                expected.Exclude(path, RandomTies);
                continue;
            }

            Assert.True(ours is not null, $"{path}: ours is undefined: {undefined}.");
            CheckCrowdLab(path, ours, expected);
        }
    }

    private static void CheckMajority(MajorityConsensus ours, ExpectedValues expected)
    {
        const string Path = "majority_vote_label";
        if (!expected.Has(Path))
        {
            return;
        }

        JsonElement raw = expected.Raw(Path);
        if (raw.ValueKind != JsonValueKind.Array)
        {
            expected.Exclude(Path, InputCheck);
            return;
        }

        int?[] theirs = [.. raw.EnumerateArray().Select(label => (int?)label.GetInt32())];
        Assert.Equal(theirs.Length, ours.Labels.Length);
        for (int item = 0; item < theirs.Length; item++)
        {
            Assert.True(ours.Labels[item] == theirs[item] || ours.UnresolvedTies.Contains(item), $"{Path}[{item}]: expected {theirs[item]}, got {ours.Labels[item]}.");
        }

        expected.Take(Path);
        expected.Count(theirs.Length - ours.UnresolvedTies.Length);
    }

    private static void CheckCrowdLab(string path, CrowdLabResult ours, ExpectedValues expected)
    {
        switch (path)
        {
            case "crowdlab.consensus_label":
                expected.Equal(path, ours.Labels.AsSpan());
                break;
            case "crowdlab.consensus_quality_score":
                expected.Equal(path, ours.Quality.AsSpan());
                break;
            case "crowdlab.annotator_agreement":
                expected.Equal(path, ours.Agreement.AsSpan());
                break;
            case "crowdlab.annotator_quality":
                CheckEstimates(path, ours.AnnotatorQuality, expected);
                break;
            case "crowdlab.agreement_with_consensus":
                CheckEstimates(path, ours.AgreementWithConsensus, expected);
                break;
            default:
                break;
        }
    }

    private static void CheckEstimates(string path, ImmutableArray<Estimate> ours, ExpectedValues expected)
    {
        JsonElement raw = expected.Take(path);
        Assert.Equal(raw.GetArrayLength(), ours.Length);
        for (int i = 0; i < ours.Length; i++)
        {
            ReferenceVectors.AssertClose(ReferenceVectors.Number(raw[i]), ours[i], expected.Tolerance, $"{path}[{i}]");
            expected.Count();
        }
    }
}
