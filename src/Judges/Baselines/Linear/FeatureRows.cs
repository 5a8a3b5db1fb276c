namespace JudgeEval.Judges;

/// <summary>The features of all examples as one sparse matrix, and how any other item's are brought to the same columns.</summary>
internal sealed class FeatureRows
{
    private readonly TaskShape _shape;
    private readonly int[] _columnOfBucket = new int[TextFeatures.Buckets];
    private readonly double[] _centre = new double[SurfaceFeatures.Count];
    private readonly double[] _scale = new double[SurfaceFeatures.Count];
    private readonly int _grams;

    /// <summary>Reads the examples. Only their texts are read here, never a label.</summary>
    public FeatureRows(BaselineExamples examples)
    {
        _shape = examples.Shape;
        int count = examples.All.Length;
        Start = new int[count + 1];
        HasText = new bool[count];
        List<int> columns = [];
        List<float> values = [];
        double[] surface = new double[count * SurfaceFeatures.Count];
        List<BucketValue> grams = [];
        TextFeatures reader = new();
        bool[] used = new bool[TextFeatures.Buckets];
        for (int i = 0; i < count; i++)
        {
            HasText[i] = reader.Read(examples.All[i].Item, _shape, grams, surface.AsSpan(i * SurfaceFeatures.Count, SurfaceFeatures.Count));
            foreach (BucketValue gram in grams)
            {
                columns.Add(gram.Bucket);
                values.Add(gram.Value);
                used[gram.Bucket] = true;
            }

            // Room for the surface features, which are scaled when all are known.
            for (int s = 0; s < SurfaceFeatures.Count; s++)
            {
                columns.Add(-1);
                values.Add(0);
            }

            Start[i + 1] = columns.Count;
        }

        for (int bucket = 0; bucket < used.Length; bucket++)
        {
            _columnOfBucket[bucket] = used[bucket] ? _grams++ : -1;
        }

        Column = [.. columns];
        Value = [.. values];
        Measure(surface, count);
        Complete(surface);
    }

    /// <summary>How many columns there are.</summary>
    public int Columns => _grams + SurfaceFeatures.Count;

    /// <summary>Where each row begins; one more than rows.</summary>
    public int[] Start { get; }

    /// <summary>The column of each number.</summary>
    public int[] Column { get; }

    /// <summary>The numbers.</summary>
    public float[] Value { get; }

    /// <summary>Which rows have a text.</summary>
    public bool[] HasText { get; }

    /// <summary>The row of any item; words that no example has are left out. <see langword="null"/> when it has no text.</summary>
    public List<BucketValue>? Of(JudgeItem item)
    {
        List<BucketValue> row = [];
        Span<double> surface = stackalloc double[SurfaceFeatures.Count];
        if (!new TextFeatures().Read(item, _shape, row, surface))
        {
            return null;
        }

        List<BucketValue> known = new(row.Count + SurfaceFeatures.Count);
        foreach (BucketValue gram in row)
        {
            if (_columnOfBucket[gram.Bucket] >= 0)
            {
                known.Add(gram with { Bucket = _columnOfBucket[gram.Bucket] });
            }
        }

        for (int s = 0; s < SurfaceFeatures.Count; s++)
        {
            known.Add(new BucketValue(_grams + s, Scaled(surface[s], s)));
        }

        return known;
    }

    // Differences of pairs stay uncentred: a centre would prefer one side whatever it says.
    private void Measure(double[] surface, int count)
    {
        int texts = Math.Max(1, HasText.Count(has => has));
        for (int s = 0; s < SurfaceFeatures.Count; s++)
        {
            double sum = 0, squares = 0;
            for (int i = 0; i < count; i++)
            {
                sum += HasText[i] ? surface[(i * SurfaceFeatures.Count) + s] : 0;
            }

            _centre[s] = _shape == TaskShape.Single ? sum / texts : 0;
            for (int i = 0; i < count; i++)
            {
                double difference = HasText[i] ? surface[(i * SurfaceFeatures.Count) + s] - _centre[s] : 0;
                squares += difference * difference;
            }

            // All surface features together weigh as much as all n-grams, whose squares sum to 1.
            double spread = Math.Sqrt(squares / texts * SurfaceFeatures.Count);
            _scale[s] = spread > 1e-9 * (1 + Math.Abs(_centre[s])) ? 1 / spread : 0;
        }
    }

    private void Complete(double[] surface)
    {
        for (int i = 0; i < HasText.Length; i++)
        {
            int end = Start[i + 1] - SurfaceFeatures.Count;
            for (int at = Start[i]; at < end; at++)
            {
                Column[at] = _columnOfBucket[Column[at]];
            }

            for (int s = 0; s < SurfaceFeatures.Count; s++)
            {
                Column[end + s] = _grams + s;
                Value[end + s] = HasText[i] ? Scaled(surface[(i * SurfaceFeatures.Count) + s], s) : 0;
            }
        }
    }

    private float Scaled(double value, int feature) => (float)((value - _centre[feature]) * _scale[feature]);
}
