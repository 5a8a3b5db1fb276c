using System.Text;

namespace JudgeEval.Harness.Reports.Comments;

/// <summary>The room of a part of the comment. UTF-8 bytes are counted, of which there are never fewer than UTF-16 units.</summary>
/// <param name="room">The most bytes.</param>
internal sealed class CommentBudget(int room)
{
    /// <summary>How many bytes are taken.</summary>
    public int Used { get; private set; }

    /// <summary>How many bytes a text takes.</summary>
    /// <param name="text">The text.</param>
    public static int Bytes(string text) => Encoding.UTF8.GetByteCount(text);

    /// <summary>Takes the room of a text, whole or not at all.</summary>
    /// <param name="text">The text.</param>
    /// <param name="beside">How many bytes stand around it.</param>
    /// <returns>Whether there was room.</returns>
    public bool Take(string text, int beside = 0)
    {
        int bytes = Bytes(text) + beside;
        if (Used + bytes > room)
        {
            return false;
        }

        Used += bytes;
        return true;
    }
}
