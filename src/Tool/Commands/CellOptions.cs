using System.CommandLine;
using System.Globalization;
using JudgeEval.Harness.Tables;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Commands;

/// <summary>The options that say what the texts of cells are read as.</summary>
internal sealed class CellOptions
{
    private readonly Option<string[]> _map = new("--map") { Description = "reads a text as a label, for example \"needs work=fail\"; may stand several times", HelpName = "TEXT=LABEL" };
    private readonly Option<string?> _passFrom = new("--pass-from", "--threshold") { Description = "from which score on a number is 'pass', below it 'fail'", HelpName = "SCORE" };
    private readonly Option<string[]> _missing = new("--missing")
    {
        Description = $"texts that are no label; default: {string.Join(", ", CellRules.DefaultMissing)}, and the empty cell always", HelpName = "TEXT[,TEXT…]",
    };

    private readonly Option<string?> _decimal = CommonOptions.Text("--decimal", "comma or point; default: the comma, too, where it does not stand between cells", "MARK");
    private readonly Option<bool> _places = new("--swapped-names-places") { Description = "labels of swapped pairs name the place (A is what was shown first), so turn them round" };

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _map, _passFrom, _missing, _decimal, _places })
        {
            command.Add(option);
        }
    }

    /// <summary>What is asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <exception cref="UsageException">A value is out of range.</exception>
    public CellRules Read(ParseResult parsed) => new()
    {
        Map = [.. (parsed.GetValue(_map) ?? []).Select(Mapped)],
        PassFrom = parsed.GetValue(_passFrom) is not { } score ? null
            : double.TryParse(score, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double from) && double.IsFinite(from) ? from
            : throw new UsageException($"--pass-from takes a number, not '{score}'"),
        Missing = parsed.GetValue(_missing) is { Length: > 0 } missing ? [.. missing.SelectMany(CommonOptions.List)] : CellRules.DefaultMissing,
        DecimalComma = parsed.GetValue(_decimal) switch
        {
            null => null,
            "comma" => true,
            "point" => false,
            var mark => throw new UsageException($"--decimal takes comma or point, not '{mark}'{UsageHint.For(mark, ["comma", "point"])}"),
        },
        SwappedNamesPlaces = parsed.GetValue(_places),
    };

    // The last equals sign parts them: texts of cells hold more of them than labels do.
    private static KeyValuePair<string, string> Mapped(string text)
    {
        int at = text.LastIndexOf('=');
        return at > 0 && at < text.Length - 1
            ? KeyValuePair.Create(text[..at].Trim(), text[(at + 1)..].Trim())
            : throw new UsageException($"--map takes TEXT=LABEL, for example \"needs work=fail\", not '{text}'");
    }
}
