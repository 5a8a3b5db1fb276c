using JudgeEval.Harness.Datasets.Text;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Runs;

/// <summary>Walks over the judgements that were taken from the journal, side by side with those to make: both are sorted, so only one of each is held.</summary>
internal sealed class DoneCursor : IDisposable
{
    private readonly string _path;
    private readonly Utf8Lines? _lines;
    private (string Item, int Repeat, PresentationOrder Order)? _next;

    /// <summary>Starts at the first judgement.</summary>
    /// <param name="path">The journal, for messages.</param>
    /// <param name="journal">The part of the journal that is sorted, header included; <see langword="null"/> when nothing was taken.</param>
    public DoneCursor(string path, Stream? journal)
    {
        _path = path;
        if (journal is not null)
        {
            _lines = new Utf8Lines(journal);
            _lines.Next();
            MoveNext();
        }
    }

    /// <summary>Whether a judgement is done; asked for each judgement of the run in its order.</summary>
    /// <exception cref="JudgeEvalException"><c>JE1912</c>: one was passed over that is not of this run.</exception>
    public bool Passes(string item, int repeat, PresentationOrder order)
    {
        if (_next is not { } next)
        {
            return false;
        }

        int side = VerdictKey.Compare(next, (item, repeat, order));
        if (side < 0)
        {
            throw Stray(next);
        }

        if (side == 0)
        {
            MoveNext();
        }

        return side == 0;
    }

    /// <summary>Says that the run has no more judgements.</summary>
    /// <exception cref="JudgeEvalException"><c>JE1912</c>: the journal has.</exception>
    public void End()
    {
        if (_next is { } next)
        {
            throw Stray(next);
        }
    }

    public void Dispose() => _lines?.Dispose();

    private void MoveNext() => _next = _lines!.Next() ? VerdictLine.KeyOf(_lines.Block) : null;

    private JudgeEvalException Stray((string Item, int Repeat, PresentationOrder Order) found) => new(new Diagnostic(
        "JE1912",
        $"the journal has a verdict on the item '{found.Item}' that this run does not ask for",
        "the journal names the dataset's content and the repeats, so it was probably changed by hand",
        "delete that line, or move the journal away to begin anew",
        SourceLocation.InFile(_path)));
}
