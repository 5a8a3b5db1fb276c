namespace JudgeEval.Harness.Reports.Comments;

/// <summary>What a comment leaves out, kind by kind, with exact counts, so that no cut goes unsaid however many there are.</summary>
internal sealed class CommentCuts
{
    private readonly List<(int Left, int All, string What)> _kinds = [];

    /// <summary>Notes a cut.</summary>
    /// <param name="left">How many were left out; with 0 nothing is noted.</param>
    /// <param name="all">Of how many.</param>
    /// <param name="what">What, in the plural.</param>
    public void Add(int left, int all, string what)
    {
        if (left > 0)
        {
            _kinds.Add((left, all, what));
        }
    }

    /// <summary>A paragraph with all cuts; empty where there is none.</summary>
    public override string ToString() => _kinds.Count == 0
        ? ""
        : $"\nLeft out of this comment: {string.Join("; ", _kinds.Select(k => $"{NumberText.Of(k.Left)} of {NumberText.Of(k.All)} {k.What}"))}. The records and the report have all of it.\n";
}
