using System.Globalization;
using System.Text;

namespace JudgeEval.Judges;

/// <summary>
/// A debate as text. Every line that a debater said begins with <c>&gt; </c>, and no other line does, so that an argument cannot speak as the other debater or open a round of its own,
/// whatever line ends it uses.
/// </summary>
internal sealed class DebateTranscript
{
    private readonly StringBuilder _text = new();

    public void Add(int round, DebateSide side, string argument)
    {
        _text.Append(_text.Length == 0 ? "" : "\n\n");
        _text.Append(CultureInfo.InvariantCulture, $"Round {round}, the debater for {side.Name}:");
        foreach (string line in argument.ReplaceLineEndings("\n").Replace('\v', '\n').Split('\n'))
        {
            _text.Append("\n> ").Append(line);
        }
    }

    public override string ToString() => _text.ToString();
}
