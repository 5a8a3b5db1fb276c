using System.Text;

namespace JudgeEval.Judges.Tests.Prompting;

public class ParserFuzzTests
{
    private const int Rounds = 4000;

    private static readonly string[] Fragments =
    [
        "Good", "good", "Poor", "Very good", "Average", "Superb", "2", "4", "4.0", "-1", "1e3", "NaN", "½", "verdict", "Verdict:", "Rating：", "Answer :", "\nVerdict: ", "\n", "\r\n",
        " ", "\t", "*", "**", "_", "`", "\"", "'", "“", "”", "«", "»", ".", "。", ",", "，", "|", "、", ":", "：", "{", "}", "[", "]", "\"label\":", "\"rationale\":", "{\"label\":\"",
        "\"}", "{\"label\":4}", "null", "\\ud800", "\\u0000", "```", "```json\n", "\n```", "<think>", "</think>", "<reasoning>", "</thinking>", "\u200B", "\u202E", "\uD800", "\uDC00",
        "😀", "no", "not ", "é", "\0",
    ];

    [Theory]
    [InlineData("output: choice")]
    [InlineData("output: candidates")]
    [InlineData("output: number")]
    [InlineData("output: json")]
    [InlineData("output: choice\nstructured: true")]
    [InlineData("output: number\nstructured: true")]
    public async Task Parse_AnyReply_NeverThrowsAndNeverGivesALabelThatTheReplyDoesNotName(string fields)
    {
        var random = new Random(7);
        LabelScale scale = LabelScale.Ordinal(["Poor", "Average", "Good", "Very good"]);
        PromptFile prompt = Sample.Prompt(Sample.Single.Replace("temperature: 0", fields, StringComparison.Ordinal));
        bool numbers = fields.Contains("number", StringComparison.Ordinal);
        bool objects = fields.Contains("json", StringComparison.Ordinal) || fields.Contains("structured", StringComparison.Ordinal);
        int labels = 0;
        for (int round = 0; round < Rounds; round++)
        {
            string reply = Reply(random);
            Verdict verdict = await new PromptJudge(prompt, ScriptedChatClient.Saying(reply), "m").JudgeAsync(Sample.Task(scale: scale));

            Assert.True(verdict.HasLabel != (verdict.Failure is not null));
            Assert.True(verdict.HasLabel || verdict.Failure!.RawReply == reply, reply);
            if (verdict.Label is { } label)
            {
                labels++;
                string named = numbers ? label.Value.ToString("R", System.Globalization.CultureInfo.InvariantCulture) : label.Text;
                string after = reply[(reply.LastIndexOf("</think>", StringComparison.Ordinal) is var end and >= 0 && !objects ? end : 0)..];
                Assert.Contains(named, after, StringComparison.OrdinalIgnoreCase);
                Assert.All(verdict.Candidates, candidate => Assert.Contains(candidate, after, StringComparison.OrdinalIgnoreCase));
            }
        }

        // A fuzz that never meets a label would show nothing.
        Assert.InRange(labels, 5, Rounds - 5);
    }

    private static string Reply(Random random)
    {
        var reply = new StringBuilder();
        for (int i = random.Next(1, 8); i > 0; i--)
        {
            reply.Append(Fragments[random.Next(Fragments.Length)]);
        }

        // Left to chance, an object would hardly ever come about.
        return random.Next(6) switch
        {
            0 => $$"""{"label":"{{Fragments[random.Next(Fragments.Length)]}}"}""",
            1 => $$"""{"rationale":"{{Fragments[random.Next(Fragments.Length)]}}","label":{{Fragments[random.Next(Fragments.Length)]}}}""",
            2 => $$"""{"label":{{Fragments[random.Next(Fragments.Length)]}}}""",
            _ => reply.ToString(),
        };
    }
}
