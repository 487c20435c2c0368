namespace Huiying.Tests.Collect.Reading;

/// <summary>One fictitious thread as several kinds of forum software print it. The office, the road and whoever writes do not exist.</summary>
internal static class ThreadPages
{
    public const string Title = "东林路的路灯坏了半个月没人修";
    public const string First = "东林路从邮局到学校这一段，路灯坏了半个月，孩子晚上放学看不清路。\n请问归哪个部门管？";
    public const string Second = "打过电话，说是等配件，等了十天还没有来人。";
    public const string Third = "昨晚又有一位老人在路口摔倒，希望早日修好。";

    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>
    {
        ["discuz"] = Discuz,
        ["phpwind"] = PhpWind,
        ["tianya"] = Tianya,
        ["tieba"] = Tieba,
        ["vbulletin"] = VBulletin,
        ["phpbb"] = PhpBb,
        ["discourse"] = Discourse,
        ["nodebb"] = NodeBb,
        ["rows"] = Rows,
        ["topic"] = Topic,
        ["xenforo"] = XenForo,
        ["mobile"] = Mobile,
        ["group"] = Group,
        ["smf"] = Smf,
        ["telnet"] = Telnet,
        ["discuz7"] = OldDiscuz,
        ["plain"] = Plain,
    };

    private const string Discuz = """
        <html><head><title>东林路的路灯坏了半个月没人修 - 百姓呼声 - 云山论坛 - Powered by Discuz!</title></head><body>
        <div id="toptb"><a href="/">设为首页</a><a href="/fav">收藏本站</a></div>
        <div id="postlist" class="pl bm"><table cellspacing="0"><tr><td class="pls ptn pbn"><div class="hm ptn"><span class="xg1">查看:</span> <span class="xi1">12345</span><span class="pipe">|</span><span class="xg1">回复:</span> <span class="xi1">56</span></div></td>
        <td class="plc ptm pbn vwthd"><h1 class="ts"><span id="thread_subject">东林路的路灯坏了半个月没人修</span></h1></td></tr></table>
        <div id="post_901"><table id="pid901" class="plhin"><tr><td class="pls" rowspan="2"><div class="pls favatar"><div class="pi"><div class="authi"><a href="space-uid-11.html" class="xw1">灯下客</a></div></div><div class="tns xg2"><p><a>12</a>主题</p><p>积分 340</p></div></div></td>
        <td class="plc"><div class="pi"><strong><a href="#">楼主</a></strong><div class="pti"><div class="authi"><em id="authorposton901">发表于 2026-3-8 20:15:30</em><span class="pipe">|</span><a href="#">只看该作者</a></div></div></div>
        <div class="pct"><div class="pcb"><div class="t_fsz"><table><tr><td class="t_f" id="postmessage_901"><i class="pstatus"> 本帖最后由 灯下客 于 2026-3-8 20:40 编辑 </i><br><br>东林路从邮局到学校这一段，路灯坏了半个月，孩子晚上放学看不清路。<br>请问归哪个部门管？</td></tr></table></div>
        <dl id="ratelog_901" class="rate"><dt><strong>评分</strong></dt><dd><table><tr><th>参与人数 2</th><th>威望 +3</th></tr></table></dd></dl></div></div></td></tr>
        <tr><td class="plc plm"><div class="sign">路见不平一声吼，签名档 2012-01-01 00:00</div></td></tr></table></div>
        <div id="post_902"><table id="pid902" class="plhin"><tr><td class="pls" rowspan="2"><div class="authi"><a href="space-uid-12.html" class="xw1">过路风</a></div></td>
        <td class="plc"><div class="pi"><strong><a href="#">沙发</a></strong><div class="pti"><div class="authi"><em id="authorposton902">发表于 <span title="2026-3-9 08:01:02">前天 08:01</span></em></div></div></div>
        <div class="pct"><div class="pcb"><div class="t_fsz"><table><tr><td class="t_f" id="postmessage_902"><div class="quote"><blockquote><font size="2"><a href="#">灯下客 发表于 2026-3-8 20:15</a></font><br>东林路从邮局到学校这一段</blockquote></div><br>打过电话，说是等配件，等了十天还没有来人。</td></tr></table></div>
        <div id="comment_902" class="cm"><h3 class="psth xs1">点评</h3><div class="pstl xs1"><div class="psti">我也打过&nbsp;<span class="xg1">发表于 2026-3-9 09:00</span></div></div></div></div></div></td></tr></table></div>
        <div id="post_903"><table id="pid903" class="plhin"><tr><td class="pls" rowspan="2"><div class="authi"><a href="space-uid-11.html" class="xw1">灯下客</a></div></td>
        <td class="plc"><div class="pi"><strong><a href="#">板凳</a></strong><div class="pti"><img title="楼主"><div class="authi"><em id="authorposton903">发表于 2026-3-10 07:30:00</em><span class="xg1">来自手机</span></div></div></div>
        <div class="pct"><div class="pcb"><div class="t_fsz"><table><tr><td class="t_f" id="postmessage_903">昨晚又有一位老人在路口摔倒，希望早日修好。<br>来自: 安卓客户端</td></tr></table></div></div></div></td></tr></table></div></div>
        <div class="pgs"><a href="thread-55-2-1.html" class="nxt">下一页</a></div><div id="ft">Powered by Discuz! X3.4 GMT+8, 2026-3-11 10:00</div></body></html>
        """;

