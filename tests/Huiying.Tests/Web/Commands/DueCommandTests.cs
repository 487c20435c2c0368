using System.Text.Json;

namespace Huiying.Tests.Web.Commands;

public sealed class DueCommandTests
{
    [Theory]
    [InlineData("due --rule R28:phone --grade major --from 2026-03-02T09:12:00+08:00", "2026-03-02T09:42:00+08:00")]
    [InlineData("due --from 2026-03-02T01:12:00Z --grade extraordinary --rule R28:phone --quiet", "2026-03-02T09:27:00+08:00")]
    [InlineData("due --rule R78 --complex --grade ordinary --from 2026-03-02T10:00:00+08:00", "2026-03-24T00:00:00+08:00")]
    [InlineData("due --rule R34:information --emergency --grade major --from 2026-03-02T10:00:00.5+08:00", "2026-03-02T15:00:00.5+08:00")]
    [InlineData("due --rule R39 --grade extraordinary --since 2026-03-01T09:00:00+08:00 --from 2026-03-02T10:00:00+08:00", "2026-03-03T00:00:00+08:00")]
    public async Task One_due_time_is_one_line_in_the_offices_zone(string arguments, string due)
    {
        var run = await Run(arguments);
        run.Code.ShouldBe(0, run.Error);
        var row = JsonDocument.Parse(run.Output.TrimEnd('\n')).RootElement;
        row.GetProperty("due").GetString().ShouldBe(due);
        row.GetProperty("derivation").GetArrayLength().ShouldBeGreaterThan(2);
        run.Output.ShouldNotContain("\uFEFF");
    }

    [Theory]
    [InlineData("due --rule R24 --grade major --from 2026-03-02T10:00:00+08:00", 1, "R24")]
    [InlineData("due --rule R99 --from 2026-03-02T10:00:00+08:00", 1, "R99")]
    [InlineData("due --rule R24 --grade huge --from 2026-03-02T10:00:00+08:00", 2, "huge")]
    [InlineData("due --rule R24 --from noon", 2, "noon")]
    [InlineData("due --rule R24", 2, "--from")]
    [InlineData("due --rule R24 --from 2026-03-02T10:00:00+08:00 --policy nowhere.yaml", 1, "nowhere.yaml")]
    [InlineData("due --cases nowhere.jsonl", 1, "nowhere.jsonl")]
    [InlineData("policy check nowhere.yaml", 1, "nowhere.yaml")]
    [InlineData("policy check", 2, "FILE")]
    public async Task What_cannot_be_done_is_one_line_that_says_what_and_exits_so(string arguments, int code, string names)
    {
        var run = await Run(arguments);
        run.Code.ShouldBe(code, run.Error);
        run.Error.TrimEnd().ShouldContain(names);
        run.Error.TrimEnd().ShouldNotContain("\n");
        run.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task Cases_are_answered_in_their_order_and_a_refused_one_does_not_stop_the_rest()
    {
        var run = await Run("due --cases - --quiet", """
            {"id":7,"rule":"R68","grade":"ordinary","complex":false,"emergency":false,"since":null,"from":"2026-03-02T18:00:00Z"}
            {"id":"b","rule":"R24","grade":"major","from":"2026-03-02T10:00:00+08:00"}
            not json
            {"id":"c","rule":"R50","from":"2026-12-30T10:00:00+08:00"}
            """);
        run.Code.ShouldBe(1);
        run.Error.ShouldBeEmpty();
        var rows = run.Output.TrimEnd('\n').Split('\n').Select(l => JsonDocument.Parse(l).RootElement).ToList();
        rows.Select(r => r.GetProperty("due").GetString()).ShouldBe(["2026-03-04T00:00:00+08:00", null, null, "2027-01-07T00:00:00+08:00"]);
        rows[0].GetProperty("id").GetInt32().ShouldBe(7);
        rows[1].GetProperty("error").GetString()!.ShouldContain("R24");
        rows[3].GetProperty("weekends_only").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_policy_with_an_unknown_key_is_named_with_its_line_and_is_not_used()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("huiying-policy-").FullName, "office.yaml");
        await File.WriteAllTextAsync(file, "name: 试\nrules:\n  R28:phon: { major: 20 min }\n", TestContext.Current.CancellationToken);
        var check = await Run($"policy check {file} --quiet");
        check.Code.ShouldBe(1);
        var problem = JsonDocument.Parse(check.Output.TrimEnd('\n')).RootElement;
        problem.GetProperty("line").GetInt32().ShouldBe(3);
        problem.GetProperty("en").GetString()!.ShouldContain("R28:phone");

        var due = await Run($"due --rule R28:phone --grade major --from 2026-03-02T10:00:00+08:00 --policy {file}");
        due.Code.ShouldBe(1);
        due.Error.ShouldContain("line 3");

        await File.WriteAllTextAsync(file, "name: 试\nrules:\n  R28:phone: { major: 20 min }\n", TestContext.Current.CancellationToken);
        (await Run($"policy check {file}")).ShouldSatisfyAllConditions(r => r.Code.ShouldBe(0), r => r.Output.ShouldBeEmpty());
        (await Run($"due --policy {file} --rule R28:phone --grade major --from 2026-03-02T10:00:00+08:00")).Output.ShouldContain("2026-03-02T10:20:00+08:00");
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    private static async Task<(int Code, string Output, string Error)> Run(string arguments, string input = "") => await Executable.Run(arguments.Split(' '), input);
}
