using System.Collections.Immutable;
using System.Text.Json;
using JudgeEval.Harness.Alignment;
using JudgeEval.Judges;

namespace JudgeEval.Tool.Output;

/// <summary>What only some kinds of judges have, in JSON: <c>committee</c>, <c>candidates</c> and <c>difficulty</c>, each <c>null</c> for the others.</summary>
internal static class JudgeKindJson
{
    /// <summary>Writes all three.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="alignment">The judge's alignment.</param>
    public static void Write(Utf8JsonWriter json, AlignmentResult alignment)
    {
        Write(json, alignment.Committee);
        Write(json, alignment.Candidates);
        Write(json, alignment.Difficulty);
    }

    private static void Write(Utf8JsonWriter json, CommitteeReport? committee)
    {
        if (committee is null)
        {
            json.WriteNull("committee");
            return;
        }

        json.WriteStartObject("committee");
        json.WriteNumber("items", committee.Items);
        json.WriteStartArray("members");
        foreach (CommitteeMember member in committee.Members)
        {
            json.WriteStartObject();
            json.WriteString("name", member.Name);
            Write(json, "withPeople", member.WithPeople);
            Write(json, "withCommittee", member.WithCommittee);
            Write(json, "withOthers", member.WithOthers);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("pairs");
        foreach (CommitteePair pair in committee.Pairs)
        {
            json.WriteStartObject();
            json.WriteString("first", pair.First);
            json.WriteString("second", pair.Second);
            Write(json, "agreement", pair.Agreement);
            Write(json, "kappa", pair.Kappa);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("cut", committee.Cut);
        json.WriteStartObject("groups");
        foreach (AgreementGroup group in Enum.GetValues<AgreementGroup>())
        {
            json.WriteStartArray(CamelCase.Of(group));
            foreach (string item in committee.Groups.TryGetValue(group, out ImmutableArray<string> items) ? items : [])
            {
                json.WriteStringValue(item);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CandidateSetScores? candidates)
    {
        if (candidates is null)
        {
            json.WriteNull("candidates");
            return;
        }

        json.WriteStartObject("candidates");
        Write(json, "coverage", candidates.Coverage);
        Write(json, "meanSize", candidates.MeanSize);
        Write(json, "singleShare", candidates.SingleShare);
        json.WriteNumber("itemsWithoutReference", candidates.WithoutReference);
        json.WriteNumber("itemsWithoutSet", candidates.WithoutSet);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, DifficultyAlignment? difficulty)
    {
        if (difficulty is null)
        {
            json.WriteNull("difficulty");
            return;
        }

        json.WriteStartObject("difficulty");
        json.WriteString("hardest", difficulty.Hardest);
        json.WriteString("measure", CamelCase.Of(difficulty.Measure));
        json.WriteNumber("items", difficulty.Items);
        json.WriteNumber("itemsWithoutTwoLabels", difficulty.WithoutTwoLabels);
        Write(json, "pearson", difficulty.Pearson);
        Write(json, "spearman", difficulty.Spearman);
        Write(json, "ambiguousFrom", difficulty.AmbiguousFrom);
        Write(json, "ambiguous", difficulty.Ambiguous);
        Write(json, "hard", difficulty.Hard);
        Write(json, "both", difficulty.Both);
        Write(json, "overlap", difficulty.Overlap);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, Statistics.Estimate estimate)
    {
        json.WritePropertyName(name);
        EstimateJson.Write(json, estimate);
    }

    private static void Write(Utf8JsonWriter json, string name, AgreementCount count)
    {
        json.WriteStartObject(name);
        Write(json, "share", count.Share);
        json.WriteNumber("agreeing", count.Agreeing);
        json.WriteNumber("compared", count.Compared);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } given)
        {
            json.WriteNumber(name, given);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
