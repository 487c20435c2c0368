using System.Text.Json;

namespace Huiying.Tests.Web.Commands;

/// <summary><c>hot</c>, <c>route</c> and <c>trend</c> through the real executable, in every form the quality measurements use.</summary>
public sealed class AssessCommandsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("huiying-assess-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Hot_ranks_matters_with_reasons_and_ids_as_they_were_given()
    {
        var posts = await Write("posts.jsonl", string.Concat(Enumerable.Range(0, 6).Select(i => i < 4
            ? $$"""{"id":{{i}},"time":"2026-03-0{{i + 1}}T08:00:00","title":"柳塘花苑旁的拌和站气味刺鼻","body":"柳塘花苑业主投诉沥青拌和站夜里开工第{{i}}次","likes":3}""" + "\n"
            : $$"""{"id":"x{{i}}","title":"{{(i == 4 ? "社保卡去哪里补办" : "公园器材坏了")}}"}""" + "\n")));
        var (exit, output, error) = await Executable.Run(["hot", "--quiet", "--top", "20", posts]);
        (exit, error).ShouldBe((0, ""));
        var first = Lines(output)[0];
        first.GetProperty("rank").GetInt32().ShouldBe(1);
        first.GetProperty("ids").EnumerateArray().Select(i => i.GetInt32()).ShouldBe([0, 1, 2, 3]);
        first.GetProperty("place").GetString().ShouldNotBeNullOrEmpty();
        first.GetProperty("reasons").EnumerateArray().Select(r => r.GetString()).ShouldContain("提及 4 次");
        first.GetProperty("from").GetString()!.ShouldStartWith("2026-03-01T");
        (await Executable.Run(["hot", "--quiet", "--top", "20", "-"], await File.ReadAllTextAsync(posts, TestContext.Current.CancellationToken))).Output.ShouldBe(output);
        (await Executable.Run(["hot", posts, "--top", "0"])).Exit.ShouldBe(2);
    }

    [Fact]
    public async Task Route_learns_from_words_and_predicts_for_text()
    {
        var train = await Write("train.jsonl", string.Concat(Enumerable.Range(0, 20).Select(i => $$"""
            {"id":"a{{i}}","title":"","body":"公交车 班次 晚点 站台{{(i % 2 == 0 ? " 早上" : "")}}","label":"交通"}
            {"id":"b{{i}}","title":"","body":"学校 老师 补课 收费{{(i % 2 == 0 ? " 学生" : "")}}","label":"教育"}

            """)));
        var model = Path.Combine(folder, "m.model");
        var trained = await Executable.Run(["route", "train", "--quiet", "--model", model, train]);
        (trained.Exit, trained.Output, trained.Error).ShouldBe((0, "", ""));
        var (exit, output, _) = await Executable.Run(["route", "predict", "--quiet", "--model", model, await Write("ask.jsonl", """
            {"id":"7","title":"公交车总是晚点","body":"站台上等了一个小时"}
            {"id":"8","title":"","body":"老师在校外补课收费"}

            """)]);
        exit.ShouldBe(0);
        var rows = Lines(output);
        rows.Select(r => (r.GetProperty("id").GetString(), r.GetProperty("label").GetString())).ShouldBe([("7", "交通"), ("8", "教育")]);
        rows[0].GetProperty("scores").EnumerateObject().Sum(s => s.Value.GetDouble()).ShouldBe(1, 0.001);
        rows[0].GetProperty("words").GetArrayLength().ShouldBeGreaterThan(0);

        var missing = await Executable.Run(["route", "predict", "--model", Path.Combine(folder, "none"), train]);
        (missing.Exit, missing.Error.Contains("route train", StringComparison.Ordinal)).ShouldBe((1, true));
        var unlabelled = await Executable.Run(["route", "train", "--model", model, await Write("bad.jsonl", "{\"id\":1,\"body\":\"a\",\"label\":\"x\"}\n{\"id\":2,\"body\":\"b\"}\n")]);
        (unlabelled.Exit, unlabelled.Error.Contains("line 2", StringComparison.Ordinal)).ShouldBe((1, true));
        (await Executable.Run(["route", "train", train])).Exit.ShouldBe(2);
    }

    [Fact]
    public async Task Trend_of_one_topic_and_of_a_batch()
    {
        var one = await Write("one.jsonl", "{\"time\":\"2026-03-01T10:05:00+08:00\"}\n{\"time\":\"2026-03-01T12:10:00+08:00\",\"count\":7}\n");
        var (exit, output, _) = await Executable.Run(["trend", one, "--now", "2026-03-01T12:30:00+08:00"]);
        exit.ShouldBe(0);
        var figures = Lines(output).Single();
        figures.GetProperty("series").EnumerateArray().Select(h => h.GetProperty("count").GetInt32()).ShouldBe([1, 0, 7]);
        figures.GetProperty("growth").ValueKind.ShouldBe(JsonValueKind.Null);
        figures.GetProperty("burst").ValueKind.ShouldBe(JsonValueKind.Null);
        figures.GetProperty("forecast").GetArrayLength().ShouldBe(24);

        var batch = await Write("batch.jsonl", """
            {"id":"r","start":"2026-03-01T02:00:00+00:00","now":"2026-03-01T03:00:00+00:00","times":["2026-03-01T02:10:00+00:00","2026-03-01T02:20:00+00:00","2026-03-01T02:30:00+00:00","2026-03-01T02:40:00+00:00","2026-03-01T02:50:00+00:00"]}
            {"id":"few","now":"2026-03-01T03:00:00+00:00","times":["2026-03-01T02:10:00+00:00"]}

            """);
        (exit, output, _) = await Executable.Run(["trend", "--quiet", "--batch", "--horizon", "23", batch]);
        exit.ShouldBe(0);
        var rows = Lines(output);
        rows[0].GetProperty("forecast").GetArrayLength().ShouldBe(23);
        var total = rows[0].GetProperty("total");
        total.GetProperty("p10").GetDouble().ShouldBeLessThan(total.GetProperty("p50").GetDouble());
        rows[1].GetProperty("total").ValueKind.ShouldBe(JsonValueKind.Null);
        rows[1].GetProperty("forecast").GetArrayLength().ShouldBe(0);

        (_, output, _) = await Executable.Run(["trend", "--quiet", "--batch", "--horizon", "1", await Write("values.jsonl",
            "{\"id\":\"3-2\",\"now\":\"2026-03-01T13:00:00+08:00\",\"series\":[{\"time\":\"2026-03-01T12:00:00+08:00\",\"count\":900000},{\"time\":\"2026-03-01T13:00:00+08:00\",\"count\":1000000}]}\n")]);
        Lines(output).Single().GetProperty("total").GetProperty("p50").GetDouble().ShouldBeInRange(500_000, 1_500_000);
    }

    [Theory]
    [InlineData("{\"time\":\"2026-03-01T10:00:00Z\"}\n{\"time\":\"gestern\"}\n", "line 2")]
    [InlineData("{\"time\":\"2026-03-01T10:00:00Z\"}\n[1]\n", "line 2")]
    [InlineData("{\"time\":\"2026-03-01T10:00:00Z\",\"count\":-1}\n", "line 1")]
    public async Task A_mistake_is_named_with_its_line(string text, string where)
    {
        var (exit, _, error) = await Executable.Run(["trend", "-"], text);
        exit.ShouldBe(1);
        error.ShouldContain(where);
        error.Trim().ShouldNotContain('\n');
    }

    private async Task<string> Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        return path;
    }

    private static List<JsonElement> Lines(string output) => [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement.Clone())];
}
