namespace JudgeEval.Statistics.Tests.Published;

/// <summary>The data of the example of Dawid and Skene (1979, doi:10.2307/2346806).</summary>
public class DawidSkenePublishedTests
{
    /// <summary>Table 1: 45 patients in four classes by five observers; the first observer saw each patient three times and stands first three times.</summary>
    private const string Patients =
        "1111111|3334334|1122122|2223121|2223222|2223322|1222111|3333433|2222223|2322223|4444444|2223343|1111111|2223212|1211111|" +
        "1112111|1111111|1111111|2222221|2221322|2222222|2222221|2223222|2212222|1111111|1111111|2322222|1111111|1111111|1121121|" +
        "1111111|3333233|1111111|2222222|2223232|4334343|2212232|2323233|3333432|1111111|1111111|1212111|2322222|1211111|2222222";

    [Fact]
    public void Fit_Anaesthetists_EqualsThePapersFormulas()
    {
        List<Rating> ratings = [.. Patients.Split('|').SelectMany((observations, patient) =>
            observations.Select((o, j) => new Rating(patient, Math.Max(0, j - 2), o - '0')))];

        DawidSkeneResult result = DawidSkene.Fit(
            AnnotationTable.Create(45, 5, ratings), new DawidSkeneOptions { Smoothing = 1e-12, MaxRounds = 2000, Tolerance = null }, out _)!;

        // The paper's equations 2.3 to 2.5 written down in numpy, 2,000 rounds from the vote shares: class marginals, the first
        // observer's rates by true class to two digits, and the log-likelihood.
        double[] marginals = [0.40, 0.42, 0.11, 0.07];
        double[][] firstObserver = [[0.89, 0.11, 0, 0], [0.07, 0.88, 0.05, 0], [0, 0.34, 0.66, 0], [0, 0, 0.56, 0.44]];
        for (int truth = 0; truth < 4; truth++)
        {
            Assert.Equal(marginals[truth], result.Priors[truth], 0.005);
            for (int observed = 0; observed < 4; observed++)
            {
                Assert.Equal(firstObserver[truth][observed], result.Confusion(0, observed, truth), 0.005);
            }
        }

        Assert.Equal(-192.89088121420528, result.LogLikelihood, 1e-8);
        Assert.Equal(0.39955475, result.Priors[0], 1e-8);
        Assert.Equal(0.11179519, result.Priors[2], 1e-8);
    }
}
