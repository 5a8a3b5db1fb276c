using System.Text;
using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Lint.Rules;

/// <summary>
/// Items with the same texts: letter by letter, or apart from case, white space and punctuation, or with the two
/// responses exchanged. Texts are compared by a hash first and then in full.
/// </summary>
internal static class DuplicateItems
{
    private const int Named = 5;

    public static IEnumerable<LintFinding> Find(LintData data)
    {
        List<int[]> groups = Groups(data.Dataset);
        if (groups.Count == 0)
        {
            yield break;
        }

        AnnotatedDataset dataset = data.Dataset;
        int copies = groups.Sum(g => g.Length - 1);
        int exact = groups.Count(g => g.Skip(1).All(i => Raw(dataset.Items[i]) == Raw(dataset.Items[g[0]])));
        int exchanged = groups.Count(g => g.Skip(1).Any(i => IsExchanged(dataset.Items[g[0]], dataset.Items[i])));

        // Copies in one cluster go in and out of every resample together, as the remedy asks for.
        bool clustered = groups.All(g => g.All(i => dataset.Items[i].Cluster is { } cluster && cluster == dataset.Items[g[0]].Cluster));
        yield return new LintFinding
        {
            Rule = LintRules.DuplicateItems,
            Severity = clustered ? LintSeverity.Note : LintSeverity.Warning,
            What = FormattableString.Invariant($"{copies} of {dataset.Items.Length} items repeat the texts of another: {Names(dataset, groups)}")
                + $" ({How(groups.Count, exact, exchanged)})",
            Consequence = clustered
                ? "copies share their 'cluster', so that intervals are right; but nobody who sees these texts alone can tell the items apart"
                : "copies count as items of their own, so that intervals are too narrow, and in different splits they give the test away",
            Remedy = (2 * copies > dataset.Items.Length ? "look whether a text that tells the items apart was left out of items.jsonl; if not, " : "")
                + (clustered ? "nothing, unless a judge is to see these texts" : "keep one of each group, or give the copies one 'cluster', so that resampling takes them together"),
            Location = data.FileOf(DatasetFiles.Items, dataset.LineOf(groups[0][1])),
            Subjects = [.. groups.SelectMany(g => g).Take(100).Select(i => dataset.Items[i].Id)],
            Evidence = [new("groups", groups.Count), new("copies", copies), new("exactGroups", exact), new("items", dataset.Items.Length)],
        };
        List<int[]> conflicting = [.. groups.Where(g => Conflict(data, g))];
        if (conflicting.Count > 0)
        {
            yield return new LintFinding
            {
                Rule = LintRules.ConflictingDuplicates,
                Severity = LintSeverity.Warning,
                What = FormattableString.Invariant($"{conflicting.Count} of {groups.Count} groups of the same texts have different majority labels: {Names(dataset, conflicting)}"),
                Consequence = "no judge can agree with both of two labels for one text; the ceiling is lower than the agreement among people says",
                Remedy = "settle these items, or join their annotations under one id; where the texts should differ, look for what was left out of items.jsonl",
                Location = data.FileOf(DatasetFiles.Items, dataset.LineOf(conflicting[0][1])),
                Subjects = [.. conflicting.SelectMany(g => g).Take(100).Select(i => dataset.Items[i].Id)],
                Evidence = [new("groups", conflicting.Count), new("ofGroups", groups.Count)],
            };
        }
    }

    /// <summary>A text as it is compared: lower case, without punctuation, with one space between words. Unicode forms stay apart: not every machine can tell them.</summary>
    internal static string Normalize(string text)
    {
        StringBuilder kept = new(text.Length);
        bool gap = false;
        foreach (char c in text)
        {
            if (!IsText(c))
            {
                gap = kept.Length > 0;
                continue;
            }

            kept.Append(gap ? " " : "").Append(char.ToLowerInvariant(c));
            gap = false;
        }

        return kept.ToString();
    }

    // Symbols and marks are text: a line of emoji is no empty one.
    private static bool IsText(char c) => !char.IsWhiteSpace(c) && !char.IsPunctuation(c) && !char.IsControl(c);

