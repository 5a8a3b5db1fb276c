using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Datasets.Indexing;
using JudgeEval.Harness.Datasets.Reading;
using JudgeEval.Harness.Datasets.Sorting;
using JudgeEval.Harness.Datasets.Writing;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports.Folders;

/// <summary>
/// One dataset of a <see cref="FolderImport"/>. Items, annotations and verdicts go through external sorts; people, their profiles and different labels are held.
/// </summary>
internal sealed class FolderDataset : DatasetTarget, IDisposable
{
    private const int NamesForHints = 4096;
    private const int CallsBetweenChecks = 4096;

    private readonly ImportHead _head;
    private readonly ScaleRequest _request;
    private readonly ImportTarget _target;
    private readonly CancellationToken _cancellationToken;
    private readonly DatasetAssembler _assembler = new(new ItemIndex());
    private readonly PlaceRecord _places = new();
    private readonly ItemSpool _items;
    private readonly AnnotationSpool _annotations;
    private readonly VerdictSpool _verdicts;
    private readonly SkipLog _skipped;
    private readonly List<string> _notes = [];
    private int _calls;

    public FolderDataset(ImportHead head, ScaleRequest request, ImportTarget target, FolderPlaces folders, int memory, CancellationToken cancellationToken)
    {
        _head = head;
        _request = request;
        _target = target;
        _cancellationToken = cancellationToken;
        Folder = folders.Dataset;
        RecordSort Sort(string name) => new(Path.Combine(folders.Runs, name), memory);
        _items = new ItemSpool(Sort("items-"), _places, head, _assembler);
        _annotations = new AnnotationSpool(Sort("annotations-"), _places, _assembler);
        _verdicts = new VerdictSpool(Sort("verdicts-"), _places, target);
        _skipped = new SkipLog(Folder);
    }

    /// <summary>Where the files are written.</summary>
    public string Folder { get; }

    /// <summary>The dataset's name.</summary>
    public string Name => _head.Info.Name;

    /// <inheritdoc/>
    public override void AddItem(JudgeItem item, SourceLocation location)
    {
        Check();
        KeepForHints(item.Id, location);
        _items.Add(item, location);
    }

    /// <inheritdoc/>
    public override void MentionItem(JudgeItem item, SourceLocation location)
    {
        Check();
        KeepForHints(item.Id, location);
        _items.Mention(item, location);
    }

    /// <inheritdoc/>
    public override void Annotate(string item, string annotator, string label, SourceLocation location, string? explanation = null, string? time = null)
    {
        Check();
        _annotations.Add(item, annotator, label, location, explanation, time);
    }

    /// <inheritdoc/>
    public override void AddAnnotator(string id, IReadOnlyDictionary<string, string> attributes, SourceLocation location)
    {
        Check();
        if (TextRules.CheckProfile(_assembler.AnnotatorErrors, location, id, attributes, AnnotatorsFile.IdColumn))
        {
            _assembler.AddAnnotator(id, attributes, location);
        }
    }

    /// <inheritdoc/>
    public override void AddVerdict(JudgeIdentity judge, Judgement judgement, SourceLocation location)
    {
        Check();
        _verdicts.Add(judge, judgement, location, mentioned: false);
    }

    /// <inheritdoc/>
    public override void MentionVerdict(JudgeIdentity judge, Judgement judgement, SourceLocation location)
    {
        Check();
        _verdicts.Add(judge, judgement, location, mentioned: true);
    }

    /// <inheritdoc/>
    public override void Skip(SourceLocation location, string reason)
    {
        Check();
        _skipped.Add(location, reason);
    }

    /// <inheritdoc/>
    public override void Note(string text) => _notes.Add(text);

    /// <summary>Chooses the scale and writes the files. What is wrong goes to the target and to <see cref="AppendErrors"/>.</summary>
    /// <param name="isWhole">
    /// Whether every row of the source could be read. Otherwise nothing is said of what is not there, of the scale, or of labels of unknown items: that may follow from
    /// the rows that are lacking.
    /// </param>
    /// <returns>The numbers; <see langword="null"/> when there is no scale.</returns>
    public ImportedFolder? Finish(bool isWhole)
    {
        _skipped.Dispose();
        if (string.IsNullOrWhiteSpace(Name))
        {
            _assembler.HeadErrors.Add(DatasetErrors.MissingYamlField(SourceLocation.None, "name", "name: my-dataset"));
        }

        return isWhole
            ? _target.Try(Scale) is { } scale ? Write(scale, isWhole) : null
            : ScaleOfRest() is { } rest ? Write(rest, isWhole) : null;
    }

    /// <summary>Appends what is wrong with the dataset.</summary>
    public void AppendErrors(ImmutableArray<Diagnostic>.Builder all)
    {
        var own = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (DiagnosticList list in new[] { _assembler.HeadErrors, _assembler.ItemErrors, _assembler.AnnotationErrors, _assembler.AnnotatorErrors })
        {
            list.AppendTo(own);
        }

        all.AddRange(ImportPlaces.In(own, _head.Path));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _items.Dispose();
        _annotations.Dispose();
        _verdicts.Dispose();
        _skipped.Dispose();
    }

