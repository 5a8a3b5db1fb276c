using System.Globalization;
using System.Text;
using JudgeEval.Harness.Datasets.Indexing;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Datasets.Writing;

/// <summary>Writes <c>dataset.yaml</c>. Texts that YAML could take for something else stand in double quotes.</summary>
internal static class HeadWriter
{
    private static readonly string[] Words = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];

    /// <summary>The name of a subjectivity in the file.</summary>
    /// <param name="subjectivity">The subjectivity.</param>
    public static string NameOf(Subjectivity subjectivity) => subjectivity switch
    {
        Subjectivity.Manifest => "manifest",
        Subjectivity.LatentPattern => "latent-pattern",
        _ => "latent-projective",
    };

    public static void Write(DatasetHead head, TextWriter writer)
    {
        DatasetInfo info = head.Info;
        WriteField(writer, "name", info.Name);
        WriteField(writer, "version", info.Version);
        WriteField(writer, "description", info.Description);
        WriteField(writer, "licence", info.Licence);
        WriteField(writer, "source", info.Source);
        WriteField(writer, "task", head.Shape == TaskShape.Single ? "single" : "preference");
        WriteScale(writer, head.Scale);
        WriteField(writer, "subjectivity", NameOf(head.Subjectivity));
        if (!info.Splits.IsDefaultOrEmpty)
        {
            writer.WriteLine($"splits: {List(info.Splits)}");
        }

        if (!info.Card.IsEmpty)
        {
            writer.WriteLine("card:");
            foreach ((string name, string value) in info.Card)
            {
                writer.WriteLine($"  {Scalar(name)}: {Scalar(value)}");
            }
        }
    }

    private static void WriteScale(TextWriter writer, LabelScale scale)
    {
        writer.WriteLine("scale:");
        writer.WriteLine($"  level: {scale.Level.ToString().ToLowerInvariant()}");
        if (scale.IsNumeric)
        {
            WriteBound(writer, "min", scale.Minimum);
            WriteBound(writer, "max", scale.Maximum);
        }
        else
        {
            writer.WriteLine($"  labels: {List(scale.Labels)}");
        }

        if (!scale.Missing.IsEmpty)
        {
            writer.WriteLine($"  missing: {List(scale.Missing)}");
        }

        if (scale.Positive is not null)
        {
            writer.WriteLine($"  positive: {Scalar(scale.Positive)}");
        }

        if (scale.OutOfScale == OutOfScalePolicy.Clip)
        {
            writer.WriteLine("  outOfScale: clip");
        }
    }

    private static void WriteBound(TextWriter writer, string name, double bound)
    {
        if (double.IsFinite(bound))
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name}: {bound:R}"));
        }
    }

    private static void WriteField(TextWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteLine($"{name}: {Scalar(value)}");
        }
    }

    private static string List(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(Scalar))}]";

    private static string Scalar(string text) => IsPlain(text) ? text : Quoted(text);

    private static bool IsPlain(string text) =>
        text.Length > 0 && char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1])
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '.' or '_' or '-' or '/')
        && !Words.Contains(text, StringComparer.OrdinalIgnoreCase);

    private static string Quoted(string text)
    {
        StringBuilder quoted = new("\"");
        foreach (char c in text)
        {
            quoted = c switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),

                // Control characters and those that YAML reads as line breaks or byte order marks.
                _ when char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF' or '\uFFFE' or '\uFFFF' =>
                    quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }
}
