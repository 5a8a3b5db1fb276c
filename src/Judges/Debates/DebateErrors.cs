namespace JudgeEval.Judges;

/// <summary>What only the user can mend of a debate.</summary>
internal static class DebateErrors
{
    public static Diagnostic NoText(PromptFile prompt) => new(
        "JE2401",
        $"the prompt '{prompt.Name}' asks for a label, but a debater argues",
        "a debater's reply is free text",
        "write 'output: text'",
        SourceLocation.InFile(prompt.Path));

    public static Diagnostic NoSide(PromptFile prompt) => new(
        "JE2402",
        $"the debater's prompt '{prompt.Name}' never shows '{{{{side}}}}'",
        "both debaters would be asked the same",
        "write {{side}} where the prompt says what to argue for",
        SourceLocation.InFile(prompt.Path));

    public static Diagnostic NoTranscript(PromptFile prompt, bool isJudge) => new(
        "JE2403",
        $"the {(isJudge ? "judge's" : "debater's")} prompt '{prompt.Name}' never shows '{{{{transcript}}}}'",
        isJudge ? "the debate would have no effect" : "from the second round on a debater answers the other",
        isJudge
            ? "write <transcript>{{transcript}}</transcript> where the debate is to stand, or set 'rounds: 0'"
            : "write <transcript>{{transcript}}</transcript> where the debate so far is to stand, or set 'rounds: 1'",
        SourceLocation.InFile(prompt.Path));

    public static JudgeEvalException NoSides(string debate, LabelScale scale) => new(new Diagnostic(
        "JE2404",
        $"the debate '{debate}' has no two sides on the scale ({scale})",
        "two debaters argue for A and B, for the two ends of an ordered scale, or for two categories",
        "use a scale with an order or with two labels, or another judge",
        SourceLocation.None));
}
