using System.Collections.Immutable;

namespace JudgeEval.Judges;

/// <summary>
/// A judge's prompt: Markdown with YAML front matter. Front matter: <c>name</c>, <c>task</c> (<c>single</c> or
/// <c>preference</c>), and optionally <c>output</c> (<c>choice</c> by default, <c>number</c>, <c>json</c>, <c>candidates</c>, <c>text</c>),
/// <c>structured</c>, <c>labels</c>, <c>scale</c>, <c>target</c>, <c>examples</c>, <c>criteria</c>, <c>temperature</c>, <c>topP</c>, <c>seed</c>,
/// <c>maxOutputTokens</c>; an option that is absent is not sent.
/// Sections: <c>## system</c> (optional) and <c>## user</c>. Placeholders: <c>{{context}}</c>, <c>{{response}}</c> (or
/// <c>{{responseA}}</c> and <c>{{responseB}}</c>), <c>{{criteria}}</c>, <c>{{group}}</c>, <c>{{labels}}</c>, <c>{{side}}</c>,
/// <c>{{transcript}}</c>.
/// </summary>
/// <remarks>
/// What is put in place of a placeholder is data. It is put in once and is not searched for placeholders again, and where it
/// contains a tag of a block that the prompt itself uses (a name that the prompt closes somewhere, as in
/// <c>&lt;/response&gt;</c>), that tag's <c>&lt;</c> becomes <c>&amp;lt;</c>, in opening and closing tags, in any case, spacing and
/// look-alike spelling, so that a text cannot leave its block. The control tokens of chat templates and lone headings that name a role
/// are shown so that they are no such thing. All other text reaches the model as it is. Blocks other than tags (headings, code fences)
/// are not guarded: put a response between tags, else <see cref="Warnings"/> says so. A line that begins with <c>## </c> is always a
/// section; use <c>###</c> for headings. Immutable and safe for concurrent use.
/// </remarks>
public sealed class PromptFile
{
    internal PromptFile(string path, string hash, PromptFields fields, PromptTemplate? system, PromptTemplate user, ImmutableArray<Diagnostic> warnings)
    {
        Path = path;
        Hash = hash;
        Name = fields.Name!;
        Task = fields.Task!.Value;
        Output = fields.Output;
        Target = fields.Target;
        Structured = fields.Structured;
        Scale = fields.Scale;
        ScaleLocation = fields.PlaceOf("scale", path);
        Examples = fields.Examples;
        Warnings = warnings;
        Labels = fields.Labels;
        Criteria = fields.Criteria;
        Temperature = fields.Temperature;
        TopP = fields.TopP;
        Seed = fields.Seed;
        MaxOutputTokens = fields.MaxOutputTokens;
        System = system;
        User = user;
    }

    /// <summary>The path as the user gave it.</summary>
    public string Path { get; }

    /// <summary>
    /// SHA-256 in lower-case hexadecimal over the file's text, front matter included, with LF line ends, without a byte order mark
    /// and without empty lines at its end: one changed word changes it, a checkout with other line ends does not.
    /// </summary>
    public string Hash { get; }

    /// <summary>The prompt's name; not empty.</summary>
    public string Name { get; }

    /// <summary>The shape of the task that the prompt is for.</summary>
    public TaskShape Task { get; }

    /// <summary>The form of the answer.</summary>
    /// <value>The default value is <see cref="PromptOutput.Choice"/>.</value>
    public PromptOutput Output { get; }

    /// <summary>What the prompt asks about an item.</summary>
    /// <value>The default value is <see cref="PromptTarget.Label"/>.</value>
    public PromptTarget Target { get; }

    /// <summary>Whether a choice or a number is asked for, and answered, as a JSON object with the label alone.</summary>
    /// <value>The default value is <see langword="false"/>: in words.</value>
    public bool Structured { get; }

    /// <summary>
    /// The scale that the prompt is made for, or, where <see cref="Target"/> is difficulty, the scale it answers on;
    /// <see langword="null"/>: any that the rest of the prompt fits.
    /// </summary>
    public LabelScale? Scale { get; }

    /// <summary>The items shown with their answers before the question, in the order of the file; empty for none.</summary>
    public ImmutableArray<PromptExampleReference> Examples { get; }

    /// <summary>What works, but not as well as it could: a text of the item that stands outside a block of tags (<c>JE2016</c>).</summary>
    public ImmutableArray<Diagnostic> Warnings { get; }

    /// <summary>The labels as the model sees and answers them, in the order of the scale's labels; empty: the scale's own.</summary>
    public ImmutableArray<string> Labels { get; }

    /// <summary>The criteria to judge by, used where the task brings none; a list in the file becomes one <c>- </c> line each.</summary>
    public string? Criteria { get; }

    /// <summary>The sampling temperature, at least 0; <see langword="null"/>: not sent.</summary>
    public float? Temperature { get; }

    /// <summary>The nucleus sampling mass, above 0 and at most 1; <see langword="null"/>: not sent.</summary>
    public float? TopP { get; }

    /// <summary>The sampling seed; <see langword="null"/>: not sent.</summary>
    public long? Seed { get; }

    /// <summary>The most tokens of a reply, at least 1; <see langword="null"/>: no limit of ours.</summary>
    public int? MaxOutputTokens { get; }

    internal SourceLocation ScaleLocation { get; }

    /// <summary>Whether a section has a placeholder.</summary>
    /// <param name="placeholder">The placeholder's name, for example <c>group</c>.</param>
    public bool Shows(string placeholder) => User.Uses(placeholder) || System?.Uses(placeholder) == true;

    // A prompt that names the form of a last line expects something before it.
    internal bool AsksForReasons => User.Mentions("Verdict:") || System?.Mentions("Verdict:") == true;

    internal PromptTemplate? System { get; }

    internal PromptTemplate User { get; }

    /// <summary>Reads a prompt file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="JudgeEvalException">The file is absent, is not UTF-8, or is wrong in some way; all errors at once (<c>JE20xx</c>).</exception>
    public static PromptFile Read(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new JudgeEvalException(new Diagnostic(
                "JE2001", "the prompt file does not exist", "nothing stands at this path", "check the path", SourceLocation.InFile(path)));
        }

        return StrictUtf8.TryDecode(bytes, out string text, out int line, out int column)
            ? Parse(text, path)
            : throw new JudgeEvalException(new Diagnostic(
                "JE2002",
                "the prompt file is not UTF-8",
                "a byte here is no part of a UTF-8 character",
                "save the file as UTF-8",
                new SourceLocation(path, line, column)));
    }

    /// <summary>Parses the text of a prompt file.</summary>
    /// <param name="text">The text, with LF or CRLF line ends.</param>
    /// <param name="path">The path to name in errors.</param>
    /// <exception cref="JudgeEvalException">The text is wrong in some way; all errors at once (<c>JE20xx</c>).</exception>
    public static PromptFile Parse(string text, string path) => new PromptFileParser(path).Parse(text);

    /// <summary>What stands against using this prompt on a task of this shape and scale; empty when it fits.</summary>
    /// <param name="shape">The dataset's task.</param>
    /// <param name="scale">The dataset's scale.</param>
    public ImmutableArray<Diagnostic> CheckFit(TaskShape shape, LabelScale scale) => PromptFit.Check(this, shape, scale);
}
