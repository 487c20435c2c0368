using System.IO.Compression;
using System.Text;
using Huiying.Ground;
using Huiying.Tests.House;

namespace Huiying.Tests.Ground;

/// <summary>Markings of state secrets on files (S17).</summary>
public sealed class SecretMarksTests
{
    private static string? Find(string name, byte[] bytes)
    {
        using var file = new MemoryStream(bytes);
        return SecretMarks.Find(name, file);
    }

    private static byte[] Zip(string part, string xml)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var writer = new StreamWriter(zip.CreateEntry(part).Open());
            writer.Write(xml);
        }
        return bytes.ToArray();
    }

    [Theory, Clause("S17")]
    [InlineData("关于某事的报告（机密）.docx", "", "机密")]
    [InlineData("绝密-会议.pdf", "%PDF-1.7", "绝密")]
    [InlineData("a.csv", "机密★10年\n标题,内容\n", "机密")]
    [InlineData("a.csv", "密级：秘密\n标题,内容\n", "秘密")]
    [InlineData("a.txt", "  秘密 10年\n关于……的通知", "秘密")]
    public void A_marked_file_is_seen_by_its_name_or_its_beginning(string name, string text, string mark) => Find(name, Encoding.UTF8.GetBytes(text)).ShouldBe(mark);

    [Theory, Clause("S17")]
    [InlineData("商业秘密保护办法.docx", "")]
    [InlineData("保密审查记录.csv", "结论,说明\n不涉及国家秘密,可以公开\n")]
    [InlineData("留言.csv", "内容\n他们说这是机密，不能告诉我们\n")]
    [InlineData("空.csv", "")]
    public void Words_that_are_no_marking_are_not_taken_for_one(string name, string text) => Find(name, Encoding.UTF8.GetBytes(text)).ShouldBeNull();

    [Fact, Clause("S17")]
    public void Text_inside_documents_sheets_titles_and_other_encodings_is_looked_at()
    {
        Find("a.docx", Zip("word/document.xml", "<w:p><w:r><w:t>机密</w:t></w:r><w:r><w:t>★5年</w:t></w:r></w:p>")).ShouldBe("机密");
        Find("a.docx", Zip("word/header1.xml", "<w:p><w:t>秘密</w:t></w:p><w:p><w:t>正文</w:t></w:p>")).ShouldBe("秘密");
        Find("a.xlsx", Zip("xl/sharedStrings.xml", "<si><t>绝密</t></si><si><t>内容</t></si>")).ShouldBe("绝密");
        Find("a.docx", Zip("word/document.xml", "<w:p><w:t>本件不涉及国家秘密。</w:t></w:p>")).ShouldBeNull();
        Find("a.pdf", [.. "%PDF-1.7 /Title ("u8, 0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("密级：机密"), .. ")"u8]).ShouldBe("机密");
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        Find("a.csv", Encoding.GetEncoding("gb18030").GetBytes("机密★\n标题,内容\n")).ShouldBe("机密");
        Find("a.docx", "PK no zip"u8.ToArray()).ShouldBeNull();
    }

    [Fact, Clause("S17")]
    public void The_file_is_left_at_its_beginning_for_whoever_reads_it()
    {
        using var file = new MemoryStream("内容,标题\n"u8.ToArray()) { Position = 3 };
        SecretMarks.Find("a.csv", file).ShouldBeNull();
        file.Position.ShouldBe(0);
    }
}
