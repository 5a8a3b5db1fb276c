namespace JudgeEval.Judges;

/// <summary>
/// Two debaters argue, and a judge decides who reads the debate (Khan et al., 2024, arXiv:2402.06782; with weaker judges than debaters: Lang et al., 2025, arXiv:2501.13124). The first debater argues
/// for response A, or the high end of the scale, or the first of two categories; the second for the other.
/// </summary>
/// <remarks>
/// <para>
/// Both debaters speak at once in each round, and neither sees what the other says in it: speaking in turn would give the second an answer that the first has not. They see all
/// earlier rounds. In the transcript the first debater's argument stands first. Sides are those of the order that is shown: in the swapped order the first debater argues for
/// what is shown as A, so that the two orders together balance it.
/// </para>
/// <para>
/// What debaters say is data: it is put in the judge's <c>{{transcript}}</c> as an item's texts are, so that it leaves no block, and each of its lines begins with <c>&gt; </c>, so that it cannot speak as the
/// other debater. A debater that fails (not reached, refused, cut off, empty) is the verdict's typed failure with the debater's name, and the judge is not asked. With 0 rounds the
/// verdict is the judge's own, a <c>{{transcript}}</c> in its prompt being empty. <see cref="Verdict.Usage"/> is the sum over all calls: 2 × rounds + 1 of them for a verdict.
/// Safe for concurrent use when the chat clients are.
/// </para>
/// </remarks>
public sealed class DebateJudge : IJudge
{
    private readonly Debater _first;
    private readonly Debater _second;
    private readonly PromptJudge _judge;
    private readonly int _rounds;

    /// <summary>Creates the debate.</summary>
    /// <param name="name">Its name; not empty.</param>
    /// <param name="first">The debater for response A or the high end.</param>
    /// <param name="second">The debater for response B or the low end; may be the same.</param>
    /// <param name="judge">The judge, whose prompt shows <c>{{transcript}}</c>.</param>
    /// <param name="options">Further options.</param>
    /// <exception cref="JudgeEvalException">A prompt does not show the transcript where it must (<c>JE2403</c>).</exception>
    public DebateJudge(string name, Debater first, Debater second, PromptJudge judge, DebateOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(judge);
        (_first, _second, _judge, _rounds) = (first, second, judge, (options ?? new DebateOptions()).Rounds);
        ArgumentOutOfRangeException.ThrowIfNegative(_rounds, nameof(options));
        Diagnostic[] misfits =
        [
            .. new[] { first.Prompt, second.Prompt }.Distinct().Where(p => _rounds > 1 && !p.Shows("transcript")).Select(p => DebateErrors.NoTranscript(p, isJudge: false)),
            .. new[] { judge.Prompt }.Where(p => _rounds > 0 && !p.Shows("transcript")).Select(p => DebateErrors.NoTranscript(p, isJudge: true)),
        ];
        if (misfits.Length > 0)
        {
            throw new JudgeEvalException([.. misfits]);
        }

        Identity = judge.Identity with { Name = name, OptionsHash = Hash(), OutputContract = "debate/1" };
    }

    /// <inheritdoc/>
    public JudgeIdentity Identity { get; }

    /// <inheritdoc/>
    /// <exception cref="JudgeEvalException">
    /// A prompt does not fit the task, or a recording is missing, as in <see cref="PromptJudge.JudgeAsync"/>; or the scale has no two sides (<c>JE2404</c>).
    /// </exception>
    public async ValueTask<Verdict> JudgeAsync(JudgeTask task, CancellationToken cancellationToken = default)
    {
        if (_rounds == 0)
        {
            return await _judge.JudgeAsync(task with { Transcript = task.Transcript ?? "" }, cancellationToken).ConfigureAwait(false);
        }

        (DebateSide First, DebateSide Second) sides = DebateSides.Of(task.Shape, task.Scale, _judge.Prompt.Labels) ?? throw DebateErrors.NoSides(Identity.Name, task.Scale);
        var transcript = new DebateTranscript();
        TokenUsage? usage = null;
        for (int round = 1; round <= _rounds; round++)
        {
            JudgeTask now = task with { Transcript = transcript.ToString() };
            DebateTurn[] turns = await Together.AskAsync<DebateTurn>(
            [
                () => _first.ArgueAsync(now with { Side = sides.First.Claim }, cancellationToken),
                () => _second.ArgueAsync(now with { Side = sides.Second.Claim }, cancellationToken),
            ]).ConfigureAwait(false);
            usage = UsageSum.Of([usage, .. turns.Select(t => t.Usage)]);
            JudgeFailure[] failures = [.. new[] { Failure(turns[0], round, sides.First, _first), Failure(turns[1], round, sides.Second, _second) }.OfType<JudgeFailure>()];
            if (failures.Length > 0)
            {
                return Verdict.Failed(failures[0] with { Detail = string.Join("; ", failures.Select(f => f.Detail)) }) with { Usage = usage };
            }

            transcript.Add(round, sides.First, turns[0].Argument!);
            transcript.Add(round, sides.Second, turns[1].Argument!);
        }

        Verdict verdict = await _judge.JudgeAsync(task with { Transcript = transcript.ToString() }, cancellationToken).ConfigureAwait(false);
        return verdict with { Usage = UsageSum.Of([usage, verdict.Usage]) };
    }

    private static JudgeFailure? Failure(DebateTurn turn, int round, DebateSide side, Debater debater) => turn.Failure is not { } failure
        ? null
        : failure with
        {
            Detail = string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"the debater for {side.Name} ({debater.Prompt.Name}/{debater.Model}) in round {round}: {CamelCase.Of(failure.Kind)}: {failure.Detail}"),
        };

    private string Hash() => Sha256Hex.Of(JsonLine.Write(writer =>
    {
        writer.WriteNumber("rounds", _rounds);
        writer.WritePropertyName("judge");
        IdentityJson.Write(writer, _judge.Identity);
        writer.WriteStartArray("debaters");
        foreach (Debater debater in new[] { _first, _second })
        {
            // The prompt's hash is over its front matter too, with temperature and the like.
            writer.WriteStartObject();
            writer.WriteString("model", debater.Model);
            writer.WriteString("promptHash", debater.Prompt.Hash);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }));
}
