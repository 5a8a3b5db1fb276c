using System.Text;

namespace JudgeEval.Judges;

/// <summary>
/// Reads markup in a text as lazily as a model might: spaces, slashes and characters that show nothing count for nothing, and
/// look-alikes count as what they look like. A text that ends within a piece of markup counts as having it, because what the
/// prompt says next could complete it.
/// </summary>
internal readonly struct MarkupReader(string text)
{
    private const int LongestToken = 64;

    /// <summary>A name as it is compared.</summary>
    public static Rune[] Folded(string name) => [.. name.EnumerateRunes().Where(r => !Lookalikes.IsInvisible(r)).Select(Lookalikes.Fold)];

    /// <summary>The character here as it is compared; null at the end of the text.</summary>
    public Rune? FoldedAt(int position) => position < text.Length ? Lookalikes.Fold(Lookalikes.At(text, position, out _)) : null;

    /// <summary>The position of the first character that counts.</summary>
    public int SkipGap(int position)
    {
        while (position < text.Length)
        {
            Rune rune = Lookalikes.At(text, position, out int length);
            if (!Rune.IsWhiteSpace(rune) && !Lookalikes.IsInvisible(rune) && !Lookalikes.IsSlash(rune))
            {
                break;
            }

            position += length;
        }

        return position;
    }

    /// <summary>
    /// Whether the name stands here, where no gap is left, or, where <paramref name="partly"/> is set, as much of it as the text has left;
    /// <paramref name="end"/> is behind its last letter.
    /// </summary>
    public bool Name(int position, ReadOnlySpan<Rune> name, bool partly, out int end)
    {
        end = position;
        for (int i = 0; i < name.Length; i++)
        {
            if (i > 0)
            {
                end = SkipSpace(end);
            }

            if (end >= text.Length)
            {
                return partly;
            }

            if (Lookalikes.Fold(Lookalikes.At(text, end, out int length)) != name[i])
            {
                return false;
            }

            end += length;
        }

        return true;
    }

    /// <summary>Whether a name that ends here goes on, so that it is another name.</summary>
    public bool GoesOn(int position)
    {
        if (position >= text.Length)
        {
            return false;
        }

        Rune rune = Lookalikes.At(text, position, out int length);
        if (Rune.IsLetterOrDigit(rune) && !Lookalikes.IsInvisible(rune))
        {
            return true;
        }

        int next = position + length;
        return rune.Value is '_' or '-' or '.' or ':' && next < text.Length && Rune.IsLetterOrDigit(Lookalikes.At(text, next, out _));
    }

    /// <summary>Whether the tag is closed here, or the text is at its end.</summary>
    public bool Closes(int position)
    {
        int end = SkipGap(position);
        return end >= text.Length || Lookalikes.IsCloser(Lookalikes.At(text, end, out _)) || Lookalikes.At(text, end, out _).Value is ']' or '］';
    }

    /// <summary>Whether a token between bars stands here, where no gap is left, as in <c>|im_end|&gt;</c>.</summary>
    public bool BarToken(int position)
    {
        if (position >= text.Length || !Lookalikes.IsBar(Lookalikes.At(text, position, out int bar)))
        {
            return false;
        }

        int i = position + bar;
        for (int count = 0; i < text.Length && count < LongestToken; count++)
        {
            Rune rune = Lookalikes.At(text, i, out int length);
            i += length;
            if (Lookalikes.IsBar(rune))
            {
                return Closes(i);
            }

            if (rune.Value is '\n' || Lookalikes.IsCloser(rune) || Lookalikes.IsOpener(rune))
            {
                return false;
            }
        }

        return i >= text.Length;
    }

    private int SkipSpace(int position)
    {
        while (position < text.Length)
        {
            Rune rune = Lookalikes.At(text, position, out int length);
            if (!Rune.IsWhiteSpace(rune) && !Lookalikes.IsInvisible(rune))
            {
                break;
            }

            position += length;
        }

        return position;
    }
}
