namespace JudgeEval.Judges.Tests.Recording;

public class RecordingIndexTests
{
    [Fact]
    public void AddFindRemove_RandomSequence_AgreesWithADictionary()
    {
        var random = new Random(11);
        var index = new RecordingIndex();
        var model = new Dictionary<ContentKey, long>();
        for (int step = 0; step < 20_000; step++)
        {
            // Few different first words, so that many keys want the same place in the table.
            var key = new ContentKey((ulong)random.Next(40), 0, 0, (ulong)random.Next(100));
            int found = index.Find(key);
            Assert.Equal(model.ContainsKey(key), found >= 0);
            if (found < 0)
            {
                index.Add(new IndexedLine { Key = key, Offset = step });
                model.Add(key, step);
            }
            else if (random.Next(3) == 0)
            {
                index.Remove(found);
                model.Remove(key);
            }
            else
            {
                Assert.Equal(model[key], index[found].Offset);
            }

            Assert.Equal(model.Count, index.Count);
        }

        // 40 x 100 keys in all; those taken out keep their places.
        Assert.True(index.Lines <= 4000);
    }

    [Fact]
    public void ContentKey_OrderAndText_AreThoseOfTheHexadecimalText()
    {
        string[] texts = [.. Enumerable.Range(0, 50).Select(i => Sha256Hex.Of($"{i}")), "00" + Sha256Hex.Of("a")[2..], "0f" + Sha256Hex.Of("a")[2..], "f0" + Sha256Hex.Of("a")[2..]];

        Assert.Equal(texts, texts.Select(t => ContentKey.Parse(t).ToString()));
        Assert.Equal(texts.Order(StringComparer.Ordinal), texts.Select(ContentKey.Parse).Order().Select(k => k.ToString()));
    }
}
