namespace JudgeEval.Judges;

/// <summary>
/// Reads a reply in words. The whole reply is one label or number (or a list of candidates); or else the last line of the form
/// <c>Verdict: X</c>, <c>Rating: X</c> or <c>Answer: X</c> counts, and what stands before it is the rationale. Quotation marks,
/// backticks, asterisks, underscores and a full stop around a label are no part of it. Nothing else is guessed.
/// </summary>
internal sealed class WordReply(AnswerScale answers, PromptOutput output)
{
    private static readonly char[] Ornaments = [.. "\"'`*_.“”‘’„«»「」。"];
    private static readonly char[] Emphasis = ['*', '_'];
    private static readonly char[] LineStart = [.. "*_#>`- \t"];
    private static readonly char[] Colons = [.. ":：﹕∶"];
    private static readonly string[] Keywords = ["verdict", "rating", "answer"];

    public ParsedReply Parse(string reply)
    {
        string whole = reply.Trim();
        if (whole.Length == 0)
        {
            return ParsedReply.Unparsable("the reply is empty");
        }

        ParsedReply parsed = Read(whole, rationale: null);
        if (parsed.Label is null && TryLastVerdict(whole, out string said, out string before))
        {
            return said.Length == 0 ? ParsedReply.Unparsable("the last verdict line names no label") : Read(said, before);
        }

        return parsed.Label is not null || parsed.Failure == FailureKind.OutOfScale || output == PromptOutput.Candidates
            ? parsed
            : ParsedReply.Unparsable($"the reply is not one {(output == PromptOutput.Number ? "number" : "label")} and has no line 'Verdict: …'");
    }

    private ParsedReply Read(string said, string? rationale)
    {
        if (output == PromptOutput.Candidates)
        {
            return new CandidateReply(answers, Match).Parse(said, rationale);
        }

        LabelMatch match = Match(said, out Label label);
        return ParsedReply.From(match, label, said, answers, rationale);
    }

    // As it stands first: a full stop before digits is a decimal point, and a label may itself end in one.
    private LabelMatch Match(string text, out Label label)
    {
        LabelMatch match = One(text, out label);
        return match == LabelMatch.Label ? match : One(text.Trim().Trim(Ornaments).Trim(), out label);
    }

    private LabelMatch One(string text, out Label label) =>
        output == PromptOutput.Number ? answers.MatchNumber(text, out label) : answers.Match(text, out label);

    private static bool TryLastVerdict(string reply, out string said, out string before)
    {
        string[] lines = reply.Split('\n');
        for (int i = lines.Length - 1; i >= 0; i--)
        {
            string line = lines[i].Trim().TrimStart(LineStart);
            string? keyword = Array.Find(Keywords, k => line.StartsWith(k, StringComparison.OrdinalIgnoreCase));
            string rest = keyword is null ? "" : line[keyword.Length..].TrimStart().TrimStart(Emphasis).TrimStart();
            if (rest.Length > 0 && Colons.Contains(rest[0]))
            {
                // '**Verdict:** Good' has its emphasis end after the colon.
                said = rest[1..].TrimStart(Emphasis).Trim();
                before = string.Join('\n', lines[..i]);
                return true;
            }
        }

        (said, before) = ("", "");
        return false;
    }
}
