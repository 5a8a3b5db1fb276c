using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Diffs;
using JudgeEval.Harness.Records;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Reports.Comments;

/// <summary>What changed of a case: what the comparison knows, and where there is none, what the two records say.</summary>
internal static class CommentChanges
{
    private const string Renames = "the names of items";

    /// <summary>The kinds of change in words, each once; empty where the case is as it was, its verdicts included.</summary>
    public static string[] Kinds(CaseDiff item)
    {
        string[] kinds = [.. item.Comparison?.Changes.Select(c => Outcome.Words(c.Kind)).Distinct(StringComparer.Ordinal) ?? [], .. item.Renamed.IsEmpty ? Array.Empty<string>() : [Renames]];
        return kinds.Length > 0 || SaysTheSame(item) ? kinds : ["the judge's verdicts"];
    }

    /// <summary>A sentence for each change, without a full stop.</summary>
    public static IEnumerable<(string Text, string? Code)> Of(CaseDiff item)
    {
        if (item.Comparison is { } comparison)
        {
            foreach (JudgeChange change in comparison.Changes)
            {
                yield return (change.Text, change.Code);
            }
        }
        else if (item is { Base: { } before, Head: { } after })
        {
            JudgeIdentity then = before.Alignment.Judge, now = after.Alignment.Judge;
            if (item.ChangedPromptLine is not null || (then.PromptHash is not null && now.PromptHash is not null && then.PromptHash != now.PromptHash))
            {
                yield return ("the text of the prompt changed", "JE4101");
            }

            if (then.Model is not null && now.Model is not null && then.Model != now.Model)
            {
                yield return ($"the model was '{then.Model}' and is '{now.Model}'", "JE4102");
            }

            if (before.DatasetIdentity.ItemsHash != after.DatasetIdentity.ItemsHash)
            {
                yield return ("the items changed", "JE4105");
            }

            if (before.DatasetIdentity.LabelsHash != after.DatasetIdentity.LabelsHash)
            {
                yield return ("people's labels changed", "JE4106");
            }
        }

        if (!item.Renamed.IsEmpty)
        {
            string named = string.Join(", ", item.Renamed.Take(5).Select(r => $"'{r.Before}' to '{r.After}'"));
            yield return ($"{NumberText.Count(item.Renamed.Length, "item was", "items were")} renamed with {(item.Renamed.Length == 1 ? "its" : "their")} content as it was: {named}{(item.Renamed.Length > 5 ? ", …" : "")}", null);
        }
    }

    /// <summary>Whether the judge gave the same verdicts on the same items, renamed ones included.</summary>
    public static bool SaysTheSame(CaseDiff item)
    {
        if (item is not { Base: { } before, Head: { } after })
        {
            return item.Comparison is not { } comparison || (comparison.Moved.IsEmpty && comparison.Delta is { IsDefined: true, Value: 0 });
        }

        Dictionary<string, string> names = RenamedItems.Names(item.Renamed);
        return Words(before, names).SequenceEqual(Words(after, []));
    }

    private static IEnumerable<(string Item, int Repeat, PresentationOrder Order, string? Label)> Words(AlignmentRecord record, Dictionary<string, string> names) =>
        RecordedJudge.Verdicts(record).Judgements
            .Select(j => (Item: names.GetValueOrDefault(j.Item, j.Item), j.Repeat, j.Order, j.Verdict.Label))
            .OrderBy(j => j.Item, StringComparer.Ordinal).ThenBy(j => j.Repeat).ThenBy(j => j.Order);
}
