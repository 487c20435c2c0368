using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Huiying.Tests.House;

namespace Huiying.Tests.Web.Commands;

/// <summary>The command line is a contract: every form in which scripts and the quality measurements call it, through the real executable.</summary>
public sealed class CommandFormsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("huiying-forms-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("feed", "<rss version=\"2.0\"><channel><title>试</title><item><title>路灯</title><link>/1</link></item></channel></rss>", "title", "试")]
    [InlineData("page", "<html><title>路灯修好了</title><body><h1>路灯修好了</h1><p>村口的三盏路灯昨天都修好了，夜里走路不再摸黑，大家都很高兴。</p></body></html>", "title", "路灯修好了")]
    [InlineData("list", "<ul><li><a href=\"/a/1.html\">村口路灯修好了群众很高兴</a> 2026-03-02</li><li><a href=\"/a/2.html\">河堤道路开始翻修请绕行</a> 2026-03-01</li></ul>", "items", null)]
    [InlineData("sitemap", "<urlset><url><loc>http://a.example/1</loc><lastmod>2026-03-01</lastmod></url></urlset>", "urls", null)]
    public async Task Many_files_are_read_from_a_list_in_its_order_and_a_missing_one_does_not_stop_the_rest(string kind, string text, string field, string? value)
    {
        await Write("one.bin", text);
        var packed = Path.Combine(folder, "two.gz");
        await using (var gzip = new GZipStream(File.Create(packed), CompressionLevel.Fastest)) await gzip.WriteAsync(Encoding.UTF8.GetBytes(text), Ct);
        var list = await Write("list.jsonl", """
            {"file":"one.bin","url":"http://a.example/x","content_type":"text/html; charset=utf-8"}
            {"file":"absent.bin"}
            {"file":"two.gz"}

            """);
        var (exit, output, error) = await Executable.Run(["read", kind, "--quiet", "--list", list]);
        (exit, error).ShouldBe((1, ""));
        var rows = Lines(output);
        rows.Select(r => Path.GetFileName(r.GetProperty("file").GetString())).ShouldBe(["one.bin", "absent.bin", "two.gz"]);
        rows[1].GetProperty("error").GetString().ShouldNotBeNullOrEmpty();
        rows[0].GetProperty(field).ToString().ShouldNotBeEmpty();
        if (value is not null) rows[2].GetProperty(field).GetString().ShouldBe(value);

        // One file, standard input, options on either side.
        var one = await Executable.Run(["read", kind, Path.Combine(folder, "one.bin"), "--url", "http://a.example/x", "--quiet"]);
        var piped = await Executable.Run(["read", kind, "--quiet", "--url", "http://a.example/x", "-"], text);
        (one.Exit, piped.Exit).ShouldBe((0, 0));
        Lines(piped.Output).Single().GetProperty(field).ToString().ShouldBe(Lines(one.Output).Single().GetProperty(field).ToString());
        (await Executable.Run(["read", kind])).Exit.ShouldBe(2);
    }

    [Fact, Clause("S08")]
    public async Task Robots_answers_cases_and_addresses()
    {
        var cases = await Write("cases.jsonl", """
            {"id":1,"robots":"User-agent: *\nDisallow: /p","agent":"x","url":"http://a.example/p/1"}
            {"id":"b","robots_b64":"VXNlci1hZ2VudDogKgpEaXNhbGxvdzogL3A=","agent":"x","url":"http://a.example/q"}

            """);
        var (exit, output, _) = await Executable.Run(["robots", "--quiet", "--cases", cases]);
        exit.ShouldBe(0);
        Lines(output).Select(r => (r.GetProperty("id").ToString(), r.GetProperty("allowed").GetBoolean())).ShouldBe([("1", false), ("b", true)]);

        var file = await Write("robots.txt", "User-agent: *\nDisallow: /p\nCrawl-delay: 7\n");
        (exit, output, _) = await Executable.Run(["robots", file, "--agent", "x"], "http://a.example/p\nhttp://a.example/q\n");
        exit.ShouldBe(0);
        Lines(output).Select(r => (r.GetProperty("url").GetString(), r.GetProperty("allowed").GetBoolean(), r.GetProperty("crawl_delay").GetDouble()))
            .ShouldBe([("http://a.example/p", false, 7), ("http://a.example/q", true, 7)]);
    }

    [Fact]
    public async Task Dates_take_their_own_now_and_answer_in_the_zone()
    {
        var file = await Write("dates.jsonl", """
            {"id":1,"text":"昨天 12:30","now":"2026-03-02T08:00:00+08:00"}
            {"id":2,"text":"不是时间","now":"2026-03-02T08:00:00+08:00"}

            """);
        var (exit, output, _) = await Executable.Run(["date", "--quiet", "--zone", "Asia/Shanghai", file]);
        exit.ShouldBe(0);
        var rows = Lines(output);
        rows[0].GetProperty("time").GetString().ShouldBe("2026-03-01T12:30:00+08:00");
        rows[1].GetProperty("time").ValueKind.ShouldBe(JsonValueKind.Null);
        var line = await Executable.Run(["date", "--now", "2026-03-02T08:00:00+08:00", "--quiet", "-"], "刚刚\n");
        Lines(line.Output).Single().GetProperty("time").GetString()!.ShouldStartWith("2026-03-02T0");
    }

    [Fact, Clause("S03")]
    public async Task Masking_keeps_ids_fields_and_lines()
    {
        var rows = await Executable.Run(["mask", "--quiet", "-"], "{\"id\":\"13800138000\",\"text\":\"电话13800138000\",\"n\":1}\n");
        var row = Lines(rows.Output).Single();
        (rows.Exit, row.GetProperty("id").GetString(), row.GetProperty("text").GetString(), row.GetProperty("n").GetInt32()).ShouldBe((0, "13800138000", "电话［电话］", 1));
        var plain = await Executable.Run(["mask", "-"], "请打13800138000\n\n没有\n");
        plain.Output.ShouldBe("请打［电话］\n\n没有\n");
    }

    [Fact]
    public async Task Near_copies_name_the_earliest_text_in_input_order()
    {
        var story = string.Concat(Enumerable.Range(0, 8).Select(i => $"第{i}个村的水渠在三月{i + 1}日清淤完毕，村民{i * 7}户当天就浇上了地，比去年早了{i}天。"));
        var file = await Write("texts.jsonl", $$"""
            {"id":"a","text":"{{story}}"}
            {"id":7,"text":"另外一件事，说的是县城的公交线路要调整了。"}
            {"text":"转载：{{story[..^30]}}","id":"c"}

            """);
        var (exit, output, error) = await Executable.Run(["near", "--quiet", file]);
        (exit, error).ShouldBe((0, ""));
        Lines(output).Select(r => (r.GetProperty("id").ToString(), r.GetProperty("of").ToString())).ShouldBe([("a", "a"), ("7", "7"), ("c", "a")]);
        var bad = await Executable.Run(["near", "--quiet", "-"], "{\"id\":1}\n");
        (bad.Exit, bad.Error.Trim().Split('\n').Length).ShouldBe((1, 1));
    }

    [Fact, Clause("R20")]
    public async Task Grouping_answers_each_post_in_order_by_the_fields_asked_for()
    {
        var posts = await Write("posts.jsonl", """
            {"id":1,"time":"2026-03-02T08:00:00+08:00","title":"村口路灯坏了没人修","body":"三盏路灯不亮已有三个月"}
            {"id":"二","time":"2026-03-02T09:00:00+08:00","title":"村口路灯坏了还是没人修","body":"三盏路灯不亮已有三个月了"}
            {"id":3,"title":"河堤道路翻修请绕行"}

            """);
        foreach (var fields in (string[])["title", "body", "title,body"])
        {
            var (exit, output, error) = await Executable.Run(["group", "--quiet", "--text", fields, posts]);
            (exit, error).ShouldBe((0, ""));
            var rows = Lines(output);
            rows.Select(r => r.GetProperty("id").ToString()).ShouldBe(["1", "二", "3"]);
            rows[0].GetProperty("topic").GetString().ShouldBe(rows[1].GetProperty("topic").GetString());
            if (fields != "body") rows[2].GetProperty("topic").GetString().ShouldNotBe(rows[0].GetProperty("topic").GetString());
        }
    }

    [Fact]
    public async Task Wrong_usage_is_2_and_one_line_says_what()
    {
        foreach (var arguments in (string[][])[["nonsense"], ["read", "feed", "--colour"], ["group"], ["mask", "a", "b"], ["due"], ["robots"]])
        {
            var (exit, output, error) = await Executable.Run(arguments);
            (exit, output).ShouldBe((2, ""), string.Join(' ', arguments));
            error.ShouldNotBeEmpty();
        }
    }

    private static List<JsonElement> Lines(string output) => [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)];

    private async Task<string> Write(string name, string text)
    {
        var file = Path.Combine(folder, name);
        await File.WriteAllTextAsync(file, text, Ct);
        return file;
    }
}