    private const string PhpWind = """
        <html><head><title>东林路的路灯坏了半个月没人修|百姓呼声 - 云山社区 - powered by phpwind</title></head><body>
        <div class="readTop"><h1 id="subject_tpc">东林路的路灯坏了半个月没人修</h1><ul><li>阅读：<em>1.2万</em></li><li>回复：<em>56</em></li></ul></div>
        <div class="read_t"><table class="floor"><tr><td class="floot_left"><div class="readName"><a href="u.php?uid=11">灯下客</a></div><p>级别: 骑士</p></td><td class="floot_right"><div class="tipTop"><span>楼主</span> <span title="2026-03-08 20:15:30">发表于: 03-08</span></div>
        <div class="tpc_content"><div class="f14" id="read_tpc">东林路从邮局到学校这一段，路灯坏了半个月，孩子晚上放学看不清路。<br>请问归哪个部门管？</div></div><div class="sigline"></div><div class="signature">个性签名</div></td></tr></table></div>
        <div class="read_t"><table class="floor"><tr><td class="floot_left"><div class="readName"><a href="u.php?uid=12">过路风</a></div></td><td class="floot_right"><div class="tipTop"><span>沙发</span> <span title="2026-03-09 08:01:02">发表于: 03-09</span></div>
        <div class="tpc_content"><div class="f14" id="read_31"><blockquote class="blockquote3"><div class="quote"><span class="s3">引用</span></div><div class="text">引用楼主灯下客于2026-03-08 20:15发表的  :<br>东林路从邮局</div></blockquote><br>打过电话，说是等配件，等了十天还没有来人。</div></div></td></tr></table></div>
        <div class="read_t"><table class="floor"><tr><td class="floot_left"><div class="readName"><a href="u.php?uid=11">灯下客</a></div></td><td class="floot_right"><div class="tipTop"><span>板凳</span> <span title="2026-03-10 07:30:00">发表于: 昨天</span></div>
        <div class="tpc_content"><div class="f14" id="read_32">昨晚又有一位老人在路口摔倒，希望早日修好。</div></div></td></tr></table></div>
        </body></html>
        """;

    private const string Tianya = """
        <html><head><title>东林路的路灯坏了半个月没人修_云山_论坛</title></head><body><div class="atl-head"><h1 class="atl-title"><span class="s_title"><span>东林路的路灯坏了半个月没人修</span></span></h1>
        <div class="atl-menu clearfix" js_clickcount="12345" js_replycount="56"><div class="atl-info"><span>楼主：<a href="http://forum.example/u/11" class="js-vip-check">灯下客</a></span> <span>时间：2026-03-08 20:15:30</span> <span>点击：12345</span> <span>回复：56</span></div></div></div>
        <div class="atl-main"><div class="atl-item host-item"><div class="atl-content"><div class="atl-con-bd clearfix"><div class="bbs-content clearfix">　　东林路从邮局到学校这一段，路灯坏了半个月，孩子晚上放学看不清路。<br>　　请问归哪个部门管？</div></div></div></div>
        <div class="atl-item" id="1" js_username="过路风" js_restime="2026-03-09 08:01:02"><div class="atl-head"><div class="atl-info"><span><a href="http://forum.example/u/12">过路风</a></span> <span>时间：2026-03-09 08:01:02</span></div></div>
        <div class="atl-content"><div class="atl-con-bd"><div class="bbs-content">　　打过电话，说是等配件，等了十天还没有来人。</div><div class="atl-reply"><a>举报</a> | <span>1楼</span> | <a>打赏</a> | <a>回复</a></div></div></div></div>
        <div class="atl-item" id="2" js_username="灯下客" js_restime="2026-03-10 07:30:00"><div class="atl-head"><div class="atl-info"><strong class="host">楼主</strong><span><a href="http://forum.example/u/11">灯下客</a></span> <span>时间：2026-03-10 07:30:00</span></div></div>
        <div class="atl-content"><div class="atl-con-bd"><div class="bbs-content">　　@过路风 1楼 2026-03-09 08:01<br>　　打过电话<br>　　-----------------------------<br>　　昨晚又有一位老人在路口摔倒，希望早日修好。</div><div class="atl-reply"><a>举报</a> | <span>2楼</span> | <a>打赏</a></div></div></div></div></div></body></html>
        """;

