namespace JudgeEval.Conventions.Tests;

internal static class Expect
{
    /// <summary>Fails with every violation, a line each; an ordinary assertion would cut the list.</summary>
    public static void None(IEnumerable<string> violations)
    {
        string[] all = [.. violations];
        Assert.True(all.Length == 0, string.Join('\n', all.Prepend("Against the conventions:")));
    }
}
