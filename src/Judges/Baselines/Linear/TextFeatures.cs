using System.Runtime.InteropServices;

namespace JudgeEval.Judges;

/// <summary>One number of a sparse row.</summary>
/// <param name="Bucket">Where it stands.</param>
/// <param name="Value">The number.</param>
internal readonly record struct BucketValue(int Bucket, float Value);

/// <summary>
/// Words and pairs of neighbouring words of a response, hashed into buckets with a sign (Weinberger and others, 2009,
/// doi:10.1145/1553374.1553516), each as the square root of how often it occurs, brought to length 1; beside them the
/// <see cref="SurfaceFeatures"/>. Holds scratch memory; one is used by one thread.
/// </summary>
internal sealed class TextFeatures
{
    /// <summary>How many buckets there are.</summary>
    public const int Buckets = 1 << 16;

    private readonly List<int> _hits = [];

    /// <summary>The features of a single response, or those of response B less those of response A: with the responses exchanged, every number turns its sign.</summary>
    /// <param name="item">The item.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="grams">Receives the n-grams by rising bucket.</param>
    /// <param name="surface">Receives the surface features.</param>
    /// <returns>Whether there is a response to read.</returns>
    public bool Read(JudgeItem item, TaskShape shape, List<BucketValue> grams, Span<double> surface)
    {
        HashSet<ulong> context = WordOverlap.Distinct(item.Context);
        grams.Clear();
        if (shape == TaskShape.Single)
        {
            if (item.Response is not string response)
            {
                return false;
            }

            Grams(response, grams);
            SurfaceFeatures.Measure(item.Context, response, context, surface);
            return true;
        }

        if (item.ResponseA is not string a || item.ResponseB is not string b)
        {
            return false;
        }

        List<BucketValue> ofA = [], ofB = [];
        Grams(a, ofA);
        Grams(b, ofB);
        Subtract(ofB, ofA, grams);
        Span<double> surfaceOfA = stackalloc double[SurfaceFeatures.Count];
        SurfaceFeatures.Measure(item.Context, a, context, surfaceOfA);
        SurfaceFeatures.Measure(item.Context, b, context, surface);
        for (int s = 0; s < surface.Length; s++)
        {
            surface[s] -= surfaceOfA[s];
        }

        return true;
    }

    private static void Subtract(List<BucketValue> left, List<BucketValue> right, List<BucketValue> difference)
    {
        int l = 0, r = 0;
        while (l < left.Count || r < right.Count)
        {
            int bucket = Math.Min(l < left.Count ? left[l].Bucket : int.MaxValue, r < right.Count ? right[r].Bucket : int.MaxValue);
            float value = l < left.Count && left[l].Bucket == bucket ? left[l++].Value : 0;
            value -= r < right.Count && right[r].Bucket == bucket ? right[r++].Value : 0;
            difference.Add(new BucketValue(bucket, value));
        }
    }

    private void Grams(string text, List<BucketValue> grams)
    {
        _hits.Clear();
        Words words = new(text);
        ulong previous = 0;
        for (bool first = true; words.MoveNext(); first = false)
        {
            _hits.Add(Hit(words.Current));
            if (!first)
            {
                _hits.Add(Hit(StableHash.Mix(previous) ^ words.Current));
            }

            previous = words.Current;
        }

        CollectionsMarshal.AsSpan(_hits).Sort();
        double squares = 0;
        for (int start = 0; start < _hits.Count;)
        {
            int bucket = _hits[start] >> 1, sum = 0, end = start;
            while (end < _hits.Count && _hits[end] >> 1 == bucket)
            {
                sum += (_hits[end++] & 1) == 0 ? 1 : -1;
            }

            if (sum != 0)
            {
                grams.Add(new BucketValue(bucket, Math.Sign(sum) * MathF.Sqrt(Math.Abs(sum))));
                squares += Math.Abs(sum);
            }

            start = end;
        }

        float scale = squares == 0 ? 0 : (float)(1 / Math.Sqrt(squares));
        foreach (ref BucketValue gram in CollectionsMarshal.AsSpan(grams))
        {
            gram = gram with { Value = gram.Value * scale };
        }
    }

    // The bucket with the sign in the lowest bit, so that sorting brings equal buckets together.
    private static int Hit(ulong hash)
    {
        ulong mixed = StableHash.Mix(hash);
        return ((int)(mixed & (Buckets - 1)) << 1) | (int)(mixed >> 63);
    }
}
