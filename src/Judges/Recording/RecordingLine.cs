using System.Text.Json;

namespace JudgeEval.Judges;

/// <summary>A recorded reply as a line of a file.</summary>
internal static class RecordingLine
{
    private static readonly string[] Known =
        ["key", "model", "prompt", "promptHash", "messages", "options", "item", "repeat", "order", "group", "reply", "finish", "usage"];

    public static byte[] Write(RecordingEntry entry) => JsonLine.Write(writer =>
    {
        writer.WriteString("key", entry.Key);
        writer.WriteString("model", entry.Content.Model);
        writer.WriteString("prompt", entry.Prompt);
        writer.WriteString("promptHash", entry.PromptHash);
        writer.WriteString("messages", entry.Content.Messages);
        writer.WriteString("options", entry.Content.Options);
        writer.WriteString("item", entry.Item);
        writer.WriteNumber("repeat", entry.Content.Repeat);
        writer.WriteString("order", entry.Order == PresentationOrder.Original ? "original" : "swapped");
        if (entry.Group is not null)
        {
            writer.WriteString("group", entry.Group);
        }

        writer.WriteString("reply", entry.Reply);
        if (entry.Finish is not null)
        {
            writer.WriteString("finish", entry.Finish);
        }

        if (entry.Usage is { } usage)
        {
            TokenUsageJson.Write(writer, usage);
        }
    });

    /// <summary>Reads a line; what is wrong goes to <paramref name="errors"/>, and then there is no entry.</summary>
    public static RecordingEntry? Read(ReadOnlySpan<byte> line, string path, int number, List<Diagnostic> errors)
    {
        if (!JsonLine.TryRead(line, out List<JsonField> fields, out string? error, out int column))
        {
            errors.Add(new Diagnostic(
                "JE3001",
                error,
                "a recording has one JSON object on each line",
                "restore the file from version control, or delete the line and record again",
                new SourceLocation(path, number, column)));
            return null;
        }

        int before = errors.Count;
        foreach (JsonField field in fields.Where(f => !Known.Contains(f.Name, StringComparer.Ordinal)))
        {
            errors.Add(new Diagnostic(
                "JE3002",
                $"the field '{field.Name}' is unknown",
                "a recording's line has no such field",
                Nearest.Hint(field.Name, Known),
                new SourceLocation(path, number, field.NameColumn)));
        }

        var values = new Fields(fields, path, number, errors);
        var content = new RequestContent(values.Text("model"), values.Text("messages"), values.Text("options"), values.Count("repeat"));
        var entry = new RecordingEntry
        {
            Key = values.Text("key"),
            Content = content,
            Prompt = values.Text("prompt"),
            PromptHash = values.Text("promptHash"),
            Item = values.Text("item"),
            Order = values.Order(),
            Group = values.Optional("group"),
            Reply = values.Text("reply"),
            Finish = values.Optional("finish"),
            Usage = values.Usage(),
        };
        if (errors.Count == before && entry.Key != content.Key())
        {
            errors.Add(new Diagnostic(
                "JE3004",
                $"the key of item '{entry.Item}' does not match the line's content",
                "the key is a hash over model, messages, options and repeat, and one of them was edited",
                "restore the line from version control, or delete it and record again",
                new SourceLocation(path, number, 1)));
        }

        return errors.Count == before ? entry : null;
    }

    private readonly struct Fields(List<JsonField> fields, string path, int line, List<Diagnostic> errors)
    {
        public string Text(string name)
        {
            JsonField? field = Find(name);
            if (field is { Kind: JsonValueKind.String, Text: { } text })
            {
                return text;
            }

            Wrong(name, field, "a text");
            return "";
        }

        public string? Optional(string name) => Find(name) is null ? null : Text(name);

        public int Count(string name)
        {
            JsonField? field = Find(name);
            if (field is { Kind: JsonValueKind.Number } && JsonLine.TryCount(field.Value.Text, out int count))
            {
                return count;
            }

            Wrong(name, field, "a whole number from 0");
            return 0;
        }

        public PresentationOrder Order()
        {
            JsonField? field = Find("order");
            if (field is { Kind: JsonValueKind.String, Text: "original" or "swapped" })
            {
                return field.Value.Text == "original" ? PresentationOrder.Original : PresentationOrder.Swapped;
            }

            Wrong("order", field, "'original' or 'swapped'");
            return default;
        }

        public TokenUsage? Usage()
        {
            if (Find("usage") is not { } field)
            {
                return null;
            }

            if (TokenUsageJson.TryRead(field, out TokenUsage? usage))
            {
                return usage;
            }

            Wrong("usage", field, "an object with 'input' and 'output', both whole numbers from 0");
            return null;
        }

        private JsonField? Find(string name)
        {
            int index = fields.FindIndex(f => f.Name == name);
            return index < 0 ? null : fields[index];
        }

        private void Wrong(string name, JsonField? field, string expected) => errors.Add(new Diagnostic(
            "JE3003",
            field is null ? $"the field '{name}' is missing" : $"the field '{name}' has a wrong value",
            $"it must be {expected}",
            "restore the line from version control, or delete it and record again",
            new SourceLocation(path, line, field?.Column ?? 1)));
    }
}
