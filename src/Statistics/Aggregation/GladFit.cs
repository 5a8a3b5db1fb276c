namespace JudgeEval.Statistics;

/// <summary>The parameters of a <see cref="Glad"/> fit and their EM algorithm.</summary>
internal sealed class GladFit
{
    private const double PriorMean = 1;
    private const int Halvings = 30;

    private readonly AnnotationTable _annotations;
    private readonly int _k;
    private readonly int[] _itemOf;
    private readonly int[] _annotatorOf;
    private readonly double[] _right;
    private readonly double[] _posteriors;
    private readonly double[] _abilities;
    private readonly double[] _logEasiness;
    private readonly double[] _easiness;
    private readonly double[] _abilitySlope;
    private readonly double[] _abilityCurvature;
    private readonly double[] _easinessSlope;
    private readonly double[] _easinessCurvature;

    public GladFit(AnnotationTable annotations)
    {
        _annotations = annotations;
        _k = annotations.Categories.Length;
        int items = annotations.RatedItems.Length;
        _itemOf = new int[annotations.AnnotationCount];
        _annotatorOf = new int[annotations.AnnotationCount];
        _right = new double[annotations.AnnotationCount];
        for (int row = 0; row < items; row++)
        {
            int item = annotations.RatedItems[row];
            _itemOf.AsSpan(annotations.Offsets[item]..annotations.Offsets[item + 1]).Fill(row);
        }

        for (int j = 0; j < _annotatorOf.Length; j++)
        {
            _annotatorOf[j] = annotations.Rows[j] / _k;
        }

        _abilities = new double[annotations.AnnotatorCount];
        _logEasiness = new double[items];
        Array.Fill(_abilities, PriorMean);
        Array.Fill(_logEasiness, PriorMean);
        _easiness = new double[items];
        Array.Fill(_easiness, Math.Exp(PriorMean));
        _abilitySlope = new double[_abilities.Length];
        _abilityCurvature = new double[_abilities.Length];
        _easinessSlope = new double[items];
        _easinessCurvature = new double[items];
        _posteriors = MajorityVote.Votes(annotations);
        for (int start = 0; start < _posteriors.Length; start += _k)
        {
            MajorityVote.Normalize(_posteriors.AsSpan(start, _k));
        }

        TakeRight();
    }

    public GladResult Run(GladOptions options)
    {
        Maximize();
        double previous = double.NegativeInfinity;
        for (int round = 1; ; round++)
        {
            double logLikelihood = Expect();
            double objective = (logLikelihood + LogPriorDensity()) / _logEasiness.Length;
            bool converged = objective - previous <= options.Tolerance;
            if (converged || round == options.MaxRounds)
            {
                return Result(logLikelihood, objective, round, converged);
            }

            Maximize();
            previous = objective;
        }
    }

    private GladResult Result(double logLikelihood, double objective, int rounds, bool converged)
    {
        int[] byAnnotator = new int[_abilities.Length];
        foreach (int annotator in _annotatorOf)
        {
            byAnnotator[annotator]++;
        }

        Estimate[] easiness = new Estimate[_annotations.ItemCount];
        Array.Fill(easiness, Estimate.Undefined("the item has no annotation", 0));
        for (int row = 0; row < _logEasiness.Length; row++)
        {
            int item = _annotations.RatedItems[row];
            easiness[item] = Estimate.Of(_logEasiness[row], _annotations.RowsOf(item).Length);
        }

        return new(
            new(_annotations.ItemCount, _annotations.RatedItems, ProbabilityTable.Create(_posteriors, _annotations.Categories)),
            [.. byAnnotator.Select((n, a) => n == 0 ? Estimate.Undefined("the annotator has no annotation", 0) : Estimate.Of(_abilities[a], n))],
            [.. easiness],
            logLikelihood,
            objective,
            rounds,
            converged);
    }

