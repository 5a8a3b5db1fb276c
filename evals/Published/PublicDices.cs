using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Imports;
using JudgeEval.Statistics;

namespace JudgeEval.Evals.Published;

/// <summary>
/// DICES: 350 conversations rated for safety by the same 123 people each, and 990 by 70 or so of many. Aroyo et al. (2023), arXiv:2306.11247;
/// correlations among the raters in "Annotation alignment" (2024), arXiv:2406.06369.
/// </summary>
public sealed class PublicDices
{
    private const string Name = "dices";

    [PublicDataTheory(Name), PublishedFigures(typeof(Raters))]
    public void Raters_agree_as_published(string measure, string dataset) => PublishedSet.ShouldReproduce<Raters>(measure, dataset);

    /// <summary>The agreement of the raters.</summary>
    internal sealed class Raters : PublishedSet
    {
        private const string JudgeBench = "JUDGE-BENCH, published-results/dices-*.json";
        private const string Paper = "arXiv:2406.06369";

        /// <summary>Panels of three that are drawn; their mean varies by less than 0.01 from seed to seed.</summary>
        private const int Panels = 1000;

        private const ulong Seed = 1;

        public override string Dataset => Name;

        public override string Title => "DICES-350 (123 raters) and DICES-990: is the response of a chatbot unsafe? No, Unsure or Yes (arXiv:2306.11247).";

        public override ImmutableArray<NotReproduced> NotReproduced =>
        [
            new("Cohen's kappa of 11 judges with people, mostly negative (GPT-4o on DICES-350: -0.219)", JudgeBench, "the judges' replies are not public. They were asked whether a response is safe, and people's Yes means unsafe: the sign looks like a polarity turned round, and not like bad judges"),
            new("correlation of GPT-4 with the raters' mean, 0.59", Paper, "the model's ratings were not found among what is public"),
            new("correlation of three raters' mean with everybody's, 0.72, on the paper's 112 raters", Paper, "which 112 of the 123 raters are meant is not said; all 123 are shown above, within 0.69 to 0.73"),
        ];

        protected override IEnumerable<PublishedFigure> Read() =>
        [
            new("Krippendorff's alpha, nominal", "DICES-350", JudgeBench, 0.16086021565770392, 1e-9, () => Ratings.Alpha(Load("dices-350"), MeasurementLevel.Nominal)),
            new("Krippendorff's alpha, nominal", "DICES-990", JudgeBench, 0.14324966231784253, 1e-9, () => Ratings.Alpha(Load("dices-990"), MeasurementLevel.Nominal)),
            new("Pearson's r of a rater with the mean of the others, median of raters", "DICES-350", $"{Paper} (0.51), from these files to four digits", 0.5129, 0.005, () => MedianRater(Load("dices-350").Dataset)),
            new("Pearson's r of three raters' mean with everybody's, mean of panels", "DICES-350", $"{Paper}, for 112 of the raters", 0.72, 0.03, () => PanelsOfThree(Load("dices-350").Dataset))
            {
                Accepted = (0.69, 0.73),
            },
        ];

        private static ImportedDataset Load(string name) => PublicData.Import("dices", Name).Single(d => d.Dataset.Info.Name == name);

        // The codes 0, 1 and 2 of No, Unsure and Yes correlate as the published 0, 0.5 and 1 do.
        private static double[][] RatingsOf(AnnotatedDataset dataset)
        {
            double[][] of = [.. dataset.Annotators.Select(_ => new double[dataset.Items.Length])];
            for (int item = 0; item < dataset.Items.Length; item++)
            {
                foreach (Annotation annotation in dataset.AnnotationsOf(item))
                {
                    of[annotation.Annotator][item] = annotation.Code;
                }
            }

            return of;
        }

        // One rater gave the same label to everything, so that nothing correlates with it.
        private static double MedianRater(AnnotatedDataset dataset)
        {
            double[][] raters = RatingsOf(dataset);
            double[] sums = Sum(raters);
            double[] defined = [.. raters
                .Select(rater => Correlation.Pearson(rater, [.. sums.Zip(rater, (sum, own) => sum - own)]).Estimate)
                .Where(r => r.IsDefined).Select(r => r.Value).Order()];
            Assert.Equal(raters.Length - 1, defined.Length);
            return (defined[(defined.Length - 1) / 2] + defined[defined.Length / 2]) / 2;
        }

        // As in the paper, everybody includes the three.
        private static double PanelsOfThree(AnnotatedDataset dataset)
        {
            double[][] raters = RatingsOf(dataset);
            double[] everybody = Sum(raters);
            ulong state = Seed;
            return Enumerable.Range(0, Panels).Average(_ => Correlation.Pearson(Sum([.. Drawn(ref state, raters.Length).Select(r => raters[r])]), everybody).Estimate.Value);
        }

        private static int[] Drawn(ref ulong state, int raters)
        {
            List<int> three = [];
            while (three.Count < 3)
            {
                int rater = (int)(Next(ref state) % (ulong)raters);
                if (!three.Contains(rater))
                {
                    three.Add(rater);
                }
            }

            return [.. three];
        }

        // SplitMix64, so that the page is the same under every version of the framework.
        private static ulong Next(ref ulong state)
        {
            ulong z = state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }

        private static double[] Sum(double[][] raters)
        {
            double[] sums = new double[raters[0].Length];
            foreach (double[] rater in raters)
            {
                for (int item = 0; item < sums.Length; item++)
                {
                    sums[item] += rater[item];
                }
            }

            return sums;
        }
    }
}
