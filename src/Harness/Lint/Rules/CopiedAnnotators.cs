using System.Runtime.CompilerServices;
using JudgeEval.Harness.Datasets;

namespace JudgeEval.Harness.Lint.Rules;

/// <summary>
/// Pairs of people who agree far beyond what their agreement with everybody else explains. Under one common truth chance-corrected agreement is a product:
/// kappa(a, b) = s_a s_b. So the expected agreement of a pair is kappa(a, others) kappa(b, others) / kappa(others, others), and two good people who agree
/// because both are right agree with the others as well. The count of equal labels is held against the binomial at that expectation, raised by three standard
/// errors; and only pairs with a kappa of 0.8 or more are called copies.
/// </summary>
internal static class CopiedAnnotators
{
    private const int FewestShared = 30;
    private const double LeastKappa = 0.8;
    private const string Unexplained = "there are too few others on the same items to say how many of these their agreement with others explains";

    public static IEnumerable<LintFinding> Find(LintData data, LintOptions options)
    {
        if (data.PersonCount < 3 || data.LabelCount < 2)
        {
            yield break;
        }

        PairAgreement all = new(data, options.MostPairs);
        (List<Candidate> candidates, int tested) = all.Candidates(FewestShared);
        double[] pValues = [.. candidates.Select(all.Chance)];
        foreach ((int at, double p) in LintTests.Holding(pValues, options.Level, Math.Max(0, tested - candidates.Count)))
        {
            Candidate pair = candidates[at];
            double kappa = all.Kappa(pair);
            double? expected = all.Expected(pair);
            if (kappa < LeastKappa)
            {
                continue;
            }

            string one = data.NameOf(pair.First), other = data.NameOf(pair.Second);
            yield return new LintFinding
            {
                Rule = LintRules.CopiedAnnotator,
                Severity = LintSeverity.Warning,
                What = FormattableString.Invariant($"'{one}' and '{other}' gave the same label to {pair.Equal} of {pair.Shared} items; ")
                    + (expected is { } share ? FormattableString.Invariant($"their agreement with the others explains about {share * pair.Shared:0}") : Unexplained),
                Consequence = "two copies are one opinion: agreement among people is too high, and majorities count that opinion twice",
                Remedy = "ask how the labels came about (one person under two ids, a shared file, a script); if one is a copy, list it in an exclusion log and apply it with --exclude",
                Location = data.FileOf(DatasetFiles.Annotations),
                Subjects = [one, other],
                Evidence =
                [
                    new("sharedItems", pair.Shared), new("equalLabels", pair.Equal), new("kappa", kappa),
                    .. expected is { } equal ? new LintNumber[] { new("expectedEqual", equal * pair.Shared) } : [],
                    new("pAdjusted", p),
                ],
            };
        }
    }

    /// <summary>A pair that agrees often enough to be looked at.</summary>
    internal readonly record struct Candidate(int First, int Second, int Shared, int Equal);

    /// <summary>Agreement between pairs of people, of each person with all others, and of all.</summary>
    private sealed class PairAgreement
    {
        private readonly LintData _data;
        private readonly int _step;
        private readonly double[][] _shares;
        private readonly double[] _pooled;
        private readonly double[] _pairs;
        private readonly double[] _equal;
        private readonly double[] _variances;
        private double _allPairs;
        private double _allEqual;
        private double _allVariance;

