using JudgeEval.Statistics;

namespace JudgeEval.Bench.Sequential;

/// <summary>Where scores come from.</summary>
internal abstract record ScoreProcess
{
    public required string Name { get; init; }

    /// <summary>The margin: the true differences are multiples of it.</summary>
    public required double Margin { get; init; }

    public abstract double Smallest { get; }

    public abstract double Largest { get; }

    /// <summary>What the mean score is held against.</summary>
    public abstract double Threshold { get; }

    /// <summary>Draws a score whose true mean is the threshold plus so many margins.</summary>
    public abstract double Draw(ref RandomStream random, double marginsAbove);
}

/// <summary>Hits against a threshold: 0 or 1.</summary>
internal sealed record Hits(double At) : ScoreProcess
{
    public override double Smallest => 0;

    public override double Largest => 1;

    public override double Threshold => At;

    public override double Draw(ref RandomStream random, double marginsAbove) => random.NextDouble() < At + (marginsAbove * Margin) ? 1 : 0;
}

/// <summary>The candidate's hit less the baseline's, against minus the margin; so large a share of items tells the two apart.</summary>
internal sealed record PairedHits(double Discordant) : ScoreProcess
{
    public override double Smallest => -1;

    public override double Largest => 1;

    public override double Threshold => -Margin;

    public override double Draw(ref RandomStream random, double marginsAbove)
    {
        double difference = Margin * (marginsAbove - 1), u = random.NextDouble();
        return u < (Discordant + difference) / 2 ? 1 : u < Discordant ? -1 : 0;
    }
}

/// <summary>The same in clusters: every cluster has a share of items of its own that the change reaches, and its score is the mean over its items.</summary>
internal sealed record ClusteredHits(double Discordant, int Size) : ScoreProcess
{
    public override double Smallest => -1;

    public override double Largest => 1;

    public override double Threshold => -Margin;

    public override double Draw(ref RandomStream random, double marginsAbove)
    {
        // One cluster in two is not touched; in the others the discordant items are twice as many.
        bool touched = random.NextDouble() < 0.5;
        double discordant = 2 * Discordant, difference = 2 * Margin * (marginsAbove - 1), sum = 0;
        for (int i = 0; i < Size; i++)
        {
            double u = random.NextDouble();
            sum += touched ? (u < (discordant + difference) / 2 ? 1 : u < discordant ? -1 : 0) : 0;
        }

        return sum / Size;
    }
}

/// <summary>Absolute errors of a five-point scale, turned round, against a threshold: mostly none, and now and then a large one.</summary>
internal sealed record Errors(double At) : ScoreProcess
{
    public override double Smallest => -4;

    public override double Largest => 0;

    public override double Threshold => -At;

    public override double Draw(ref RandomStream random, double marginsAbove)
    {
        // Errors of 1 and of 4 in the ratio 12 to 1, so that a mean error of e is made by e / 16 * 13 of the items.
        double mean = At - (marginsAbove * Margin), wrong = mean * 13 / 16;
        return random.NextDouble() >= wrong ? 0 : random.NextDouble() < 1.0 / 13 ? -4 : -1;
    }
}
