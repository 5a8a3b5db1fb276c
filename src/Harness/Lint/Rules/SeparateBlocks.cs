using JudgeEval.Harness.Datasets;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Lint.Rules;

/// <summary>
/// Blocks of people who share no item with people of another block, also not over third people. That alone is a note. It is a warning where the blocks give
/// different labels (a one-way analysis of variance over persons' means), since nothing in the data can say whether that is the items or the people.
/// </summary>
internal static class SeparateBlocks
{
    // Of squares of numbers near 1.
    private const double Rounding = 1e-24;

    public static IEnumerable<LintFinding> Find(LintData data, LintOptions options)
    {
        int[] roots = Roots(data);
        int[][] blocks =
        [
            .. Enumerable.Range(0, data.PersonCount).Where(p => data.AnnotationsOf(p).Length > 0).GroupBy(p => roots[p]).Select(g => g.ToArray()).OrderBy(b => b[0]),
        ];
        int[][] shared = [.. blocks.Where(b => b.Length > 1)];
        if (shared.Length < 2)
        {
            yield break;
        }

        double p = Differ(data, shared);
        bool differ = p < options.Level;
        yield return new LintFinding
        {
            Rule = LintRules.SeparateBlocks,
            Severity = differ ? LintSeverity.Warning : LintSeverity.Note,
            What = FormattableString.Invariant($"there are {shared.Length} blocks of people who share no item with each other, of {string.Join(", ", shared.Take(8).Select(b => FormattableString.Invariant($"{b.Length}")))}{(shared.Length > 8 ? ", …" : "")} people")
                + (differ ? FormattableString.Invariant($", and they give different labels (p = {p:0.0000})") : ""),
            Consequence = differ
                ? "whether the items or the people differ cannot be told, so a mean over the blocks mixes both, and a judge that is compared with all of them is compared with several standards"
                : "how far people of different blocks agree cannot be known; agreement is that within blocks",
            Remedy = "let some people of each block label the same items, or report the blocks apart",
            Location = data.FileOf(DatasetFiles.Annotations),
            Subjects = [.. shared.Select(b => data.NameOf(b[0]))],
            Evidence = [new("blocks", shared.Length), new("people", shared.Sum(b => b.Length)), new("p", p)],
        };
    }

    private static int[] Roots(LintData data)
    {
        int[] roots = [.. Enumerable.Range(0, data.PersonCount)];
        for (int item = 0; item < data.ItemCount; item++)
        {
            for (int i = data.Offsets[item] + 1; i < data.Offsets[item + 1]; i++)
            {
                int first = Root(data.People[i - 1]), second = Root(data.People[i]);
                roots[Math.Max(first, second)] = Math.Min(first, second);
            }
        }

        return [.. Enumerable.Range(0, data.PersonCount).Select(Root)];

        int Root(int person)
        {
            while (roots[person] != person)
            {
                person = roots[person] = roots[roots[person]];
            }

            return person;
        }
    }

    // Persons are the units: two people of a block are not two hundred labels.
    private static double Differ(LintData data, int[][] blocks)
    {
        double smallest = 1;
        int tests = data.IsOrdered ? 1 : Math.Min(data.LabelCount, 8);
        for (int label = 0; label < tests; label++)
        {
            double[][] means = [.. blocks.Select(b => b.Select(p => Mean(data, p, label)).ToArray())];
            double largest = means.Max(b => b.Max(Math.Abs));
            if (largest == 0 || !double.IsFinite(largest))
            {
                continue;
            }

            // By a power of two, so that squares of the largest numbers stay finite and no digit changes.
            means = [.. means.Select(b => b.Select(m => Math.ScaleB(m, -Math.ILogB(largest))).ToArray())];
            double n = means.Sum(m => m.Length), grand = means.Sum(m => m.Sum()) / n, between = 0, within = 0;
            foreach (double[] block in means)
            {
                double mean = block.Average();
                between += block.Length * (mean - grand) * (mean - grand);
                within += block.Sum(v => (v - mean) * (v - mean));
            }

            double degrees = n - blocks.Length;

            // Means that are equal but for rounding do not differ; where they differ between blocks alone, no chance is left.
            if (degrees > 0 && between > Rounding * n)
            {
                double p = within == 0 ? 0 : FDistribution.Upper(between / (blocks.Length - 1) / (within / degrees), blocks.Length - 1, degrees);
                smallest = Math.Min(smallest, tests * p);
            }
        }

        return Math.Min(1, smallest);
    }

    private static double Mean(LintData data, int person, int label)
    {
        double sum = 0;
        ReadOnlySpan<int> own = data.AnnotationsOf(person);
        foreach (int at in own)
        {
            sum += data.IsOrdered ? data.Values[at] : data.Codes[at] == label ? 1 : 0;
        }

        return sum / own.Length;
    }
}
