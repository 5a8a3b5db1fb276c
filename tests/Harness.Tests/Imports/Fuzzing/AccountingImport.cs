using System.Collections.Immutable;
using JudgeEval.Harness.Imports;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Imports.Fuzzing;

/// <summary>An import into memory that notes for which lines of the source the importer accounts, by a row or by a reason.</summary>
internal sealed class AccountingImport(ImportRequest request) : ImportTarget
{
    private readonly MemoryImport _inner = new(request);
    private readonly HashSet<(string? File, int Line)> _lines = [];

    /// <summary>The lines that were accounted for.</summary>
    public IReadOnlySet<(string? File, int Line)> Lines => _lines;

    public override DatasetTarget Begin(ImportHead head) => new Dataset(_inner.Begin(head), _lines);

    public ImmutableArray<ImportedDataset> Run(IDatasetImporter importer)
    {
        importer.Read(request, this);
        ThrowIfAny();
        return _inner.ToDatasets();
    }

    private sealed class Dataset(DatasetTarget inner, HashSet<(string? File, int Line)> lines) : DatasetTarget
    {
        public override void AddItem(JudgeItem item, SourceLocation location)
        {
            Count(location);
            inner.AddItem(item, location);
        }

        public override void MentionItem(JudgeItem item, SourceLocation location)
        {
            Count(location);
            inner.MentionItem(item, location);
        }

        public override void Annotate(string item, string annotator, string label, SourceLocation location, string? explanation = null, string? time = null)
        {
            Count(location);
            inner.Annotate(item, annotator, label, location, explanation, time);
        }

        public override void AddAnnotator(string id, IReadOnlyDictionary<string, string> attributes, SourceLocation location)
        {
            Count(location);
            inner.AddAnnotator(id, attributes, location);
        }

        public override void AddVerdict(JudgeIdentity judge, Judgement judgement, SourceLocation location)
        {
            Count(location);
            inner.AddVerdict(judge, judgement, location);
        }

        public override void MentionVerdict(JudgeIdentity judge, Judgement judgement, SourceLocation location)
        {
            Count(location);
            inner.MentionVerdict(judge, judgement, location);
        }

        public override void Skip(SourceLocation location, string reason)
        {
            Count(location);
            inner.Skip(location, reason);
        }

        public override void Note(string text) => inner.Note(text);

        private void Count(SourceLocation location) => lines.Add((location.File, location.Line));
    }
}
