using System.Collections.Immutable;

namespace JudgeEval.Judges.Tests.Perplexity;

public class NGramModelTests
{
    private static readonly string[] Corpus =
    [
        "The cat sat on the mat.", "The dog sat on the log, and the cat saw the dog.", "A cat isn't a dog.", "The the the!", "", "Katze und Hund: über Äpfel 日本 🎈",
    ];

    [Fact]
    public void Probability_Bigrams_AreAsDerivedByHand()
    {
        // Training text "a b a c": bigrams (s a) (a b) (b a) (a c), each once, so at order 2 n1 = 4, n2 = 0 and D2 = 4/4 = 1.
        // Continuation counts: a after {s, b} = 2, b after {a} = 1, c after {a} = 1; sum 4, three different; n1 = 2, n2 = 1, D1 = 2/(2+2) = 1/2.
        // Vocabulary a b c <unk>, so the uniform probability is 1/4.
        // P(a) = (2 - 1/2 + 1/2 * 3 * 1/4)/4 = (1.5 + 0.375)/4 = 0.46875; P(b) = P(c) = (0.5 + 0.375)/4 = 0.21875; P(unk) = 0.375/4 = 0.09375.
        // P(b | a): c(a b) = 1, total 2, two different: (0 + 1 * 2 * 0.21875)/2 = 0.21875.
        NGramModel model = NGramModel.Train(["a b a c"], new NGramOptions { Order = 2 });

        Assert.Equal(["<unk>", "a", "b", "c"], model.Vocabulary.AsEnumerable());
        Assert.Equal(0.46875, model.Probability([], "a"), 1e-15);
        Assert.Equal(0.21875, model.Probability([], "b"), 1e-15);
        Assert.Equal(0.09375, model.Probability([], "never seen"), 1e-15);
        Assert.Equal(0.21875, model.Probability(["a"], "b"), 1e-15);
        Assert.Equal(0.21875, model.Probability(["never seen"], "b"), 1e-15);
    }

    [Fact]
    public void Probability_WithDiscountBelowOne_IsAsDerivedByHand()
    {
        // "x y x y x z": bigrams (s x) 1, (x y) 2, (y x) 2, (x z) 1: n1 = 2, n2 = 2, D2 = 2/6 = 1/3. Continuations: x after {s, y} = 2, y 1, z 1; D1 = 2/(2 + 2) = 1/2.
        // P(y) = (0.5 + 0.5 * 3 / 4)/4 = 0.21875. P(y | x) = (2 - 1/3 + 1/3 * 2 * 0.21875)/3 = (5/3 + 0.4375/3)/3.
        NGramModel model = NGramModel.Train(["x y x y x z"], new NGramOptions { Order = 2 });

        Assert.Equal(((5 / 3d) + (0.4375 / 3)) / 3, model.Probability(["x"], "y"), 1e-15);
    }

    [Fact]
    public void Probability_NothingCountedOnce_DiscountsAHalf()
    {
        // "a a": c(a) = 2, n1 = 0. Vocabulary a, <unk>: P(a) = (2 - 0.5 + 0.5 * 1 * 0.5)/2 = 0.875.
        NGramModel model = NGramModel.Train(["a a"], new NGramOptions { Order = 1 });

        Assert.Equal((0.875, 0.125), (model.Probability([], "a"), model.Probability([], "b")));
    }

    [Fact]
    public async Task Score_Continuation_SumsFromTheContextOn()
    {
        NGramModel model = NGramModel.Train(["a b a c"], new NGramOptions { Order = 2 });

        // P(b | a) = 0.21875 and P(a | b) = (1 - 1 + 1 * 1 * 0.46875)/1 = 0.46875; "a" at the beginning follows the start mark: (1 - 1 + 0.46875)/1.
        LogProbability after = await model.ScoreAsync("c a", "b a");
        LogProbability first = await model.ScoreAsync("", "a");

        Assert.Equal(Math.Log(0.21875 * 0.46875), after.Sum, 1e-14);
        Assert.Equal(2, after.Tokens);
        Assert.Equal(1 / Math.Sqrt(0.21875 * 0.46875), after.Perplexity, 1e-12);
        Assert.Equal(Math.Log(0.46875), first.Sum, 1e-14);
    }

