namespace JudgeEval.Judges.Tests.Clients;

public class ConcurrencyLimiterTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task AcquireAsync_LimitReached_TheNextWaits()
    {
        ConcurrencyLimiter limiter = Limiter(initial: 2);
        await limiter.AcquireAsync(default);
        long window = await limiter.AcquireAsync(default);
        ValueTask<long> third = limiter.AcquireAsync(default);
        Assert.False(third.IsCompleted);
        Assert.Equal((2, 1), (limiter.InFlight, limiter.Waiting));

        limiter.Release(window, PermitOutcome.Neutral);

        await third.AsTask().WaitAsync(Guard);
        Assert.Equal((2, 0, 2), (limiter.InFlight, limiter.Waiting, limiter.CurrentLimit));
    }

    [Fact]
    public async Task AcquireAsync_ManyWait_FirstComeFirstServed()
    {
        ConcurrencyLimiter limiter = Limiter(initial: 1);
        long window = await limiter.AcquireAsync(default);
        Task<long>[] waiting = [.. Enumerable.Range(0, 100).Select(_ => limiter.AcquireAsync(default).AsTask())];
        for (int i = 0; i < waiting.Length; i++)
        {
            limiter.Release(window, PermitOutcome.Neutral);

            // A permit that went to anybody else would let this wait for ever.
            window = await waiting[i].WaitAsync(Guard);
            Assert.Equal(waiting.Length - i - 1, limiter.Waiting);
        }
    }

    // 2 + 1/2 = 2.5, + 1/2.5 = 2.9, + 1/2.9 = 3.2448: the third success brings 3, the window's worth of a limit of 2 to 3.
    [Fact]
    public async Task Release_SuccessesAtTheLimit_RaiseItByOneARound()
    {
        ConcurrencyLimiter limiter = Limiter(initial: 2);
        await limiter.AcquireAsync(default);
        foreach (int expected in (int[])[2, 2, 3])
        {
            limiter.Release(await limiter.AcquireAsync(default), PermitOutcome.Succeeded);
            Assert.Equal(expected, limiter.CurrentLimit);
        }
    }

    [Fact]
    public async Task Release_SuccessesBelowTheLimit_LeaveIt()
    {
        ConcurrencyLimiter limiter = Limiter(initial: 2);
        for (int i = 0; i < 1000; i++)
        {
            limiter.Release(await limiter.AcquireAsync(default), PermitOutcome.Succeeded);
        }

        Assert.Equal(2, limiter.CurrentLimit);
    }

    [Fact]
    public async Task Release_EndlessSuccesses_StopAtTheMaximum()
    {
        ConcurrencyLimiter limiter = Limiter(initial: 1, maximum: 3);
        var held = new Queue<long>();
        for (int i = 0; i < 1000; i++)
        {
            while (limiter.InFlight < limiter.CurrentLimit)
            {
                held.Enqueue(await limiter.AcquireAsync(default));
            }

            limiter.Release(held.Dequeue(), PermitOutcome.Succeeded);
        }

        Assert.Equal(3, limiter.CurrentLimit);
    }

    [Fact]
    public async Task Release_EveryoneUnderWayIsRefused_HalvesOnce()
    {
        ConcurrencyLimiter limiter = Limiter(initial: 8);
        foreach (int expected in (int[])[4, 2, 1, 1])
        {
            int count = limiter.CurrentLimit;
            long[] windows = new long[count];
            for (int i = 0; i < count; i++)
            {
                windows[i] = await limiter.AcquireAsync(default);
            }

            foreach (long window in windows)
            {
                limiter.Release(window, PermitOutcome.Overloaded);
            }

            Assert.Equal(expected, limiter.CurrentLimit);
        }
    }

    // 4 requests at a limit of 4; the first is refused: 2. The other three were sent under the limit of 4 and raise nothing.
    [Fact]
    public async Task Release_SuccessOfAnEarlierWindow_RaisesNothing()
    {
        ConcurrencyLimiter limiter = Limiter(initial: 4);
        long[] windows = [await limiter.AcquireAsync(default), await limiter.AcquireAsync(default), await limiter.AcquireAsync(default), await limiter.AcquireAsync(default)];
        limiter.Release(windows[0], PermitOutcome.Overloaded);
        for (int i = 1; i < 4; i++)
        {
            limiter.Release(windows[i], PermitOutcome.Succeeded);
        }

        // One success at 2 would make it 2.5, the next at the limit 2.9 and the third 3.24.
        await limiter.AcquireAsync(default);
        limiter.Release(await limiter.AcquireAsync(default), PermitOutcome.Succeeded);
        limiter.Release(await limiter.AcquireAsync(default), PermitOutcome.Succeeded);
        Assert.Equal(2, limiter.CurrentLimit);
    }

    [Fact]
    public async Task Release_LimitBelowThoseUnderWay_ServesNobodyUntilTheyAreFewer()
    {
        ConcurrencyLimiter limiter = Limiter(initial: 4);
        long[] windows = [await limiter.AcquireAsync(default), await limiter.AcquireAsync(default), await limiter.AcquireAsync(default), await limiter.AcquireAsync(default)];
        Task<long> next = limiter.AcquireAsync(default).AsTask();
        limiter.Release(windows[0], PermitOutcome.Overloaded);
        limiter.Release(windows[1], PermitOutcome.Overloaded);
        Assert.Equal((2, 1, 2), (limiter.InFlight, limiter.Waiting, limiter.CurrentLimit));
        limiter.Release(windows[2], PermitOutcome.Neutral);
        await next.WaitAsync(Guard);
    }

    [Fact]
    public async Task Release_ServerAsksForQuiet_EverybodyWaitsSoLong()
    {
        var time = new ManualTime();
        ConcurrencyLimiter limiter = Limiter(time, initial: 4);
        long window = await limiter.AcquireAsync(default);
        limiter.Release(window, PermitOutcome.Overloaded, TimeSpan.FromSeconds(5));
        Task<long> first = limiter.AcquireAsync(default).AsTask();
        await time.WaitsAsync(1);

        time.Advance(TimeSpan.FromSeconds(4.999));
        Task<long> second = limiter.AcquireAsync(default).AsTask();
        Assert.Equal((0, 2), (limiter.InFlight, limiter.Waiting));
        time.Advance(TimeSpan.FromMilliseconds(1));

        await first.WaitAsync(Guard);
        await second.WaitAsync(Guard);
    }

    [Fact]
    public async Task Release_LongerQuietMeanwhile_TheLongerCounts()
    {
        var time = new ManualTime();
        ConcurrencyLimiter limiter = Limiter(time, initial: 4);
        long a = await limiter.AcquireAsync(default), b = await limiter.AcquireAsync(default), c = await limiter.AcquireAsync(default);
        limiter.Release(a, PermitOutcome.Overloaded, TimeSpan.FromSeconds(5));
        Task<long> waiting = limiter.AcquireAsync(default).AsTask();
        await time.WaitsAsync(1);
        limiter.Release(b, PermitOutcome.Overloaded, TimeSpan.FromSeconds(9));
        limiter.Release(c, PermitOutcome.Overloaded, TimeSpan.FromSeconds(1));

        time.Advance(TimeSpan.FromSeconds(5));
        await time.WaitsAsync(2);
        Assert.Equal(1, limiter.Waiting);
        time.Advance(TimeSpan.FromSeconds(4));

        await waiting.WaitAsync(Guard);
    }

    [Fact]
    public async Task Release_MoreQuietThanRequestsWait_AreRefusedUntilLittleIsLeft()
    {
        var time = new ManualTime();
        ConcurrencyLimiter limiter = Limiter(time, initial: 2);
        long window = await limiter.AcquireAsync(default);
        await limiter.AcquireAsync(default);
        Task<long> waiting = limiter.AcquireAsync(default).AsTask();
        limiter.Release(window, PermitOutcome.Overloaded, TimeSpan.FromSeconds(3600));

        ProviderException refused = await Assert.ThrowsAsync<ProviderException>(() => waiting.WaitAsync(Guard));
        Assert.Equal("the server asked to be left alone for another 3600 s, and requests wait 60 s at most; this one was not sent", refused.Message);
        time.Advance(TimeSpan.FromSeconds(3500));
        ProviderException newcomer = await Assert.ThrowsAsync<ProviderException>(() => limiter.AcquireAsync(default).AsTask());
        Assert.Equal((429, "100"), ((int)newcomer.StatusCode!, newcomer.RetryAfter));

        // 60 s are left: from now on they wait.
        time.Advance(TimeSpan.FromSeconds(40));
        limiter.Release(window, PermitOutcome.Neutral);
        Task<long> patient = limiter.AcquireAsync(default).AsTask();
        await time.WaitsAsync(1);
        Assert.False(patient.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(60));
        await patient.WaitAsync(Guard);
        Assert.Equal(1, limiter.InFlight);
    }

    [Fact]
    public async Task AcquireAsync_CancelledWhileWaiting_LeavesTheLine()
    {
        ConcurrencyLimiter limiter = Limiter(initial: 1);
        long window = await limiter.AcquireAsync(default);
        using var cancellation = new CancellationTokenSource();
        Task<long> gone = limiter.AcquireAsync(cancellation.Token).AsTask();
        Task<long> stays = limiter.AcquireAsync(default).AsTask();
        await cancellation.CancelAsync();
        OperationCanceledException error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone.WaitAsync(Guard));
        Assert.Equal(cancellation.Token, error.CancellationToken);
        Assert.Equal(1, limiter.Waiting);

        limiter.Release(window, PermitOutcome.Neutral);

        await stays.WaitAsync(Guard);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => limiter.AcquireAsync(cancellation.Token).AsTask());
        Assert.Equal((1, 0), (limiter.InFlight, limiter.Waiting));
    }

    // Without xunit's synchronization context the limiter's own continuation runs where the clock is turned, before the next line.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public Task Limiter_ThousandsOfRandomEvents_LosesNoPermit(int seed) => Task.Run(async () =>
    {
        var random = new Random(seed);
        var time = new ManualTime();
        ConcurrencyLimiter limiter = Limiter(time, initial: 5, maximum: 12);
        var held = new List<long>();
        var line = new LinkedList<(Task<long> Turn, CancellationTokenSource Cancellation)>();
        for (int i = 0; i < 5000; i++)
        {
            switch (random.Next(7))
            {
                case 0 or 1 or 2:
                    var cancellation = new CancellationTokenSource();
                    line.AddLast((limiter.AcquireAsync(cancellation.Token).AsTask(), cancellation));
                    break;
                case 3 or 4 when held.Count > 0:
                    int at = random.Next(held.Count);
                    long window = held[at];
                    held.RemoveAt(at);
                    bool quiet = random.Next(10) == 0;
                    limiter.Release(window, (PermitOutcome)random.Next(3), quiet ? TimeSpan.FromSeconds(random.Next(1, 61)) : null);
                    break;
                case 5 when line.Count > 0:
                    LinkedListNode<(Task<long> Turn, CancellationTokenSource Cancellation)> node = line.First!;
                    for (int step = random.Next(line.Count); step > 0; step--)
                    {
                        node = node.Next!;
                    }

                    await node.Value.Cancellation.CancelAsync();
                    await Assert.ThrowsAnyAsync<OperationCanceledException>(() => node.Value.Turn.WaitAsync(Guard));
                    line.Remove(node);
                    break;
                default:
                    time.Advance(TimeSpan.FromMilliseconds(random.Next(20_000)));
                    break;
            }

            // Whoever has a permit stands first in the line.
            while (held.Count < limiter.InFlight)
            {
                Assert.NotEmpty(line);
                held.Add(await line.First!.Value.Turn.WaitAsync(Guard));
                line.RemoveFirst();
            }

            Assert.Equal(held.Count, limiter.InFlight);
            Assert.Equal(line.Count, limiter.Waiting);
            Assert.InRange(limiter.CurrentLimit, 1, 12);
            Assert.InRange(held.Count, 0, 12);
        }

        // When all is quiet and everyone gives back, everyone is served.
        time.Advance(TimeSpan.FromSeconds(61));
        while (held.Count > 0 || line.Count > 0)
        {
            if (held.Count > 0)
            {
                limiter.Release(held[^1], PermitOutcome.Neutral);
                held.RemoveAt(held.Count - 1);
            }

            while (held.Count < limiter.InFlight)
            {
                held.Add(await line.First!.Value.Turn.WaitAsync(Guard));
                line.RemoveFirst();
            }

            Assert.True(held.Count > 0 || line.Count == 0, "Somebody waits and nobody is under way.");
        }

        Assert.Equal((0, 0), (limiter.InFlight, limiter.Waiting));
    });

    [Fact]
    public void Constructor_OptionsOutOfRange_Throws()
    {
        ConcurrencyLimiterOptions[] wrong =
        [
            new() { Minimum = 0 }, new() { Maximum = 3 }, new() { Initial = 0 }, new() { Initial = 65 }, new() { Minimum = 9 }, new() { DecreaseFactor = 1 },
            new() { DecreaseFactor = 0 }, new() { DecreaseFactor = double.NaN }, new() { MaxPause = TimeSpan.FromTicks(-1) }, new() { MaxPause = TimeSpan.FromDays(2) },
        ];
        Assert.All(wrong, options => Assert.Throws<ArgumentOutOfRangeException>(() => new ConcurrencyLimiter(new ManualTime(), options)));
    }

    private static ConcurrencyLimiter Limiter(int initial, int maximum = 64) => Limiter(new ManualTime(), initial, maximum);

    private static ConcurrencyLimiter Limiter(ManualTime time, int initial, int maximum = 64) =>
        new(time, new ConcurrencyLimiterOptions { Initial = initial, Maximum = maximum });
}
