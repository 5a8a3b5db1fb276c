using System.Collections.Immutable;

namespace JudgeEval.Judges;

/// <summary>Takes a text as a label by the rules of a reply in words.</summary>
internal delegate LabelMatch LabelMatcher(string text, out Label label);

/// <summary>
/// Reads a list of labels, the best guess first: <c>Good, Excellent</c> or <c>Good | Excellent</c>. Each must be a label, and
/// none may stand there twice. Where a label has a comma of its own, only the bar separates.
/// </summary>
internal sealed class CandidateReply(AnswerScale answers, LabelMatcher match)
{
    private static readonly char[] Bars = ['|', '｜'];
    private static readonly char[] Commas = [',', '，', '、'];

    public ParsedReply Parse(string said, string? rationale)
    {
        if (match(said, out Label whole) == LabelMatch.Label)
        {
            return Of([whole], rationale);
        }

        bool commas = said.IndexOfAny(Bars) < 0 && !answers.Shown.Any(label => label.IndexOfAny(Commas) >= 0);
        var labels = ImmutableArray.CreateBuilder<Label>();
        foreach (string part in said.Split(commas ? Commas : Bars, StringSplitOptions.TrimEntries))
        {
            LabelMatch form = match(part, out Label label);
            if (form != LabelMatch.Label)
            {
                return ParsedReply.From(form, label, part, answers, rationale);
            }

            if (labels.Any(l => l.Text == label.Text))
            {
                return ParsedReply.Unparsable($"the reply names '{label.Text}' twice");
            }

            labels.Add(label);
        }

        return Of(labels.ToImmutable(), rationale);
    }

    private static ParsedReply Of(ImmutableArray<Label> labels, string? rationale) => ParsedReply.Of(labels[0], rationale) with { Candidates = labels };
}
