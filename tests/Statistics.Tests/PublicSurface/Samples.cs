using System.Collections.Immutable;
using System.Reflection;

namespace JudgeEval.Statistics.Tests.PublicSurface;

/// <summary>An argument for every public parameter, such that the call succeeds: three items, two annotators, two categories.</summary>
internal static class Samples
{
    private static readonly RatingTable Ratings = RatingTable.FromMatrix([0, 0, 1, 1, 0, 1], 2);
    private static readonly PairTable Pairs = PairTable.Create([0, 1, 0], [0, 1, 1]);
    private static readonly ProbabilityTable Probabilities = ProbabilityTable.Create([0.9, 0.1, 0.2, 0.8, 0.5, 0.5], 2);
    private static readonly AnnotationTable Annotations = AnnotationTable.From(Ratings);
    private static readonly PairStatistics Statistics = new(Pairs, [PairStatistic.PercentAgreement], MeasurementLevel.Nominal);
    private static readonly Estimate Defined = Estimate.Of(0.5, 3).WithInterval(ConfidenceInterval.ByFormula(0.1, 0.9, 0.95, "sample"));
    private static readonly JudgedSystem System = new(new double[] { 0, 1, 1 }, new double[] { 0, 1, 0 }, new double[] { 0, 1, 1 });

    private static readonly Dictionary<Type, object> ByType = new()
    {
        [typeof(double)] = 0.5,
        [typeof(int)] = 2,
        [typeof(ulong)] = 1UL,
        [typeof(string)] = "item",
        [typeof(double[])] = new double[] { 0, 1, 1 },
        [typeof(int[])] = new[] { 0, 1, 0 },
        [typeof(bool[])] = new[] { true, false, true },
        [typeof(double?[])] = new double?[] { 0, 1, 1 },
        [typeof(ComparisonOutcome[])] = new[] { ComparisonOutcome.First, ComparisonOutcome.Second, ComparisonOutcome.First },
        [typeof(RatingTable)] = Ratings,
        [typeof(PairTable)] = Pairs,
        [typeof(CountTable)] = CountTable.Create(Ratings),
        [typeof(ProbabilityTable)] = Probabilities,
        [typeof(AnnotationTable)] = Annotations,
        [typeof(ConfusionMatrix)] = ConfusionMatrix.Create(Pairs),
        [typeof(DistanceMatrix)] = DistanceMatrix.Create([0, 1, 1, 0], 2),
        [typeof(DawidSkeneResult)] = DawidSkene.Fit(Ratings, new(), out _)!,
        [typeof(IPatternStatistics)] = Statistics,
        [typeof(ICrossedStatistics)] = new CrossedAgreement(Ratings, [GroupStatistic.PercentAgreement], MeasurementLevel.Nominal),
        [typeof(ResamplingDesign)] = ResamplingDesign.ByItem(Pairs.PatternOfItem, Pairs.PatternCount),
        [typeof(BootstrapEvidence)] = ClusterBootstrap.Evidence(new MeanStatistic([0, 1]), ResamplingDesign.ByItem([0, 1, 1], 2), new BootstrapOptions(50, 1, 0.9))[0]!,
        [typeof(Estimate)] = Defined,
        [typeof(ConfidenceInterval)] = Defined.Interval!,
        [typeof(JudgedSystem)] = System,
        [typeof(BootstrapOptions)] = new BootstrapOptions(20, 1, 0.9),
        [typeof(PowerTarget)] = PowerTarget.Conventional,
        [typeof(CategoryWeights)] = CategoryWeights.Identity,
        [typeof(SimulatedStudy)] = (SimulatedStudy)((ref random, size) => random.NextDouble() < size),
        [typeof(StatisticsDecision)] = (StatisticsDecision)(values => values[0] > 0),
        [typeof(LabelStatistic)] = (LabelStatistic)(labels => labels[0] + (2 * labels[1])),
        [typeof(Func<double, double, double>)] = (Func<double, double, double>)((a, b) => Math.Abs(a - b)),
        [typeof(IReadOnlyCollection<Rating>)] = new Rating[] { new(0, 0, 1), new(1, 1, 0) },
        [typeof(IReadOnlyCollection<PairedComparison>)] = new PairedComparison[] { new(0, 1, ComparisonOutcome.First), new(0, 1, ComparisonOutcome.Second) },
        [typeof(IReadOnlyList<PairedComparison>)] = new PairedComparison[] { new(0, 1, ComparisonOutcome.First), new(0, 1, ComparisonOutcome.Second) },
        [typeof(IReadOnlyList<IReadOnlyList<double?>>)] = new double?[][] { [0, 1], [1, null] },
        [typeof(IReadOnlyList<IReadOnlyList<string?>>)] = new string?[][] { ["a", "b"], ["b", null] },
        [typeof(IReadOnlyList<ItemDistributions>)] = new[] { MajorityVote.Shares(Annotations, out _)! },
        [typeof(IReadOnlyList<double>)] = new double[] { 0, 1 },
        [typeof(IReadOnlyList<double?>)] = new double?[] { 0, 1, 1 },
        [typeof(IReadOnlyList<int>)] = new[] { 0, 1 },
        [typeof(ImmutableArray<double>)] = ImmutableArray.Create(0.0, 1.0),
        [typeof(ImmutableArray<int>)] = ImmutableArray.Create(0, 1, 2),
    };

