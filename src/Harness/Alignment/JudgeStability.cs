namespace JudgeEval.Harness.Alignment;

/// <summary>
/// How far a judge agrees with itself when it is asked again, or shown a pair the other way round. Judgements without a label take no part. Every
/// item counts once, however often it was judged.
/// </summary>
/// <param name="Repeats">How many items have several judgements, failed ones included.</param>
/// <param name="FlipRate">
/// The share of items whose repeats in one and the same order are not all the same label, 0..1, over the items with two or more labels in an order;
/// <see langword="null"/> when there are none.
/// </param>
/// <param name="SelfAgreement">
/// The share of pairs of repeats in one and the same order that have the same label, 0..1: the mean over the same items; <see langword="null"/> when
/// there are none.
/// </param>
/// <param name="OrderFlipRate">
/// The share of pairs whose verdict takes the other side when the responses change places, 0..1, over the pairs with a label in both orders;
/// <see langword="null"/> when there are none.
/// </param>
/// <param name="FirstPositionShare">
/// Over the same pairs, the share of verdicts for the response that was shown first, 0..1, among the verdicts that take a side; 0.5 without a bias
/// to a place; <see langword="null"/> when no verdict takes a side. With repeats an order has one verdict, its most frequent one.
/// </param>
public sealed record JudgeStability(int Repeats, double? FlipRate, double? SelfAgreement, double? OrderFlipRate, double? FirstPositionShare);
