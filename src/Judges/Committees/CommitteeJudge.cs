using System.Collections.Immutable;
using System.Globalization;

namespace JudgeEval.Judges;

/// <summary>
/// Several judges that vote. Members are asked at once, and the order in which they are listed changes nothing. A member that fails has no
/// vote; when fewer than the quorum vote, the committee fails with the most frequent kind of its members' failures (the first in the order of
/// <see cref="FailureKind"/> where kinds are equally frequent) and the details of all of them.
/// </summary>
/// <remarks>
/// <para>
/// Ties. Nominal: of the labels with equally many votes, the one to which the members give more probability, a member without probabilities
/// giving all to its label; if that is equal too, the one that stands first in the scale. Ordinal, interval and ratio: the one
/// nearest to the mean of all votes, and of two equally near ones the lower. Preference: N, unless all tied labels are on one side; then the
/// smaller magnitude of that side. <see cref="CommitteeRule.Soft"/> ties likewise, with probability in place of votes.
/// </para>
/// <para>
/// <see cref="CommitteeRule.Mean"/>: half-way between two labels is the lower one, on a preference scale the one nearer to N; on a numeric scale
/// the label is the mean itself. <see cref="Verdict.Score"/> is the mean.
/// </para>
/// <para>
/// <see cref="Verdict.Votes"/> has each member's label, <see cref="Verdict.Probabilities"/> the shares of the votes (under soft votes the mean
/// of the members' probabilities), <see cref="Verdict.Usage"/> the sum, failed members included, and <see cref="Verdict.Rationale"/> a paragraph for each member
/// that gave a reason or failed, beginning with its name. Safe for concurrent use when the members are.
/// </para>
/// </remarks>
public sealed class CommitteeJudge : IJudge
{
    // What a provider or another program rounds off.
    private const double SumTolerance = 1e-6;

    private readonly ImmutableArray<(string Name, IJudge Judge)> _members;
    private readonly CommitteeRule _rule;
    private readonly int _quorum;

    /// <summary>Creates the committee.</summary>
    /// <param name="name">Its name; not empty.</param>
    /// <param name="members">One or more judges with distinct names.</param>
    /// <param name="rule">How votes become a label.</param>
    /// <param name="options">Further options.</param>
    /// <exception cref="ArgumentException">There is no member, two share a name, or the quorum is not between 1 and their number.</exception>
    public CommitteeJudge(string name, IEnumerable<IJudge> members, CommitteeRule rule, CommitteeOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(members);
        if (!Enum.IsDefined(rule))
        {
            throw new ArgumentOutOfRangeException(nameof(rule), rule, "The rule is unknown.");
        }

        _members = [.. members.Select(m => (m.Identity.Name, m)).OrderBy(m => m.Name, StringComparer.Ordinal)];
        string? twice = _members.GroupBy(m => m.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Skip(1).Any())?.Key;
        if (_members.IsEmpty || twice is not null)
        {
            throw new ArgumentException(twice is null ? "A committee needs a member." : $"Two members have the name '{twice}'.", nameof(members));
        }

        _rule = rule;
        _quorum = options?.Quorum ?? (_members.Length / 2) + 1;
        if (_quorum < 1 || _quorum > _members.Length)
        {
            throw new ArgumentOutOfRangeException(nameof(options), _quorum, $"The quorum must be between 1 and the number of members, {_members.Length}.");
        }

        Identity = new JudgeIdentity { Name = name, OptionsHash = Hash(), OutputContract = "committee/1" };
    }

    /// <inheritdoc/>
    public JudgeIdentity Identity { get; }

