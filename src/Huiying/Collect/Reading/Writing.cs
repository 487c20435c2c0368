using System.Text;

namespace Huiying.Collect.Reading;

/// <summary>
/// The ways of writing that evidence is weighed in. Letter shares are round figures of common knowledge; they need only be
/// right to within a factor of two, since a wrong decoding is off by far more. Built once, when bytes first need them.
/// </summary>
internal static class Writing
{
    private static readonly Lazy<WritingModel> simplified = new(() => WritingModel.Chinese(Simplified + Traditional, Level("gb2312", 0xB0, 0xD7, 0xF7)));
    private static readonly Lazy<WritingModel> traditional = new(() => WritingModel.Chinese(Traditional, Level("big5", 0xA4, 0xC6, 0xF9)));
    private static readonly Lazy<WritingModel> japanese = new(() => WritingModel.Japanese(Kana, Kanji, Level("shift_jis", 0x88, 0x98, 0xEA)));
    private static readonly Lazy<WritingModel> korean = new(() => WritingModel.Korean(Hangul, Level("euc-kr", 0xB0, 0xC8, 0xC8, 0xA1)));
    private static readonly Lazy<WritingModel> russian = new(() => WritingModel.Alphabet(latin: false,
        ("оеаин", 8), ("тсрвлк", 4.8), ("мдпуяы", 2.5), ("ьгзбчй", 1.5), ("хжшюцщэф", .6), ("ъ", .7), ("ё", .06), ("іїєґ", .05), ("јљњћђџў", .01)));
    private static readonly Lazy<WritingModel> greek = new(() => WritingModel.Alphabet(latin: false,
        ("αοιετσν", 8), ("ηυρπκλς", 4), ("μωδγθάέίόή", 2), ("χφβύώ", .9), ("ξζψ", .3), ("ϊϋΐΰ", .05)));
    private static readonly Lazy<WritingModel> hebrew = new(() => WritingModel.Alphabet(latin: false,
        ("יהולא", 9), ("רמתבשנ", 4.8), ("עםדחקכ", 2.6), ("פטזגצסן", 1.3), ("ךףץ", .5)));
    private static readonly Lazy<WritingModel> arabic = new(() => WritingModel.Alphabet(latin: false,
        ("ال", 11), ("يمونرت", 5.8), ("بعدهسفةك", 3.2), ("قحأجشص", 1.8), ("ىإخطضذثز", .9), ("ئغءظآؤ", .3), ("،ـ", .5)));
    private static readonly Lazy<WritingModel> thai = new(() => WritingModel.Alphabet(latin: false,
        ("านรอกเง่มยลวดทต้สัีิคหปบ", 3.3), ("ะขแไ์จพชใุูำื็โถผธึญ", 1.1), ("ณซฉศษฐภฟฝๆๅฎฏฑฒฤฬฮฯ๐๑๒๓๔๕๖๗๘๙๊๋", .15)));
    private static readonly Lazy<WritingModel> turkish = new(() => WritingModel.Alphabet(latin: true,
        ("ı", 4.5), ("üşğçö", 1.3), ("İâîû", .12)));
    private static readonly Lazy<WritingModel[]> central = new(() =>
    [
        WritingModel.Alphabet(latin: true, ("áé", 3.3), ("öóő", 1), ("íüúű", .5)),
        WritingModel.Alphabet(latin: true, ("łęążóś", 1), ("ćńź", .25)),
        WritingModel.Alphabet(latin: true, ("íáéěčřžýš", 1.3), ("ůúóťňď", .3)),
        WritingModel.Alphabet(latin: true, ("áíýéčžľšú", 1), ("ťôóňďä", .25), ("ŕĺ", .02)),
        WritingModel.Alphabet(latin: true, ("čšž", .8), ("ćđ", .4)),
        WritingModel.Alphabet(latin: true, ("ăîțţșş", 1.4), ("â", .8)),
    ]);

    private static readonly Lazy<WritingModel> western = new(() => WritingModel.Alphabet(latin: true,
        ("éáóíäö", .9), ("üåèãçñàêâôøæß", .4), ("úùîûïëìòõœýþð", .1), ("ªº", .05)));
    private static readonly Lazy<WritingModel> baltic = new(() => WritingModel.Alphabet(latin: true,
        ("āėšžīē", 1), ("ūčįųąęļņģķ", .4)));
    private static readonly Lazy<WritingModel> any = new(() => WritingModel.Cheapest(
        [simplified.Value, traditional.Value, japanese.Value, korean.Value, russian.Value, greek.Value, hebrew.Value, arabic.Value, thai.Value, turkish.Value, western.Value, .. central.Value]));

