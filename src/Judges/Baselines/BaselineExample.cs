namespace JudgeEval.Judges;

/// <summary>An item with what people said of it, from which a baseline is made.</summary>
/// <param name="Item">The item.</param>
/// <param name="Reference">The label that a judge is held against; <see langword="null"/> where people tie, so that there is none.</param>
/// <param name="Mean">
/// The mean of people's labels in units of the scale, which the linear model learns on ordered scales; finite there, and of no
/// meaning on a nominal scale.
/// </param>
public sealed record BaselineExample(JudgeItem Item, Label? Reference, double Mean);
