using System.Globalization;

namespace JudgeEval.Harness.Reviews;

/// <summary>The diagnostics of reviews; a code never changes its meaning.</summary>
internal static class ReviewErrors
{
    public static JudgeEvalException NoSuchItem(string item) => Error(
        "JE5020", $"there is no newly disagreeing item '{item}' in this case", "it was accepted meanwhile, or the page is older than the files", "load the page again", "");

    public static Diagnostic UnreadableLine(string path, int line, string why) => new(
        "JE5021",
        "the line is no decision and was left out",
        why,
        "nothing has to be done where the reviewer was interrupted while it was written; decide the item again",
        new SourceLocation(path, line, 0));

    public static JudgeEvalException ChangedOnDisk(string path) => Error(
        "JE5022", "the file changed since the page was loaded; nothing was written", "a test run, another reviewer or an editor wrote it", "look at the queue again, which is loaded anew, then decide", path);

    public static JudgeEvalException Incomplete(string what) => Error(
        "JE5023", what, "a decision without its grounds cannot be reviewed", "state it and decide again", "");

    public static JudgeEvalException NotOnTheScale(string label, string scale) => Error(
        "JE5024", $"the label '{label}' is not on the scale", $"the scale has {scale}", "choose one of its labels", "");

    public static JudgeEvalException Undecided(string name, int open) => Error(
        "JE5025",
        string.Create(CultureInfo.InvariantCulture, $"{name} is not accepted: {open} of its newly disagreeing items {(open == 1 ? "is" : "are")} not decided"),
        "accepting would hide them from every later run",
        "decide them first",
        "");

    public static JudgeEvalException NotLabelledYet(string item) => Error(
        "JE5026", $"'{item}' is reviewed blind and has no label of the reviewer yet", "the verdict is shown after one has labelled", "label the item first, or leave blind mode", "");

    public static JudgeEvalException NothingToUndo() => Error("JE5027", "there is nothing to undo", "the reviewer has decided nothing that still holds", "decide an item first", "");

    public static JudgeEvalException JudgeBugs(string name, int bugs) => Error(
        "JE5028",
        string.Create(CultureInfo.InvariantCulture, $"{name} is not accepted without a reason: on {bugs} {(bugs == 1 ? "item" : "items")} people are right and the judge is not"),
        "accepting takes the judge's mistakes as known",
        "mend the judge, or give a reason",
        "");

    public static JudgeEvalException DecidedMeanwhile(string item, string by) => Error(
        "JE5029", $"'{item}' was decided or taken back meanwhile by {by}; nothing was written", "it is open in another tab, or another reviewer is at it", "look at that decision, then decide again", "");

    public static Diagnostic DatasetChanged(string folder) => new(
        "JE5030",
        "the dataset is no longer that of the run",
        "items or labels were edited since, so that what the page shows of them is of that time",
        "run the suite again with 'dotnet test', then load the page again",
        SourceLocation.InFile(folder));

    public static Diagnostic RecordOfAnotherRun(string received, int other, int all) => new(
        "JE5035",
        string.Create(CultureInfo.InvariantCulture, $"the record is not of the run that wrote this snapshot: {other} of {all} lines differ"),
        "another run wrote a record later, as with another build configuration; of these items texts are shown, and neither each person's label nor the judge's reason",
        "run the suite again with 'dotnet test', then load the page again",
        SourceLocation.InFile(received));

    public static JudgeEvalException VerdictWasShown(string item) => Error(
        "JE5031", $"'{item}' takes no blind label: its verdict was shown already", "a label that is given after the verdict is not blind", "decide the item", "");

    public static JudgeEvalException NotWritten(string path, string why) => Error(
        "JE5032", "the file cannot be written; the decision is not kept", why, "try again at once where another reviewer was writing; else give the right to write it, or free the disk", path);

    public static JudgeEvalException NotRead(string path, string why) => Error(
        "JE5034", "the file cannot be read", why, "try again at once where another reviewer was writing; else give the right to read it", path);

    public static JudgeEvalException NothingToTake(string name) => Error(
        "JE5033", $"nothing of {name} is accepted: on no item it was decided that the disagreement may stay", "what people are right about and what is open stay newly disagreeing", "decide an item as known, judge is right or unclear, or mend the judge", "");

    private static JudgeEvalException Error(string code, string what, string why, string remedy, string path) =>
        new(new Diagnostic(code, what, why, remedy, path.Length == 0 ? default : SourceLocation.InFile(path)));
}