    [Theory]
    [InlineData(1, NGramUnit.Words, 1)]
    [InlineData(2, NGramUnit.Words, 1)]
    [InlineData(3, NGramUnit.Words, 2)]
    [InlineData(6, NGramUnit.Words, 1)]
    [InlineData(1, NGramUnit.Characters, 1)]
    [InlineData(4, NGramUnit.Characters, 2)]
    public void Probability_EveryHistory_SumsToOneAndIsThePlainFormula(int order, NGramUnit unit, int minimum)
    {
        NGramModel model = NGramModel.Train(Corpus, new NGramOptions { Order = order, Unit = unit, MinimumCount = minimum });
        var plain = new PlainKneserNey(Corpus.Select(t => NGramTokens.Of(t, unit).ToArray()), order, minimum);

        Assert.Equal(plain.Vocabulary.Order(StringComparer.Ordinal), model.Vocabulary.AsEnumerable());
        string[][] histories =
        [
            [], .. Corpus.Select(t => NGramTokens.Of(t, unit).Take(order - 1).ToArray()), [.. Enumerable.Repeat("nowhere", order - 1)],
            [.. Enumerable.Repeat("the", order - 1)], [.. Enumerable.Repeat(" ", order - 1)],
        ];
        foreach (string[] history in histories)
        {
            Assert.Equal(1, model.Vocabulary.Sum(token => model.Probability(history, token)), 1e-12);
            Assert.All(model.Vocabulary, token => Assert.Equal(plain.Probability(history, token), model.Probability(history, token), 1e-13));
        }
    }

    [Fact]
    public void Probability_HistoryLongerThanTheOrder_HasNoEffect()
    {
        NGramModel model = NGramModel.Train(Corpus);

        Assert.Equal(model.Probability(["on", "the"], "mat"), model.Probability(["dog", "on", "the"], "mat"));
        Assert.NotEqual(model.Probability(["on", "the"], "mat"), model.Probability(["saw", "the"], "mat"));
    }

    [Theory]
    [InlineData("Don't stop", "don't stop")]
    [InlineData("Don’t", "don't")]
    [InlineData("'quoted' rock 'n' roll'", "' quoted ' rock ' n ' roll '")]
    [InlineData("ÄPFEL, 3.5%", "äpfel , 3 . 5 %")]
    [InlineData("a\t\u00a0b\u2028c", "a b c")]
    [InlineData("<unk> <s>", "< unk > < s >")]
    [InlineData("e\u0301te\u0301", "e\u0301te\u0301")]
    [InlineData("🎈🎈", "🎈 🎈")]
    [InlineData(" \n", "")]
    public void Tokens_Words_AreAsDocumented(string text, string expected) => Assert.Equal(expected, string.Join(' ', NGramTokens.Of(text, NGramUnit.Words)));

    [Fact]
    public void Tokens_HalfACharacter_IsAReplacementCharacter() => Assert.Equal(["a", "\ufffd", "b"], NGramTokens.Of("a\ud800b", NGramUnit.Words));

    [Fact]
    public void Tokens_Characters_AreScalarValuesAsTheyAre() => Assert.Equal(["A", " ", "🎈", "\n"], NGramTokens.Of("A 🎈\n", NGramUnit.Characters));

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t")]
    public async Task Score_NothingToScore_IsAFailure(string text)
    {
        LogProbability score = await NGramModel.Train(Corpus).ScoreAsync("The", text);

        Assert.Equal(new JudgeFailure(FailureKind.Unparsable, "the text has no token, so it has no probability"), score.Failure);
        Assert.True(double.IsNaN(score.Perplexity));
    }

    [Fact]
    public async Task Score_SeenText_IsMoreProbableThanItsWordsInDisorder()
    {
        NGramModel model = NGramModel.Train(Corpus);

        Assert.True((await model.ScoreAsync("The cat", "sat on the mat")).Perplexity < (await model.ScoreAsync("The cat", "mat the on sat")).Perplexity);
    }