    /// <inheritdoc/>
    /// <exception cref="JudgeEvalException">
    /// What members throw, with the diagnostics of all of them; or the rule does not fit the scale (<c>JE2301</c>), or a member's
    /// probabilities are none (<c>JE2302</c>).
    /// </exception>
    public async ValueTask<Verdict> JudgeAsync(JudgeTask task, CancellationToken cancellationToken = default)
    {
        if (_rule == CommitteeRule.Mean && task.Scale.Level == ScaleLevel.Nominal)
        {
            throw CommitteeErrors.MeanOfCategories(Identity.Name, task.Scale);
        }

        Verdict[] verdicts = await Together.AskAsync(
            _members.Select(m => (Func<ValueTask<Verdict>>)(() => m.Judge.JudgeAsync(task, cancellationToken)))).ConfigureAwait(false);
        ImmutableArray<Vote> votes = [.. verdicts.Select((v, i) => VoteOf(v, i, task)).OfType<Vote>()];
        TokenUsage? usage = UsageSum.Of(verdicts.Select(v => v.Usage));
        if (votes.Length < _quorum)
        {
            return Verdict.Failed(Failure(verdicts, votes.Length, task)) with { Usage = usage };
        }

        BallotResult result = new Ballot(task.Scale, votes).Count(_rule);
        return Verdict.Of(result.Label) with
        {
            Votes = votes.ToImmutableSortedDictionary(v => v.Member, v => v.Label.Text, StringComparer.Ordinal),
            Probabilities = result.Shares,
            Score = result.Score,
            Usage = usage,
            Rationale = Rationale(verdicts, task),
        };
    }

    private Vote? VoteOf(Verdict verdict, int member, JudgeTask task)
    {
        if (FailureOf(verdict, task) is not null || !task.Scale.TryParse(verdict.Label!.Value.Text, out Label label))
        {
            return null;
        }

        return new Vote(_members[member].Name, label, verdict.Probabilities is { } given ? Checked(given, member, task) : null);
    }

    /// <summary>Why a member has no vote. A judge of one's own may break its promise to stay on the scale.</summary>
    private static JudgeFailure? FailureOf(Verdict verdict, JudgeTask task) => verdict.Failure
        ?? (verdict.Label is { } label && !task.Scale.TryParse(label.Text, out _)
            ? new JudgeFailure(FailureKind.OutOfScale, $"the label '{label.Text}' is not on the scale ({task.Scale})") { Value = label.Text }
            : null);

    private ImmutableSortedDictionary<string, double> Checked(ImmutableSortedDictionary<string, double> given, int member, JudgeTask task)
    {
        string? stranger = given.Keys.FirstOrDefault(l => !task.Scale.TryParse(l, out _));
        double sum = given.Values.Sum();
        string? why = stranger is not null ? $"'{stranger}' is no label of the scale ({task.Scale})"
            : !given.Values.All(p => p >= 0) ? "a probability is negative or not a number"
            : !(Math.Abs(sum - 1) <= SumTolerance) ? string.Create(CultureInfo.InvariantCulture, $"they sum to {sum}")
            : null;
        return why is null
            ? given.GroupBy(p => task.Scale.TryParse(p.Key, out Label label) ? label.Text : p.Key, StringComparer.Ordinal)
                .ToImmutableSortedDictionary(g => g.Key, g => g.Sum(p => p.Value) / sum, StringComparer.Ordinal)
            : throw CommitteeErrors.NoDistribution(Identity.Name, _members[member].Name, task.Item.Id, why);
    }

    private JudgeFailure Failure(Verdict[] verdicts, int votes, JudgeTask task)
    {
        JudgeFailure?[] failures = [.. verdicts.Select(v => FailureOf(v, task))];
        FailureKind kind = failures.OfType<JudgeFailure>().GroupBy(f => f.Kind).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).First().Key;
        IEnumerable<string> details = failures.Select((f, i) => f is null ? null : $"{_members[i].Name}: {CamelCase.Of(f.Kind)}: {f.Detail}").OfType<string>();
        return new JudgeFailure(kind, string.Create(
            CultureInfo.InvariantCulture, $"{votes} of {_members.Length} members voted, and the quorum is {_quorum}; {string.Join("; ", details)}"));
    }

    private string? Rationale(Verdict[] verdicts, JudgeTask task)
    {
        string[] lines =
        [
            .. verdicts.Select((v, i) => FailureOf(v, task) is { } failure ? $"{_members[i].Name}: no vote ({CamelCase.Of(failure.Kind)}: {failure.Detail})"
                : v.Rationale is { } rationale ? $"{_members[i].Name}: {rationale}"
                : null).OfType<string>(),
        ];
        return lines.Length == 0 ? null : string.Join("\n\n", lines);
    }

    private string Hash() => Sha256Hex.Of(JsonLine.Write(writer =>
    {
        writer.WriteString("rule", CamelCase.Of(_rule));
        writer.WriteNumber("quorum", _quorum);
        writer.WriteStartArray("members");
        foreach ((_, IJudge judge) in _members)
        {
            IdentityJson.Write(writer, judge.Identity);
        }

        writer.WriteEndArray();
    }));
}
