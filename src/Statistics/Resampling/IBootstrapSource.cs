namespace JudgeEval.Statistics;

/// <summary>What the bootstrap needs to know of the thing it resamples.</summary>
internal interface IBootstrapSource
{
    /// <summary>How many statistics there are.</summary>
    int StatisticCount { get; }

    /// <summary>Whether there is anything to resample: at least two of some unit.</summary>
    bool CanResample { get; }

    /// <summary>What is drawn, for the interval's description.</summary>
    string Unit { get; }

    /// <summary>A worker with scratch memory of its own.</summary>
    IBootstrapWorker CreateWorker();
}

/// <summary>Evaluates the statistics on the data and on resamples without allocating. Used by one thread at a time.</summary>
internal interface IBootstrapWorker
{
    /// <summary>Takes the data as they are.</summary>
    void Reset();

    /// <summary>Takes a resample.</summary>
    void Draw(ref RandomStream random);

    /// <summary>Every statistic of what was taken last; NaN where undefined.</summary>
    void Evaluate(Span<double> values);

    /// <summary>The jackknife of what was taken last, for every statistic.</summary>
    /// <param name="moments">Receives the moments, cleared before.</param>
    /// <param name="work">How much work it may take; above it, groups of units are left out instead of single ones.</param>
    void Jackknife(Span<JackknifeMoments> moments, JackknifeWork work);
}

/// <summary>How much work a jackknife may take.</summary>
internal enum JackknifeWork
{
    /// <summary>Once, on the data.</summary>
    Once,

    /// <summary>On every resample.</summary>
    EveryResample,
}