    /// <summary>The E-step: posteriors in logarithms, as wrong annotations of easy items have tiny probabilities.</summary>
    private double Expect()
    {
        Array.Clear(_posteriors);
        double logOthers = Math.Log(_k - 1);
        for (int j = 0; j < _itemOf.Length; j++)
        {
            int start = _itemOf[j] * _k, observed = _annotations.Rows[j] % _k;
            double x = Product(j), wrong = LogisticLikelihood.LogSigmoid(-x);
            for (int c = 0; c < _k; c++)
            {
                // The logarithms of a sigmoid's two sides differ by its argument.
                _posteriors[start + c] += c == observed ? wrong + x : wrong - logOthers;
            }
        }

        double logLikelihood = 0;
        for (int start = 0; start < _posteriors.Length; start += _k)
        {
            logLikelihood += Exponentiate(_posteriors.AsSpan(start, _k)) - Math.Log(_k);
        }

        TakeRight();
        return logLikelihood;
    }

    /// <summary>Turns logarithms into probabilities.</summary>
    /// <returns>The logarithm of their total.</returns>
    private static double Exponentiate(Span<double> logs)
    {
        double largest = double.NegativeInfinity, total = 0;
        foreach (double log in logs)
        {
            largest = Math.Max(largest, log);
        }

        for (int c = 0; c < logs.Length; c++)
        {
            total += logs[c] = Math.Exp(logs[c] - largest);
        }

        for (int c = 0; c < logs.Length; c++)
        {
            logs[c] /= total;
        }

        return largest + Math.Log(total);
    }

    private void TakeRight()
    {
        for (int j = 0; j < _right.Length; j++)
        {
            _right[j] = _posteriors[(_itemOf[j] * _k) + (_annotations.Rows[j] % _k)];
        }
    }

    private double Product(int annotation) => _abilities[_annotatorOf[annotation]] * _easiness[_itemOf[annotation]];

    /// <summary>The M-step: abilities given easiness, then easiness given abilities.</summary>
    private void Maximize()
    {
        double reached = Score(_abilities, _abilitySlope, _abilityCurvature, _annotatorOf, ExpectedObjective());
        Score(_logEasiness, _easinessSlope, _easinessCurvature, _itemOf, reached);
    }

    /// <summary>
    /// One step of Fisher scoring for parameters that are independent of each other given the rest. All are halved together until
    /// the expected log-likelihood with its prior does not fall.
    /// </summary>
    /// <returns>The expected log-likelihood with its prior after the step.</returns>
    private double Score(double[] parameters, double[] slope, double[] curvature, int[] indexOf, double before)
    {
        for (int i = 0; i < parameters.Length; i++)
        {
            slope[i] = PriorMean - parameters[i];
            curvature[i] = 1;
        }

        for (int j = 0; j < _right.Length; j++)
        {
            // The product's derivative: by ability the easiness, by log-easiness the product itself.
            double x = Product(j), probability = 1 / (1 + Math.Exp(-x));
            double derivative = parameters == _abilities ? _easiness[_itemOf[j]] : x;
            slope[indexOf[j]] += (_right[j] - probability) * derivative;
            curvature[indexOf[j]] += probability * (1 - probability) * derivative * derivative;
        }

        double factor = 1;
        double reached = Move(parameters, slope, curvature, factor);
        for (int halving = 0; halving < Halvings && !(reached >= before); halving++)
        {
            factor /= 2;
            reached = Move(parameters, slope, curvature, -factor);
        }

        return reached;
    }

    private double Move(double[] parameters, double[] slope, double[] curvature, double factor)
    {
        for (int i = 0; i < parameters.Length; i++)
        {
            parameters[i] += factor * slope[i] / curvature[i];
        }

        for (int i = 0; i < _easiness.Length; i++)
        {
            _easiness[i] = Math.Exp(_logEasiness[i]);
        }

        return ExpectedObjective();
    }

    private double ExpectedObjective()
    {
        double sum = LogPriorDensity();
        for (int j = 0; j < _right.Length; j++)
        {
            double x = Product(j);
            sum += LogisticLikelihood.LogSigmoid(-x) + (_right[j] * x);
        }

        return sum;
    }

    private double LogPriorDensity()
    {
        double sum = 0;
        foreach (double ability in _abilities)
        {
            sum -= (ability - PriorMean) * (ability - PriorMean) / 2;
        }

        foreach (double easiness in _logEasiness)
        {
            sum -= (easiness - PriorMean) * (easiness - PriorMean) / 2;
        }

        return sum;
    }
}
