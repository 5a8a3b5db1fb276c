using JudgeEval.Harness.Gates;

namespace JudgeEval.Harness.Cases;

/// <summary>The first metric of a case as it was at one committed revision. Points of one case stand from old to new.</summary>
/// <param name="Suite">The suite.</param>
/// <param name="Case">The case within the suite.</param>
/// <param name="Revision">The commit's whole hash.</param>
/// <param name="At">When it was committed.</param>
/// <param name="Subject">The first line of the commit's message; text of a person, to be shown inert.</param>
/// <param name="Metric">The metric's name.</param>
/// <param name="Value">The metric; <see langword="null"/> where it is undefined, or where the case was gone.</param>
/// <param name="Lower">The lower end of its interval; <see langword="null"/> where there is none.</param>
/// <param name="Upper">The upper end of its interval; <see langword="null"/> where there is none.</param>
/// <param name="Decision">What gates and snapshot decided then; <see langword="null"/> where nothing was demanded or it is not known.</param>
public sealed record HistoryPoint(
    string Suite, string Case, string Revision, DateTimeOffset At, string Subject, string Metric, double? Value, double? Lower, double? Upper, GateDecision? Decision);
