namespace JudgeEval.Judges;

/// <summary>A request was not sent, because the budget for it is used up. A judge answers it with <see cref="FailureKind.Budget"/>.</summary>
/// <param name="message">Which budget, how large it is and what was used, without a full stop.</param>
public sealed class BudgetExhaustedException(string message) : Exception(message);
