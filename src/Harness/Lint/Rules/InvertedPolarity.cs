using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Lint.Rules;

/// <summary>
/// Labels that go against those of the others and with them once the scale is turned round: a person, or a judge. Where labels have an order, the number of the
/// label is correlated with the mean of the others and the whole scale is turned; where they have none, two labels are exchanged, on the items on which both sides
/// gave one of the two. Nothing is ever turned round here.
/// </summary>
internal sealed class InvertedPolarity(LintData data, LintOptions options)
{
    private const int FewestItems = 20;
    private const int MostLabels = 8;
    private const double LeastCorrelation = 0.2;
    private const double LeastAgreement = 0.1;

    private readonly Lazy<WithinSpread> _spread = new(() => new WithinSpread(data));

    /// <summary>People whose labels go against the others'.</summary>
    public IEnumerable<LintFinding> OfPeople()
    {
        List<Contrast> contrasts = [];
        for (int person = 0; person < data.PersonCount; person++)
        {
            int[] own = WithOthers(person);
            if (own.Length < FewestItems)
            {
                continue;
            }

            int before = contrasts.Count;
            contrasts.AddRange(Contrasts(data.NameOf(person), [.. own.Select(at => new Placed(data.ItemOf[at], data.Values[at], data.Codes[at], at))]));

            // Where the others disagree among themselves more than by chance, going against them is no sign: the items were chosen for it.
            if (data.PersonCount > 2 && contrasts.Skip(before).Any(c => c.P < 1) && !_spread.Value.OthersAgree(person))
            {
                contrasts.RemoveRange(before, contrasts.Count - before);
            }
        }

        return Holding(contrasts).Select(c => Finding(
            c, $"'{c.Contrast.Name}'", data.PersonCount == 2 ? "the other person" : "the other people", data.FileOf(DatasetFiles.Annotations),
            "what looks like a bad grader is probably a good one with the scale turned round; every figure with these labels is wrong then. Nothing was turned round here",
            "look at a few items with this person: if the scale was read the other way round, mend the labels in annotations.csv by hand, or leave the person out with an exclusion log"));
    }

    /// <summary>Judges whose labels go against people's.</summary>
    /// <param name="judges">The labels of each judge by item; <see langword="null"/> where it gave none.</param>
    public IEnumerable<LintFinding> OfJudges(IEnumerable<(string Name, SourceLocation At, Label?[] Labels)> judges)
    {
        List<Contrast> contrasts = [];
        Dictionary<string, SourceLocation> places = new(StringComparer.Ordinal);
        foreach ((string name, SourceLocation at, Label?[] labels) in judges)
        {
            places[name] = at;
            Placed[] all =
            [
                .. Enumerable.Range(0, labels.Length).Where(i => labels[i] is not null && data.Offsets[i] < data.Offsets[i + 1])
                    .Select(i => new Placed(i, labels[i]!.Value.Value, data.Dataset.Scale.Labels.IndexOf(labels[i]!.Value.Text), -1)),
            ];
            if (all.Length >= FewestItems)
            {
                contrasts.AddRange(Contrasts(name, all));
            }
        }

        return Holding(contrasts).Select(c => Finding(
            c, $"the judge '{c.Contrast.Name}'", "people", places[c.Contrast.Name],
            "either the scale is turned round, and what looks like a bad judge is a good one of which every figure is wrong, or the items were made to mislead it (adversarial items), and it is as bad as it looks. Nothing was turned round here",
            "compare the question in the prompt with the one that people answered: one may ask for the opposite (safe against unsafe); then mend the prompt, or its labels, and judge again. If both ask the same, the judge is misled"));
    }

    /// <summary>What is compared: the numbers of one side and of the others, over the items.</summary>
    private sealed record Contrast(string Name, string? First, string? Second, double[] Own, double[] Others, double P);

    /// <summary>A label of the side that is looked at.</summary>
    /// <param name="Item">The item.</param>
    /// <param name="Value">The label's number.</param>
    /// <param name="Code">Its position on the scale.</param>
    /// <param name="Annotation">The annotation, which is not one of the others; -1 for a judge.</param>
    private readonly record struct Placed(int Item, double Value, int Code, int Annotation);

    private int[] WithOthers(int person)
    {
        ReadOnlySpan<int> all = data.AnnotationsOf(person);
        int[] own = new int[all.Length];
        int count = 0;
        foreach (int at in all)
        {
            own[count] = at;
            count += double.IsNaN(data.OthersMean[at]) ? 0 : 1;
        }

        return own[..count];
    }

