using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports;

/// <summary>
/// Takes the rows of one dataset in any order. Labels are handed on as the source spells them, trimmed; whether they are on the scale,
/// whether somebody labels an item twice and whether every item is known is checked when the source ends. Not safe for several threads.
/// </summary>
public abstract class DatasetTarget
{
    /// <summary>Adds an item. A second one of the same id is an error.</summary>
    /// <param name="item">The item.</param>
    /// <param name="location">Where it stands.</param>
    public abstract void AddItem(JudgeItem item, SourceLocation location);

    /// <summary>
    /// Names an item that the source repeats in several rows. The same item again is nothing new; another text under the same id is an error. An item of
    /// which nothing but the id is given stands for one whose texts stand in another row, or in none: then its response is its id.
    /// </summary>
    /// <param name="item">The item.</param>
    /// <param name="location">Where it stands.</param>
    public abstract void MentionItem(JudgeItem item, SourceLocation location);

    /// <summary>Adds a person's label.</summary>
    /// <param name="item">The item's id; the item may come later.</param>
    /// <param name="annotator">The person.</param>
    /// <param name="label">The label, trimmed; an empty one is missing.</param>
    /// <param name="location">Where it stands.</param>
    /// <param name="explanation">The reason the person gave.</param>
    /// <param name="time">When it was, in the source's notation.</param>
    public abstract void Annotate(
        string item, string annotator, string label, SourceLocation location, string? explanation = null, string? time = null);

    /// <summary>Adds a person's profile. People without one need no call.</summary>
    /// <param name="id">The person.</param>
    /// <param name="attributes">Group attributes and quality-control fields by name.</param>
    /// <param name="location">Where it stands.</param>
    public abstract void AddAnnotator(string id, IReadOnlyDictionary<string, string> attributes, SourceLocation location);

    /// <summary>Adds a judge's verdict. A second one of the same item, repeat and order is an error, and so is one on an item that never comes.</summary>
    /// <param name="judge">The judge; its name is what tells it from others.</param>
    /// <param name="judgement">What it said; the label as the source spells it, trimmed.</param>
    /// <param name="location">Where it stands.</param>
    public abstract void AddVerdict(JudgeIdentity judge, Judgement judgement, SourceLocation location);

    /// <summary>Names a verdict that the source repeats in several rows of an item. The same label again is nothing new; another one is an error.</summary>
    /// <param name="judge">The judge; its name is what tells it from others.</param>
    /// <param name="judgement">What it said.</param>
    /// <param name="location">Where it stands.</param>
    public abstract void MentionVerdict(JudgeIdentity judge, Judgement judgement, SourceLocation location);

    /// <summary>Leaves a row out: it is counted under its reason and listed, never dropped silently.</summary>
    /// <param name="location">Where it stands.</param>
    /// <param name="reason">Why, in words that are the same for all rows of the kind.</param>
    public abstract void Skip(SourceLocation location, string reason);

    /// <summary>Says what a person has to know of the import.</summary>
    /// <param name="text">A sentence without a full stop.</param>
    public abstract void Note(string text);

    /// <summary>Adds a judge's only label of an item.</summary>
    /// <param name="judge">The judge's name.</param>
    /// <param name="item">The item's id.</param>
    /// <param name="label">The label, trimmed; an empty one is no verdict.</param>
    /// <param name="location">Where it stands.</param>
    public void AddVerdict(string judge, string item, string label, SourceLocation location)
    {
        if (label.Length > 0)
        {
            AddVerdict(new JudgeIdentity { Name = judge }, new Judgement(item, 0, PresentationOrder.Original, new RecordedVerdict { Label = label }), location);
        }
    }
}
