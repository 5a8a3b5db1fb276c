namespace JudgeEval.Judges.Tests.Baselines;

public sealed class WordsTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData(" .,;! ", 0)]
    [InlineData("Don't panic", 3)] // don, t, panic
    [InlineData("3.50 € each", 3)] // 3, 50, each
    [InlineData("naïve Straße", 2)]
    [InlineData("cafe\u0301 noir", 2)] // A combining accent is part of its word.
    [InlineData("東京", 2)] // Each character is a word.
    [InlineData("東京tower", 3)]
    [InlineData("привет мир", 2)]
    [InlineData("ok 👍 ok", 2)] // Beyond the basic plane: none.
    public void MoveNext_Text_CountsItsWords(string text, int expected)
    {
        int count = 0;
        Words words = new(text);
        while (words.MoveNext())
        {
            count++;
        }

        Assert.Equal(expected, count);
    }

    [Fact]
    public void Distinct_OtherCase_IsTheSameWord() => Assert.Single(WordOverlap.Distinct("Parcel PARCEL parcel"));

    [Fact]
    public void Of_KnownTexts_NeverChanges()
    {
        // FNV-1a of "a" is af63dc4c8601ec8c (RFC 9923, appendix); an ASCII code unit is its octet. The mix of 0 is the first number of
        // SplitMix64 from seed 0, e220a8397b1dcdaf (Vigna's splitmix64.c).
        Assert.Equal(0xAF63DC4C8601EC8CUL, StableHash.Add(StableHash.Empty, 'a'));
        Assert.Equal(0xE220A8397B1DCDAFUL, StableHash.Mix(0));
    }
}
