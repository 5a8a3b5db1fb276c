using System.CommandLine;
using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Imports;
using JudgeEval.Judges;
using JudgeEval.Statistics;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Commands;

/// <summary>The options that every command with statistics has.</summary>
internal sealed class StatisticsOptions
{
    private static readonly string[] Levels = ["nominal", "ordinal", "interval", "ratio"];

    private readonly int _defaultResamples;
    private readonly Option<string?> _level = CommonOptions.Text("--level", "nominal, ordinal, interval or ratio; default: what the data say", "LEVEL");
    private readonly Option<string?> _bootstrap;
    private readonly Option<string?> _seed = CommonOptions.Text("--seed", "seed of the resampling; default: 1", "S");
    private readonly Option<string?> _confidence = CommonOptions.Text("--confidence", "confidence level between 0 and 1; default: 0.95", "C");

    /// <summary>Creates the options.</summary>
    /// <param name="defaultResamples">How many resamples are drawn when nothing is said; 0 for no intervals.</param>
    public StatisticsOptions(int defaultResamples)
    {
        _defaultResamples = defaultResamples;
        string none = defaultResamples == 0 ? "none" : defaultResamples.ToString(CultureInfo.InvariantCulture);
        _bootstrap = new("--bootstrap") { Description = $"resamples for the confidence intervals, 0 for none; default: {none}", HelpName = "N" };
    }

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        command.Add(_level);
        AddResamplingTo(command);
    }

    /// <summary>Adds the options of resampling alone, to a command that does not choose a level.</summary>
    /// <param name="command">The command.</param>
    public void AddResamplingTo(Command command)
    {
        command.Add(_bootstrap);
        command.Add(_seed);
        command.Add(_confidence);
    }

    /// <summary>How to compute.</summary>
    /// <param name="parsed">The command line.</param>
    /// <exception cref="UsageException">A value is out of range.</exception>
    public AlignmentOptions Read(ParseResult parsed) => new()
    {
        Level = parsed.GetValue(_level) is { } level ? Parse(level) : null,
        Resamples = parsed.GetValue(_bootstrap) is not { } n ? _defaultResamples
            : int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out int resamples)
                ? resamples != 1 ? resamples : throw new UsageException("--bootstrap takes 0 for no intervals, or at least 2: one resample has no spread")
            : throw new UsageException($"--bootstrap takes a whole number from 0, not '{n}'"),
        Seed = parsed.GetValue(_seed) is not { } s ? 1
            : ulong.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed) ? seed
            : throw new UsageException($"--seed takes a whole number from 0, not '{s}'"),
        Confidence = parsed.GetValue(_confidence) is not { } c ? 0.95
            : double.TryParse(c, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double confidence) && confidence is > 0 and < 1 ? confidence
            : throw new UsageException($"--confidence takes a number between 0 and 1, for example 0.95, not '{c}'"),
    };

    /// <summary>Whether the number of resamples is stated.</summary>
    /// <param name="parsed">The command line.</param>
    public bool StatesResamples(ParseResult parsed) => parsed.GetValue(_bootstrap) is not null;

    /// <summary>What is said of the scale of a table.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="labels">The labels from low to high, separated by commas, or nothing.</param>
    public ScaleRequest Scale(ParseResult parsed, string? labels) => Scale(parsed.GetValue(_level), labels);

    /// <summary>What is said of the scale of a table.</summary>
    /// <param name="level">The level's name, or nothing.</param>
    /// <param name="labels">The labels from low to high, separated by commas, or nothing.</param>
    /// <exception cref="UsageException">The level is unknown.</exception>
    public static ScaleRequest Scale(string? level, string? labels) => new(
        level is null ? null : (ScaleLevel)Parse(level), [.. CommonOptions.List(labels)]);

    private static MeasurementLevel Parse(string level)
    {
        int position = Array.IndexOf(Levels, level);
        return position >= 0
            ? (MeasurementLevel)position
            : throw new UsageException($"unknown level '{level}'{UsageHint.For(level, Levels)}");
    }
}
