using System.Collections.Immutable;
using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Comparing;

/// <summary>
/// Plans a comparison before it is run. Hits are planned by formula (<see cref="HitPower"/>), every other metric by studies drawn from a pilot: two judges'
/// verdicts, one judge's repeats, or, where there are none, verdicts made up by stated assumptions.
/// </summary>
public sealed class ComparisonPlanner
{
    private const int SmallPilot = 30;

    private static readonly ImmutableArray<int> Factors = [1, 2, 4];

    private readonly AnnotatedDataset _dataset;
    private readonly PlanOptions _options;
    private readonly AlignmentPlan _plan;
    private readonly ReferenceLabel[] _references;
    private readonly AlignmentMetric _metric;
    private readonly double _level;
    private readonly List<string> _assumptions = [];
    private readonly List<string> _warnings = [];
    private PlanBasis _basis;
    private double? _discordant;
    private double _designEffect = 1;

    private ComparisonPlanner(AnnotatedDataset dataset, PlanOptions options)
    {
        _dataset = dataset;
        _options = options;
        _plan = AlignmentPlan.Create(dataset, new AlignmentOptions { Metric = options.Metric, Resamples = 0, Baselines = false, Confidence = options.Confidence });
        _references = JudgeAlignment.References(_plan);
        _metric = _plan.Metric;
        _level = (1 - options.Confidence) / 2;
    }

    private int[] Scorable => [.. Enumerable.Range(0, _references.Length).Where(i => _metric == AlignmentMetric.PercentAgreement ? !double.IsNaN(_references[i].Hard) : _references[i].Count > 0)];

