namespace JudgeEval.Harness.Reports.Html;

/// <summary>Texts that stand once and are named by a number from 1; 0 is no text.</summary>
internal sealed class CodeTable
{
    private readonly List<string> _texts = [];
    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);

    /// <summary>Creates the table.</summary>
    /// <param name="texts">What it holds from the start, in this order.</param>
    public CodeTable(IEnumerable<string> texts)
    {
        foreach (string text in texts)
        {
            Add(text);
        }
    }

    /// <summary>The texts, in the order of their numbers.</summary>
    public IReadOnlyList<string> Texts => _texts;

    /// <summary>The number of a text, which is added where it is new.</summary>
    /// <param name="text">The text.</param>
    public int Add(string? text)
    {
        if (text is null)
        {
            return 0;
        }

        if (!_codes.TryGetValue(text, out int code))
        {
            _texts.Add(text);
            _codes.Add(text, code = _texts.Count);
        }

        return code;
    }

    /// <summary>The number of a text; 0 where the table has it not.</summary>
    /// <param name="text">The text.</param>
    public int Find(string? text) => text is null ? 0 : _codes.GetValueOrDefault(text);
}
