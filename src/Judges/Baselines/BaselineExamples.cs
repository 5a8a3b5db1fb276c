using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace JudgeEval.Judges;

/// <summary>Checked examples in the order of their items' ids, so that nothing made of them depends on the order they came in. Immutable.</summary>
internal sealed class BaselineExamples
{
    private readonly Lazy<string> _hash;
    private readonly Lazy<bool> _hasResponses;
    private readonly Lazy<bool> _hasContexts;

    public BaselineExamples(IEnumerable<BaselineExample> examples, LabelScale scale, TaskShape shape, ulong seed)
    {
        Scale = scale;
        Shape = shape;
        Seed = seed;
        All = [.. examples.OrderBy(e => e.Item.Id, StringComparer.Ordinal)];
        for (int i = 0; i < All.Length; i++)
        {
            if (Problem(i) is string problem)
            {
                throw new ArgumentException(problem, nameof(examples));
            }
        }

        Marginal = new LabelMarginal(All.Select(e => e.Reference).OfType<Label>(), scale);
        _hash = new Lazy<string>(Hash);
        _hasResponses = new Lazy<bool>(() => All.Any(e => ItemTexts.HasResponse(e.Item, shape)));
        _hasContexts = new Lazy<bool>(() => All.Any(e => ItemTexts.HasContext(e.Item)));
    }

    public ImmutableArray<BaselineExample> All { get; }

    public LabelScale Scale { get; }

    public TaskShape Shape { get; }

    public ulong Seed { get; }

    /// <summary>People's reference labels.</summary>
    public LabelMarginal Marginal { get; }

    public bool HasResponses => _hasResponses.Value;

    public bool HasContexts => _hasContexts.Value;

    /// <summary>SHA-256 over scale, shape and every example: other examples make another judge.</summary>
    public string ContentHash => _hash.Value;

    private string? Problem(int at)
    {
        BaselineExample example = All[at];
        string id = example.Item.Id;
        return at > 0 && All[at - 1].Item.Id == id ? $"The item '{id}' stands twice among the examples."
            : example.Reference is Label label && !(Scale.TryParse(label.Text, out Label own) && own.Value.Equals(label.Value))
                ? $"The reference '{label.Text}' of the item '{id}' is not on the scale {Scale}."
            : Scale.Level != ScaleLevel.Nominal && !double.IsFinite(example.Mean) ? $"The mean of the item '{id}' is not a finite number."
            : null;
    }

    private string Hash()
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{Shape}\n{Scale}\n{Scale.Positive}\n");
        foreach (BaselineExample example in All)
        {
            JudgeItem item = example.Item;
            foreach (string? part in (string?[])[item.Id, item.Cluster, item.Context, item.Response, item.ResponseA, item.ResponseB, example.Reference?.Text])
            {
                // With its length before it, no text can pass for two.
                text.Append(CultureInfo.InvariantCulture, $"{part?.Length ?? -1}:{part}\n");
            }

            text.Append(Scale.Level == ScaleLevel.Nominal ? "" : example.Mean.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
        }

        return Sha256Hex.Of(text.ToString());
    }
}
