using System.Collections.Immutable;

namespace JudgeEval.Judges;

/// <summary>
/// Judges by how probable a language model finds a response after its context: PPLX-PREF of "Sources of Disagreement" (section 5.1), the difference of the
/// perplexities of A and B, negative when A is better, since the lower perplexity is preferred. Numbers become labels by their quantiles over the items of a run
/// (<see cref="QuantileNormalisation"/>), so the judge is fitted to the items before it judges.
/// </summary>
/// <remarks>
/// <para>
/// Pairs: -2..2 as in <see cref="QuantileNormalisation.Signed"/>; on a scale without magnitudes the sign alone. A pair has one verdict in both orders, because nothing is
/// shown in an order. Single responses: the perplexity by its quantiles, the lowest perplexities at the highest label of an ordinal scale.
/// <see cref="Verdict.Score"/> is the raw difference, or the raw perplexity of a single response, of which lower is better.
/// </para>
/// <para>
/// An item whose scoring fails has a typed failure and no part in the quantiles. An item that was not fitted is scored when it is judged, and labelled by the cuts of
/// the fitted items: as those with the next larger number, or at the far end. Immutable after fitting; safe for concurrent use when the model is.
/// </para>
/// </remarks>
public sealed class PerplexityJudge : IJudge
{
    private readonly PerplexityScorer _scorer;
    private readonly TaskShape _shape;
    private readonly LabelScale _scale;
    private readonly Dictionary<string, (JudgeItem Item, Verdict Verdict)> _verdicts;
    private readonly PerplexityCuts _cuts;

    private PerplexityJudge(
        PerplexityScorer scorer, TaskShape shape, LabelScale scale, Dictionary<string, (JudgeItem Item, Verdict Verdict)> verdicts, PerplexityCuts cuts, JudgeIdentity identity)
    {
        _scorer = scorer;
        _shape = shape;
        _scale = scale;
        _verdicts = verdicts;
        _cuts = cuts;
        Identity = identity;
    }

    /// <inheritdoc/>
    public JudgeIdentity Identity { get; }

    /// <summary>Scores the items and finds the cuts.</summary>
    /// <param name="items">The items that are to be judged, with distinct ids.</param>
    /// <param name="shape">Pairs or single responses.</param>
    /// <param name="scale">A preference scale for pairs, an ordinal one for single responses.</param>
    /// <param name="model">The model.</param>
    /// <param name="options">Further options.</param>
    /// <param name="cancellationToken">Stops the scoring.</param>
    /// <exception cref="JudgeEvalException">The scale does not fit (<c>JE2501</c>), or there is another number of shares than of labels (<c>JE2502</c>).</exception>
    /// <exception cref="ArgumentException">Two items share an id, an item lacks a response, or an option is out of its range.</exception>
    public static async Task<PerplexityJudge> FitAsync(
        IEnumerable<JudgeItem> items,
        TaskShape shape,
        LabelScale scale,
        ILogProbabilityModel model,
        PerplexityOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new PerplexityOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Concurrency, 1, nameof(options));
        var labels = new PerplexityLabels(shape, scale, options);
        JudgeItem[] all = [.. items];
        if (all.GroupBy(i => i.Id, StringComparer.Ordinal).FirstOrDefault(g => g.Skip(1).Any()) is { } twice)
        {
            throw new ArgumentException($"Two items have the id '{twice.Key}'.", nameof(items));
        }

        var scorer = new PerplexityScorer(model, shape, options.Separator);
        var scores = new PerplexityScore[all.Length];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Concurrency, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, all.Length, parallel, async (i, stop) => scores[i] = await scorer.ScoreAsync(all[i], stop).ConfigureAwait(false)).ConfigureAwait(false);

        int[] scored = [.. Enumerable.Range(0, all.Length).Where(i => scores[i].Failure is null)];
        (ImmutableArray<Label> fitted, PerplexityCuts cuts) = labels.Fit([.. scored.Select(i => new ItemValue(all[i].Id, scores[i].Value))]);
        var labelOf = scored.Zip(fitted).ToDictionary(pair => pair.First, pair => pair.Second);
        var verdicts = all.Select((item, i) => (item, Verdict: Of(scores[i], labelOf.GetValueOrDefault(i))))
            .ToDictionary(v => v.item.Id, v => v, StringComparer.Ordinal);
        return new PerplexityJudge(scorer, shape, scale, verdicts, cuts, IdentityOf(model, options, cuts));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The task has another shape or scale than the judge was fitted to.</exception>
    public async ValueTask<Verdict> JudgeAsync(JudgeTask task, CancellationToken cancellationToken = default)
    {
        if (task.Shape != _shape || !task.Scale.Equals(_scale))
        {
            throw new ArgumentException($"The judge was fitted to {_scale}, not to {task.Scale}.", nameof(task));
        }

        if (_verdicts.TryGetValue(task.Item.Id, out (JudgeItem Item, Verdict Verdict) known) && HasSameTexts(known.Item, task.Item))
        {
            return known.Verdict;
        }

        PerplexityScore score = await _scorer.ScoreAsync(task.Item, cancellationToken).ConfigureAwait(false);
        if (score.Failure is null && _cuts.IsEmpty)
        {
            return Verdict.Failed(FailureKind.Unparsable, "the judge was fitted to no item that could be scored, so it has no quantiles") with { Usage = score.Usage };
        }

        return Of(score, score.Failure is null ? PerplexityLabels.Of(_shape, _scale, score.Value, _cuts) : default);
    }

    private static Verdict Of(PerplexityScore score, Label label) => score.Failure is { } failure
        ? Verdict.Failed(failure) with { Usage = score.Usage }
        : Verdict.Of(label) with { Score = score.Value, Usage = score.Usage };

    private static bool HasSameTexts(JudgeItem left, JudgeItem right) =>
        left.Context == right.Context && left.Response == right.Response && left.ResponseA == right.ResponseA && left.ResponseB == right.ResponseB;

    private static JudgeIdentity IdentityOf(ILogProbabilityModel model, PerplexityOptions options, PerplexityCuts cuts) => new()
    {
        Name = options.Name ?? $"perplexity/{model.Model}",
        Model = model.Model,
        OutputContract = "perplexity/1",
        OptionsHash = Sha256Hex.Of(JsonLine.Write(writer =>
        {
            writer.WriteString("separator", options.Separator);
            writer.WriteNumber("zeroShare", options.ZeroShare);
            writer.WriteNumber("slightShare", options.SlightShare);
            Numbers("labelShares", options.LabelShares);

            // Fitted to other items, it is another judge. A cut that no item reached is no number in JSON.
            Numbers("cuts", cuts.Bounds.Where(double.IsFinite));

            void Numbers(string name, IEnumerable<double> numbers)
            {
                writer.WriteStartArray(name);
                foreach (double number in numbers)
                {
                    writer.WriteNumberValue(number);
                }

                writer.WriteEndArray();
            }
        })),
    };
}
