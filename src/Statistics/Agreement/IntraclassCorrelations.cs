namespace JudgeEval.Statistics;

/// <summary>One form of the intraclass correlation.</summary>
/// <param name="Estimate">The coefficient with its confidence interval; the interval is absent where its formula has no value.</param>
/// <param name="Test">
/// The F test of the hypothesis that items do not differ; its statistic is F. Undefined when the denominator is 0, because F is
/// infinite then.
/// </param>
/// <param name="NumeratorDegrees">The degrees of freedom of F's numerator; 0 when there are no mean squares.</param>
/// <param name="DenominatorDegrees">The degrees of freedom of F's denominator; 0 when there are no mean squares.</param>
public sealed record IntraclassCoefficient(Estimate Estimate, TestResult Test, int NumeratorDegrees, int DenominatorDegrees);

/// <summary>The mean squares of a table of items by annotators, each at least 0 in squared units of the ratings.</summary>
/// <param name="Items">Between items (MSB), with items - 1 degrees of freedom.</param>
/// <param name="Within">Within items (MSW), with items × (annotators - 1).</param>
/// <param name="Annotators">Between annotators (MSJ), with annotators - 1.</param>
/// <param name="Residual">What neither item nor annotator explains (MSE), with (items - 1) × (annotators - 1).</param>
public sealed record MeanSquares(Estimate Items, Estimate Within, Estimate Annotators, Estimate Residual);

/// <summary>
/// The six intraclass correlations of Shrout and Fleiss (1979, doi:10.1037/0033-2909.86.2.420). The single forms speak of one
/// annotator, the average forms of the mean of as many as there are.
/// </summary>
/// <param name="OneWaySingle">ICC(1,1): each item has annotators of its own, so their differences are error.</param>
/// <param name="TwoWayRandomSingle">ICC(2,1): the same annotators, a sample of many; absolute agreement.</param>
/// <param name="TwoWayMixedSingle">ICC(3,1): these annotators only; consistency, a constant difference between them does not count.</param>
/// <param name="OneWayAverage">ICC(1,k).</param>
/// <param name="TwoWayRandomAverage">ICC(2,k).</param>
/// <param name="TwoWayMixedAverage">ICC(3,k); equal to Cronbach's alpha.</param>
/// <param name="MeanSquares">The mean squares of which all are made.</param>
public sealed record IntraclassCorrelations(
    IntraclassCoefficient OneWaySingle,
    IntraclassCoefficient TwoWayRandomSingle,
    IntraclassCoefficient TwoWayMixedSingle,
    IntraclassCoefficient OneWayAverage,
    IntraclassCoefficient TwoWayRandomAverage,
    IntraclassCoefficient TwoWayMixedAverage,
    MeanSquares MeanSquares);
