using CsCheck;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Respond;

namespace Huiying.Tests.Ground;

public sealed class NfcTests
{
    private static readonly string[] Bases =
    [
        "a", "e", "A", "d", "ｑ", "水", "厂", "가", "각", "\u1100", "\u1161", "\u11A8", "\u11A7", "\uFB1D", "\u0958", "\uF900", "\uFA11",
        "\u212B", "\u2126", "\u1E0A", "\u01D5", "\U0001D15E", "\U0002F800", "\U000110AB", "\uD834", "\uDD5E", "\u09C7", "\u09D7", "\u3042", "\u304B", "\u3099",
    ];

    private static readonly string[] Marks =
        ["\u0301", "\u0307", "\u0323", "\u031B", "\u0300", "\u0308", "\u0304", "\u0345", "\u0327", "\u05B4", "\u0344", "\u0F73", "\U000110BA"];

    /// <summary>Letters, marks of several classes, Hangul parts, exclusions, singletons, halves of pairs: everything the form turns on.</summary>
    private static readonly Gen<string> Mixed = Gen.Frequency(
        (4, Gen.Int[0, Bases.Length - 1].Select(i => Bases[i])),
        (4, Gen.Int[0, Marks.Length - 1].Select(i => Marks[i])),
        (2, Gen.Char.Select(c => c.ToString()))).Array[0, 12].Select(string.Concat);

    [Theory]
    [InlineData("a\u0308", "ä")]
    [InlineData("ä", "ä")]
    [InlineData("A\u030A", "Å")]
    [InlineData("\u212B", "Å")] // Angstrom sign: a singleton
    [InlineData("\u1E0A\u0323", "\u1E0C\u0307")] // the mark below comes first
    [InlineData("D\u0307\u0323", "\u1E0C\u0307")]
    [InlineData("a\u0323\u0302", "ậ")]
    [InlineData("a\u0345\u0301", "á\u0345")]
    [InlineData("a\u05B0\u0308", "ä\u05B0")] // another class in between does not block
    [InlineData("a\u0301\u0308", "á\u0308")] // the same class does
    [InlineData("\u0308a", "\u0308a")] // nothing to stand on
    [InlineData("\u0958", "\u0915\u093C")] // excluded from composition
    [InlineData("\uFB1D", "\u05D9\u05B4")]
    [InlineData("\u0344", "\u0308\u0301")]
    [InlineData("\u1100\u1161", "가")]
    [InlineData("\u1100\u1161\u11A8", "각")]
    [InlineData("가\u11A8", "각")]
    [InlineData("각\u11A8", "각\u11A8")]
    [InlineData("가\u11A7", "가\u11A7")] // the filler before the first final is none
    [InlineData("\u1112\u1175\u11C2", "힣")]
    [InlineData("か\u3099", "が")]
    [InlineData("\uF900", "\u8C48")] // compatibility ideographs become unified ones
    [InlineData("\uFA19", "\u795E")]
    [InlineData("\uFA11", "\uFA11")] // one of twelve there that are unified themselves
    [InlineData("\U0002F800", "\u4E3D")]
    [InlineData("\U0001D15E", "\U0001D157\U0001D165")]
    [InlineData("\U00011099\U000110BA", "\U0001109A")]
    [InlineData("ＡＢ①㎡〇…“”", "ＡＢ①㎡〇…“”")] // compatibility only: not touched
    public void The_form_is_the_standards(string text, string expected) => Nfc.Of(text).ShouldBe(expected);

    [Fact]
    public void Half_a_pair_stays_where_it_is()
    {
        var text = new string(['a', '\u0308', '\uD834', 'b', '\uDD5E']);
        string.Equals(Nfc.Of(text), new string(['ä', '\uD834', 'b', '\uDD5E'])).ShouldBeTrue();
    }

    [Fact]
    public void Ordinary_text_is_returned_as_the_same_instance()
    {
        Gen.Char["abcZ09 ,.\n水厂停电，。“”ＡＢ０１（）—…·éß"].Array[0, 80].Select(c => new string(c)).Sample(text => Nfc.Of(text).ShouldBeSameAs(text));
        var marked = "水\u0301厂";
        Nfc.Of(marked).ShouldBeSameAs(marked);
    }

    [Fact]
    public void Normalising_twice_changes_nothing_more() => Mixed.Sample(text =>
    {
        var once = Nfc.Of(text);
        Nfc.Of(once).ShouldBeSameAs(once);
    });

    [Fact]
    public void Composed_and_decomposed_writing_have_one_form() => Mixed.Sample(text =>
    {
        var apart = Nfc.Decompose(text);
        string.Equals(Nfc.Of(apart), Nfc.Of(text)).ShouldBeTrue();
        string.Equals(Nfc.Decompose(Nfc.Of(text)), apart).ShouldBeTrue();
    });

    [Fact]
    public void A_long_run_of_marks_takes_no_long_time()
    {
        var text = "a" + string.Concat(Enumerable.Repeat("\u0301\u0323\u031B", 200_000));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Nfc.Of(text).Length.ShouldBeLessThanOrEqualTo(text.Length);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void One_answer_written_in_two_ways_has_one_hash()
    {
        var text = new ReleaseText(AnswerKind.Result, "关于Café噪声的答复", "噪声何时解决？", [new(Part.Plain, "神山路Café已整改。\n谢谢。")], [], [], "direct", "全体", ReleaseText.AssessmentLine,
            Urgent: false, []);
        var other = text with { Title = "关于Cafe\u0301噪声的答复", Body = [new(Part.Plain, "\uFA19山路Cafe\u0301已整改。\r\n谢谢。")] };
        other.Hash().ShouldBe(text.Hash());
        (text with { Title = "关于Cafe噪声的答复" }).Hash().ShouldNotBe(text.Hash());
    }
}
