using BenchmarkDotNet.Attributes;
using JudgeEval.Statistics;

namespace JudgeEval.Bench.Statistics;

/// <summary>Dawid-Skene: 100,000 items, 5 annotations each by 100 annotators, 5 classes, 20 rounds. The counterpart is numpy/dawid_skene.py.</summary>
public class DawidSkeneBench
{
    private const int Items = 100_000;
    private const int Annotators = 100;
    private const int Classes = 5;

    private AnnotationTable _annotations = null!;

    [GlobalSetup]
    public void Setup()
    {
        RandomStream random = new(1, 0);
        double[] accuracy = new double[Annotators];
        for (int a = 0; a < Annotators; a++)
        {
            accuracy[a] = 0.4 + (0.5 * random.NextDouble());
        }

        List<Rating> ratings = [];
        for (int item = 0; item < Items; item++)
        {
            int truth = random.NextInt(Classes);
            int first = random.NextInt(Annotators);
            for (int j = 0; j < 5; j++)
            {
                int annotator = (first + (j * 17)) % Annotators;
                ratings.Add(new(item, annotator, random.NextDouble() < accuracy[annotator] ? truth : random.NextInt(Classes)));
            }
        }

        _annotations = AnnotationTable.Create(Items, Annotators, ratings);
    }

    [Benchmark(Baseline = true)]
    public DawidSkeneResult? ConfusionMatrix() => Fit(AnnotatorErrors.ConfusionMatrix, DawidSkeneConvention.Standard);

    [Benchmark]
    public DawidSkeneResult? OneCoin() => Fit(AnnotatorErrors.OneCoin, DawidSkeneConvention.Standard);

    [Benchmark]
    public DawidSkeneResult? CrowdKitConvention() => Fit(AnnotatorErrors.ConfusionMatrix, DawidSkeneConvention.CrowdKit);

    private DawidSkeneResult? Fit(AnnotatorErrors errors, DawidSkeneConvention convention) =>
        DawidSkene.Fit(_annotations, new DawidSkeneOptions { Errors = errors, Convention = convention, MaxRounds = 20, Tolerance = null }, out _);
}
