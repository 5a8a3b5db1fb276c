using JudgeEval.Harness.Datasets;

namespace JudgeEval.Harness.Lint.Rules;

/// <summary>
/// People who gave one label throughout, or to all but three in a hundred of many items. Whether that is suspicious depends on how common the label is among the others on the same items: the chance of n
/// equal labels is binomial at the others' share. Where the others nearly always give the label as well, an honest person who is a little stricter gives it always;
/// there it is beta-binomial, with the spread between the other people (the analysis-of-variance estimate of the intraclass correlation).
/// </summary>
internal static class ConstantAnnotators
{
    private const int FewestItems = 10;
    private const int ManyItems = 50;
    private const double NearlyAlways = 0.9;
    private const double NearlyAll = 0.97;

    public static IEnumerable<LintFinding> Find(LintData data, LintOptions options)
    {
        List<Habit> habits = [];
        bool[] isConstant = new bool[data.PersonCount];
        int[] counts = new int[data.LabelCount];
        int others = 0;
        for (int person = 0; person < data.PersonCount; person++)
        {
            if (Measure(data, person, counts) is { Items: >= FewestItems } habit)
            {
                isConstant[person] = habit.IsConstant;
                habits.Add(habit);
            }
            else
            {
                others++;
            }
        }

        Dictionary<int, double> spreads = [];
        double[] pValues = [.. habits.Select(P)];
        foreach ((int at, double p) in LintTests.Holding(pValues, options.Level, others))
        {
            yield return Finding(data, habits[at], p);
        }

        double P(Habit habit) => !habit.IsConstant
            ? habit.IsNearly ? LintTests.BinomialAtLeast(habit.Hits, habit.Items, habit.Share) : 1
            : Chance(habit.Items, habit.Share, habit.Share <= NearlyAlways ? 0 : SpreadOf(habit.Label));

        double SpreadOf(int label) => spreads.TryGetValue(label, out double known) ? known : spreads[label] = Spread(data, label, isConstant);
    }

    /// <summary>How a person uses the most frequent of the own labels, over the items that others labelled too.</summary>
    private readonly record struct Habit(int Person, int Label, int Hits, int Items, double Share)
    {
        public bool IsConstant => Hits == Items;

        /// <summary>All but a few of many, where others give another label to every fifth item or more.</summary>
        public bool IsNearly => Items >= ManyItems && Hits >= NearlyAll * Items && Share <= 0.8;
    }

    private static LintFinding Finding(LintData data, Habit habit, double p)
    {
        string name = data.NameOf(habit.Person);
        int first = data.AnnotationsOf(habit.Person).ToArray().First(at => data.Codes[at] == habit.Label);
        return new LintFinding
        {
            Rule = LintRules.ConstantAnnotator,
            Severity = LintSeverity.Warning,
            What = FormattableString.Invariant($"'{name}' gave the label '{data.LabelOf(first)}' to {(habit.IsConstant ? "all" : FormattableString.Invariant($"{habit.Hits}"))} of {habit.Items} items, on which the others gave it {habit.Share * 100:0.#} % of the time"),
            Consequence = "a person who always says the same agrees with the most frequent label and tells nothing about the items; agreement and majorities move towards that label",
            Remedy = "look whether this person read the items; if not, list the annotator in an exclusion log and apply it with --exclude",
            Location = data.FileOf(DatasetFiles.Annotations),
            Subjects = [name],
            Evidence = [new("items", habit.Items), new("sameLabel", habit.Hits), new("othersShare", habit.Share), new("pAdjusted", p)],
        };
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

    private static Habit Measure(LintData data, int person, int[] counts)
    {
        int items = 0, label = 0;
        foreach (int at in data.AnnotationsOf(person))
        {
            if (!double.IsNaN(data.OthersSame[at]))
            {
                items++;
                counts[data.Codes[at]]++;
            }
        }

        foreach (int at in data.AnnotationsOf(person))
        {
            label = counts[data.Codes[at]] > counts[label] ? data.Codes[at] : label;
        }

        int hits = counts[label];
        foreach (int at in data.AnnotationsOf(person))
        {
            counts[data.Codes[at]] = 0;
        }

        // Half an item more of the label keeps a share of 0 apart from what cannot be.
        return new Habit(person, label, hits, items, hits < NearlyAll * items ? 1 : (OthersShare(data, person, label) + 0.5) / (items + 1));
    }

    // How many of the items have the label, by the others.
    private static double OthersShare(LintData data, int person, int label)
    {
        double share = 0;
        foreach (int at in data.AnnotationsOf(person))
        {
            int item = data.ItemOf[at], others = data.Offsets[item + 1] - data.Offsets[item] - 1;
            if (data.Codes[at] == label)
            {
                share += others == 0 ? 0 : data.OthersSame[at];
                continue;
            }

            for (int i = data.Offsets[item]; i < data.Offsets[item + 1] && others > 0; i++)
            {
                share += data.Codes[i] == label ? 1.0 / others : 0;
            }
        }

        return share;
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