    private const string Tieba = """
        <html><head><title>东林路的路灯坏了半个月没人修_云山吧_贴吧</title></head><body><h3 class="core_title_txt" title="东林路的路灯坏了半个月没人修">东林路的路灯坏了半个月没人修</h3>
        <ul class="l_posts_num"><li class="l_reply_num"><span class="red">56</span>回复贴，共<span class="red">2</span>页</li></ul><div class="p_postlist">
        <div class="l_post j_l_post" data-field='{"author":{"user_id":11,"user_name":"灯下客"},"content":{"post_id":1,"post_no":1,"date":"2026-03-08 20:15"}}'><div class="d_author"><ul class="p_author"><li class="d_name"><a class="p_author_name" href="/i/jump?un=a">灯下客</a></li><li>等级 7</li></ul></div>
        <div class="d_post_content_main"><div class="p_content"><cc><div class="d_post_content j_d_post_content">东林路从邮局到学校这一段，路灯坏了半个月，孩子晚上放学看不清路。<br>请问归哪个部门管？</div></cc></div><div class="core_reply"><div class="post-tail-wrap"><span class="tail-info">来自<a>Android客户端</a></span><span class="tail-info">1楼</span><span class="tail-info">2026-03-08 20:15</span></div></div></div></div>
        <div class="l_post j_l_post" data-field='{"author":{"user_id":12,"user_name":"过路风"},"content":{"post_id":2,"post_no":2,"date":"2026-03-09 08:01"}}'><div class="d_author"><ul class="p_author"><li class="d_name"><a class="p_author_name" href="/i/jump?un=b">过路风</a></li></ul></div>
        <div class="d_post_content_main"><div class="p_content"><cc><div class="d_post_content j_d_post_content">打过电话，说是等配件，等了十天还没有来人。</div></cc></div><div class="core_reply"><div class="post-tail-wrap"><span class="tail-info">2楼</span><span class="tail-info">2026-03-09 08:01</span></div>
        <div class="j_lzl_container core_reply_wrapper"><ul><li class="lzl_single_post"><span class="lzl_content_main">我也打过电话，没有人接。</span><span class="lzl_time">2026-3-9 09:00</span></li></ul></div></div></div></div>
        <div class="l_post j_l_post" data-field='{"author":{"user_id":11,"user_name":"灯下客"},"content":{"post_id":3,"post_no":4,"date":"2026-03-10 07:30"}}'><div class="d_author"><ul class="p_author"><li class="d_name"><a class="p_author_name" href="/i/jump?un=a">灯下客</a></li></ul></div>
        <div class="d_post_content_main"><div class="p_content"><cc><div class="d_post_content j_d_post_content">昨晚又有一位老人在路口摔倒，希望早日修好。</div></cc></div><div class="core_reply"><div class="post-tail-wrap"><span class="tail-info">4楼</span><span class="tail-info">2026-03-10 07:30</span></div></div></div></div>
        </div></body></html>
        """;

    private const string VBulletin = """
        <html><head><title>东林路的路灯坏了半个月没人修 - 云山车友</title></head><body><h2>东林路的路灯坏了半个月没人修</h2><ol id="posts" class="posts">
        <li class="postbitlegacy postbit postcontainer old" id="post_71"><div class="posthead"><span class="postdate old"><span class="date">2026-03-08,&nbsp;<span class="time">20:15</span></span></span><span class="nodecontrols"><a name="post71" href="#post71" class="postcounter">#1</a></span></div>
        <div class="postdetails"><div class="userinfo"><a class="username" href="member.php?11"><strong>灯下客</strong></a><dl class="userinfo_extra"><dt>注册日期</dt><dd>2019-01-05</dd><dt>帖子</dt><dd>88</dd></dl></div><div class="postbody"><div class="content"><div id="post_message_71"><blockquote class="postcontent restore">东林路从邮局到学校这一段，路灯坏了半个月，孩子晚上放学看不清路。<br>请问归哪个部门管？</blockquote></div></div><blockquote class="signature restore">签名：平安是福</blockquote></div></div></li>
        <li class="postbitlegacy postbit postcontainer old" id="post_72"><div class="posthead"><span class="postdate old"><span class="date">2026-03-09,&nbsp;<span class="time">08:01</span></span></span><span class="nodecontrols"><a name="post72" href="#post72" class="postcounter">#2</a></span></div>
        <div class="postdetails"><div class="userinfo"><a class="username" href="member.php?12"><strong>过路风</strong></a></div><div class="postbody"><div class="content"><div id="post_message_72"><blockquote class="postcontent restore"><div class="bbcode_container"><div class="bbcode_quote"><div class="quote_container">灯下客 的发言：东林路从邮局到学校</div></div></div>打过电话，说是等配件，等了十天还没有来人。</blockquote></div></div></div></div></li>
        <li class="postbitlegacy postbit postcontainer old" id="post_73"><div class="posthead"><span class="postdate old"><span class="date">昨天,&nbsp;<span class="time">07:30</span></span></span><span class="nodecontrols"><a name="post73" href="#post73" class="postcounter">#3</a></span></div>
        <div class="postdetails"><div class="userinfo"><a class="username" href="member.php?11"><strong>灯下客</strong></a></div><div class="postbody"><div class="content"><div id="post_message_73"><blockquote class="postcontent restore">昨晚又有一位老人在路口摔倒，希望早日修好。</blockquote></div></div></div></div></li></ol></body></html>
        """;

