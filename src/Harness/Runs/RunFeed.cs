using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Runs;

/// <summary>A judgement to make.</summary>
/// <param name="Index">Its position among all judgements of the run.</param>
/// <param name="Task">What is to be judged.</param>
internal readonly record struct RunWork(long Index, JudgeTask Task);

/// <summary>
/// Hands out the judgements of a run in their order, item by item as the source yields them, and leaves out those that are done. Safe for
/// concurrent use.
/// </summary>
internal sealed class RunFeed(IItemSource source, JudgeRunOptions options, DoneCursor? done) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly IEnumerator<JudgeItem> _items = source.Items.GetEnumerator();
    private readonly Stack<RunWork> _returned = new();
    private readonly int _perItem = options.PerItem;
    private readonly int _orders = options.Swap ? 2 : 1;
    private JudgeItem? _item;
    private int _next;
    private long _index;
    private bool _ended;

    /// <summary>How many judgements were given back and are not taken again yet.</summary>
    public int Returned
    {
        get
        {
            lock (_lock)
            {
                return _returned.Count;
            }
        }
    }

    /// <summary>Takes the next judgements.</summary>
    /// <param name="into">Where they are put.</param>
    /// <returns>How many there are; none means that no more will come.</returns>
    /// <exception cref="JudgeEvalException"><c>JE1912</c>: the journal holds a judgement that is not of this run.</exception>
    public int Take(Span<RunWork> into)
    {
        lock (_lock)
        {
            int taken = 0;
            while (taken < into.Length && (_returned.TryPop(out into[taken]) || Next(out into[taken])))
            {
                taken++;
            }

            return taken;
        }
    }

    /// <summary>Gives judgements back, for whoever has time for them.</summary>
    public void Return(ReadOnlySpan<RunWork> work)
    {
        lock (_lock)
        {
            for (int i = work.Length - 1; i >= 0; i--)
            {
                _returned.Push(work[i]);
            }
        }
    }

    public void Dispose() => _items.Dispose();

    private bool Next(out RunWork work)
    {
        while (!_ended)
        {
            if (_item is null || _next == _perItem)
            {
                MoveToItem();
                continue;
            }

            int repeat = _next / _orders;
            PresentationOrder order = _next % _orders == 0 ? PresentationOrder.Original : PresentationOrder.Swapped;
            _next++;
            long index = _index++;
            if (done?.Passes(_item.Id, repeat, order) == true)
            {
                continue;
            }

            work = new RunWork(index, new JudgeTask
            {
                Item = _item,
                Scale = source.Scale,
                Shape = source.Shape,
                Repeat = repeat,
                Order = order,
                Criteria = options.Criteria,
                Group = options.Group,
            });
            return true;
        }

        work = default;
        return false;
    }

    private void MoveToItem()
    {
        string? before = _item?.Id;
        if (!_items.MoveNext())
        {
            _ended = true;
            done?.End();
            return;
        }

        _item = _items.Current;
        _next = 0;
        if (before is not null && string.CompareOrdinal(before, _item.Id) >= 0)
        {
            throw new InvalidOperationException($"The source yields the item '{_item.Id}' after '{before}', but items come sorted by id, each once.");
        }
    }
}