    /// <summary>Every encoding the bytes may be in, the bits it must gain to be believed without a label, and how it is written.</summary>
    public static IEnumerable<(Charset Charset, double Doubt, WritingModel[] Models)> Candidates()
    {
        yield return (Charset.Gb18030, 0, [simplified.Value]);
        yield return (Charset.Big5, 0, [traditional.Value]);
        yield return (Charset.ShiftJis, 3, [japanese.Value]);
        yield return (Charset.EucJp, 3, [japanese.Value]);
        yield return (Charset.EucKr, 3, [korean.Value]);
        yield return (Charset.Johab, 6, [korean.Value]);
        yield return (Charset.Windows(1251), 3, [russian.Value]);
        yield return (Charset.Koi8R, 4, [russian.Value]);
        yield return (Charset.Iso8859(5), 5, [russian.Value]);
        yield return (Charset.Ibm866, 6, [russian.Value]);
        yield return (Charset.Ibm855, 7, [russian.Value]);
        yield return (Charset.MacCyrillic, 8.5, [russian.Value]);
        yield return (Charset.Windows(1253), 4.5, [greek.Value]);
        yield return (Charset.Iso8859(7), 4, [greek.Value]);
        yield return (Charset.Windows(1255), 4, [hebrew.Value]);
        yield return (Charset.Windows(1256), 4.5, [arabic.Value]);
        yield return (Charset.Iso8859(6), 4, [arabic.Value]);
        yield return (Charset.Tis620, 4, [thai.Value]);
        yield return (Charset.Windows(1250), 4.5, central.Value);
        yield return (Charset.Iso8859(2), 4, central.Value);
        yield return (Charset.Windows(1254), 5, [turkish.Value]);
        yield return (Charset.Windows(1257), 7, [baltic.Value]);
        yield return (Charset.Western, 2, [western.Value]);
        yield return (Charset.MacRoman, 8, [western.Value]);
    }

    /// <summary>For the Unicode encodings, which hold every script.</summary>
    public static WritingModel[] Any => [any.Value];

    /// <summary>1 for the first level of a national standard, 2 for the rest of it, 0 outside it.</summary>
    private static Func<char, int> Level(string label, byte from, byte firstTo, byte to, byte trail = 0x40)
    {
        var encoding = Encoding.GetEncoding(label == "gb2312" ? 936 : Charset.Of(label)!.CodePage, new EncoderReplacementFallback("?"), DecoderFallback.ReplacementFallback);
        // In GB 2312 a second byte is never below 0xA1; what is there belongs to the later extension.
        var lowest = label == "gb2312" ? (byte)0xA1 : trail;
        return c =>
        {
            Span<byte> bytes = stackalloc byte[8];
            if (encoding.GetBytes([c], bytes) != 2 || bytes[0] < from || bytes[0] > to || bytes[1] < lowest) return 0;
            return bytes[0] <= firstTo ? 1 : 2;
        };
    }

    private const string Simplified =
        "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严";

    private const string Traditional =
        "的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多定行學法所民得經十三之進著等部度家電力裡如水化高自二理起小物現實加量都兩體制機當使點從業本去把性好應開它合還因由其些然前外天政四日那社義事平形相全表間樣與關各重新線內數正心反你明看原又麼利比或但質氣第向道命此變條只沒結解問意建月公無系軍很情者最立代想已通並提直題黨程展五果料象員革位入常文總次品式活設及管特件長求老頭基資邊流路級少圖山統接知較將組見計別她手角期根論運農指幾九區強放決西被做必戰先回則任取據處隊南給色光門即保治北造百規熱領七海口東導器壓志世金增爭濟階油思術極交受聯什認六共權收證改清己美再採轉更單風切打白教速花帶安場身車例真務具萬每目至達走積示議聲報鬥完類八離華名確才科張信馬節話米整空元況今集溫傳土許步群廣石記需段研界拉林律叫且究觀越織裝影算低持音眾書布復容兒須際商非驗連斷深難近週委素技備半辦青省列習響約支般史感勞便團往歷市克何除消構府稱太準精值號率族維劃選標寫存候毛親快效斯院查江型眼王按格養易置派層片始卻專狀育廠京識適屬圓包火住調滿縣局照參紅細引聽該價嚴嗎吧呢啊臺灣網站覺樂愛謝讓買賣錢跟吃媽喜歡讀者貼您";

    private const string Kana = "のにはたをいるとがしでてなれりさっすかまもこあきくだらんけそよせどつわじえおみめちやびろべうばずげごねぶひほむへぎぼづぞゆふンスルトーリアイラクシドロジマッタレコテムフプカナメサニバウキオャパィデグブチミダェハエソホモセボワポネ";

    private const string Kanji = "日一国会人年大十二本中長出三同時政事自行社見月分議後前民生連五発間対上部東者党地合市業内相方四定今回新場金員九入選立開手米力学問高代明実円関決子動京全目表戦経通外最言氏現理調体化田当八六約主題下首意法不来作性的要用制治度務強気小七成期公野協取都和統以機平総加山思家話世受区領多県続進正安設保改数記院女初北午指権心界支第産結百派点教報済書府活原先共得解名交資予川向際査勝面委告軍文反元重近千考判認画海参売利組知案道信策集在件団別物側任引使求所次水半品昨論計死官増係感特情投示変打男基私各始島直両朝革価式確村提運終挙果西勢減台広容必応演電歳住争談能無再位置企真流格有疑口過局少放税検町常校料沢裁状工建語球営空職証土与急止送援供可役構木割聞身費付施切由説転食比難防補車優夫";

    private const string Hangul = "이다는에의을가고하지은를로한사도기서자어리대인아시일들전정해수보부나있만제과원공주스상동구라게성장세여그조국오무우비관계었것면안모방실소경유선물적중내으연문년니위신회진습미거드업화분음할되개용마간요명생발와반트행재때양산력통체학호던당결말단입르치설식들저려심바러금데노교없영건남속군터표강포본외글않됩까각권래했크같";

}
