using JudgeEval.Harness.Records;

namespace JudgeEval.Harness.Cases;

/// <summary>Adds the cases that a revision has baselines of to those that it has records of.</summary>
public static class CommittedCases
{
    /// <summary>Adds them. A case that has a record already, or could not run, keeps that.</summary>
    /// <param name="set">What was found in records.</param>
    /// <param name="cases">What baselines tell.</param>
    /// <returns>The set; two different baselines of one case (<c>JE1812</c>) are broken files, and so are baselines that do not fit their dataset.</returns>
    public static CaseSet Add(CaseSet set, IEnumerable<CommittedCase> cases)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(cases);
        HashSet<(string Suite, string Case)> taken = [.. set.Records.Select(r => (r.Suite, r.Case)), .. set.Problems.Select(p => (p.Suite, p.Case))];
        var origins = set.Origins.ToBuilder();
        Dictionary<(string Suite, string Case), CommittedCase> seen = [];
        List<AlignmentRecord> records = [.. set.Records];
        List<BaselineRecord> baselines = [.. set.Baselines];
        List<BrokenFile> broken = [.. set.Broken];
        foreach (CommittedCase one in cases.OrderBy(c => c.Path, StringComparer.Ordinal))
        {
            (string Suite, string Case) key = (one.Baseline.Suite, one.Baseline.Case);
            if (taken.Contains(key))
            {
                continue;
            }

            if (!seen.TryAdd(key, one))
            {
                if (!BaselineFile.SameContent(seen[key].Baseline, one.Baseline))
                {
                    broken.Add(new BrokenFile(one.Path, [CaseErrors.Twice(one.Path, seen[key].Path, key.Suite, key.Case)]));
                }

                continue;
            }

            try
            {
                (AlignmentRecord? record, origins[key]) = CommittedRecord.Of(one);
                if (record is null)
                {
                    baselines.Add(one.Baseline);
                }
                else
                {
                    records.Add(record);
                }
            }
            catch (Exception exception) when (exception is JudgeEvalException or ArgumentException or InvalidOperationException)
            {
                broken.Add(new BrokenFile(one.Path, [CaseErrors.Inconsistent(one.Path, key.Suite, key.Case, exception.Message)]));
            }
        }

        return set with
        {
            Records = [.. records.OrderBy(r => (r.Suite, r.Case), CaseOrder.Instance)],
            Baselines = [.. baselines.OrderBy(b => (b.Suite, b.Case), CaseOrder.Instance)],
            Broken = [.. broken.OrderBy(b => b.Path, StringComparer.Ordinal)],
            Origins = origins.ToImmutable(),
        };
    }
}
