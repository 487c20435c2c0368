using System.Text;
using System.Text.Json;
using CsCheck;
using Huiying.Collect.Reading;

namespace Huiying.Tests.Collect.Reading;

public sealed class TextDecodingTests
{
    private const string Zh = "洮北区某小区的自来水停了三天，居民打电话也没有人接，希望有关部门尽快处理并公开答复。";
    private const string Tw = "社區的自來水停了三天，居民打電話也沒有人接，希望有關單位儘快處理並公開答覆。";
    private const string Ru = "В нашем районе уже три дня нет воды, и никто не отвечает на звонки жителей.";
    private const string Ja = "私たちの町では三日前から水道が止まっています。誰も電話に出ません。";

    static TextDecodingTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private static Gen<string?> Any(params string?[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    public static TheoryData<string, int, string?, string> Texts => new()
    {
        { Zh, 54936, null, "gb18030" },
        { Zh, 54936, "text/html; charset=utf-8", "gb18030" },
        { Zh, 54936, "text/html; charset=gb2312", "gb18030" },
        { Zh, 54936, "text/html; charset=big5", "gb18030" },
        { Zh, 65001, "text/html; charset=gbk", "utf-8" },
        { Zh, 65001, "text/html; charset=iso-8859-1", "utf-8" },
        { Zh, 1200, null, "utf-16le" },
        { Zh, 1201, null, "utf-16be" },
        { Zh, 1201, "text/html; charset=utf-8", "utf-16be" },
        { Zh, 12000, null, "utf-32le" },
        { Zh, 12001, null, "utf-32be" },
        { Zh, 52936, null, "hz" },
        { Tw, 950, null, "big5" },
        { Tw, 950, "text/html; charset=gb2312", "big5" },
        { Tw, 54936, "text/html; charset=big5", "gb18030" },
        { Ja, 932, null, "shift_jis" },
        { Ja, 51932, "text/html; charset=shift_jis", "euc-jp" },
        { Ja, 50220, null, "iso-2022-jp" },
        { Ru, 1251, null, "windows-1251" },
        { Ru, 20866, "text/html; charset=windows-1251", "koi8-r" },
        { Ru, 866, null, "ibm866" },
        { "plain ASCII", 20127, "text/html; charset=us-ascii", "utf-8" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Bytes_are_read_in_their_own_encoding_whatever_the_label_says(string text, int page, string? contentType, string name)
    {
        var read = TextDecoding.Decode(Encoding.GetEncoding(page).GetBytes(text), contentType, DocumentKind.Html);

        read.Text.ShouldBe(text);
        read.Encoding.ShouldBe(name);
    }

    [Theory]
    [InlineData(65001, "utf-8")]
    [InlineData(1200, "utf-16")]
    [InlineData(1201, "utf-16")]
    [InlineData(12000, "utf-32")]
    [InlineData(12001, "utf-32")]
    [InlineData(54936, "gb18030")]
    public void A_byte_order_mark_wins_over_the_header_and_is_not_part_of_the_text(int page, string name)
    {
        var read = TextDecoding.Decode(Encoding.GetEncoding(page).GetBytes('\uFEFF' + Zh), "text/html; charset=big5", DocumentKind.Html);

        read.Text.ShouldBe(Zh);
        read.Encoding.ShouldBe(name);
        read.LabelOverruled.ShouldBeTrue();
    }

    [Fact]
    public void A_byte_order_mark_in_front_of_another_encoding_loses()
    {
        byte[] bytes = [0xEF, 0xBB, 0xBF, .. Encoding.GetEncoding(54936).GetBytes(Zh)];

        TextDecoding.Decode(bytes, null, DocumentKind.Html).Text.ShouldBe(Zh);
    }

    [Theory]
    [InlineData("<meta charset=gb2312>", DocumentKind.Html)]
    [InlineData("<meta http-equiv='Content-Type' content='text/html; charset=GBK'>", DocumentKind.Html)]
    [InlineData("<?xml version='1.0' encoding='GB18030'?>", DocumentKind.Xml)]
    public void A_short_text_is_read_as_the_document_declares(string declaration, DocumentKind kind)
    {
        var text = declaration + "<p>嗯</p>";

        var read = TextDecoding.Decode(Encoding.GetEncoding(54936).GetBytes(text), null, kind);

        read.Text.ShouldBe(text);
        read.Declared.ShouldBe("gb18030");
        read.LabelOverruled.ShouldBeFalse();
    }

    [Fact]
    public void A_meta_declaration_inside_a_feed_is_text_and_not_a_label() =>
        TextDecoding.Decode("<rss><item><description>&lt;p> <meta charset='big5'></description></item></rss>"u8.ToArray(), null, DocumentKind.Xml)
            .Declared.ShouldBeNull();

    [Fact]
    public void A_few_broken_bytes_do_not_turn_a_long_UTF_8_text_into_something_else()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(Zh + Zh), 0xFF, .. Encoding.UTF8.GetBytes(Zh)];

        var read = TextDecoding.Decode(bytes, null, DocumentKind.Html);

        read.Encoding.ShouldBe("utf-8");
        read.Text.ShouldBe(Zh + Zh + '\uFFFD' + Zh);
    }

    [Fact]
    public void A_text_cut_inside_its_last_character_keeps_its_encoding() =>
        TextDecoding.Decode(Encoding.UTF8.GetBytes(Zh).AsMemory()[..^1], null, DocumentKind.Text).Encoding.ShouldBe("utf-8");

    [Fact]
    public void Any_bytes_with_any_label_give_some_text() =>
        Gen.Select(Gen.Byte.Array[0, 300], Any(null, "", "text/html; charset=", "text/xml; charset=utf-16", "x; charset=iso-2022-jp",
            "x; charset=hz", "x; charset=utf-32be", "x; charset=johab", "x; charset=cp037"), Gen.Enum<DocumentKind>())
            .Sample((bytes, label, kind) => TextDecoding.Decode(bytes, label, kind).Text is not null, iter: Needed.Times(3000));

    [Fact]
    public void Every_name_that_is_answered_is_known_outside_the_product()
    {
        // Checked by hand against Python's codecs; a new name has to be added here on purpose.
        string[] known = ["utf-8", "utf-16", "utf-16le", "utf-16be", "utf-32", "utf-32le", "utf-32be", "gb18030", "big5", "shift_jis", "cp932", "euc-jp",
            "iso-2022-jp", "euc-kr", "cp949", "johab", "iso-2022-kr", "hz", "koi8-r", "koi8-u", "ibm855", "ibm866", "mac-cyrillic", "mac-roman",
            "tis-620", "cp874", "cp037", .. Enumerable.Range(1250, 9).Select(n => $"windows-{n}"), .. Enumerable.Range(1, 15).Select(n => $"iso-8859-{n}")];

        Gen.Select(Gen.Byte[0x20, 0xFF].Array[20, 200], Any("ascii", "latin1", "iso-8859-11", "x-mac-cyrillic", "x-sjis", "ks_c_5601-1987", "cswindows31j"))
            .Sample((bytes, label) => known.ShouldContain(TextDecoding.Decode(bytes, $"text/html; charset={label}", DocumentKind.Html).Encoding), iter: Needed.Times(500));
    }

    [Theory]
    [InlineData("suites/charset/chardet", 0.98)]
    [InlineData("suites/charset/derived", 0.98)]
    public void The_shared_collections_are_recognised(string folder, double share)
    {
        var root = Needed.Shared(folder);
        var rows = File.ReadLines(Path.Combine(root, "cases.jsonl")).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        List<string> missed = [];
        foreach (var row in rows)
        {
            var bytes = row.TryGetProperty("data_hex", out var hex)
                ? Convert.FromHexString(hex.GetString()!)
                : File.ReadAllBytes(Path.Combine(root, row.GetProperty("file").GetString()!));
            var answer = Same(TextDecoding.Decode(bytes, null, DocumentKind.Text).Encoding);
            if (answer != Same(row.GetProperty("encoding").GetString()!)) missed.Add($"{row.GetProperty("id")}: {answer}");
        }
        (rows.Count - missed.Count).ShouldBeGreaterThanOrEqualTo((int)Math.Ceiling(rows.Count * share), string.Join('\n', missed));

        static string Same(string name) => name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToLowerInvariant() switch
        {
            "gb2312" or "gbk" or "hz" => "gb18030",
            "ascii" => "utf8",
            var other => other,
        };
    }
}