    private static List<int[]> Groups(AnnotatedDataset dataset)
    {
        Dictionary<ulong, List<int>> byHash = new(dataset.Items.Length);
        for (int i = 0; i < dataset.Items.Length; i++)
        {
            ulong hash = Hash(dataset.Items[i]);
            if (hash == 0)
            {
                continue;
            }

            if (byHash.TryGetValue(hash, out List<int>? same))
            {
                same.Add(i);
            }
            else
            {
                byHash.Add(hash, [i]);
            }
        }

        return
        [
            .. byHash.Values.Where(g => g.Count > 1)
                .SelectMany(g => g.GroupBy(i => Key(dataset.Items[i]), StringComparer.Ordinal))
                .Select(g => g.ToArray()).Where(g => g.Length > 1).OrderBy(g => g[0]),
        ];
    }

    // Zero for an item without text, whose equals are not copies.
    private static ulong Hash(JudgeItem item)
    {
        ulong response = Hash(item.Response), a = Hash(item.ResponseA), b = Hash(item.ResponseB), context = Hash(item.Context);
        return (response | a | b | context) == 0 ? 0 : (context * 0x9E3779B97F4A7C15) ^ (response * 0xC2B2AE3D27D4EB4F) ^ (a + b + (a * b));
    }

    // Over what Normalize keeps, without making the string; a hash that is equal by chance costs a comparison.
    private static ulong Hash(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return 0;
        }

        ulong hash = StableHash.Empty;
        bool any = false, gap = false;
        foreach (char c in text)
        {
            if (!IsText(c))
            {
                gap = any;
                continue;
            }

            hash = gap ? StableHash.Add(hash, ' ') : hash;
            hash = StableHash.Add(hash, char.ToLowerInvariant(c));
            (any, gap) = (true, false);
        }

        return any ? hash : 0;
    }

    private static string Key(JudgeItem item)
    {
        string a = Normalize(item.ResponseA ?? ""), b = Normalize(item.ResponseB ?? "");
        (a, b) = string.CompareOrdinal(a, b) <= 0 ? (a, b) : (b, a);
        return $"{Normalize(item.Context)}\n{Normalize(item.Response ?? "")}\n{a}\n{b}";
    }

    private static string Raw(JudgeItem item) => $"{item.Context}\n\0{item.Response}\n\0{item.ResponseA}\n\0{item.ResponseB}";

    private static bool IsExchanged(JudgeItem first, JudgeItem second) =>
        first.ResponseA is not null && Normalize(first.ResponseA) != Normalize(first.ResponseB ?? "") && Normalize(first.ResponseA) == Normalize(second.ResponseB ?? "");

    private static bool Conflict(LintData data, int[] group)
    {
        int? first = null;
        foreach (int item in group)
        {
            if (Majority(data, item) is not { } majority)
            {
                continue;
            }

            if (IsExchanged(data.Dataset.Items[group[0]], data.Dataset.Items[item]) && data.Dataset.Scale.Level == ScaleLevel.Preference)
            {
                majority = data.LabelCount - 1 - majority;
            }

            first ??= majority;
            if (first != majority)
            {
                return true;
            }
        }

        return false;
    }

    // The label of most, where one is ahead.
    private static int? Majority(LintData data, int item)
    {
        (int Label, int Count)[] counts =
        [
            .. data.Codes[data.Offsets[item]..data.Offsets[item + 1]].CountBy(c => c).Select(c => (c.Key, c.Value)).OrderByDescending(c => c.Value),
        ];
        return counts.Length == 0 || (counts.Length > 1 && counts[0].Count == counts[1].Count) ? null : counts[0].Label;
    }

    private static string How(int groups, int exact, int exchanged) =>
        (exact == groups ? "letter by letter"
            : exact == 0 ? "apart from case, space and punctuation"
            : FormattableString.Invariant($"{exact} of {groups} groups letter by letter, the others apart from case, space and punctuation"))
        + (exchanged == 0 ? "" : FormattableString.Invariant($"; {exchanged} with the responses exchanged"));

    private static string Names(AnnotatedDataset dataset, List<int[]> groups) =>
        string.Join("; ", groups.Take(Named).Select(g => string.Join(" = ", g.Take(Named).Select(i => $"'{dataset.Items[i].Id}'")) + (g.Length > Named ? " = …" : "")))
        + (groups.Count > Named ? FormattableString.Invariant($"; and {groups.Count - Named} more groups") : "");
}
