using System.Text.Json;

namespace JudgeEval.Statistics.Tests.Reference;

/// <summary>Reads the inputs that several groups share.</summary>
internal static class ReferenceInput
{
    /// <summary>A list of numbers; null and NaN are missing.</summary>
    public static double?[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.Number ? e.GetDouble() : (double?)null)];

    /// <summary>A list of numbers, none missing.</summary>
    public static double[] Complete(JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetDouble())];

    /// <summary>Two lists without the places at which either is missing.</summary>
    public static (double[] X, double[] Y) Pairs(JsonElement x, JsonElement y)
    {
        (double? X, double? Y)[] pairs = [.. Numbers(x).Zip(Numbers(y)).Where(p => p.First is not null && p.Second is not null)];
        return ([.. pairs.Select(p => p.X!.Value)], [.. pairs.Select(p => p.Y!.Value)]);
    }

    /// <summary>A matrix with a row for each item and a cell for each annotator.</summary>
    public static RatingTable Ratings(JsonElement rows, IEnumerable<double>? categories = null) =>
        RatingTable.FromRows([.. rows.EnumerateArray().Select(row => (IReadOnlyList<double?>)Numbers(row))], categories);

    /// <summary>A matrix of probabilities in row-major order.</summary>
    public static double[] Matrix(JsonElement rows) => [.. rows.EnumerateArray().SelectMany(row => Complete(row))];
}
