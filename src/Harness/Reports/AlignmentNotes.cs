using JudgeEval.Harness.Alignment;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Reports;

/// <summary>What an alignment leaves out or mends, said in words. Shared by the reports.</summary>
internal static class AlignmentNotes
{
    private const int NamedLabels = 10;
    private const int NamedFailures = 3;
    private const int FailureWidth = 80;

    /// <summary>Each note with its heading; nothing where nothing was left out.</summary>
    public static IEnumerable<(string Heading, string Text)> Of(AlignmentResult alignment)
    {
        if (ExcludedText.Of(alignment.ExcludedByLog) is { } byLog)
        {
            yield return ("Excluded", byLog);
        }

        int notAsked = alignment.NotAsked ?? 0, unjudged = alignment.ItemCount - notAsked - alignment.VerdictCount;
        if (notAsked > 0)
        {
            yield return ("Not asked", $"{NumberText.Of(notAsked)} of {NumberText.Count(alignment.ItemCount, "item")}, because the run needed no more; they count against nothing");
        }

        if (unjudged > 0 || !alignment.Failures.IsEmpty)
        {
            string kinds = string.Join(", ", alignment.Failures.Select(f => $"{CamelCase.Of(f.Key)} {NumberText.Of(f.Value)}"));
            yield return ("Not judged", $"{NumberText.Of(unjudged)} of {NumberText.Count(alignment.ItemCount - notAsked, "item")}, coverage "
                + NumberText.Of(alignment.Coverage) + (kinds.Length == 0 ? "" : $"; failed judgements: {kinds}") + Examples(alignment));
        }

        if (!alignment.OutOfScale.IsEmpty)
        {
            IEnumerable<string> named = alignment.OutOfScale.Take(NamedLabels).Select(o =>
                TextLayout.OneLine($"{o.Item} '{o.Value}'") + (o.ClippedTo is null ? "" : $" taken for '{TextLayout.OneLine(o.ClippedTo)}'"));
            int more = alignment.OutOfScale.Length - NamedLabels;
            yield return ("Off the scale", $"{NumberText.Count(alignment.OutOfScale.Length, "label")}: {string.Join(", ", named)}"
                + (more > 0 ? $" and {NumberText.Of(more)} more" : ""));
        }

        if (alignment.Stability is { } stability)
        {
            yield return ("Asked again", string.Join("; ", Stability(stability)));
        }

        string excluded = string.Join(", ", Excluded(alignment.Excluded, alignment.Level));
        if (excluded.Length > 0)
        {
            yield return ("Left out", excluded);
        }
    }

    /// <summary>How the intervals of some statistics were computed.</summary>
    public static (string Heading, string Text) Method(IEnumerable<Estimate> estimates)
    {
        ConfidenceInterval? interval = estimates.Select(e => e.Interval).FirstOrDefault(i => i is not null);
        return ("Intervals", interval is null
            ? "none were asked for or could be had"
            : $"{NumberText.Stated(interval.Level * 100)} % {interval.Method} by {interval.Cluster}, {NumberText.Of(interval.Resamples)} resamples, seed {interval.Seed}");
    }

    /// <summary>People's labels as counts: <c>1×2 2×3</c>.</summary>
    public static string People(ItemAlignment item) =>
        string.Join(' ', item.People.Select(p => TextLayout.OneLine(p.Label) + "×" + NumberText.Of(p.Count)));

    /// <summary>The rates at which a judge that was asked again contradicts itself, for a table: those above 0; empty for none.</summary>
    public static string Flips(AlignmentResult alignment)
    {
        string?[] rates =
        [
            alignment.Stability?.FlipRate is > 0 and var flips ? $"repeats differ on {NumberText.Of(flips)} of the items" : null,
            alignment.Stability?.OrderFlipRate is > 0 and var turned ? $"swapping turns {NumberText.Of(turned)} of the verdicts round" : null,
        ];
        return string.Join("; ", rates.Where(rate => rate is not null));
    }

    private static IEnumerable<string> Stability(JudgeStability stability)
    {
        yield return NumberText.Count(stability.Repeats, "item") + " with several judgements";
        if (stability is { FlipRate: { } flips, SelfAgreement: { } agreement })
        {
            yield return $"repeats differ on {NumberText.Of(flips)} of the items, self-agreement {NumberText.Of(agreement)}";
        }

        if (stability.OrderFlipRate is { } orderFlips)
        {
            yield return $"swapping the responses turns {NumberText.Of(orderFlips)} of the verdicts round"
                + (stability.FirstPositionShare is { } first ? $", {NumberText.Of(first)} of the choices are for the first" : "");
        }
    }

    private static string Examples(AlignmentResult alignment)
    {
        string[] failed =
        [
            .. alignment.Items.Where(item => item is { Judge: null, Failure: not null }).Take(NamedFailures).Select(item =>
                TextLayout.Cut(TextLayout.OneLine($"{item.Item} ({item.Failure!.Detail})"), FailureWidth)),
        ];
        return failed.Length == 0 ? "" : $"; for example {string.Join(", ", failed)}";
    }

    private static IEnumerable<string> Excluded(AlignmentExclusions excluded, MeasurementLevel level)
    {
        if (excluded.WithoutVerdict > 0)
        {
            yield return $"{NumberText.Count(excluded.WithoutVerdict, "item")} without a verdict";
        }

        if (excluded.WithoutLabel > 0)
        {
            yield return $"{NumberText.Count(excluded.WithoutLabel, "item")} that nobody labelled";
        }

        if (excluded.TiedReference > 0)
        {
            yield return $"{NumberText.Count(excluded.TiedReference, "item")} on which people tie"
                + (level == MeasurementLevel.Nominal ? "" : ", by the statistics that need a single label");
        }
    }
}