    private const string PhpBb = """
        <html><head><title>东林路的路灯坏了半个月没人修 - 云山之家</title></head><body><h2 class="topic-title"><a href="./viewtopic.php?t=5">东林路的路灯坏了半个月没人修</a></h2>
        <div id="p81" class="post has-profile bg2"><div class="inner"><dl class="postprofile" id="profile81"><dt><a href="./memberlist.php?mode=viewprofile&amp;u=11" class="username">灯下客</a></dt><dd>帖子: 12</dd><dd>注册时间: 2020-01-05 10:00</dd></dl>
        <div class="postbody"><h3 class="first"><a href="#p81">东林路的路灯坏了半个月没人修</a></h3><p class="author"><a href="#p81">#1</a> 由 <strong><a href="./memberlist.php?u=11" class="username">灯下客</a></strong> » 2026-03-08 20:15</p><div class="content">东林路从邮局到学校这一段，路灯坏了半个月，孩子晚上放学看不清路。<br>请问归哪个部门管？</div><div id="sig81" class="signature">平安是福</div></div></div></div>
        <div id="p82" class="post has-profile bg1"><div class="inner"><dl class="postprofile" id="profile82"><dt><a href="./memberlist.php?mode=viewprofile&amp;u=12" class="username">过路风</a></dt><dd>注册时间: 2021-01-05 10:00</dd></dl>
        <div class="postbody"><h3><a href="#p82">Re: 东林路的路灯坏了半个月没人修</a></h3><p class="author"><a href="#p82">#2</a> 由 <strong><a href="./memberlist.php?u=12" class="username">过路风</a></strong> » 2026-03-09 08:01</p><div class="content"><blockquote><div><cite>灯下客 写道: 2026-03-08 20:15</cite>东林路从邮局</div></blockquote>打过电话，说是等配件，等了十天还没有来人。</div><div class="notice">最后由 过路风 于 2026-03-09 08:05 编辑</div></div></div></div>
        <div id="p83" class="post has-profile bg2"><div class="inner"><dl class="postprofile" id="profile83"><dt><a href="./memberlist.php?mode=viewprofile&amp;u=11" class="username">灯下客</a></dt><dd>注册时间: 2020-01-05 10:00</dd></dl>
        <div class="postbody"><h3><a href="#p83">Re: 东林路的路灯坏了半个月没人修</a></h3><p class="author"><a href="#p83">#3</a> 由 <strong><a href="./memberlist.php?u=11" class="username">灯下客</a></strong> » 2026-03-10 07:30</p><div class="content">昨晚又有一位老人在路口摔倒，希望早日修好。</div></div></div></div></body></html>
        """;

    private const string Discourse = """
        <html><head><title>东林路的路灯坏了半个月没人修 - 民生 - 云山社区</title></head><body class="crawler"><div id="topic-title"><h1><a href="/t/topic/5">东林路的路灯坏了半个月没人修</a></h1></div>
        <div itemscope itemtype="http://schema.org/DiscussionForumPosting"><meta itemprop="headline" content="东林路的路灯坏了半个月没人修">
        <div id="post_1" class="topic-body crawler-post"><div class="crawler-post-meta"><span class="creator" itemprop="author"><a href="/u/a11"><span itemprop="name">灯下客</span></a></span> <span class="crawler-post-infos"><time datetime="2026-03-08T12:15:30Z" class="post-time">2026 年3 月 8 日 20:15</time><span itemprop="position">1</span></span></div><div class="post" itemprop="text"><p>东林路从邮局到学校这一段，路灯坏了半个月，孩子晚上放学看不清路。</p><p>请问归哪个部门管？</p></div></div>
        <div id="post_2" itemprop="comment" class="topic-body crawler-post"><div class="crawler-post-meta"><span class="creator" itemprop="author"><a href="/u/a12"><span itemprop="name">过路风</span></a></span> <span class="crawler-post-infos"><time datetime="2026-03-09T00:01:02Z" class="post-time">2026 年3 月 9 日 08:01</time><span itemprop="position">2</span></span></div><div class="post" itemprop="text"><aside class="quote"><div class="title">灯下客:</div><blockquote>东林路从邮局</blockquote></aside><p>打过电话，说是等配件，等了十天还没有来人。</p></div></div>
        <div id="post_3" itemprop="comment" class="topic-body crawler-post"><div class="crawler-post-meta"><span class="creator" itemprop="author"><a href="/u/a11"><span itemprop="name">灯下客</span></a></span> <span class="crawler-post-infos"><time datetime="2026-03-09T23:30:00Z" class="post-time">2026 年3 月 10 日 07:30</time><span itemprop="position">3</span></span></div><div class="post" itemprop="text"><p>昨晚又有一位老人在路口摔倒，希望早日修好。</p></div></div></div></body></html>
        """;