    /// <summary>Plans.</summary>
    /// <param name="dataset">People's labels.</param>
    /// <param name="options">What it is planned for; <see langword="null"/> for the defaults.</param>
    /// <param name="pilot">A judge's verdicts on items of the dataset; <see langword="null"/> for none.</param>
    /// <param name="other">Another judge's, beside the first; <see langword="null"/> for none.</param>
    /// <exception cref="JudgeEvalException">Verdicts are of another dataset, or the metric does not fit the scale.</exception>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static ComparisonPlan Plan(AnnotatedDataset dataset, PlanOptions? options = null, VerdictSet? pilot = null, VerdictSet? other = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        options ??= new PlanOptions();
        if (!(options.Margin > 0 && double.IsFinite(options.Margin)) || options.Margins.Any(m => !(m > 0 && double.IsFinite(m))))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Margin, "A margin is a finite number above 0.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(options.Repeats, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Simulations, 100, nameof(options));
        return new ComparisonPlanner(dataset, options).Make(pilot, other);
    }

    private ComparisonPlan Make(VerdictSet? first, VerdictSet? second)
    {
        if (_plan.Unlawful(_metric) is { } unlawful)
        {
            return Without(unlawful);
        }

        if (Scorable.Length == 0)
        {
            return Without("no item has a reference from people");
        }

        return Pilot(first, second, out string? why) is { } pilot ? OfPilot(pilot) : Without(why!);
    }

    private PlanPilot? Pilot(VerdictSet? first, VerdictSet? second, out string? why)
    {
        why = null;
        if (first is not null && second is not null)
        {
            _basis = PlanBasis.TwoJudges;
            _assumptions.Add($"how much {first.Judge.Name} and {second.Judge.Name} differ on the same items");
            return Differing(PlanPilot.OfTwo(_plan, _references, _metric, first, second), first, ref why);
        }

        if (first is null)
        {
            return MadeUp(ref why);
        }

        var repeats = new RepeatedVerdicts(_dataset, first);
        if (repeats.Most < 2)
        {
            return Changed(PlanPilot.RowsOf(_plan, _references, first), first.Judge.Name, _options.Discordant, ref why);
        }

        _basis = PlanBasis.Repeats;
        _assumptions.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"how much {(_options.Repeats == 1 ? "repeats" : $"majorities of {_options.Repeats} repeats")} of {first.Judge.Name} differ: what the same judge needs; another judge as good differs on more items"));
        return Differing(PlanPilot.OfRepeats(_plan, _references, _metric, repeats, _options), first, ref why);
    }

    /// <summary>The pilot, if the two sides differ anywhere; where they do not, what a judge differs at most.</summary>
    private PlanPilot? Differing(PlanPilot pilot, VerdictSet first, ref string? why)
    {
        int rows = pilot.Rows.Items.Length;
        if (rows == 0)
        {
            why = "no item has a reference from people and a verdict from both sides of the pilot";
            return null;
        }

        bool differ = _metric == AlignmentMetric.PercentAgreement
            ? Discordance(pilot.Rows) > 0
            : pilot.Rows.First.Zip(pilot.Rows.Second).Any(pair => pair.First != pair.Second);
        if (differ)
        {
            return pilot;
        }

        double most = Proportion.Interval(0, rows, 0.95, ProportionInterval.ClopperPearson)!.Upper;
        _assumptions.Clear();
        _warnings.Add(string.Create(
            CultureInfo.InvariantCulture, $"the two sides of the pilot do not differ on any of {rows} items; planned with the most that is still likely, {most:0.0 %} of the items"));
        return Changed(PlanPilot.RowsOf(_plan, _references, first), first.Judge.Name, most, ref why);
    }

    private PlanPilot? Changed(AlignedRows judge, string name, double? stated, ref string? why)
    {
        bool numeric = _dataset.Scale.IsNumeric;
        MetricRow[] hard = [.. judge.Rows.Where(r => !double.IsNaN(r.Hard))];
        if (judge.Rows.Length == 0)
        {
            why = "no item has both a reference from people and a verdict of the pilot";
            return null;
        }

        double hitRate = hard.Length == 0 ? _options.Accuracy : (double)hard.Count(r => r.Value == r.Hard) / hard.Length;
        double most = numeric ? 1 : 2 * Math.Min(hitRate, 1 - hitRate), usual = HitPower.DiscordantShare(hitRate);
        double discordant = Math.Min(stated ?? usual, most);
        bool made = name.Length == 0;
        _basis = made ? PlanBasis.Assumptions : PlanBasis.OneJudge;
        string how = stated is null ? ": half of what independent judges would" : stated > most ? ": the most that equally good judges can" : "";
        _assumptions.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"{(made ? $"two judges that each agree with people on {_options.Accuracy:0.#%} of items" : $"{name}, which agrees with people on {hitRate:0.#%} of items, and another as good")}; {(numeric ? "the other errs in another way" : "exactly one of the two agrees")} on {discordant:0.#%} (assumed{how})"));
        if (discordant <= 0)
        {
            why = hitRate is 0 or 1
                ? "the judge of the pilot agrees with people on all items or on none, and so does every other as good: nothing can differ; give a second verdict file"
                : "without any item on which two judges differ there is nothing to plan; state a share above 0";
            return null;
        }

        if (_metric == AlignmentMetric.PercentAgreement)
        {
            _discordant = discordant;
        }

        return PlanPilot.OfChanged(_plan, _references, _metric, judge, discordant, _options.Seed);
    }

    private PlanPilot? MadeUp(ref string? why)
    {
        if (_metric == AlignmentMetric.JensenShannon || _dataset.Scale.IsNumeric)
        {
            why = $"{_metric.Name()} {(_dataset.Scale.IsNumeric ? "on a numeric scale" : "of a judge that is not known")} cannot be planned by assumption: give verdicts of a judge as the pilot";
            return null;
        }

        if (_references.All(r => double.IsNaN(r.Hard)))
        {
            why = "no item has one reference label from people: give verdicts of a judge as the pilot";
            return null;
        }

        return Changed(PlanPilot.MadeUp(_plan, _references, _options.Accuracy, _options.Seed), "", _options.Discordant, ref why);
    }

    private ComparisonPlan OfPilot(PlanPilot pilot)
    {
        int[] scorable = Scorable;
        _designEffect = DesignEffect(pilot, scorable);
        if (pilot.HasClusters && pilot.Rows.Items.Length < SmallPilot)
        {
            _warnings.Add(string.Create(CultureInfo.InvariantCulture, $"the pilot has {pilot.Rows.Items.Length} items: a plan from fewer than {SmallPilot} carries their luck over"));
        }

        bool hits = _metric == AlignmentMetric.PercentAgreement;
        _discordant ??= hits ? Discordance(pilot.Rows) : null;
        ImmutableArray<PlanSize> sizes = [.. Factors.Select(f => hits ? BySize(f, scorable.Length) : BySize(f, scorable.Length, pilot))];
        if (sizes[0].UsableMargin is null)
        {
            _warnings.Add("in too many studies of this size the metric has no value, because they have one label alone");
        }

        double perItem = PeoplePerItem();
        return Without(null) with
        {
            Discordant = _discordant,
            DesignEffect = _designEffect,
            Sizes = sizes,
            Needs = [.. _options.Margins.Append(_options.Margin).Distinct().Order().Select(m => Need(m, scorable.Length, sizes[0], perItem))],
        };
    }

    private PlanSize BySize(int factor, int items)
    {
        var power = new HitPower { Level = _level, Power = _options.Power };
        double worth = Math.Max(1, factor * items / _designEffect);
        return new PlanSize(
            factor,
            factor * items,
            power.SmallestUsableMargin(worth, _discordant!.Value),
            _options.Margin < 1 ? power.SmallestVisibleDrop(worth, _discordant.Value, _options.Margin) : null,
            [.. _options.Margins.Select(m => new PlanPass(m, m < 1 ? power.PassProbability(worth, _discordant.Value, m) : 1))]);
    }

    private PlanSize BySize(int factor, int items, PlanPilot pilot)
    {
        bool byCluster = pilot.HasClusters && ClusterList.IsClustered(_dataset);
        double size = (double)factor * items / pilot.Rows.Items.Length / (byCluster ? 1 : _designEffect);
        PlanSimulation study = PlanSimulation.Run(_plan, _metric, pilot, byCluster, size, _options, _level);
        return new PlanSize(
            factor,
            factor * items,
            study.UsableMargin(_options.Power),
            study.VisibleDrop(_options.Margin, _options.Power),
            [.. _options.Margins.Select(m => new PlanPass(m, study.PassProbability(m)))]);
    }

    // The reach of an interval shrinks with the square root of the items; hits have a formula of their own.
    private PlanNeed Need(double margin, int items, PlanSize now, double perItem)
    {
        double? total = _metric == AlignmentMetric.PercentAgreement
            ? margin >= 1 ? 1 : new HitPower { Level = _level, Power = _options.Power }.ItemsForMargin(_discordant!.Value, margin) * _designEffect
            : now.UsableMargin is double usable ? items * Math.Pow(usable / margin, 2) : null;
        int? needed = total is double count && count <= 1e8 ? Math.Max(1, (int)Math.Ceiling(count)) : null;
        return new PlanNeed(margin, needed, needed is int n ? (long)Math.Ceiling(n * perItem) : null);
    }

    private double DesignEffect(PlanPilot pilot, int[] scorable)
    {
        if (!ClusterList.IsClustered(_dataset))
        {
            return 1;
        }

        if (!pilot.HasClusters)
        {
            // Large clusters weigh more: 1 + (sum of m² / sum of m - 1) r (Kish, 1965).
            HashSet<int> counted = [.. scorable];
            int[] sizes = [.. ClusterList.Of(_dataset).Select(c => c.Count(counted.Contains)).Where(m => m > 0)];
            double effect = 1 + (((sizes.Sum(m => (double)m * m) / sizes.Sum()) - 1) * _options.ClusterCorrelation);
            _assumptions.Add(string.Create(CultureInfo.InvariantCulture, $"differences within a cluster correlate by {_options.ClusterCorrelation:0.##} (assumed)"));
            return effect;
        }

        double byCluster = PlanSimulation.StandardErrorOf(_plan, _metric, pilot, true, _options);
        double byItem = PlanSimulation.StandardErrorOf(_plan, _metric, pilot, false, _options);
        double ratio = byCluster * byCluster / (byItem * byItem);
        return double.IsFinite(ratio) ? Math.Max(1, ratio) : 1;
    }

    private static double Discordance(SharedRows rows)
    {
        int discordant = 0;
        for (int i = 0; i < rows.Items.Length; i++)
        {
            discordant += (rows.First[i] == rows.Reference[i]) != (rows.Second[i] == rows.Reference[i]) ? 1 : 0;
        }

        return (double)discordant / rows.Items.Length;
    }

    private double PeoplePerItem()
    {
        int[] counts = [.. _references.Select(r => r.Count).Where(c => c > 0)];
        return counts.Length == 0 ? 0 : counts.Average();
    }

    private ComparisonPlan Without(string? why) => new()
    {
        Metric = _metric,
        Basis = _basis,
        Assumptions = [.. _assumptions],
        Warnings = [.. _warnings],
        Undefined = why,
        Items = Scorable.Length,
        Clusters = ClusterList.IsClustered(_dataset) ? ClusterList.Of(_dataset).Length : null,
        Margin = _options.Margin,
        Level = _level,
        Power = _options.Power,
        Annotators = PlanAnnotators.Of(_dataset, PeoplePerItem()),
    };
}
