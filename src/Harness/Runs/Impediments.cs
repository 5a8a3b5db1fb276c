using System.Collections.Immutable;
using System.Globalization;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Runs;

/// <summary>
/// Judgements that cannot be made until the user mends something, gathered so that a million of them take no more room than a few (a bit for
/// each item). Safe for concurrent use.
/// </summary>
/// <param name="perItem">How many judgements there are of one item.</param>
internal sealed class Impediments(int perItem)
{
    private const int MostPlaces = 100;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Code, SourceLocation Location), Group> _groups = [];

    public bool Any
    {
        get
        {
            lock (_lock)
            {
                return _groups.Count > 0;
            }
        }
    }

    public void Add(in RunWork work, JudgeEvalException exception)
    {
        lock (_lock)
        {
            foreach (Diagnostic diagnostic in exception.Diagnostics)
            {
                var key = (diagnostic.Code, diagnostic.Location);
                if (!_groups.ContainsKey(key) && _groups.Count >= MostPlaces)
                {
                    // A cause with a place of its own for each item is one cause all the same.
                    key = (diagnostic.Code, SourceLocation.None);
                }

                if (!_groups.TryGetValue(key, out Group? group))
                {
                    _groups.Add(key, group = new Group(perItem));
                }

                group.Add(work, diagnostic);
            }
        }
    }

    /// <summary>One diagnostic for each code and place, in the order of codes, in place of one for each judgement.</summary>
    /// <param name="total">How many judgements there are to make.</param>
    public ImmutableArray<Diagnostic> Summarise(int total) =>
    [
        .. _groups
            .OrderBy(g => g.Key.Code, StringComparer.Ordinal)
            .ThenBy(g => g.Key.Location.ToString(), StringComparer.Ordinal)
            .Select(g => g.Value.Summary(total)),
    ];

    private sealed class Group(int perItem)
    {
        private const int ItemsNamed = 5;

        private readonly SortedDictionary<long, string> _named = [];
        private readonly List<ulong> _items = [];
        private int _count;
        private int _itemCount;
        private (long Index, Diagnostic Diagnostic) _first = (long.MaxValue, null!);
        private (PresentationOrder Order, int Repeat, long Index, Diagnostic Diagnostic) _widest = (PresentationOrder.Original, -1, 0, null!);

        public void Add(in RunWork work, Diagnostic diagnostic)
        {
            _count++;
            long item = work.Index / perItem;
            if (IsNew(item))
            {
                _itemCount++;
                _named.Add(item, work.Task.Item.Id);
                if (_named.Count > ItemsNamed)
                {
                    _named.Remove(_named.Keys.Last());
                }
            }

            if (work.Index < _first.Index)
            {
                _first = (work.Index, diagnostic);
            }

            int wider = (work.Task.Order, work.Task.Repeat, -work.Index).CompareTo((_widest.Order, _widest.Repeat, -_widest.Index));
            if (wider > 0)
            {
                _widest = (work.Task.Order, work.Task.Repeat, work.Index, diagnostic);
            }
        }

        public Diagnostic Summary(int total)
        {
            if (_count == 1)
            {
                return _first.Diagnostic;
            }

            int more = _itemCount - _named.Count;
            string rest = more > 0 ? string.Create(CultureInfo.InvariantCulture, $" and {more} more") : "";
            string named = string.Join(", ", _named.Values.Select(id => $"'{id}'"));
            string noun = _itemCount == 1 ? "item" : "items";

            // The command for the last repeat in the swapped order also serves the others.
            return _first.Diagnostic with
            {
                What = string.Create(
                    CultureInfo.InvariantCulture, $"{_count} of {total} judgements cannot be made, {noun} {named}{rest}; the first: {_first.Diagnostic.What}"),
                Remedy = _widest.Diagnostic.Remedy,
            };
        }

        private bool IsNew(long item)
        {
            int word = checked((int)(item / 64));
            while (_items.Count <= word)
            {
                _items.Add(0);
            }

            ulong bit = 1UL << (int)(item % 64);
            bool isNew = (_items[word] & bit) == 0;
            _items[word] |= bit;
            return isNew;
        }
    }
}
