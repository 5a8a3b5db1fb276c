namespace JudgeEval.Statistics;

/// <summary>How an annotator model turns expected counts into probabilities: the M-step.</summary>
internal interface IAnnotatorModel
{
    /// <summary>Sets <see cref="AnnotatorEm.Likelihood"/> and <see cref="AnnotatorEm.Prior"/> from the expected counts.</summary>
    void Maximize(AnnotatorEm em);

    /// <summary>The logarithm of the parameters' prior density, up to a constant, at the last maximum.</summary>
    double LogPriorDensity(AnnotatorEm em);
}

/// <summary>What a run of the EM algorithm ended with.</summary>
internal readonly record struct EmRun(int Rounds, bool Converged, double LogLikelihood, double Objective);
