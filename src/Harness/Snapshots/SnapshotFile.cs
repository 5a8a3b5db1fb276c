using System.Collections.Immutable;
using System.Text;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Records;

namespace JudgeEval.Harness.Snapshots;

/// <summary>How a received snapshot stands to the verified one.</summary>
public enum SnapshotStatus
{
    /// <summary>Nothing changed, lines of unstable items not counted.</summary>
    Matches,

    /// <summary>There is no verified snapshot.</summary>
    New,

    /// <summary>At least one line changed.</summary>
    Changed,
}

/// <summary>What the comparison of a case with its verified snapshot found.</summary>
public sealed record SnapshotComparison
{
    /// <summary>The snapshot's place.</summary>
    public required SnapshotName Name { get; init; }

    /// <summary>The verified file, relative to the project and with forward slashes.</summary>
    public required string Path { get; init; }

    /// <summary>How the received snapshot stands to the verified one.</summary>
    public required SnapshotStatus Status { get; init; }

    /// <summary>What changed, with unstable items set apart; without a verified snapshot everything is added.</summary>
    public required SnapshotDifference Difference { get; init; }

    /// <summary>What to tell the user (<c>JE5001</c> or <c>JE5002</c>); <see langword="null"/> when nothing changed.</summary>
    public Diagnostic? Diagnostic { get; init; }

    /// <summary>Why no diff tool was opened, where a person should know; without a full stop.</summary>
    public string? DiffToolNote { get; init; }

    /// <summary>Whether nothing changed, lines of unstable items not counted.</summary>
    public bool Matches => Status == SnapshotStatus.Matches;

    /// <summary>What the record keeps.</summary>
    public SnapshotOutcome ToOutcome() => Difference.ToOutcome(Path) with { Matches = Matches, IsNew = Status == SnapshotStatus.New };

    /// <summary>The diagnostic, the changed lines, the unstable ones and the note on the diff tool, a line each; empty when nothing changed.</summary>
    /// <param name="lineLimit">How many changed and how many unstable lines at most. The default is 40.</param>
    public string Describe(int lineLimit = SnapshotDifference.DefaultLineLimit) => Diagnostic is null
        ? ""
        : string.Join(
            '\n',
            [Diagnostic.ToString(), .. Difference.Lines(lineLimit), .. Difference.UnstableLines(lineLimit), .. DiffToolNote is null ? Array.Empty<string>() : [DiffToolNote]]);
}

/// <summary>Holds a case's disagreements against its verified file.</summary>
public static class SnapshotFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// Compares. When nothing changed, a received file left from before is deleted and its diff closed; else
    /// <c>*.received.txt</c> is written beside the verified file and a diff is opened. An empty verified file counts as
    /// absent, because diff tools create one. Where only lines of unstable items differ, it matches; the received file is written
    /// so that it can be accepted, but no diff is opened.
    /// </summary>
    /// <param name="name">The snapshot's place.</param>
    /// <param name="alignment">The alignment.</param>
    /// <param name="projectDirectory">What <see cref="SnapshotComparison.Path"/> is relative to.</param>
    /// <param name="launcher">How a diff is shown.</param>
    /// <exception cref="JudgeEvalException">
    /// The verified file has carriage returns (<c>JE5003</c>), is no snapshot (<c>JE5004</c>), is not UTF-8 (<c>JE5005</c>) or has
    /// markers of a conflict (<c>JE5008</c>). The received file is written all the same.
    /// </exception>
    public static SnapshotComparison Compare(SnapshotName name, AlignmentResult alignment, string projectDirectory, IDiffLauncher launcher)
    {
        ImmutableArray<SnapshotEntry> received = DisagreementSnapshot.Entries(alignment);
        string path = RelativePath(projectDirectory, name.VerifiedPath);
        ImmutableArray<SnapshotEntry>? verified;
        try
        {
            verified = ReadVerified(name.VerifiedPath, path);
        }
        catch (JudgeEvalException)
        {
            Write(name.ReceivedPath, received);
            throw;
        }

        SnapshotDifference difference = SnapshotComparer.Compare(verified ?? [], received);
        if (verified is not null)
        {
            difference = difference.SetUnstableApart(Flipping(alignment).Contains);
        }

        if (verified is not null && difference.IsEmpty)
        {
            DeleteReceived(name, launcher);
            if (!difference.Unstable.IsEmpty)
            {
                Write(name.ReceivedPath, received);
            }

            return new SnapshotComparison { Name = name, Path = path, Status = SnapshotStatus.Matches, Difference = difference };
        }

        Write(name.ReceivedPath, received);
        string receivedFile = name.Name + SnapshotNaming.ReceivedEnding;
        return new SnapshotComparison
        {
            Name = name,
            Path = path,
            Status = verified is null ? SnapshotStatus.New : SnapshotStatus.Changed,
            Difference = difference,
            Diagnostic = verified is null
                ? SnapshotErrors.New(path, received.Length, receivedFile, name.AcceptCommand)
                : SnapshotErrors.Changed(path, difference, receivedFile, name.AcceptCommand),
            DiffToolNote = launcher.Launch(name.ReceivedPath, name.VerifiedPath),
        };
    }

    /// <summary>A path as messages and records spell it: relative and with forward slashes.</summary>
    internal static string RelativePath(string directory, string path) => Path.GetRelativePath(directory, path).Replace('\\', '/');

    /// <summary>The text of a snapshot without its byte order mark; <see langword="null"/> when it is not UTF-8.</summary>
    internal static string? ReadText(string path)
    {
        try
        {
            return Utf8.GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static ImmutableArray<SnapshotEntry>? ReadVerified(string file, string path)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        string text = ReadText(file) ?? throw new JudgeEvalException(SnapshotErrors.NotUtf8(path));
        int carriageReturn = text.IndexOf('\r', StringComparison.Ordinal);
        if (carriageReturn >= 0)
        {
            ReadOnlySpan<char> before = text.AsSpan(0, carriageReturn);
            throw new JudgeEvalException(SnapshotErrors.CarriageReturn(path, before.Count('\n') + 1, carriageReturn - before.LastIndexOf('\n')));
        }

        return text.Length == 0 ? null : DisagreementSnapshot.Parse(text, path);
    }

    // An item on which the judge failed every time does not flip: it has no label to flip from.
    private static HashSet<string> Flipping(AlignmentResult alignment) =>
        alignment.Items.Where(item => item.Judge is not null && item.StableRepeats < item.Repeats).Select(item => item.Item).ToHashSet(StringComparer.Ordinal);

    private static void Write(string path, ImmutableArray<SnapshotEntry> entries)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);

        // A run that is stopped while it writes leaves the old file or the new one, never half of one.
        string temporary = path + ".tmp";
        File.WriteAllBytes(temporary, Utf8.GetBytes(DisagreementSnapshot.Render(entries)));
        File.Move(temporary, path, overwrite: true);
    }

    private static void DeleteReceived(SnapshotName name, IDiffLauncher launcher)
    {
        if (File.Exists(name.ReceivedPath))
        {
            File.Delete(name.ReceivedPath);
            launcher.Close(name.ReceivedPath, name.VerifiedPath);
        }
    }
}