    private const string NodeBb = """
        <html><head><title>东林路的路灯坏了半个月没人修 | 云山社区</title></head><body><h1 component="topic/title">东林路的路灯坏了半个月没人修</h1><div class="stats"><span>3 <small>帖子</small></span> <span>1.2k <small>浏览</small></span> <span>56 条回复</span></div>
        <ul component="topic" class="posts"><li component="post" class="posts-item" data-index="0" data-pid="1" data-timestamp="1772972130000" data-username="灯下客"><a href="/user/a11" itemprop="author">灯下客</a><span class="timeago" title="2026-03-08T12:15:30.000Z"></span><div class="content" component="post/content"><p>东林路从邮局到学校这一段，路灯坏了半个月，孩子晚上放学看不清路。</p><p>请问归哪个部门管？</p></div></li>
        <li component="post" class="posts-item" data-index="1" data-pid="2" data-timestamp="1773014462000" data-username="过路风"><a href="/user/a12" itemprop="author">过路风</a><span class="timeago" title="2026-03-09T00:01:02.000Z"></span><div class="content" component="post/content"><blockquote><p>东林路从邮局</p></blockquote><p>打过电话，说是等配件，等了十天还没有来人。</p></div></li>
        <li component="post" class="posts-item" data-index="2" data-pid="3" data-timestamp="1773099000000" data-username="灯下客"><a href="/user/a11" itemprop="author">灯下客</a><span class="timeago" title="2026-03-09T23:30:00.000Z"></span><div class="content" component="post/content"><p>昨晚又有一位老人在路口摔倒，希望早日修好。</p></div></li></ul></body></html>
        """;

    /// <summary>An old board: a row with author and time, a row with the text.</summary>
    private const string Rows = """
        <html><head><title>东林路的路灯坏了半个月没人修</title></head><body><table width="98%"><tbody>
        <tr><td bgcolor="#eee"><b>灯下客</b> 发表于 2026-03-08 20:15:30 楼主</td></tr><tr><td>东林路从邮局到学校这一段，路灯坏了半个月，孩子晚上放学看不清路。<br>请问归哪个部门管？</td></tr>
        <tr><td bgcolor="#eee"><b>过路风</b> 发表于 2026-03-09 08:01:02 第2楼</td></tr><tr><td>打过电话，说是等配件，等了十天还没有来人。</td></tr>
        <tr><td bgcolor="#eee"><b>灯下客</b> 发表于 2026-03-10 07:30:00 第3楼</td></tr><tr><td>昨晚又有一位老人在路口摔倒，希望早日修好。</td></tr></tbody></table></body></html>
        """;

    /// <summary>The opening post in a box of its own and not counted; replies below.</summary>
    private const string Topic = """
        <html><head><title>东林路的路灯坏了半个月没人修 - 云山青年</title></head><body><div class="box"><div class="header"><h1>东林路的路灯坏了半个月没人修</h1><small class="gray"><a href="/member/a11">灯下客</a> · <span title="2026-03-08 20:15:30 +08:00">2 天前</span> · 12345 次点击</small></div><div class="cell"><div class="topic_content"><p>东林路从邮局到学校这一段，路灯坏了半个月，孩子晚上放学看不清路。</p><p>请问归哪个部门管？</p></div></div></div>
        <div class="box"><div class="cell"><span class="gray">56 条回复</span></div>
        <div id="r_1" class="cell"><table><tr><td><img src="a.png" class="avatar"></td><td><strong><a href="/member/a12" class="dark">过路风</a></strong> <span class="ago" title="2026-03-09 08:01:02 +08:00">2 天前</span><div class="fr"><span class="no">1楼</span></div><div class="reply_content">打过电话，说是等配件，等了十天还没有来人。</div></td></tr></table></div>
        <div id="r_2" class="cell"><table><tr><td><img src="b.png" class="avatar"></td><td><strong><a href="/member/a11" class="dark">灯下客</a></strong> <span class="badge op">楼主</span> <span class="ago" title="2026-03-10 07:30:00 +08:00">1 天前</span><div class="fr"><span class="no">2楼</span></div><div class="reply_content">昨晚又有一位老人在路口摔倒，希望早日修好。</div></td></tr></table></div></div></body></html>
        """;