    [Fact]
    public async Task Score_OneTokenForAll_IsCertainAndNotMoreThanThat()
    {
        // Nothing but 'x' and <unk>: the sum of logarithms stays at most 0 whatever rounding does.
        LogProbability score = await NGramModel.Train([string.Join(' ', Enumerable.Repeat("x", 5000))], new NGramOptions { Order = 6 }).ScoreAsync("x x x x x x", "x x x");

        Assert.InRange(score.Sum, -0.01, 0);
    }

    [Fact]
    public void Model_Id_DependsOnTextAndOptions()
    {
        string id = NGramModel.Train(Corpus).Model;

        Assert.StartsWith("ngram-3-words-", id, StringComparison.Ordinal);
        Assert.Equal(id, NGramModel.Train(Corpus).Model);
        Assert.NotEqual(id, NGramModel.Train(Corpus[1..]).Model);
        Assert.NotEqual(id, NGramModel.Train(Corpus, new NGramOptions { MinimumCount = 2 }).Model);
        Assert.StartsWith("ngram-1-characters-", NGramModel.Train(["a\ud800"], new NGramOptions { Order = 1, Unit = NGramUnit.Characters }).Model, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_NothingOrBadOptions_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => NGramModel.Train(["", " "]));
        Assert.Throws<ArgumentException>(() => NGramModel.Train([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => NGramModel.Train(Corpus, new NGramOptions { Order = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => NGramModel.Train(Corpus, new NGramOptions { Order = 7 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => NGramModel.Train(Corpus, new NGramOptions { MinimumCount = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => NGramModel.Train(Corpus, new NGramOptions { Unit = (NGramUnit)7 }));
    }

    /// <summary>Interpolated Kneser-Ney by its formula, over dictionaries of joined runs; slow, and independent of the counts under test.</summary>
    private sealed class PlainKneserNey
    {
        private const string Start = "\u0001";
        private readonly Dictionary<string, int>[] _counts;
        private readonly int _order;

        public PlainKneserNey(IEnumerable<string[]> texts, int order, int minimum)
        {
            _order = order;
            string[][] all = [.. texts];
            HashSet<string> known = [.. all.SelectMany(t => t).GroupBy(t => t).Where(g => g.Count() >= minimum).Select(g => g.Key)];
            Vocabulary = [.. known, NGramModel.Unknown];
            _counts = [.. Enumerable.Range(0, order + 1).Select(_ => new Dictionary<string, int>())];
            foreach (string[] text in all)
            {
                string[] padded = [.. Enumerable.Repeat(Start, order - 1), .. text.Select(t => known.Contains(t) ? t : NGramModel.Unknown)];
                for (int i = order - 1; i < padded.Length; i++)
                {
                    string run = Join(padded[(i - order + 1)..(i + 1)]);
                    _counts[order][run] = _counts[order].GetValueOrDefault(run) + 1;
                }
            }

            for (int length = order - 1; length >= 1; length--)
            {
                foreach (string longer in _counts[length + 1].Keys)
                {
                    string run = Join(longer.Split('\u0002')[1..]);
                    _counts[length][run] = _counts[length].GetValueOrDefault(run) + 1;
                }
            }
        }

        public ImmutableArray<string> Vocabulary { get; }

        public double Probability(string[] history, string token)
        {
            string[] known = [.. history.TakeLast(_order - 1).Select(Known)];
            return Of(known, Known(token));
        }

        private double Of(string[] history, string token)
        {
            double shorter = history.Length == 0 ? 1.0 / Vocabulary.Length : Of(history[1..], token);
            Dictionary<string, int> counts = _counts[history.Length + 1];
            int[] after = [.. Vocabulary.Select(v => counts.GetValueOrDefault(Join([.. history, v])))];
            double n1 = counts.Values.Count(c => c == 1), n2 = counts.Values.Count(c => c == 2);
            double discount = n1 == 0 ? 0.5 : n1 / (n1 + (2 * n2));
            return after.Sum() == 0
                ? shorter
                : (Math.Max(counts.GetValueOrDefault(Join([.. history, token])) - discount, 0) + (discount * after.Count(c => c > 0) * shorter)) / after.Sum();
        }

        private string Known(string token) => Vocabulary.Contains(token) ? token : NGramModel.Unknown;

        private static string Join(string[] run) => string.Join('\u0002', run);
    }
}
