using JudgeEval.Harness.Datasets;

namespace JudgeEval.Harness.Lint.Rules;

/// <summary>
/// People who gave one label throughout. Whether that is suspicious depends on how common the label is among the others on the same items: the chance of n
/// equal labels is binomial at the others' share. Where the others nearly always give the label as well, an honest person who is a little stricter gives it always;
/// there it is beta-binomial, with the spread between the other people (the analysis-of-variance estimate of the intraclass correlation).
/// </summary>
internal static class ConstantAnnotators
{
    private const int FewestItems = 10;
    private const double NearlyAlways = 0.9;

    public static IEnumerable<LintFinding> Find(LintData data, LintOptions options)
    {
        List<(int Person, int Label, int Items, double Share)> constant = [];
        bool[] isConstant = new bool[data.PersonCount];
        int others = 0;
        for (int person = 0; person < data.PersonCount; person++)
        {
            (int label, int items, double share) = Measure(data, person);
            if (items < FewestItems)
            {
                continue;
            }

            isConstant[person] = label >= 0;
            if (label >= 0)
            {
                constant.Add((person, label, items, share));
            }
            else
            {
                others++;
            }
        }

        Dictionary<int, double> spreads = [];
        double[] pValues = [.. constant.Select(c => Chance(c.Items, c.Share, c.Share > NearlyAlways ? SpreadOf(c.Label) : 0))];
        foreach ((int at, double p) in LintTests.Holding(pValues, options.Level, others))
        {
            (int person, int label, int items, double share) = constant[at];
            string text = data.LabelOf(data.AnnotationsOf(person)[0]);
            yield return new LintFinding
            {
                Rule = LintRules.ConstantAnnotator,
                Severity = LintSeverity.Warning,
                What = FormattableString.Invariant($"'{data.NameOf(person)}' gave the label '{text}' to all of {items} items, on which the others gave it {share * 100:0.#} % of the time"),
                Consequence = "a person who always says the same agrees with the most frequent label and tells nothing about the items; agreement and majorities move towards that label",
                Remedy = "look whether this person read the items; if not, list the annotator in an exclusion log and apply it with --exclude",
                Location = data.FileOf(DatasetFiles.Annotations),
                Subjects = [data.NameOf(person)],
                Evidence = [new("items", items), new("othersShare", share), new("pAdjusted", p)],
            };
        }

        double SpreadOf(int label) => spreads.TryGetValue(label, out double known) ? known : spreads[label] = Spread(data, label, isConstant);
    }

    /// <summary>The probability that a beta-binomial variable of a mean and an intraclass correlation is n out of n.</summary>
    internal static double Chance(int n, double mean, double correlation)
    {
        double log = 0, ratio = correlation / (1 - correlation);
        for (int k = 0; k < n && log > -80; k++)
        {
            log += Math.Log((mean + (ratio * k)) / (1 + (ratio * k)));
        }

        return Math.Exp(log);
    }

    // The label, or -1 where there are several; over the items that others labelled too.
    private static (int Label, int Items, double Share) Measure(LintData data, int person)
    {
        int label = -1, items = 0;
        double share = 0;
        foreach (int at in data.AnnotationsOf(person))
        {
            if (label >= 0 && data.Codes[at] != label)
            {
                return (-1, data.AnnotationsOf(person).Length, 0);
            }

            label = data.Codes[at];
            if (!double.IsNaN(data.OthersSame[at]))
            {
                items++;
                share += data.OthersSame[at];
            }
        }

        // Half an item more of the label keeps a share of 0 apart from what cannot be.
        return (label, items, (share + 0.5) / (items + 1));
    }

    private static double Spread(LintData data, int label, bool[] leftOut)
    {
        double people = 0, all = 0, squares = 0, hits = 0, ofSquares = 0;
        for (int person = 0; person < data.PersonCount; person++)
        {
            ReadOnlySpan<int> own = data.AnnotationsOf(person);
            if (leftOut[person] || own.IsEmpty)
            {
                continue;
            }

            double count = 0;
            foreach (int at in own)
            {
                count += data.Codes[at] == label ? 1 : 0;
            }

            (people, all, squares) = (people + 1, all + own.Length, squares + ((double)own.Length * own.Length));
            (hits, ofSquares) = (hits + count, ofSquares + (count * count / own.Length));
        }

        if (people < 2 || all <= people)
        {
            return 0;
        }

        double between = (ofSquares - (hits * hits / all)) / (people - 1), within = (hits - ofSquares) / (all - people), size = (all - (squares / all)) / (people - 1);
        double total = between + ((size - 1) * within);
        return total > 0 ? Math.Clamp((between - within) / total, 0, 0.95) : 0;
    }
}
