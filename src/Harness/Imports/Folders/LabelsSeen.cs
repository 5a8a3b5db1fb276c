using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports.Folders;

/// <summary>
/// The labels of a source, each with the place where it first stands, from which the scale is chosen at the end. Of very many different numbers only those
/// are kept that tell the level and the ends of the scale; a scale that lists its labels is refused then.
/// </summary>
internal sealed class LabelsSeen
{
    /// <summary>So many different labels are kept.</summary>
    public const int MostKept = 65_536;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<(string Text, SourceLocation At)> _kept = [];
    private readonly Dictionary<string, SourceLocation> _telling = new(StringComparer.Ordinal);
    private (double Number, string Text, SourceLocation At)? _least;
    private (double Number, string Text, SourceLocation At)? _most;
    private bool _hasText;
    private bool _hasFraction;

    /// <summary>Whether there are more different labels than are kept.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The texts that are kept, by their numbers.</summary>
    public IEnumerable<string> Texts => _kept.Select(k => k.Text);

    /// <summary>The labels from which the scale is chosen.</summary>
    public IReadOnlyDictionary<string, SourceLocation> First
    {
        get
        {
            var first = new Dictionary<string, SourceLocation>(StringComparer.Ordinal);
            foreach ((string text, SourceLocation at) in _kept.Concat(_telling.Select(t => (t.Key, t.Value))))
            {
                first.TryAdd(text, at);
            }

            foreach ((_, string text, SourceLocation at) in new[] { _least, _most }.OfType<(double, string, SourceLocation)>())
            {
                first.TryAdd(text, at);
            }

            return first;
        }
    }

    /// <summary>Takes a label.</summary>
    /// <returns>Its number from 0; -1 when it is not kept.</returns>
    public int Take(string label, SourceLocation at)
    {
        if (_numbers.TryGetValue(label, out int number))
        {
            return number;
        }

        if (_kept.Count < MostKept)
        {
            _numbers.Add(label, _kept.Count);
            _kept.Add((label, at));
            return _kept.Count - 1;
        }

        if (!IsCut)
        {
            IsCut = true;
            _hasText = _kept.Exists(k => !FiniteNumber.TryRead(k.Text, out _));
            _hasFraction = _kept.Exists(k => FiniteNumber.TryRead(k.Text, out double value) && value != Math.Floor(value));
        }

        Note(label, at);
        return -1;
    }

    private void Note(string label, SourceLocation at)
    {
        if (!FiniteNumber.TryRead(label, out double number))
        {
            if (!_hasText)
            {
                _hasText = true;
                _telling.Add(label, at);
            }

            return;
        }

        if (!_hasFraction && number != Math.Floor(number))
        {
            _hasFraction = true;
            _telling.TryAdd(label, at);
        }

        _least = _least is null || number < _least.Value.Number ? (number, label, at) : _least;
        _most = _most is null || number > _most.Value.Number ? (number, label, at) : _most;
    }
}
