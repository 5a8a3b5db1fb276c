using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace JudgeEval.Harness.Tests.Imports.Fuzzing;

/// <summary>A broken file.</summary>
/// <param name="Name">How it was broken, to do it again.</param>
/// <param name="Bytes">What is left.</param>
internal readonly record struct Mutation(string Name, byte[] Bytes)
{
    /// <summary>Whether each line is still a row of its own, so that the import has to account for every one.</summary>
    public bool KeepsLines { get; init; }

    /// <summary>Whether the file has the ending <c>.gz</c>.</summary>
    public bool IsPacked { get; init; }
}

/// <summary>Breaks a file in many ways, always the same ones.</summary>
internal static class Mutations
{
    private const int Megabyte = 1024 * 1024;

    private static readonly string[] Values = ["null", "3", "-1e999", "\"x\"", "\"\"", "[]", "{}", "true", "[[1]]", "{\"a\":null}", "\"\\ud800\"", "\"\\u0000\"", "\"=cmd()\"", "\"../../x\"", "1.0"];

    private static readonly string[] Cells = ["", "x", "-1e999", "\"\"\"\"", "=1+1", "../x", "4.0"];

    private static readonly string[] Inserts = ["\"", "\0", "\u001a", ",", "\n", "\r", "{", "]", "\t", " ", "'", "\\", "\ud83d\ude00", "\u2028", ";"];