    private InferredScale Scale()
    {
        if (_head.Scale is { } stated)
        {
            return new InferredScale(stated, null, NumbersAreCanonical: false);
        }

        InferredScale scale = ImportedScale.Of(
            _annotations.Labels.First, _head.Shape == TaskShape.Preference, _request, _verdicts.Labels.First.Keys, _head.Path);
        return !_annotations.Labels.IsCut || scale.Scale.IsNumeric || !_request.Labels.IsDefaultOrEmpty ? scale : throw ImportErrors.Fatal(
            "JE1610", SourceLocation.InFile(_head.Path),
            string.Create(CultureInfo.InvariantCulture, $"there are more than {LabelsSeen.MostKept} different labels"),
            $"a scale of level {scale.Scale.Level.ToString().ToLowerInvariant()} lists each of them",
            "choose --level interval where the labels are numbers, or name the column of the labels with --label");
    }

    private InferredScale? ScaleOfRest()
    {
        try
        {
            return Scale();
        }
        catch (JudgeEvalException)
        {
            // The import is refused for the rows that could not be read.
            return null;
        }
    }

    private ImportedFolder Write(InferredScale scale, bool isWhole)
    {
        var judges = new JudgeFiles(Folder, Name, _verdicts.Judges);
        (int itemCount, int annotationCount, int missingCount) = Merge(scale, isWhole, judges);
        WriteHead(scale.Scale);
        WriteAnnotators();
        return new ImportedFolder
        {
            Folder = Folder,
            Info = _head.Info,
            Shape = _head.Shape,
            Scale = scale.Scale,
            Items = itemCount,
            Annotators = _assembler.AnnotatorIds.Count,
            Annotations = annotationCount,
            Judges = judges.Finish(Hash(scale.Scale, itemCount, annotationCount, missingCount)),
            Notes = [.. scale.Assumption is { } assumption ? [assumption] : ImmutableArray<string>.Empty, .. _request.NotHeeded(_head.Scale), .. _notes, .. _annotations.Empty.Notes],
            Skipped = _skipped.ToRows(),
        };
    }

    private (int Items, int Annotations, int Missing) Merge(InferredScale scale, bool isWhole, JudgeFiles judges)
    {
        using RecordCursor items = _items.Read(), annotations = _annotations.Read(), verdicts = _verdicts.Read();
        using var file = new AnnotationFile(Folder, _annotations.HasExplanations, _annotations.HasTimes);
        using var merge = new FolderMerge(Folder, _target, _assembler, _places, _head.Shape, _cancellationToken) { IsWhole = isWhole };
        var rows = new AnnotationMerge(annotations, file, new SpelledLabels(_annotations.Labels, scale), scale.Scale, _places, _assembler) { IsWhole = isWhole };
        merge.Run(items, rows, new VerdictMerge(verdicts, judges, _verdicts.Judges, scale.NumbersAreCanonical, _places, _target));
        return (merge.Items, rows.Count, rows.Missing);
    }

    // Only verdict files name it; of an import that is refused there is none.
    private string Hash(LabelScale scale, int items, int annotations, int missing)
    {
        bool isRefused = _target.HasErrors || new[] { _assembler.HeadErrors, _assembler.ItemErrors, _assembler.AnnotationErrors, _assembler.AnnotatorErrors }.Any(e => e.Count > 0);
        return isRefused || _verdicts.Judges.Count == 0
            ? new string('0', DatasetHash.Length)
            : new FolderHash(Folder, _head.Shape, scale, [.. _assembler.AnnotatorIds.SortedOrder().Select(_assembler.AnnotatorAt)]).Of(items, annotations, missing);
    }

    private void WriteHead(LabelScale scale)
    {
        using var writer = new StreamWriter(Path.Combine(Folder, DatasetFiles.Head), append: false, new UTF8Encoding(false)) { NewLine = "\n" };
        HeadWriter.Write(new DatasetHead(_head.Info, _head.Shape, scale, _head.Subjectivity), writer);
    }

    private void WriteAnnotators()
    {
        Annotator[] named =
        [
            .. _assembler.AnnotatorIds.SortedOrder().Select(a => (Annotator: _assembler.AnnotatorAt(a), Labelled: _annotations.IsLabelled(a)))
                .Where(a => !a.Labelled || !a.Annotator.Attributes.IsEmpty).Select(a => a.Annotator),
        ];
        DatasetWriter.WriteAnnotators([.. named], Folder);
    }

    // What could have been meant is looked for among the first ids only.
    private void KeepForHints(string id, SourceLocation at)
    {
        if (_assembler.Items.Count < NamesForHints)
        {
            _assembler.Items.TryAdd(id, null, at, out _);
        }
    }

    private void Check()
    {
        if (++_calls % CallsBetweenChecks == 0)
        {
            _cancellationToken.ThrowIfCancellationRequested();
        }
    }
}

/// <summary>Where a dataset is prepared.</summary>
/// <param name="Dataset">The folder of its files.</param>
/// <param name="Runs">The folder of temporary files.</param>
internal readonly record struct FolderPlaces(string Dataset, string Runs);
