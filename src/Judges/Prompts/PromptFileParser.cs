using System.Collections.Immutable;

namespace JudgeEval.Judges;

/// <summary>Parses a prompt file, gathering every error before it gives up.</summary>
internal sealed class PromptFileParser(string path)
{
    private static readonly string[] SectionNames = ["system", "user"];

    private readonly List<Diagnostic> _errors = [];

    public PromptFile Parse(string text)
    {
        string canonical = text.TrimStart('\uFEFF').ReplaceLineEndings("\n");
        string[] lines = canonical.Split('\n');
        int body = FrontMatterEnd(lines);
        if (body < 0)
        {
            throw new JudgeEvalException(new Diagnostic(
                "JE2003",
                "the prompt file has no front matter",
                body == -1 ? "its first line is not '---'" : "the '---' that ends it is missing",
                "begin the file with '---', 'name: …', 'task: single' (or preference), '---'",
                new SourceLocation(path, 1, 1)));
        }

        PromptFields fields = new FrontMatterReader(path, _errors).Read(string.Join('\n', lines[1..body]));
        Dictionary<string, PromptTemplate> sections = Sections(lines, body + 1);
        new PromptRules(path, _errors).Check(fields, sections, lines.Length);
        if (_errors.Count > 0)
        {
            _errors.Sort((a, b) => (a.Location.Line, a.Location.Column).CompareTo((b.Location.Line, b.Location.Column)));
            throw new JudgeEvalException([.. _errors]);
        }

        string hash = Sha256Hex.Of(canonical.TrimEnd('\n'));
        return new PromptFile(path, hash, fields, sections.GetValueOrDefault("system"), sections["user"], Warnings(sections.Values));
    }

    private static int FrontMatterEnd(string[] lines)
    {
        if (lines[0].TrimEnd() != "---")
        {
            return -1;
        }

        int end = Array.FindIndex(lines, 1, line => line.TrimEnd() == "---");
        return end < 0 ? -2 : end;
    }

    private Dictionary<string, PromptTemplate> Sections(string[] lines, int first)
    {
        var sections = new Dictionary<string, PromptTemplate>(StringComparer.Ordinal);
        int start = Array.FindIndex(lines, first, IsHeading);
        int stray = Array.FindIndex(lines, first, line => !string.IsNullOrWhiteSpace(line));
        if (stray >= 0 && (start < 0 || stray < start))
        {
            Error("JE2015", "there is text outside a section", "every text of a prompt stands under '## system' or '## user'", "put it under a section", stray, 1);
        }

        while (start >= 0)
        {
            int next = Array.FindIndex(lines, start + 1, IsHeading);
            int end = next < 0 ? lines.Length : next;
            string name = lines[start][3..].Trim();
            PromptTemplate template = PromptTemplate.Compile(path, lines, start + 1, end, _errors);
            if (!SectionNames.Contains(name, StringComparer.Ordinal))
            {
                string orHeading = Nearest.Of(name, SectionNames) is null ? ", or ### for a heading inside a section" : "";
                string remedy = Nearest.Hint(name, SectionNames) + orHeading;
                Error("JE2008", $"the section '{name}' is unknown", "a line that begins with '## ' starts a section", remedy, start, 4);
            }
            else if (!sections.TryAdd(name, template))
            {
                Error("JE2010", $"the section '{name}' stands twice", "a prompt has one text for each role", "join the two sections", start, 4);
            }

            start = next;
        }

        return sections;
    }

    private ImmutableArray<Diagnostic> Warnings(IEnumerable<PromptTemplate> sections) =>
    [
        .. sections.SelectMany(section => section.Unguarded).OrderBy(p => (p.Line, p.Column)).Select(p => new Diagnostic(
            "JE2016",
            $"'{{{{{p.Name}}}}}' stands outside a block of tags",
            "what the text says could pass for a part of the question",
            $"write <{p.Name}>{{{{{p.Name}}}}}</{p.Name}>",
            new SourceLocation(path, p.Line, p.Column)) { IsWarning = true }),
    ];

    private static bool IsHeading(string line) => line.StartsWith("## ", StringComparison.Ordinal);

    private void Error(string code, string what, string why, string remedy, int lineIndex, int column) =>
        _errors.Add(new Diagnostic(code, what, why, remedy, new SourceLocation(path, lineIndex + 1, column)));
}