    private const string XenForo = """
        <html><head><title>东林路的路灯坏了半个月没人修 | 云山论坛</title></head><body><div class="p-title"><h1 class="p-title-value">东林路的路灯坏了半个月没人修</h1></div><div class="p-description"><ul class="listInline"><li><a href="/members/a.1/" class="username">灯下客</a></li><li><a href="/threads/1"><time class="u-dt" datetime="2026-03-08T20:15:30+0800">2026-03-08</time></a></li></ul></div>
        <div class="block-body"><article class="message message--post" data-author="灯下客" id="js-post-1"><div class="message-inner"><div class="message-cell message-cell--user"><section class="message-user"><h4 class="message-name"><a class="username" href="/members/1">灯下客</a></h4><dl class="pairs"><dt>注册</dt><dd>2020-01-01</dd></dl></section></div>
        <div class="message-cell message-cell--main"><div class="message-main"><header class="message-attribution"><ul><li><a href="#"><time class="u-dt" datetime="2026-03-08T20:15:30+0800">2026-03-08</time></a></li></ul><ul><li><a href="#">#1</a></li></ul></header><div class="message-content"><article class="message-body"><div class="bbWrapper">东林路从邮局到学校这一段，路灯坏了半个月，孩子晚上放学看不清路。<br>请问归哪个部门管？</div></article></div><footer class="message-footer"><div class="message-actionBar">赞 回复 举报</div></footer></div></div></div></article>
        <article class="message message--post" data-author="过路风" id="js-post-2"><div class="message-inner"><div class="message-cell message-cell--user"><section class="message-user"><h4 class="message-name"><a class="username" href="/members/2">过路风</a></h4><dl class="pairs"><dt>注册</dt><dd>2020-01-01</dd></dl></section></div>
        <div class="message-cell message-cell--main"><div class="message-main"><header class="message-attribution"><ul><li><a href="#"><time class="u-dt" datetime="2026-03-09T08:01:02+0800">2026-03-09</time></a></li></ul><ul><li><a href="#">#2</a></li></ul></header><div class="message-content"><article class="message-body"><div class="bbWrapper"><blockquote class="bbCodeBlock bbCodeBlock--quote"><div class="bbCodeBlock-title">灯下客 说:</div><div class="bbCodeBlock-content">东林路从邮局</div></blockquote>打过电话，说是等配件，等了十天还没有来人。</div></article></div><footer class="message-footer"><div class="message-actionBar">赞 回复 举报</div></footer></div></div></div></article>
        <article class="message message--post" data-author="灯下客" id="js-post-3"><div class="message-inner"><div class="message-cell message-cell--user"><section class="message-user"><h4 class="message-name"><a class="username" href="/members/3">灯下客</a></h4><dl class="pairs"><dt>注册</dt><dd>2020-01-01</dd></dl></section></div>
        <div class="message-cell message-cell--main"><div class="message-main"><header class="message-attribution"><ul><li><a href="#"><time class="u-dt" datetime="2026-03-10T07:30:00+0800">2026-03-10</time></a></li></ul><ul><li><a href="#">#3</a></li></ul></header><div class="message-content"><article class="message-body"><div class="bbWrapper">昨晚又有一位老人在路口摔倒，希望早日修好。</div></article></div><footer class="message-footer"><div class="message-actionBar">赞 回复 举报</div></footer></div></div></div></article>
        </div></body></html>
        """;

    private const string Mobile = """
        <html><head><title>东林路的路灯坏了半个月没人修 - 云山论坛 - 手机版</title></head><body><div class="postlist"><h2>东林路的路灯坏了半个月没人修</h2>
        <div class="plc cl" id="pid1"><div class="display pi"><ul class="authi"><li class="grey"><em><a href="home.php?mod=space&amp;uid=4">灯下客</a></em> 楼主 </li><li class="grey rela">2026-3-8 20:15:30 查看 12345 | 回复 56</li></ul><div class="message">东林路从邮局到学校这一段，路灯坏了半个月，孩子晚上放学看不清路。<br>请问归哪个部门管？</div></div></div>
        <div class="plc cl" id="pid2"><div class="display pi"><ul class="authi"><li class="grey"><em><a href="home.php?mod=space&amp;uid=3">过路风</a></em> 沙发 </li><li class="grey rela">2026-3-9 08:01:02</li></ul><div class="message">打过电话，说是等配件，等了十天还没有来人。</div></div></div>
        <div class="plc cl" id="pid3"><div class="display pi"><ul class="authi"><li class="grey"><em><a href="home.php?mod=space&amp;uid=4">灯下客</a></em> 板凳 </li><li class="grey rela">昨天 07:30</li></ul><div class="message">昨晚又有一位老人在路口摔倒，希望早日修好。</div></div></div>
        </div></body></html>
        """;

