using System.Text;
using System.Text.Json;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Tests.House;
using Huiying.Tests.Web.Commands;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Huiying.Tests.Ground;

/// <summary>What shows that a whole ledger was rewritten, and which hash its entries are chained with.</summary>
public sealed class LedgerAnchorTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Task<Outcome<Done>> Note(TestStore test, string text) => test.Acts.Run<Done>(test.By(Role.Clerk), "test.note", new Subject("note", "1"), act =>
    {
        act.Write(new RefusedEntry("note", "-", text), ActsJson.Default.RefusedEntry);
        return Task.FromResult<Outcome<Done>>(default(Done));
    }, Ct);

    [Theory]
    [InlineData("abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0")]
    [InlineData("abcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcd", "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732")]
    public void Sm3_gives_the_two_examples_of_the_standard(string text, string expected) =>
        Convert.ToHexStringLower(Chain.Next([], Encoding.ASCII.GetBytes(text), HashKind.Sm3)).ShouldBe(expected);

    [Theory, BothEngines, Clause("R40")]
    public async Task A_changed_setting_chains_new_entries_with_the_other_hash_and_the_whole_verifies_before_and_after(Engine engine)
    {
        await using var test = await TestStore.Create(engine);
        await Note(test, "旧算法");
        await InForce(test, "ledger-hash: sm3");
        await using var more = test.Another();
        var setting = more.GetRequiredService<LedgerSetting>();
        (await setting.Follow(test.Office, Ct)).ShouldBeTrue();
        (await setting.Follow(test.Office, Ct)).ShouldBeFalse();
        await Note(test, "新算法");
        (await Kinds(test)).ShouldBe(["1", "1", "1", "1", "2 sm3"]);
        (await test.Ledger.Verify(test.Office, Ct)).ShouldBe(new LedgerVerdict(5, null, null));

        // And back again: nothing depends on what is set now.
        await InForce(test, "ledger-hash: sha-256");
        (await setting.Follow(test.Office, Ct)).ShouldBeTrue();
        await Note(test, "又是旧算法");
        (await Kinds(test))[^2..].ShouldBe(["2 sm3", "1"]);
        (await test.Ledger.Verify(test.Office, Ct)).BrokenAt.ShouldBeNull();
        LedgerExports.Verify((await Exported(test)).Split('\n')).BrokenAt.ShouldBeNull();

        // A byte changed under the new hash is found as under the old one.
        await using var store = test.Open();
        var row = await store.Set<LedgerRow>().AsNoTracking().SingleAsync(r => r.Sequence == 5, Ct);
        var changed = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(row.Body).Replace("新算法", "假算法", StringComparison.Ordinal));
        await store.Set<LedgerRow>().Where(r => r.Sequence == 5).ExecuteUpdateAsync(s => s.SetProperty(r => r.Body, changed), Ct);
        (await test.Ledger.Verify(test.Office, Ct)).BrokenAt.ShouldBe(5);
    }

    [Fact]
    public async Task Each_day_has_one_anchor_and_the_file_is_only_ever_appended_to()
    {
        await using var test = await TestStore.Create();
        var anchors = test.Get<LedgerAnchors>();
        (await anchors.Write(test.Office, Ct)).ShouldBeNull("an empty ledger has nothing to hold");
        await Note(test, "一");
        (await anchors.Write(test.Office, Ct))!.ShouldSatisfyAllConditions(a => a.Day.ShouldBe(new DateOnly(2026, 3, 2)), a => a.Entry.ShouldBe(1));
        await Note(test, "二");
        (await anchors.Write(test.Office, Ct)).ShouldBeNull("the day has one");
        var first = await File.ReadAllTextAsync(anchors.File, Ct);

        // Half a line, as a power cut leaves it, harms neither what stands nor what follows; another process knows the day too.
        await File.AppendAllTextAsync(anchors.File, "{\"office\":\"x", Ct);
        test.Time.Advance(TimeSpan.FromDays(1));
        await using var another = test.Another();
        var next = another.GetRequiredService<LedgerAnchors>();
        (await next.Write(test.Office, Ct))!.Entry.ShouldBe(2);
        (await next.Write(test.Office, Ct)).ShouldBeNull();
        (await File.ReadAllTextAsync(anchors.File, Ct)).ShouldStartWith(first);
        var read = await next.Read(Ct);
        (read.Anchors.Count, read.Unread.ShouldHaveSingleItem()).ShouldBe((2, 2));
        (await test.Ledger.Verify(test.Office, read.Anchors, Ct)).ShouldSatisfyAllConditions(v => v.BrokenAt.ShouldBeNull(), v => v.Anchors.ShouldBe(2));
    }

    [Theory, BothEngines, Clause("R43")]
    public async Task A_store_rewritten_as_a_whole_with_every_hash_anew_is_shown_by_the_day_that_does_not_fit(Engine engine)
    {
        await using var test = await TestStore.Create(engine);
        var anchors = test.Get<LedgerAnchors>();
        for (var day = 0; day < 4; day++)
        {
            await Note(test, $"第{day}天，如实报告");
            await anchors.Write(test.Office, Ct);
            test.Time.Advance(TimeSpan.FromDays(1));
        }
        var kept = (await anchors.Read(Ct)).Anchors;
        (await test.Ledger.Verify(test.Office, kept, Ct)).Anchors.ShouldBe(4);
        var before = await Exported(test);

        await Rewrite(test, 3, "如实报告", "没有报告");
        (await Unknowing(test)).BrokenAt.ShouldBeNull("every hash was computed anew");
        var verdict = await test.Ledger.Verify(test.Office, kept, Ct);
        (verdict.BrokenAt, verdict.Why, verdict.Unfit!.Day, verdict.LastFit!.Day).ShouldBe((3, "anchor", new DateOnly(2026, 3, 4), new DateOnly(2026, 3, 3)));

        // An export of either store says the same, and a tail that was cut off with its head is missed by the day that saw it.
        LedgerExports.Verify(before.Split('\n'), kept).ShouldSatisfyAllConditions(v => v.BrokenAt.ShouldBeNull(), v => v.Anchors.ShouldBe(4));
        LedgerExports.Verify((await Exported(test)).Split('\n'), kept).Unfit!.Day.ShouldBe(new DateOnly(2026, 3, 4));
        await Rewrite(test, 3, "没有报告", "如实报告");
        (await test.Ledger.Verify(test.Office, kept, Ct)).BrokenAt.ShouldBeNull();
        await Cut(test, 3);
        (await Unknowing(test)).BrokenAt.ShouldBeNull();
        (await test.Ledger.Verify(test.Office, kept, Ct)).Unfit!.Day.ShouldBe(new DateOnly(2026, 3, 4));
    }

    [Theory, BothEngines, Clause("R43")]
    public async Task A_store_cut_back_or_rewritten_while_the_server_runs_is_known_by_the_head_it_no_longer_holds(Engine engine)
    {
        await using var test = await TestStore.Create(engine);
        for (var i = 0; i < 4; i++) await Note(test, $"第{i}条，如实报告");
        (await test.Ledger.Standing(test.Office, [], Ct)).Verdict.BrokenAt.ShouldBeNull();
        var seen = new LedgerSeen(4, test.Time.GetUtcNow());
        test.Time.Advance(TimeSpan.FromHours(1));

        // Cut back with its head: whole in itself, and no continuation of what was seen. It stays so, however often one looks.
        await Cut(test, 3);
        (await Unknowing(test)).BrokenAt.ShouldBeNull("two entries that fit");
        for (var look = 0; look < 2; look++)
        {
            var cut = (await test.Ledger.Standing(test.Office, [], Ct)).Verdict;
            (cut.Entries, cut.BrokenAt, cut.Why, cut.Seen).ShouldBe((2, 3, "cut", seen));
        }
        (await test.Ledger.Verify(test.Office, Ct)).Seen.ShouldBe(seen);

        // Grown again past the place, with other entries.
        for (var i = 0; i < 3; i++) await Note(test, $"另写{i}");
        (await Unknowing(test)).BrokenAt.ShouldBeNull();
        var grown = (await test.Ledger.Standing(test.Office, [], Ct)).Verdict;
        (grown.BrokenAt, grown.Why, grown.Seen).ShouldBe((4, "rewritten", seen));
    }

    [Theory, BothEngines, Clause("R43")]
    public async Task A_store_whose_every_hash_was_computed_anew_from_an_earlier_entry_is_no_continuation(Engine engine)
    {
        await using var test = await TestStore.Create(engine);
        for (var i = 0; i < 4; i++) await Note(test, $"第{i}条，如实报告");
        (await test.Ledger.Standing(test.Office, [], Ct)).Verdict.BrokenAt.ShouldBeNull();
        await Rewrite(test, 2, "如实报告", "没有报告");
        (await Unknowing(test)).BrokenAt.ShouldBeNull();
        (await test.Ledger.Standing(test.Office, [], Ct)).Verdict.ShouldSatisfyAllConditions(v => v.BrokenAt.ShouldBe(4), v => v.Seen!.Entries.ShouldBe(4));
        await Rewrite(test, 2, "没有报告", "如实报告");
        (await test.Ledger.Standing(test.Office, [], Ct)).Verdict.BrokenAt.ShouldBeNull("what was seen is there again");
    }

    [Fact]
    public async Task The_command_names_the_day_that_does_not_fit()
    {
        await using var test = await TestStore.Create();
        await Note(test, "如实报告");
        await test.Get<LedgerAnchors>().Write(test.Office, Ct);
        var elsewhere = Path.Combine(test.Folder, "kept-elsewhere.jsonl");
        File.Copy(test.Get<LedgerAnchors>().File, elsewhere);
        await Rewrite(test, 1, "如实报告", "没有报告");
        var export = Path.Combine(test.Folder, "ledger.jsonl");
        await File.WriteAllTextAsync(export, await Exported(test), Ct);

        // Whoever rewrote the store rewrote the file beside it too; the copy elsewhere shows it.
        (await Executable.Run(["ledger", "verify", export])).Exit.ShouldBe(0);
        var (exit, output, error) = await Executable.Run(["ledger", "verify", export, "--anchors", elsewhere]);
        var verdict = JsonDocument.Parse(output).RootElement;
        (exit, verdict.GetProperty("broken_at").GetInt64(), verdict.GetProperty("anchor_day").GetString()).ShouldBe((1, 1, "2026-03-02"));
        error.ShouldContain("2026-03-02");
        (await Executable.Run(["ledger", "verify", export, "--anchors", elsewhere + ".absent"])).Exit.ShouldBe(1);
    }

    [Fact, Clause("S11")]
    public async Task The_verifier_in_the_documentation_finds_what_the_product_finds_and_needs_nothing_of_it()
    {
        if (Needed.Program("python3") is not { } python)
        {
            Needed.Missing("python3");
            return;
        }
        await using var test = await TestStore.Create();
        var anchors = test.Get<LedgerAnchors>();
        await Note(test, "如实报告，含“引号”、\\ 和换行\n以及 🙂");
        await anchors.Write(test.Office, Ct);
        await InForce(test, "ledger-hash: sm3");
        await test.Get<LedgerSetting>().Follow(test.Office, Ct);
        await Note(test, "国密");
        test.Time.Advance(TimeSpan.FromDays(1));
        await anchors.Write(test.Office, Ct);
        var export = Path.Combine(test.Folder, "ledger.jsonl");
        var text = await Exported(test);

        (await Script(text)).ShouldSatisfyAllConditions(v => v.GetProperty("broken_at").ValueKind.ShouldBe(JsonValueKind.Null),
            v => v.GetProperty("entries").GetInt64().ShouldBe(LedgerExports.Verify(text.Split('\n')).Entries), v => v.GetProperty("anchors").GetInt32().ShouldBe(2));
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (var harmed in new[]
        {
            text.Replace("国密", "商密", StringComparison.Ordinal), text.Replace("如实", "不实", StringComparison.Ordinal), string.Join('\n', lines[..^1]),
            string.Join('\n', lines.Where((_, i) => i != 1)), text + lines[0], string.Join('\n', [lines[1], lines[0], .. lines[2..]]),
        })
        {
            (await Script(harmed)).GetProperty("broken_at").GetInt64().ShouldBe(LedgerExports.Verify(harmed.Split('\n')).BrokenAt!.Value);
        }
        await Rewrite(test, 1, "如实", "不实");
        (await Script(await Exported(test))).GetProperty("why").GetString().ShouldBe("anchor of 2026-03-02");

        async Task<JsonElement> Script(string ledger)
        {
            await File.WriteAllTextAsync(export, ledger, Ct);
            var script = Path.Combine(Source.Root, "docs", "verify-ledger.py");
            (await File.ReadAllLinesAsync(script, Ct)).Length.ShouldBeLessThanOrEqualTo(60);
            using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(python, [script, export, anchors.File]) { RedirectStandardOutput = true })!;
            var output = await process.StandardOutput.ReadToEndAsync(Ct);
            await process.WaitForExitAsync(Ct);
            var said = JsonDocument.Parse(output).RootElement;
            process.ExitCode.ShouldBe(said.GetProperty("broken_at").ValueKind == JsonValueKind.Null ? 0 : 1);
            return said;
        }
    }

    private static async Task InForce(TestStore test, string text)
    {
        var policies = test.Get<PolicyVersions>();
        var draft = await policies.Draft(test.By(Role.Clerk), $"name: 试用{test.Time.GetUtcNow():O}\n{text}\n", "page", Ct);
        draft.Refusal.ShouldBeNull();
        (await policies.PutInForce(test.By(Role.PrincipalLeader), draft.Value.Hash, ct: Ct)).Refusal.ShouldBeNull();
        test.Time.Advance(TimeSpan.FromSeconds(1));
    }

    private static async Task<List<string>> Kinds(TestStore test)
    {
        await using var store = test.Open();
        var bodies = await store.Set<LedgerRow>().AsNoTracking().OrderBy(r => r.Sequence).Select(r => r.Body).ToListAsync(Ct);
        return [.. bodies.Select(b => JsonDocument.Parse(b).RootElement).Select(b => b.GetProperty("v").GetInt32() + (b.TryGetProperty("hash", out var hash) ? " " + hash.GetString() : ""))];
    }

    private static async Task<string> Exported(TestStore test)
    {
        using var output = new MemoryStream();
        (await test.Get<LedgerExports>().Write(test.By(Role.AuditAdministrator), output, Ct)).Refusal.ShouldBeNull();
        return Encoding.UTF8.GetString(output.ToArray());
    }

    /// <summary>What somebody with the database can do: change an entry and compute every hash after it and the head anew.</summary>
    /// <summary>What a process finds that never looked before.</summary>
    private static async Task<LedgerVerdict> Unknowing(TestStore test)
    {
        await using var another = test.Another();
        return await another.GetRequiredService<Ledger>().Verify(test.Office, Ct);
    }

    private static async Task Rewrite(TestStore test, long at, string old, string @new)
    {
        await using var store = test.Open();
        var hash = Chain.Start.ToArray();
        foreach (var row in await store.Set<LedgerRow>().AsNoTracking().OrderBy(r => r.Sequence).ToListAsync(Ct))
        {
            var body = row.Sequence == at ? Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(row.Body).Replace(old, @new, StringComparison.Ordinal)) : row.Body;
            hash = Chain.Next(hash, body, Chain.Head(body).Kind!.Value);
            var kept = hash;
            await store.Set<LedgerRow>().Where(r => r.Sequence == row.Sequence).ExecuteUpdateAsync(s => s.SetProperty(r => r.Body, body).SetProperty(r => r.Hash, kept), Ct);
        }
        await store.Set<LedgerHead>().ExecuteUpdateAsync(s => s.SetProperty(h => h.Hash, hash), Ct);
    }

    private static async Task Cut(TestStore test, long from)
    {
        await using var store = test.Open();
        await store.Set<LedgerRow>().Where(r => r.Sequence >= from).ExecuteDeleteAsync(Ct);
        var last = await store.Set<LedgerRow>().AsNoTracking().OrderByDescending(r => r.Sequence).FirstAsync(Ct);
        await store.Set<LedgerHead>().ExecuteUpdateAsync(s => s.SetProperty(h => h.Hash, last.Hash).SetProperty(h => h.Sequence, last.Sequence), Ct);
    }
}
