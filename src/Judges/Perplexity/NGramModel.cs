using System.Collections.Immutable;
using System.Globalization;

namespace JudgeEval.Judges;

/// <summary>
/// An embedded n-gram model with interpolated Kneser-Ney smoothing: a yardstick that needs no server (Kneser and Ney, 1995,
/// doi:10.1109/ICASSP.1995.479394; the interpolated form with one discount for each order: Chen and Goodman, 1999, doi:10.1006/csla.1999.0128).
/// </summary>
/// <remarks>
/// <para>
/// With c the count of a run of k tokens h w (at the full order its occurrences, below it the number of different tokens that stood before it),
/// D = n1 / (n1 + 2 n2) from the runs of length k counted once and twice, and h' the history without its first token:
/// P(w | h) = (max(c(h w) - D, 0) + D * |{v: c(h v) > 0}| * P(w | h')) / sum of c(h v) over v. Below a single token stands the uniform
/// distribution over the vocabulary. Where no run of a length is counted once, D is a half. A history that never occurred gives P(w | h').
/// </para>
/// <para>
/// The vocabulary is closed: the tokens of the training text, and <c>&lt;unk&gt;</c>, which stands for any other. The probabilities of the vocabulary after
/// any history sum to 1. Every training text begins with a history of start marks, which are no part of the vocabulary; the end of a text is not
/// predicted. A context begins a text. Immutable after training and safe for concurrent use.
/// </para>
/// </remarks>
public sealed class NGramModel : ILogProbabilityModel
{
    /// <summary>The token that stands for every token outside the vocabulary.</summary>
    public const string Unknown = "<unk>";

    private const int StartId = 0;
    private const int UnknownId = 1;

    private readonly NGramOptions _options;
    private readonly Dictionary<string, int> _ids;
    private readonly NGramCounts _counts;

    private NGramModel(NGramOptions options, Dictionary<string, int> ids, NGramCounts counts, string model)
    {
        _options = options;
        _ids = ids;
        _counts = counts;
        Model = model;
        Vocabulary = [.. ids.Keys.Append(Unknown).Order(StringComparer.Ordinal)];
    }

    /// <summary>The order, the unit, and the beginning of the SHA-256 over options and training text.</summary>
    public string Model { get; }

    /// <summary>The tokens that the probabilities are spread over, <see cref="Unknown"/> included, in ordinal order.</summary>
    public ImmutableArray<string> Vocabulary { get; }

    /// <summary>Trains a model.</summary>
    /// <param name="texts">The texts; runs do not reach from one into the next, and their order changes the model's id alone.</param>
    /// <param name="options">Order, unit and vocabulary.</param>
    /// <exception cref="ArgumentException">The texts have no token, or an option is out of its range.</exception>
    public static NGramModel Train(IEnumerable<string> texts, NGramOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(texts);
        options ??= new NGramOptions();
        if (options.Order is < 1 or > 6 || options.MinimumCount < 1 || !Enum.IsDefined(options.Unit))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options, "The order is 1 to 6, the minimum count at least 1, and the unit a known one.");
        }

        string[] all = [.. texts];
        string[][] tokens = [.. all.Select(text => NGramTokens.Of(text, options.Unit).ToArray())];
        Dictionary<string, int> ids = tokens.SelectMany(t => t)
            .CountBy(t => t, StringComparer.Ordinal)
            .Where(c => c.Value >= options.MinimumCount)
            .Select(c => c.Key)
            .Order(StringComparer.Ordinal)
            .Select((token, i) => (token, id: i + UnknownId + 1))
            .ToDictionary(t => t.token, t => t.id, StringComparer.Ordinal);
        if (!Array.Exists(tokens, t => t.Length > 0))
        {
            throw new ArgumentException("The training texts have no token.", nameof(texts));
        }

        var counts = new NGramCounts(options.Order, StartId, tokens.Select(text => text.Select(t => ids.GetValueOrDefault(t, UnknownId)).ToArray()));
        return new NGramModel(options, ids, counts, Name(all, options));
    }

    /// <summary>The probability of a token after others, the nearest last.</summary>
    /// <param name="history">The tokens before, as many as there are; more than the order needs have no effect. Empty: whatever stands before.</param>
    /// <param name="token">The token; one outside the vocabulary counts as <see cref="Unknown"/>.</param>
    public double Probability(ReadOnlySpan<string> history, string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        int length = Math.Min(history.Length, _options.Order - 1);
        Span<int> ids = stackalloc int[length];
        for (int i = 0; i < length; i++)
        {
            ids[i] = Id(history[history.Length - length + i]);
        }

        return Probability(ids, Id(token));
    }

    /// <inheritdoc/>
    public ValueTask<LogProbability> ScoreAsync(string context, string continuation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(continuation);
        cancellationToken.ThrowIfCancellationRequested();
        int[] history = new int[_options.Order - 1];
        Array.Fill(history, StartId);
        foreach (string token in NGramTokens.Of(context, _options.Unit))
        {
            NGramCounts.Shift(history, Id(token));
        }

        double sum = 0;
        int tokens = 0;
        foreach (string token in NGramTokens.Of(continuation, _options.Unit))
        {
            int id = Id(token);
            sum += Math.Log(Probability(history, id));
            tokens++;
            NGramCounts.Shift(history, id);
        }

        // Rounding may take a probability of 1 a hair above it.
        return new(tokens == 0
            ? LogProbability.Failed(FailureKind.Unparsable, "the text has no token, so it has no probability")
            : LogProbability.Of(Math.Min(sum, 0), tokens));
    }

    private static string Name(string[] texts, NGramOptions options)
    {
        string hash = Sha256Hex.Of(JsonLine.Write(writer =>
        {
            writer.WriteNumber("minimumCount", options.MinimumCount);
            writer.WriteStartArray("texts");
            foreach (string text in texts)
            {
                writer.WriteStringValue(Sha256Hex.Of(text));
            }

            writer.WriteEndArray();
        }));
        return string.Create(CultureInfo.InvariantCulture, $"ngram-{options.Order}-{CamelCase.Of(options.Unit)}-{hash[..12]}");
    }

    private int Id(string token) => _ids.GetValueOrDefault(token, UnknownId);

    private double Probability(ReadOnlySpan<int> history, int token) => _counts.Probability(history, token, 1.0 / Vocabulary.Length);
}