    private const string Group = """
        <html><head><title>东林路的路灯坏了半个月没人修</title></head><body><div id="content"><h1>东林路的路灯坏了半个月没人修</h1><div class="article"><div class="topic-content clearfix"><div class="user-face"><a href="/people/1/"><img alt="头像"></a></div><div class="topic-doc"><h3><span class="from">来自: <a href="/people/1/">灯下客</a></span><span class="create-time">2026-03-08 20:15:30</span></h3><div id="link-report"><div class="topic-richtext">东林路从邮局到学校这一段，路灯坏了半个月，孩子晚上放学看不清路。<br>请问归哪个部门管？</div></div></div></div>
        <ul class="topic-reply" id="comments"><li class="clearfix comment-item reply-item" id="c1"><div class="reply-doc content"><h4><a href="/people/2/">过路风</a> <span class="pubtime">2026-03-09 08:01:02</span></h4><p class="reply-content">打过电话，说是等配件，等了十天还没有来人。</p><div class="operation-div"><a>赞</a> <a>回应</a></div></div></li>
        <li class="clearfix comment-item reply-item" id="c2"><div class="reply-doc content"><h4><a href="/people/1/">灯下客</a> <span class="pubtime">2026-03-10 07:30:00</span></h4><div class="reply-quote"><span class="short">打过电话</span></div><p class="reply-content">昨晚又有一位老人在路口摔倒，希望早日修好。</p></div></li></ul></div>
        <div class="aside"><ul><li><a href="/t/1">别的话题一个标题</a> 2026-03-01</li><li><a href="/t/2">别的话题两个标题</a> 2026-03-02</li><li><a href="/t/3">别的话题三个标题</a> 2026-03-03</li></ul></div></div></body></html>
        """;

    private const string Smf = """
        <html><head><title>东林路的路灯坏了半个月没人修</title></head><body><div id="forumposts"><h3 class="catbg">主题: 东林路的路灯坏了半个月没人修 (阅读 12345 次)</h3>
        <div class="windowbg"><div class="post_wrapper"><div class="poster"><h4><a href="?action=profile;u=1">灯下客</a></h4><ul><li>帖子: 5</li></ul></div><div class="postarea"><div class="flow_hidden"><div class="keyinfo"><h5 id="subject_1"><a href="#">东林路的路灯坏了半个月没人修</a></h5><div class="smalltext">« 于: 三月 08, 2026, 08:15:30 下午 »</div></div></div><div class="post"><div class="inner" id="msg_1">东林路从邮局到学校这一段，路灯坏了半个月，孩子晚上放学看不清路。<br>请问归哪个部门管？</div></div></div><div class="moderatorbar"><div class="signature">签名</div></div></div></div>
        <div class="windowbg2"><div class="post_wrapper"><div class="poster"><h4><a href="?action=profile;u=2">过路风</a></h4><ul><li>帖子: 5</li></ul></div><div class="postarea"><div class="flow_hidden"><div class="keyinfo"><h5 id="subject_2"><a href="#">Re: 东林路的路灯坏了半个月没人修</a></h5><div class="smalltext">« 回复 #1 于: 三月 09, 2026, 08:01:02 上午 »</div></div></div><div class="post"><div class="inner" id="msg_2">打过电话，说是等配件，等了十天还没有来人。</div></div></div><div class="moderatorbar"><div class="signature">签名</div></div></div></div>
        <div class="windowbg"><div class="post_wrapper"><div class="poster"><h4><a href="?action=profile;u=3">灯下客</a></h4><ul><li>帖子: 5</li></ul></div><div class="postarea"><div class="flow_hidden"><div class="keyinfo"><h5 id="subject_3"><a href="#">Re: 东林路的路灯坏了半个月没人修</a></h5><div class="smalltext">« 回复 #2 于: 三月 10, 2026, 07:30:00 上午 »</div></div></div><div class="post"><div class="inner" id="msg_3">昨晚又有一位老人在路口摔倒，希望早日修好。</div></div></div><div class="moderatorbar"><div class="signature">签名</div></div></div></div>
        </div></body></html>
        """;

    private const string Telnet = """
        <html><head><title>东林路的路灯坏了半个月没人修-云山站</title></head><body><div class="b-head"><span class="n-left">文章主题: 东林路的路灯坏了半个月没人修</span></div>
        <div class="b-content corner"><table class="article"><tr class="a-head"><td class="a-left a-u-name"><span class="a-u-name"><a href="/user/query/u">灯下客</a></span></td><td><ul><li>回复</li></ul><span class="a-pos">楼主</span></td></tr><tr class="a-body"><td class="a-left a-info"><dl><dt>文章</dt><dd>21</dd></dl></td><td class="a-content"><p>发信人: 灯下客 (网名), 信区: City <br/> 标&nbsp;&nbsp;题: 东林路的路灯坏了半个月没人修 <br/> 发信站: 云山站 (Sun Mar&nbsp;&nbsp;8 20:15:30 2026), 站内 <br/>&nbsp;&nbsp;<br/> 东林路从邮局到学校这一段，路灯坏了半个月，孩子晚上放学看不清路。 <br/> 请问归哪个部门管？ <br/> -- <br/> 签名一行 <br/> ※ 来源:·云山站·</p></td></tr></table></div>
        <div class="b-content corner"><table class="article"><tr class="a-head"><td class="a-left a-u-name"><span class="a-u-name"><a href="/user/query/u">过路风</a></span></td><td><ul><li>回复</li></ul><span class="a-pos">第1楼</span></td></tr><tr class="a-body"><td class="a-left a-info"><dl><dt>文章</dt><dd>21</dd></dl></td><td class="a-content"><p>发信人: 过路风 (网名), 信区: City <br/> 标&nbsp;&nbsp;题: 东林路的路灯坏了半个月没人修 <br/> 发信站: 云山站 (Mon Mar&nbsp;&nbsp;9 08:01:02 2026), 站内 <br/>&nbsp;&nbsp;<br/> 打过电话，说是等配件，等了十天还没有来人。 <br/> 【 在 dengxia (灯) 的大作中提到: 】 <br/> : 东林路从邮局<br/> -- <br/> 签名一行 <br/> ※ 来源:·云山站·</p></td></tr></table></div>
        <div class="b-content corner"><table class="article"><tr class="a-head"><td class="a-left a-u-name"><span class="a-u-name"><a href="/user/query/u">灯下客</a></span></td><td><ul><li>回复</li></ul><span class="a-pos">第2楼</span></td></tr><tr class="a-body"><td class="a-left a-info"><dl><dt>文章</dt><dd>21</dd></dl></td><td class="a-content"><p>发信人: 灯下客 (网名), 信区: City <br/> 标&nbsp;&nbsp;题: 东林路的路灯坏了半个月没人修 <br/> 发信站: 云山站 (Tue Mar 10 07:30:00 2026), 站内 <br/>&nbsp;&nbsp;<br/> 昨晚又有一位老人在路口摔倒，希望早日修好。 <br/> -- <br/> 签名一行 <br/> ※ 来源:·云山站·</p></td></tr></table></div>
        </body></html>
        """;