    private IEnumerable<Contrast> Contrasts(string name, Placed[] all)
    {
        if (data.IsOrdered)
        {
            yield return Of(name, null, null, [.. all.Select(l => l.Value)], [.. all.Select(l => l.Annotation >= 0 ? data.OthersMean[l.Annotation] : MeanOf(l.Item))]);
            yield break;
        }

        if (data.LabelCount > MostLabels)
        {
            yield break;
        }

        for (int first = 0; first < data.LabelCount; first++)
        {
            for (int second = first + 1; second < data.LabelCount; second++)
            {
                List<double> own = [], others = [];
                foreach ((int item, _, int code, int left) in all)
                {
                    if (code != first && code != second)
                    {
                        continue;
                    }

                    (int ofFirst, int ofSecond) = (0, 0);
                    for (int i = data.Offsets[item]; i < data.Offsets[item + 1]; i++)
                    {
                        ofFirst += i != left && data.Codes[i] == first ? 1 : 0;
                        ofSecond += i != left && data.Codes[i] == second ? 1 : 0;
                    }

                    if (ofFirst + ofSecond > 0)
                    {
                        own.Add(code == second ? 1 : 0);
                        others.Add((double)ofSecond / (ofFirst + ofSecond));
                    }
                }

                yield return Of(name, data.Dataset.Scale.Labels[first], data.Dataset.Scale.Labels[second], [.. own], [.. others]);
            }
        }
    }

    private static Contrast Of(string name, string? first, string? second, double[] own, double[] others)
    {
        // A mean of numbers near the largest there are is none.
        CorrelationResult? r = own.Length < FewestItems || !Array.TrueForAll(others, double.IsFinite) ? null : Correlation.Pearson(own, others, alternative: Alternative.Less);
        return new Contrast(name, first, second, own, others, r is { Test.IsDefined: true } test && test.Estimate.Value <= -LeastCorrelation ? test.Test.PValue : 1);
    }

    private double MeanOf(int item)
    {
        double sum = 0;
        for (int i = data.Offsets[item]; i < data.Offsets[item + 1]; i++)
        {
            sum += data.Values[i];
        }

        return sum / (data.Offsets[item + 1] - data.Offsets[item]);
    }

    private IEnumerable<(Contrast Contrast, double P, double Before, double After)> Holding(List<Contrast> contrasts)
    {
        foreach ((int at, double p) in LintTests.Holding([.. contrasts.Select(c => c.P)], options.Level))
        {
            Contrast contrast = contrasts[at];
            double[] turned = [.. Turned(contrast)];
            double before = Agreement(contrast.Own, contrast.Others), after = Agreement(turned, contrast.Others);
            if (before <= -LeastAgreement && after >= LeastAgreement)
            {
                yield return (contrast, p, before, after);
            }
        }
    }

    // A scale that is open at an end is turned round in the range of what was given.
    private IEnumerable<double> Turned(Contrast contrast)
    {
        LabelScale scale = data.Dataset.Scale;
        double low = scale.IsNumeric ? scale.Minimum : scale.Values.Min(), high = scale.IsNumeric ? scale.Maximum : scale.Values.Max();
        if (contrast.First is not null)
        {
            (low, high) = (0, 1);
        }
        else if (!double.IsFinite(low) || !double.IsFinite(high))
        {
            (low, high) = (contrast.Own.Min(), contrast.Own.Max());
        }

        return contrast.Own.Select(v => low + high - v);
    }

    // Lin's concordance, which on two labels is Cohen's kappa and on several its quadratic form.
    private static double Agreement(double[] own, double[] others) => Correlation.LinConcordance(own, others) is { IsDefined: true } value ? value.Value : 0;

    private static LintFinding Finding((Contrast Contrast, double P, double Before, double After) c, string who, string whom, SourceLocation at, string consequence, string remedy) => new()
    {
        Rule = LintRules.InvertedPolarity,
        Severity = LintSeverity.Error,
        What = FormattableString.Invariant($"{who} goes against {whom} on {c.Contrast.Own.Length} items: agreement (quadratic kappa) {c.Before:0.000}, and {c.After:0.000} ")
            + (c.Contrast.First is null ? "with the scale turned round" : $"with '{c.Contrast.First}' and '{c.Contrast.Second}' exchanged"),
        Consequence = consequence,
        Remedy = remedy,
        Location = at,
        Subjects = [c.Contrast.Name],
        Evidence = [new("items", c.Contrast.Own.Length), new("agreement", c.Before), new("agreementFlipped", c.After), new("pAdjusted", c.P)],
    };
}
