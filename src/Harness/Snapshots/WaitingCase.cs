using System.Collections.Immutable;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;

namespace JudgeEval.Harness.Snapshots;

/// <summary>A case with a received snapshot, a received baseline or both.</summary>
/// <param name="root">What paths are said relative to.</param>
/// <param name="stem">The path of its files without their endings.</param>
internal sealed class WaitingCase(string root, string stem)
{
    // The codes of a committed baseline that cannot be read: then no comparison was made, and there is nothing that a reason could be given for.
    private const string UnreadableBaseline = "JE45";

    private string? _snapshot;
    private string? _baseline;

    /// <summary>The name of its files.</summary>
    public string Name { get; } = Path.GetFileName(stem);

    /// <summary>The path of its files without their endings.</summary>
    public string Stem => stem;

    /// <summary>Whether a received snapshot is among them.</summary>
    public bool HasSnapshot => _snapshot is not null;

    /// <summary>All cases below a folder, sorted by path.</summary>
    public static IEnumerable<WaitingCase> Find(string root)
    {
        var cases = new SortedDictionary<string, WaitingCase>(StringComparer.Ordinal);
        foreach (string path in SnapshotFolders.Find(root, SnapshotNaming.ReceivedEnding, enterProjects: true))
        {
            Of(path[..^SnapshotNaming.ReceivedEnding.Length])._snapshot = path;
        }

        foreach (string path in SnapshotFolders.FindBaselines(root, received: true, enterProjects: true))
        {
            Of(path[..^BaselineFile.ReceivedEnding.Length])._baseline = path;
        }

        return cases.Values;

        WaitingCase Of(string stem) => cases.TryGetValue(stem, out WaitingCase? known) ? known : cases[stem] = new WaitingCase(root, stem);
    }

    /// <summary>Accepts it. The baseline is written first and its received file deleted last: wherever this is interrupted, the case still waits, and accepting again ends it.</summary>
    /// <exception cref="JudgeEvalException">A gate is red and no reason was given (<c>JE4401</c>), or the received baseline cannot be read. Nothing has changed then.</exception>
    public AcceptedCase Accept(AcceptanceOptions options)
    {
        BaselineRecord? record = _baseline is null ? null : BaselineFile.Read(_baseline);
        if (record is not null && options.Reason is null && Red(record) is { } red)
        {
            throw new JudgeEvalException(Refusal(red));
        }

        string committed = stem + BaselineFile.Extension, verified = stem + SnapshotNaming.VerifiedEnding;
        AcceptedBaseline? baseline = record is null ? null
            : new AcceptedBaseline(SnapshotFile.RelativePath(root, committed), record.Acceptance?.Decision, !File.Exists(committed)) { Undecided = Undecided(record) };
        AcceptedSnapshot? snapshot = _snapshot is null ? null : Compare(_snapshot, verified);
        if (!options.DryRun)
        {
            if (record is not null)
            {
                BaselineFile.Write(record with { Acceptance = Accepted(record, options.Reason) }, committed);
            }

            if (_snapshot is not null)
            {
                File.Move(_snapshot, verified, overwrite: true);
            }

            if (_baseline is not null)
            {
                File.Delete(_baseline);
            }
        }

        return new AcceptedCase(Name, snapshot, baseline);
    }

    /// <summary>The gates that ask for a reason, in words; <see langword="null"/> where none is red.</summary>
    private static string? Red(BaselineRecord record)
    {
        if (record.Acceptance is not { Decision: GateDecision.Failed })
        {
            return null;
        }

        AcceptedGate[] failed = [.. record.Gates.Where(g => g.Decision == GateDecision.Failed)];
        return failed.Length > 0 && failed.All(g => g.Code?.StartsWith(UnreadableBaseline, StringComparison.Ordinal) == true)
            ? null
            : string.Join("; ", failed.Select(g => g.Gate + (g.Code is null ? "" : $" ({g.Code})")).DefaultIfEmpty("the decision is failed"));
    }

    private static ImmutableArray<string> Undecided(BaselineRecord record) =>
        [.. record.Gates.Where(g => g.Decision == GateDecision.Inconclusive && g.Code != BaselineGate.NoBaseline).Select(g => g.Gate)];

    private static BaselineAcceptance? Accepted(BaselineRecord record, string? reason) =>
        reason is null ? record.Acceptance : new BaselineAcceptance(record.Acceptance?.Decision ?? GateDecision.Passed, reason);

    private AcceptedSnapshot Compare(string received, string verified)
    {
        string path = SnapshotFile.RelativePath(root, verified);
        string? text = File.Exists(verified) ? SnapshotFile.ReadText(verified) : null;
        bool isNew = text is null || !DisagreementSnapshot.IsSnapshot(text);
        return new AcceptedSnapshot(
            path,
            SnapshotComparer.Compare(
                isNew ? [] : DisagreementSnapshot.Parse(text!, path), DisagreementSnapshot.Parse(SnapshotFile.ReadText(received)!, received)),
            isNew);
    }

    private Diagnostic Refusal(string red) => new(
        "JE4401",
        $"{Name} is not accepted, because a gate is red: {red}",
        "a baseline that fails its own gates would hide the drop from every later run",
        $"mend the judge, or say why it is right: judgeeval accept {Suite} --reason \"…\"",
        SourceLocation.InFile(SnapshotFile.RelativePath(root, _baseline!)));

    private string Suite => Name.Split('.')[0] is var suite && suite.Contains(' ', StringComparison.Ordinal) ? $"\"{suite}\"" : suite;
}
