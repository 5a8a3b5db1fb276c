using System.Text;

namespace JudgeEval.Harness.Reports.Comments;

/// <summary>A text that never grows beyond its limit, and knows what it had no room for. UTF-8 bytes are counted, of which there are never fewer than UTF-16 units.</summary>
/// <param name="limit">The most bytes.</param>
internal sealed class CommentBudget(int limit)
{
    private readonly StringBuilder _text = new();
    private readonly List<string> _cut = [];
    private int _used;

    /// <summary>Adds a part whole, or not at all.</summary>
    /// <param name="part">The part.</param>
    /// <param name="closing">What has to follow it sooner or later, for which room is kept.</param>
    /// <returns>Whether there was room.</returns>
    public bool Add(string part, string closing = "")
    {
        int bytes = Encoding.UTF8.GetByteCount(part);
        if (_used + bytes + Encoding.UTF8.GetByteCount(closing) > limit)
        {
            return false;
        }

        _text.Append(part);
        _used += bytes;
        return true;
    }

    /// <summary>Notes what there was no room for.</summary>
    /// <param name="what">What, in a phrase.</param>
    public void Cut(string what) => _cut.Add(what);

    /// <summary>The text, and at its end what was cut. What was cut takes at most 1,000 bytes beyond the limit.</summary>
    public override string ToString() => _cut.Count == 0
        ? _text.ToString()
        : _text + $"\nCut to keep within GitHub's limit: {string.Join("; ", _cut.Take(3))}{(_cut.Count > 3 ? $"; and {NumberText.Count(_cut.Count - 3, "further part")}" : "")}. The records have all of it.\n";
}
