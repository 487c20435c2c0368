namespace Huiying.Assess.Grouping;

/// <summary>
/// The numbers of the grouping method. They were chosen on public data sets, not for one office; a changed number is a new version, which is
/// kept with every snapshot.
/// </summary>
internal sealed record GroupingMethod
{
    /// <summary>The method in use.</summary>
    public static readonly GroupingMethod Current = new();

    /// <summary>Name of method and word list, kept with each snapshot.</summary>
    public string Version { get; init; } = "group-4/" + Words.WordList.BuiltInVersion;

    /// <summary>A title's words count this much more than the first word of a body.</summary>
    public double TitleWeight { get; init; } = 2;

    /// <summary>After this many tokens a word of the body counts half.</summary>
    public double BodyHalf { get; init; } = 100;

    /// <summary>Characters of a body that are read at all; what comes later hardly counts and would cost time.</summary>
    public int BodyRead { get; init; } = 3000;

    /// <summary>Repeats of a word saturate: <c>tf / (tf + k)</c> (as in BM25).</summary>
    public double Saturation { get; init; } = 5;

    /// <summary>Weight of general language in the rarity of a word, in posts: before that many posts have come, the word list's frequencies speak louder.</summary>
    public double PriorPosts { get; init; } = 2000;

    /// <summary>Chance of a word in a post = its probability in the language × this.</summary>
    public double PriorWords { get; init; } = 10;

    /// <summary>Probability given to what the word list does not know.</summary>
    public double UnknownProbability { get; init; } = 2e-5;

    /// <summary>Probability of the little words of English, which the word list lacks.</summary>
    public double LittleProbability { get; init; } = 0.01;

    /// <summary>Exponent on rarity.</summary>
    public double RarityPower { get; init; } = 1.2;

    /// <summary>Weight of pronouns, particles, numerals, conjunctions and the like.</summary>
    public double FunctionWords { get; init; } = 0.5;

    /// <summary>A post joins the nearest topic when the likeness exceeds <see cref="Least"/> + <see cref="Contrast"/> × the mean likeness of the next <see cref="Rivals"/> topics.</summary>
    public double Least { get; init; } = 0.12;

    /// <summary>What resembles many topics equally belongs to none of them: this keeps a catch-all topic from growing.</summary>
    public double Contrast { get; init; } = 1.5;

    /// <summary>
    /// A topic quiet for longer than topics of this stream usually are must be resembled more: the likeness needed grows with this power of
    /// 1 + its quiet days ÷ the usual ones.
    /// </summary>
    public double QuietPower { get; init; } = 0.15;

    /// <summary>What is usual is the mean over so many of the latest posts that joined, weighted towards the last.</summary>
    public int QuietWindow { get; init; } = 50;

    /// <summary>Usual quiet days to begin with, and at least: a flood of posts within minutes does not make a day long.</summary>
    public double QuietUsual { get; init; } = 1;

    /// <summary>
    /// Of the likeness at least this share must come from elsewhere than the strongest stretch of neighbouring words: a place's name alone
    /// does not make two posts one matter. Asked only of posts with <see cref="Enough"/> terms; a mere title often cannot show more.
    /// </summary>
    public double Elsewhere { get; init; } = 0.3;

    /// <summary>So much more likeness is asked for when a post with fewer terms shares one such stretch and nothing else.</summary>
    public double NameAlone { get; init; } = 0.05;

    /// <summary>Most characters of such a stretch.</summary>
    public int NameLength { get; init; } = 6;

    /// <summary>Terms from which a post says enough to be asked for more than one stretch in common.</summary>
    public int Enough { get; init; } = 16;

    /// <summary>So much likeness is always enough, however much everything resembles everything.</summary>
    public double Same { get; init; } = 0.9;

    /// <summary>
    /// Only so many posts of a topic tell how common words are and how long topics are quiet. What a great topic goes on repeating stays its own: else a
    /// flood of like posts would make its words common, and each further post a topic of its own.
    /// </summary>
    public int Telling { get; init; } = 128;

    /// <summary>
    /// A post of fewer terms, most of them words of letters, of which the word list knows nothing, is judged by evidence instead of likeness: how much
    /// likelier its words are in the topic than elsewhere (natural logarithms, summed).
    /// </summary>
    public int Brief { get; init; } = 16;

    /// <summary>Odds that a word of a brief post is its topic's own and not general language, before the word itself is looked at.</summary>
    public double OwnWords { get; init; } = 0.5;

    /// <summary>Words added to a topic's count of words, so that a topic of one brief post is not believed too much.</summary>
    public double MoreWords { get; init; } = 6;

    /// <summary>Evidence for a topic per logarithm of its posts: what many have written about is likelier to be written about again.</summary>
    public double Popular { get; init; } = 1;

    /// <summary>Least evidence.</summary>
    public double Evidence { get; init; } = 4.5;

    /// <summary>More evidence is asked for by this share of the most a post could give.</summary>
    public double EvidenceShare { get; init; } = 0.1;

    /// <summary>And by this share of the evidence for the second likeliest topic.</summary>
    public double EvidenceRival { get; init; } = 0.1;

    /// <summary>How many topics after the nearest make the background.</summary>
    public int Rivals { get; init; } = 10;

    /// <summary>A topic without a post for so long takes no more (days of the posts' own times).</summary>
    public double QuietDays { get; init; } = 60;

    /// <summary>Topics held awake; beyond it the tenth that was quiet longest falls asleep.</summary>
    public int Awake { get; init; } = 20_000;

    /// <summary>Topics asleep that can wake; beyond it the tenth that was quiet longest is forgotten.</summary>
    public int Asleep { get; init; } = 100_000;

    /// <summary>Terms kept of a topic asleep.</summary>
    public int AsleepTerms { get; init; } = 16;

    /// <summary>Terms kept of a topic.</summary>
    public int TopicTerms { get; init; } = 160;

    /// <summary>Terms of a post, the rarest first, by which topics are looked up.</summary>
    public int Keys { get; init; } = 24;

    /// <summary>Topics compared in full.</summary>
    public int Compared { get; init; } = 32;
}
