using System.Collections.Immutable;

namespace JudgeEval.Harness.Datasets;

/// <summary>The mistakes of one file. The first <see cref="Shown"/> are kept, the rest is counted.</summary>
internal sealed class DiagnosticList
{
    /// <summary>How many mistakes of one file are shown one by one.</summary>
    public const int Shown = 1000;

    private readonly List<Diagnostic> _kept = [];

    /// <summary>How many mistakes were found.</summary>
    public int Count { get; private set; }

    public void Add(Diagnostic diagnostic)
    {
        Count++;
        if (_kept.Count < Shown)
        {
            _kept.Add(diagnostic);
        }
    }

    /// <summary>Appends the mistakes in the order of the file, and how many more there are.</summary>
    public void AppendTo(ImmutableArray<Diagnostic>.Builder all)
    {
        all.AddRange(_kept.OrderBy(d => d.Location.Line).ThenBy(d => d.Location.Column));
        if (Count > _kept.Count)
        {
            all.Add(DatasetErrors.TooMany(_kept[0].Location.File, Count - _kept.Count));
        }
    }

    /// <summary>Throws the mistakes.</summary>
    /// <exception cref="JudgeEvalException">There are any.</exception>
    public void ThrowIfAny()
    {
        if (Count > 0)
        {
            var all = ImmutableArray.CreateBuilder<Diagnostic>();
            AppendTo(all);
            throw new JudgeEvalException(all.ToImmutable());
        }
    }
}