    /// <summary>All mutations of a source's main file.</summary>
    public static IEnumerable<Mutation> Of(FuzzSource source)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(source.Text);
        IEnumerable<Mutation> all = [.. Cut(source, bytes), .. Encoded(source, bytes), .. Inserted(source, bytes), .. Lines(source), .. Empty(), .. Random(source, bytes)];
        all = source.IsJson ? all.Concat(OfJson(source, bytes)) : all.Concat(Ragged(source));
        return source.Packs ? all.Concat(Packed(bytes)) : all;
    }

    /// <summary>What is too large to do for every form of a format.</summary>
    public static IEnumerable<Mutation> Large(FuzzSource source)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(source.Text);
        string huge = new('x', 10 * Megabyte);
        yield return new("a field of 10 MB", Encoding.UTF8.GetBytes(source.Text.Replace("é", huge, StringComparison.Ordinal)));
        yield return new("a line of 1 MB behind the end", [.. bytes, .. Encoding.UTF8.GetBytes("\n" + huge[..Megabyte])]);
        yield return new("nested 100,000 times", Encoding.UTF8.GetBytes(new string('[', 100_000)));
        yield return new("objects nested 20,000 times", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 20_000))));
        if (source.Packs)
        {
            yield return new("4 MB of spaces in a small gzip", Pack(Enumerable.Repeat((byte)' ', 4 * Megabyte).ToArray())) { IsPacked = true };
            yield return new("4 MB of zeros in a small gzip", Pack(new byte[4 * Megabyte])) { IsPacked = true };
        }
    }

    private static IEnumerable<Mutation> Cut(FuzzSource source, byte[] bytes)
    {
        int stride = Math.Max(1, bytes.Length / 30);
        return Enumerable.Range(0, bytes.Length).Where(i => i % stride == 0 || i < 3 || i > bytes.Length - 4)
            .Select(i => new Mutation($"cut at {Text(i)}", bytes[..i]) { KeepsLines = source.IsJsonLines });
    }

    private static IEnumerable<Mutation> Encoded(FuzzSource source, byte[] bytes)
    {
        string text = source.Text;
        yield return new("Latin-1", Encoding.Latin1.GetBytes(text));
        yield return new("UTF-16 LE", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)]);
        yield return new("UTF-16 BE", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(text)]);
        yield return new("UTF-16 without a mark", Encoding.Unicode.GetBytes(text));
        yield return new("UTF-32", [0xFF, 0xFE, 0, 0, .. Encoding.UTF32.GetBytes(text)]);
        yield return new("a byte order mark", [0xEF, 0xBB, 0xBF, .. bytes]) { KeepsLines = true };
        yield return new("two byte order marks", [0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF, .. bytes]);
        yield return new("CRLF", Encoding.UTF8.GetBytes(text.Replace("\n", "\r\n", StringComparison.Ordinal))) { KeepsLines = true };
        yield return new("CR", Encoding.UTF8.GetBytes(text.Replace('\n', '\r')));
        byte[][] invalid = [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82]];
        foreach (byte[] wrong in invalid)
        {
            for (int i = 0; i <= bytes.Length; i += Math.Max(1, bytes.Length / 2))
            {
                yield return new($"bytes {Convert.ToHexString(wrong)} at {Text(i)}", [.. bytes[..i], .. wrong, .. bytes[i..]]);
            }
        }
    }

    private static IEnumerable<Mutation> Inserted(FuzzSource source, byte[] bytes)
    {
        foreach (string insert in Inserts)
        {
            int stride = Math.Max(1, source.Text.Length / 3);
            for (int i = 0; i < source.Text.Length; i += stride)
            {
                int at = Encoding.UTF8.GetByteCount(source.Text.AsSpan(0, i));
                yield return new($"U+{Text(insert[0])} at {Text(at)}", [.. bytes[..at], .. Encoding.UTF8.GetBytes(insert), .. bytes[at..]]);
            }
        }
    }

    private static IEnumerable<Mutation> Lines(FuzzSource source)
    {
        string[] lines = source.Text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            yield return new($"without line {Text(i + 1)}", Join([.. lines[..i], .. lines[(i + 1)..]])) { KeepsLines = source.IsJsonLines };
            yield return new($"line {Text(i + 1)} twice", Join([.. lines[..i], lines[i], lines[i], .. lines[(i + 1)..]])) { KeepsLines = true };
            yield return new($"an empty line at {Text(i + 1)}", Join([.. lines[..i], "", .. lines[i..]])) { KeepsLines = true };
        }

        yield return new("lines in reverse", Join([.. lines.Reverse()])) { KeepsLines = source.IsJsonLines };
    }

    private static IEnumerable<Mutation> Empty() =>
        new[] { "", " ", "\n", "\n\n\n", "null", "[]", "{}", "0", "\"x\"", "true", "[[]]", "[null]", "{\"results\":null}", "{\"data\":[]}", ",", "\"", "a,b", "a\nb", "item,annotator,label\n" }
            .Select(t => new Mutation($"only {t}", Encoding.UTF8.GetBytes(t)));

    private static IEnumerable<Mutation> OfJson(FuzzSource source, byte[] bytes)
    {
        List<JsonNode> nodes = source.IsJsonLines ? OfLines(source.Text) : JsonNodes.Of(bytes, 0);
        int stride = Math.Max(1, nodes.Count / 40);
        for (int n = 0; n < nodes.Count; n += stride)
        {
            JsonNode node = nodes[n];
            for (int v = n % 3; v < Values.Length; v += 3)
            {
                yield return Replaced(bytes, node, Values[v]);
            }

            if (node.Kind == JsonTokenType.Number)
            {
                yield return Replaced(bytes, node, $"\"{Encoding.UTF8.GetString(bytes[node.Start..node.End])}\"");
            }

            if (node.Kind == JsonTokenType.StartObject && node.End - node.Start > 2)
            {
                string inner = Encoding.UTF8.GetString(bytes[(node.Start + 1)..(node.End - 1)]).ReplaceLineEndings(" ");
                yield return new($"every key twice at {Text(node.Start)}", [.. bytes[..(node.Start + 1)], .. Encoding.UTF8.GetBytes(inner + ","), .. bytes[(node.Start + 1)..]]);
            }
        }

        yield return Replaced(bytes, nodes[^1], string.Concat(Enumerable.Repeat("[", 50)) + string.Concat(Enumerable.Repeat("]", 50)));
    }

    private static List<JsonNode> OfLines(string text)
    {
        var nodes = new List<JsonNode>();
        int offset = 0;
        foreach (string line in text.Split('\n'))
        {
            byte[] bytes = Encoding.UTF8.GetBytes(line);
            if (bytes.Length > 0)
            {
                nodes.AddRange(JsonNodes.Of(bytes, offset));
            }

            offset += bytes.Length + 1;
        }

        return nodes;
    }

    private static Mutation Replaced(byte[] bytes, JsonNode node, string value) =>
        new($"{value} at {Text(node.Start)}", [.. bytes[..node.Start], .. Encoding.UTF8.GetBytes(value), .. bytes[node.End..]]) { KeepsLines = true };

    private static IEnumerable<Mutation> Ragged(FuzzSource source)
    {
        char separator = source.Main.EndsWith(".tsv", StringComparison.Ordinal) ? '\t' : source.IsTable ? ',' : ' ';
        string[] lines = source.Text.Split('\n');
        for (int i = 0; i < lines.Length - 1; i++)
        {
            string[] cells = lines[i].Split(separator);
            yield return Row(i, "a cell more", lines[i] + separator);
            yield return Row(i, "a cell less", string.Join(separator, cells[..^1]));
            for (int c = 0; c < cells.Length; c++)
            {
                // All of them in turn, so that each column sees several.
                foreach (string cell in Cells.Where((_, number) => (number + c + i) % 3 == 0))
                {
                    yield return Row(i, $"cell {Text(c)} is {cell}", string.Join(separator, [.. cells[..c], cell, .. cells[(c + 1)..]]));
                }
            }
        }

        Mutation Row(int line, string what, string text) => new($"line {Text(line + 1)}: {what}", Join([.. lines[..line], text, .. lines[(line + 1)..]])) { KeepsLines = true };
    }

    private static IEnumerable<Mutation> Random(FuzzSource source, byte[] bytes)
    {
        var random = new SplitMix((ulong)source.Main.Length * 977 + (ulong)source.Text.Length);
        for (int round = 0; round < 40; round++)
        {
            List<byte> edited = [.. bytes];
            for (int edit = 0; edit <= round % 3; edit++)
            {
                int at = random.Below(edited.Count);
                switch (random.Below(3))
                {
                    case 0:
                        edited[at] = (byte)random.Below(256);
                        break;
                    case 1:
                        edited.Insert(at, (byte)random.Below(128));
                        break;
                    default:
                        edited.RemoveAt(at);
                        break;
                }
            }

            yield return new($"random edit {Text(round)}", [.. edited]);
        }
    }

    private static IEnumerable<Mutation> Packed(byte[] bytes)
    {
        byte[] packed = Pack(bytes);
        yield return new("gzip", packed) { IsPacked = true, KeepsLines = true };
        yield return new("two gzips", [.. packed, .. Pack("\n"u8.ToArray())]) { IsPacked = true };
        yield return new("no gzip", bytes) { IsPacked = true };
        yield return new("gzip and more", [.. packed, .. "more"u8]) { IsPacked = true };
        yield return new("an empty gzip", []) { IsPacked = true };
        for (int i = 1; i < packed.Length; i += Math.Max(1, packed.Length / 8))
        {
            yield return new($"gzip cut at {Text(i)}", packed[..i]) { IsPacked = true };
            yield return new($"gzip damaged at {Text(i)}", [.. packed[..i], (byte)(packed[i] ^ 0x55), .. packed[(i + 1)..]]) { IsPacked = true };
        }
    }

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private static byte[] Join(string[] lines) => Encoding.UTF8.GetBytes(string.Join('\n', lines));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    // Steele, Lea and Flood (2014), doi:10.1145/2714064.2660195.
    private sealed class SplitMix(ulong state)
    {
        private ulong _state = state;

        public int Below(int bound)
        {
            ulong z = _state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return (int)((z ^ (z >> 31)) % (ulong)bound);
        }
    }
}