        public PairAgreement(LintData data, long mostPairs)
        {
            _data = data;
            long pairs = 0;
            for (int item = 0; item < data.ItemCount; item++)
            {
                long count = data.Offsets[item + 1] - data.Offsets[item];
                pairs += count * (count - 1) / 2;
            }

            _step = (int)Math.Max(1, (pairs + mostPairs - 1) / mostPairs);
            (_pairs, _equal) = (new double[data.PersonCount], new double[data.PersonCount]);
            _pooled = new double[data.LabelCount];
            for (int i = 0; i < data.Count; i++)
            {
                _pooled[data.Codes[i]] += 1.0 / data.Count;
            }

            _shares = new double[data.PersonCount][];
            _variances = new double[data.PersonCount];
            CountPeople();
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public (List<Candidate> Candidates, int Tested) Candidates(int fewest)
        {
            List<Candidate> candidates = [];
            int tested = 0;
            int[] shared = new int[_data.PersonCount], equal = new int[_data.PersonCount], touched = new int[_data.PersonCount];
            int[] offsets = _data.Offsets, people = _data.People, codes = _data.Codes;
            for (int person = 0; person < _data.PersonCount; person++)
            {
                int met = 0;
                if (_data.AnnotationsOf(person).Length < fewest)
                {
                    continue;
                }

                foreach (int at in _data.AnnotationsOf(person))
                {
                    int item = _data.ItemOf[at], code = codes[at];
                    if (item % _step != 0)
                    {
                        continue;
                    }

                    // People of an item stand in order, so that those behind have the higher numbers.
                    for (int i = at + 1; i < offsets[item + 1]; i++)
                    {
                        int other = people[i];
                        if (shared[other]++ == 0)
                        {
                            touched[met++] = other;
                        }

                        equal[other] += codes[i] == code ? 1 : 0;
                    }
                }

                for (int t = 0; t < met; t++)
                {
                    int other = touched[t];
                    if (shared[other] >= fewest)
                    {
                        tested++;
                        if (equal[other] >= 0.8 * shared[other])
                        {
                            candidates.Add(new Candidate(person, other, shared[other], equal[other]));
                        }
                    }

                    (shared[other], equal[other]) = (0, 0);
                }
            }

            return (candidates, tested);
        }

        public double Kappa(Candidate pair)
        {
            double chance = Chance(SharesOf(pair.First), SharesOf(pair.Second));
            return chance >= 1 ? 0 : (((double)pair.Equal / pair.Shared) - chance) / (1 - chance);
        }

        /// <summary>The expected share of equal labels; <see langword="null"/> where too few others labelled the same items to say.</summary>
        public double? Expected(Candidate pair)
        {
            double chance = Chance(SharesOf(pair.First), SharesOf(pair.Second)), kappa = Explained(pair).Kappa;
            return double.IsNaN(kappa) ? null : chance + ((1 - chance) * Math.Clamp(kappa, 0, 1));
        }

        /// <summary>The probability of as many equal labels, by what their agreement with the others explains at most.</summary>
        public double Chance(Candidate pair)
        {
            double chance = Chance(SharesOf(pair.First), SharesOf(pair.Second));
            (double kappa, double error) = Explained(pair);
            return double.IsNaN(kappa)
                ? Third(pair)
                : LintTests.BinomialAtLeast(pair.Equal, pair.Shared, chance + ((1 - chance) * Math.Clamp(kappa + (3 * error), 0, 1)));
        }

        // With three people there is nobody to say how well the third agrees with others. Then only a pair without one difference is looked at: of three
        // exchangeable people, of whom two agree, it is these two by one chance in three.
        private double Third(Candidate pair)
        {
            if (pair.Equal < pair.Shared)
            {
                return 1;
            }

            int against = 0;
            foreach (int at in _data.AnnotationsOf(pair.First))
            {
                int item = _data.ItemOf[at];
                bool both = false, third = false;
                for (int i = _data.Offsets[item]; i < _data.Offsets[item + 1]; i++)
                {
                    both |= _data.People[i] == pair.Second;
                    third |= _data.People[i] != pair.First && _data.People[i] != pair.Second && _data.Codes[i] != _data.Codes[at];
                }

                against += both && third ? 1 : 0;
            }

            return Math.Pow(3, -against);
        }

        private (double Kappa, double Error) Explained(Candidate pair)
        {
            (double Kappa, double Error) first = WithOthers(pair, pair.First), second = WithOthers(pair, pair.Second);
            double pairs = _allPairs - _pairs[pair.First] - _pairs[pair.Second] + pair.Shared;
            double equal = _allEqual - _equal[pair.First] - _equal[pair.Second] + pair.Equal;
            if (pairs < 30 || double.IsNaN(first.Kappa) || double.IsNaN(second.Kappa))
            {
                return (double.NaN, double.NaN);
            }

            (double Kappa, double Error) rest = Of(equal, pairs, Chance(_pooled, _pooled), _allVariance);
            double among = Math.Max(rest.Kappa, 0.02), kappa = Math.Max(0, first.Kappa) * Math.Max(0, second.Kappa) / among;
            double relative = Math.Sqrt(Square(first.Error / Math.Max(first.Kappa, 0.05)) + Square(second.Error / Math.Max(second.Kappa, 0.05)) + Square(rest.Error / among));
            return (kappa, Math.Max(kappa * relative, Math.Max(first.Error, second.Error)));
        }

        private (double Kappa, double Error) WithOthers(Candidate pair, int person)
        {
            double pairs = _pairs[person] - pair.Shared;
            return pairs < 30 ? (double.NaN, double.NaN)
                : Of(_equal[person] - pair.Equal, pairs, Chance(SharesOf(person), _pooled), _variances[person]);
        }

        private static (double Kappa, double Error) Of(double equal, double pairs, double chance, double variance)
        {
            double agreement = equal / pairs, rest = Math.Max(1 - chance, 1e-9);
            return ((agreement - chance) / rest, Math.Sqrt(variance) / rest);
        }

        // In linear time: the sums of a person's pairs are those of the shares of the others on the item. Variances are those of means over items, since labels of an
        // item hang together.
        private void CountPeople()
        {
            double[] items = new double[_data.PersonCount], sums = new double[_data.PersonCount], squares = new double[_data.PersonCount];
            (double Items, double Sum, double Squares) all = default;
            for (int item = 0; item < _data.ItemCount; item += _step)
            {
                int count = _data.Offsets[item + 1] - _data.Offsets[item];
                if (count < 2)
                {
                    continue;
                }

                double mean = 0;
                for (int i = _data.Offsets[item]; i < _data.Offsets[item + 1]; i++)
                {
                    double share = _data.OthersSame[i], equal = Math.Round(share * (count - 1));
                    int person = _data.People[i];
                    _pairs[person] += count - 1;
                    _equal[person] += equal;
                    items[person]++;
                    sums[person] += share;
                    squares[person] += share * share;
                    _allPairs += (count - 1) / 2.0;
                    _allEqual += equal / 2;
                    mean += share / count;
                }

                all = (all.Items + 1, all.Sum + mean, all.Squares + (mean * mean));
            }

            _allVariance = OfMean(all.Items, all.Sum, all.Squares);
            for (int person = 0; person < items.Length; person++)
            {
                _variances[person] = OfMean(items[person], sums[person], squares[person]);
            }
        }

        private static double OfMean(double n, double sum, double squares) => n < 2 ? 1 : Math.Max(0, squares - (sum * sum / n)) / (n - 1) / n;

        private double[] SharesOf(int person)
        {
            if (_shares[person] is { } known)
            {
                return known;
            }

            double[] shares = new double[_data.LabelCount];
            ReadOnlySpan<int> own = _data.AnnotationsOf(person);
            foreach (int at in own)
            {
                shares[_data.Codes[at]] += 1.0 / own.Length;
            }

            return _shares[person] = shares;
        }

        private static double Chance(double[] first, double[] second)
        {
            double chance = 0;
            for (int c = 0; c < first.Length; c++)
            {
                chance += first[c] * second[c];
            }

            return chance;
        }

        private static double Square(double x) => x * x;
    }
}
