namespace JudgeEval.Statistics;

/// <summary>How a measure of single classes becomes one number.</summary>
public enum ClassAverage
{
    /// <summary>The mean over classes: a rare class counts as much as a common one.</summary>
    Macro,

    /// <summary>The mean over classes weighted by how often each is the true one.</summary>
    Weighted,

    /// <summary>The measure of all classes' counts added up: a class counts by its items.</summary>
    Micro,
}

/// <summary>What a class is worth in an average of classes where its own measure is 0 / 0.</summary>
public enum UndefinedClass
{
    /// <summary>It is left out: nothing was seen of it.</summary>
    Excluded,

    /// <summary>It counts as 0, as scikit-learn does with <c>zero_division=0</c> for every declared class.</summary>
    Zero,
}