    private const string OldDiscuz = """
        <html><head><title>东林路的路灯坏了半个月没人修 - 百姓呼声 - 云山论坛 - Powered by Discuz!</title></head><body><div class="mainbox viewthread"><h1>东林路的路灯坏了半个月没人修</h1><ins>查看: 12345 回复: 56</ins>
        <table id="pid21"><tr><td class="postauthor"><cite><a href="space.php?uid=3">灯下客</a></cite><p><em>新手上路</em></p><ul><li>积分 12</li></ul></td><td class="postcontent"><div class="postinfo"><strong id="postnum_21">1<sup>#</sup></strong> 大 中 小 发表于 2026-3-8 20:15 &nbsp;<a href="#">只看该作者</a></div><div class="postmessage defaultpost"><div id="postmessage_21" class="t_msgfont">东林路从邮局到学校这一段，路灯坏了半个月，孩子晚上放学看不清路。<br>请问归哪个部门管？<br><br>[ 本帖最后由 灯下客 于 2026-3-8 21:00 编辑 ]</div></div></td></tr></table>
        <table id="pid22"><tr><td class="postauthor"><cite><a href="space.php?uid=3">过路风</a></cite><p><em>新手上路</em></p><ul><li>积分 12</li></ul></td><td class="postcontent"><div class="postinfo"><strong id="postnum_22">2<sup>#</sup></strong> 大 中 小 发表于 2026-3-9 08:01 &nbsp;<a href="#">只看该作者</a></div><div class="postmessage defaultpost"><div id="postmessage_22" class="t_msgfont"><div class="quote"><h5>引用:</h5><blockquote>原帖由 <i>灯下客</i> 于 2026-3-8 20:15 发表 <br>东林路</blockquote></div>打过电话，说是等配件，等了十天还没有来人。</div></div></td></tr></table>
        <table id="pid23"><tr><td class="postauthor"><cite><a href="space.php?uid=3">灯下客</a></cite><p><em>新手上路</em></p><ul><li>积分 12</li></ul></td><td class="postcontent"><div class="postinfo"><strong id="postnum_23">3<sup>#</sup></strong> 大 中 小 发表于 2026-3-10 07:30 &nbsp;<a href="#">只看该作者</a></div><div class="postmessage defaultpost"><div id="postmessage_23" class="t_msgfont">昨晚又有一位老人在路口摔倒，希望早日修好。</div></div></td></tr></table>
        </div></body></html>
        """;

    /// <summary>No name says anything.</summary>
    private const string Plain = """
        <html><head><title>东林路的路灯坏了半个月没人修</title></head><body><ul><li><a href="/">首页</a></li><li><a href="/bbs">社区</a></li></ul><h1>东林路的路灯坏了半个月没人修</h1><p>浏览次数：12345　评论：56</p>
        <section><div><p><b>灯下客</b></p><p>2026年3月8日 20:15</p></div><div><p>东林路从邮局到学校这一段，路灯坏了半个月，孩子晚上放学看不清路。</p><p>请问归哪个部门管？</p></div><div><a href="#">回复</a> <a href="#">举报</a></div></section>
        <section><div><p><b>过路风</b></p><p>2026年3月9日 08:01</p></div><div><p>打过电话，说是等配件，等了十天还没有来人。</p></div><div><a href="#">回复</a> <a href="#">举报</a></div></section>
        <section><div><p><b>灯下客</b></p><p>2026年3月10日 07:30</p></div><div><p>昨晚又有一位老人在路口摔倒，希望早日修好。</p></div><div><a href="#">回复</a> <a href="#">举报</a></div></section></body></html>
        """;
}
