using JudgeEval.Judges;

namespace JudgeEval.Bench.Recordings;

/// <summary>The judged items of the benchmark and the replies to them; the same number gives the same texts.</summary>
internal static class Workload
{
    public const string Model = "bench-model";

    private const string PromptText = """
        ---
        name: answer-quality
        task: single
        temperature: 0
        ---
        ## system
        You grade the answers of a support desk with one of {{labels}}. Say in a few sentences what is right and what is wrong,
        then give the grade on a line of its own, as "Verdict: 3".
        ## user
        <context>{{context}}</context>
        <response>{{response}}</response>
        """;

    private static readonly LabelScale Stars = LabelScale.Ordinal(1, 5);

    private static readonly string[] Words =
        ["refund", "parcel", "order", "late", "thanks", "please", "account", "password", "invoice", "tomorrow", "shipping", "policy", "café", "naïve"];

    public static PromptFile Prompt() => PromptFile.Parse(PromptText, "answer-quality.md");

    public static JudgeTask Task(int item) => new()
    {
        Item = new JudgeItem { Id = $"item-{item:D6}", Context = Text(item, 20), Response = Text(item + 1_000_003, 60) },
        Scale = Stars,
        Shape = TaskShape.Single,
    };

    /// <summary>About 330 characters and a label.</summary>
    public static string Reply(int item) => $"{Text(item + 2_000_003, 50)}\nVerdict: {(item % 5) + 1}";

    private static string Text(int seed, int words)
    {
        Random random = new(seed);
        return string.Join(' ', Enumerable.Range(0, words).Select(_ => Words[random.Next(Words.Length)]));
    }
}
