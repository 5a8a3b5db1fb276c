using System.Collections.Immutable;
using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Comparing;

/// <summary>Finds what changed since the baseline. What is not known of both sides is not said to have changed.</summary>
internal static class JudgeChanges
{
    private const int HashDigits = 8;
    private const int LongestCriteria = 60;

    /// <summary>The changes, in the order of <see cref="ChangeKind"/>.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="baseline">The baseline.</param>
    /// <param name="common">The common items.</param>
    /// <param name="labels">How people's labels differ; <see langword="null"/> where it is not known.</param>
    public static ImmutableArray<JudgeChange> Of(AlignedJudge candidate, JudgeBaseline baseline, CommonItems common, LabelShift? labels)
    {
        JudgeIdentity now = candidate.Verdicts.Judge, then = baseline.Verdicts.Judge;
        JudgeChange?[] found =
        [
            Differ(then.PromptHash, now.PromptHash) ? new(ChangeKind.Prompt, "JE4101", Prompt(then, now))
                : (then.PromptHash is null || now.PromptHash is null) && Differ(then.Prompt, now.Prompt) ? new(ChangeKind.Prompt, "JE4101", $"the prompt was '{then.Prompt}' and is '{now.Prompt}'")
                : null,
            Differ(then.Model, now.Model) ? new(ChangeKind.Model, "JE4102", $"the model was '{then.Model}' and is '{now.Model}'") : null,
            Differ(then.OptionsHash, now.OptionsHash)
                ? new(ChangeKind.Options, "JE4103", $"the model's options, such as the temperature, changed (hash {Short(then.OptionsHash)}, now {Short(now.OptionsHash)})")
                : null,
            Differ(then.OutputContract, now.OutputContract)
                ? new(ChangeKind.OutputContract, "JE4104", $"the output contract, by which a reply becomes a label, was {then.OutputContract} and is {now.OutputContract}")
                : null,
            Items(candidate.Dataset, baseline, common),
            labels is { Labels: > 0 } ? new(ChangeKind.Labels, "JE4106", Labels(labels)) : null,
            Judge(then, now),
        ];
        return [.. found.OfType<JudgeChange>()];
    }

    /// <summary>Whether two identities are known by their hashes and are the same. A name is for people and may be another.</summary>
    /// <param name="one">One.</param>
    /// <param name="other">The other.</param>
    public static bool IsSame(JudgeIdentity one, JudgeIdentity other) =>
        IsWhole(one) && one with { Name = other.Name, Prompt = other.Prompt } == other;

    private static bool Differ(string? then, string? now) => then is not null && now is not null && then != now;

    private static string Prompt(JudgeIdentity then, JudgeIdentity now)
    {
        string hashes = $"hash {Short(then.PromptHash)}, now {Short(now.PromptHash)}";
        return Differ(then.Prompt, now.Prompt) ? $"the prompt was '{then.Prompt}' and is '{now.Prompt}' ({hashes})"
            : (now.Prompt ?? then.Prompt) is { } name ? $"the text of the prompt '{name}' changed ({hashes})"
            : $"the text of the prompt changed ({hashes})";
    }

    private static JudgeChange? Items(AnnotatedDataset dataset, JudgeBaseline baseline, CommonItems common)
    {
        if (baseline.Items is null && baseline.Verdicts.DatasetHash is { } hash && hash != dataset.Identity.Hash)
        {
            return new(
                ChangeKind.Items,
                "JE4105",
                $"the header of the baseline's verdicts names another content of the dataset (hash {Short(hash)}, now {Short(dataset.Identity.Hash)}): items (JE4105) or people's labels (JE4106) changed, "
                + "and which of them a verdict file alone does not tell; items are matched by their ids. --baseline-dataset names the dataset as it was");
        }

        string[] parts =
        [
            .. baseline.Items is not null && common.OnlyCandidate > 0 ? [Count(common.OnlyCandidate, "new")] : Array.Empty<string>(),
            .. common.OnlyBaseline > 0 ? [Count(common.OnlyBaseline, "gone")] : Array.Empty<string>(),
            .. common.OtherContent > 0 ? [Count(common.OtherContent, "of another content")] : Array.Empty<string>(),
        ];
        int same = common.Same.Count(s => s);
        return parts.Length == 0 ? null : new(
            ChangeKind.Items, "JE4105", string.Create(CultureInfo.InvariantCulture, $"the items changed: {string.Join(", ", parts)}; only the {same} that are the same are compared"));
    }

    private static string Labels(LabelShift labels)
    {
        string[] parts =
        [
            .. labels.Changed > 0 ? [Count(labels.Changed, "changed")] : Array.Empty<string>(),
            .. labels.New > 0 ? [Count(labels.New, "new")] : Array.Empty<string>(),
            .. labels.Gone > 0 ? [Count(labels.Gone, "gone")] : Array.Empty<string>(),
        ];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"people's labels changed: {labels.Labels} {(labels.Labels == 1 ? "label" : "labels")} of {labels.Items} {(labels.Items == 1 ? "item" : "items")} ({string.Join(", ", parts)})");
    }

    private static JudgeChange? Judge(JudgeIdentity then, JudgeIdentity now)
    {
        // Who wrote a hash would have written a group or criteria as well; that none is there says something only then.
        bool known = IsWhole(then) && IsWhole(now);
        string[] parts =
        [
            .. Differs(known, then.Group, now.Group) ? [$"the judge answered in the place of {Group(then.Group)} and answers in that of {Group(now.Group)}"] : Array.Empty<string>(),
            .. Differs(known, then.Criteria, now.Criteria) ? [$"the criteria were {Criteria(then.Criteria)} and are {Criteria(now.Criteria)}"] : Array.Empty<string>(),
        ];
        if (parts.Length > 0)
        {
            return new(ChangeKind.Judge, "JE4107", string.Join("; ", parts));
        }

        bool told = Known(then.PromptHash, now.PromptHash) || Known(then.Model, now.Model) || Known(then.OptionsHash, now.OptionsHash) || Known(then.OutputContract, now.OutputContract);
        return told || then.Name == now.Name
            ? null
            : new(ChangeKind.Judge, "JE4107", $"the judge was '{then.Name}' and is '{now.Name}'; nothing else is known of both");
    }

    private static bool Known(string? then, string? now) => then is not null && now is not null;

    private static bool IsWhole(JudgeIdentity judge) => judge.PromptHash is not null || judge.OptionsHash is not null || judge.OutputContract is not null;

    private static bool Differs(bool known, string? then, string? now) => then != now && (known || Known(then, now));

    private static string Group(string? group) => group is null ? "no group" : $"'{group}'";

    private static string Criteria(string? criteria) => criteria is null ? "the prompt's own"
        : $"'{(criteria.Length <= LongestCriteria ? criteria : criteria[..(LongestCriteria - 1)] + "…")}'";

    private static string Count(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}");

    private static string Short(string? hash) => hash is null ? "unknown" : hash.Length <= HashDigits ? hash : hash[..HashDigits];
}
