using System.Text;

namespace JudgeEval.Judges.Tests.Recording;

/// <summary>The quick reader of lines against the thorough one.</summary>
public class LineScanTests
{
    private static readonly string[] Texts = ["", "a", "é\u2028 🎈", "\"quoted\" \\ \\u0041", "line\n\ttab\u0001\u007f", "</response>", new string('x', 700)];

    [Fact]
    public void TryRead_EveryLineWeWrite_IsTakenWithEveryValue()
    {
        foreach (RecordingEntry entry in Entries())
        {
            byte[] line = RecordingLine.Write(entry);

            Assert.True(LineScan.TryRead(line, out LineScan scan));
            Assert.Equal(entry, scan.Entry());
            if (entry.Content.Model.Length < 100)
            {
                Assert.True(scan.TryKey(out ContentKey key));
                Assert.Equal(entry.Key, key.ToString());
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void TryRead_AnyDamagedLine_IsTakenOnlyIfTheThoroughReaderTakesItToo(int seed)
    {
        var random = new Random(seed);
        RecordingEntry[] entries = [.. Entries()];
        string[] pieces = ["\"", "\\", "\\ud800", "\\u0041", "{", "}", ",", ":", "0", "-0", "1.0", "1e0", "null", " ", "\"item\":\"i2\",", "\"extra\":1,", "\"input\":-1", "\r", "[]", "swapped"];
        int taken = 0;
        for (int round = 0; round < 4000; round++)
        {
            string text = Encoding.UTF8.GetString(RecordingLine.Write(entries[random.Next(entries.Length)]));
            int at = random.Next(text.Length);
            string damaged = random.Next(4) switch
            {
                0 => text.Remove(at, 1),
                1 => text.Insert(at, pieces[random.Next(pieces.Length)]),
                2 => text[..at],
                _ => Shuffled(text, random),
            };
            byte[] line = Encoding.UTF8.GetBytes(damaged);
            if (line.Length > 0 && random.Next(50) == 0)
            {
                line[random.Next(line.Length)] ^= 0x80;
            }

            List<Diagnostic> errors = [];
            RecordingEntry? thorough = RecordingLine.Read(line, "p", 1, errors);
            if (LineScan.TryRead(line, out LineScan scan) && scan.TryKey(out ContentKey key))
            {
                taken++;
                Assert.Empty(errors);
                Assert.Equal(thorough, scan.Entry());
                Assert.Equal(thorough!.Key, key.ToString());
            }
        }

        // Half of the reorderings at least keep a line right, so the comparison is not an empty one.
        Assert.True(taken > 300, $"{taken} taken");
    }

    // Fields in another order are as right as in ours.
    private static string Shuffled(string text, Random random)
    {
        int at = text.IndexOf(",\"prompt\":", StringComparison.Ordinal);
        int end = text.IndexOf(",\"messages\":", StringComparison.Ordinal);
        return random.Next(2) == 0 ? text : text[..at] + text[end..^1] + text[at..end] + "}";
    }

    private static IEnumerable<RecordingEntry> Entries()
    {
        foreach (string text in Texts)
        {
            foreach (TokenUsage? usage in new[] { null, new TokenUsage(11, 3), new TokenUsage(null, null), new TokenUsage(null, long.MaxValue) })
            {
                var content = new RequestContent("m" + text, Sha256Hex.Of(text), Sha256Hex.Of("o"), text.Length);
                yield return new RecordingEntry
                {
                    Key = content.Key(),
                    Content = content,
                    Prompt = "p" + text,
                    PromptHash = text,
                    Item = text,
                    Order = text.Length % 2 == 0 ? PresentationOrder.Original : PresentationOrder.Swapped,
                    Group = usage is null ? null : text,
                    Reply = text,
                    Finish = text.Length == 1 ? "stop" : usage is null ? null : text,
                    Usage = usage,
                };
            }
        }
    }
}
