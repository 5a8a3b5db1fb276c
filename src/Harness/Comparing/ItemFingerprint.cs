using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Comparing;

/// <summary>A short hash of an item's content, so that a baseline notices an edited item without holding its texts.</summary>
public static class ItemFingerprint
{
    private static readonly ConditionalWeakTable<AnnotatedDataset, string[]> Known = [];

    /// <summary>The fingerprints of all items by their position, computed once for a dataset, because judges are compared on the same one many times.</summary>
    /// <param name="dataset">The dataset.</param>
    internal static string[] All(AnnotatedDataset dataset) => Known.GetValue(dataset, static d => [.. d.Items.Select(Of)]);

    /// <summary>The first 16 hexadecimal digits of SHA-256 over the texts, the cluster, the split and the tags; the id is no part of it.</summary>
    /// <param name="item">The item.</param>
    public static string Of(JudgeItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        // An absent context is the same as an empty one, as in the dataset's own hash.
        foreach (string? part in new[] { item.Context ?? "", item.Response, item.ResponseA, item.ResponseB, item.Cluster, item.Split })
        {
            Add(hash, part);
        }

        foreach ((string tag, string value) in item.Tags)
        {
            Add(hash, tag);
            Add(hash, value);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    // The length first, so that no two lists of parts are the same bytes; -1 for an absent part.
    private static void Add(IncrementalHash hash, string? part)
    {
        byte[] bytes = part is null ? [] : Encoding.UTF8.GetBytes(part);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, part is null ? -1 : bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