    /// <summary>Where the sample of the type does not fit: by type and parameter, or by parameter alone.</summary>
    private static readonly Dictionary<string, object> ByName = new(StringComparer.Ordinal)
    {
        ["BootstrapInterval.replicates"] = new double[] { 0.2, 0.4, 0.6, 0.8 },
        ["BootstrapInterval.replicateErrors"] = new double[] { 0.1, 0.1, 0.1, 0.1 },
        ["BoundedMeanConfidenceSequence.smallest"] = 0.0,
        ["SequentialMeanTest.smallest"] = 0.0,
        ["SequentialMeanTest.largest"] = 1.0,
        ["SequentialMeanTest.threshold"] = 0.5,
        ["SequentialMeanTest.alpha"] = 0.025,
        ["BoundedMeanConfidenceSequence.largest"] = 1.0,
        ["CategoryWeights.matrix"] = new double[] { 1, 0, 0, 1 },
        ["ComparisonRegression.factorCount"] = 1,
        ["ComparisonRegression.differences"] = new double[] { 1, 1, -1 },
        ["FactorComparison.factorCount"] = 1,
        ["ClassificationMeasures.position"] = 1,
        ["CorrelationPower.items"] = 50,
        ["CorrelationPower.nullCorrelation"] = 0.0,
        ["DistanceMatrix.values"] = new double[] { 0, 1, 1, 0 },
        ["ItemDistributions.itemCount"] = 3,
        ["KappaPower.shares"] = new[] { 0.5, 0.5 },
        ["KrippendorffSampleSize.significance"] = 0.05,
        ["MajorityCertificate.priors"] = new[] { 0.5, 0.5 },
        ["MajorityCertificate.accuracies"] = new[] { 0.8, 0.8, 0.7 },
        ["MajorityCertificate.confusions"] = new[] { 0.8, 0.2, 0.2, 0.8 },
        ["MeasuredDifference.n"] = 6,
        ["MultipleTesting.pValues"] = new[] { 0.01, 0.2 },
        ["PairedProportionPower.items"] = 100,
        ["PairedProportionPower.onlyFirst"] = 0.3,
        ["PairedProportionPower.onlySecond"] = 0.1,
        ["PilotPower.simulations"] = 10,
        ["ProbabilityTable.values"] = new[] { 0.5, 0.5 },
        ["Proportion.n"] = 3,
        ["RandomInterceptModel.columnCount"] = 1,
        ["RatingTable.annotatorCount"] = 3,
        ["ResamplingDesign.patternCount"] = 2,
        ["SimulatedPower.smallest"] = 1,
        ["SimulatedPower.largest"] = 4,
        ["Quantile.sorted"] = new double[] { 0, 1 },
        ["TestResult.statistic"] = 1.0,
    };

    /// <summary>The value given where a parameter may be left out; elsewhere a sample of its type.</summary>
    public static object? For(MemberInfo member, ParameterInfo parameter)
    {
        Type type = PublicMember.TypeOf(parameter);
        if (parameter.IsOut)
        {
            return null;
        }

        if (ByName.TryGetValue($"{member.DeclaringType!.Name}.{parameter.Name}", out object? named))
        {
            return named;
        }

        if (parameter.Name == "annotators" && type == typeof(ResamplingDesign))
        {
            return null;
        }

        if (parameter.HasDefaultValue && !type.IsByRefLike)
        {
            return Default(parameter, type);
        }

        Type key = type.IsByRefLike ? type.GetGenericArguments()[0].MakeArrayType() : type;
        return ByType.TryGetValue(key, out object? typed) ? typed
            : type.IsEnum ? Enum.GetValues(type).GetValue(0)
            : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>) ? OneOf(type.GetGenericArguments()[0])
            : type.GetConstructor(Type.EmptyTypes)?.Invoke([]) ?? throw new InvalidOperationException($"There is no sample of {type} for {member.DeclaringType.Name}.{member.Name}.");
    }

    private static object? Default(ParameterInfo parameter, Type type) =>
        parameter.DefaultValue is null && type.IsValueType ? Activator.CreateInstance(type)
        : parameter.DefaultValue is { } value && type.IsEnum ? Enum.ToObject(type, value)
        : parameter.DefaultValue;

    private static object OneOf(Type element)
    {
        Array one = Array.CreateInstance(element, 1);
        one.SetValue(Enum.GetValues(element).GetValue(0), 0);
        return typeof(ImmutableArray).GetMethods().Single(m => m.Name == nameof(ImmutableArray.Create) && m.GetParameters() is [{ ParameterType.IsArray: true }])
            .MakeGenericMethod(element).Invoke(null, [one])!;
    }
}
