#!/usr/bin/env python3
"""Writes the seeds of the fuzz targets into Fuzz/corpus/<target>/: the fixtures, and inputs that are tricky on purpose.

Every seed but those of the folding begins with the two bytes that Sources/FuzzChecks/FuzzInput.swift reads.
"""
import hashlib
import io
import pathlib
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
FIXTURES = HERE.parent / "Fixtures"
CORPUS = HERE / "corpus"
LARGEST = 16_000


def add(target, data, variant=0, choice=0):
    """Writes a seed; the fuzzer wants small ones, so long files give their head, too."""
    if isinstance(data, str):
        data = data.encode()
    folder = CORPUS / target
    folder.mkdir(parents=True, exist_ok=True)
    head = b"" if target == "folding" else bytes([variant, choice])
    for length in {min(len(data), LARGEST), min(len(data), 700)}:
        seed = head + data[:length]
        (folder / hashlib.sha1(seed).hexdigest()[:16]).write_bytes(seed)


HTML = [
    "<!-->甲<!--->乙<!-- a --!>丙-->丁", "甲&nbsp乙&lt丙&notit;丁&#0;&#x110000;&#128;&ampx;戊", "<p>甲<p>乙<div>丙<p>丁</div>戊",
    "<table><tr><td>一<td>二<tr><th colspan=2>三</table>四", "<b>升<i hidden>不</i>值</b>", "<p>甲<span style='display:none'>乙<p>丙</span>丁",
    "<select><option label='甲'>乙<option>丙</select>", "<pre>\n甲\r\n乙\r丙\t丁 \n\n戊</pre>", "<textarea><b>甲</b></textarea><title>乙</title>",
    "<script>甲</script><style>乙</style><noscript>丙</noscript>丁", "<img alt='甲&amp;乙' title=丙><input value=\"丁\"><input placeholder='戊'>",
    "<meta name=description content='甲&quot;乙'><meta name='kaipan:kind' content=contract>", "<p a='>' title='甲>乙'>丙",
    "<ruby>重<rt>zhòng</rt></ruby>", "<svg><title>甲</title><text>乙</text></svg>", "甲<br>乙<br><br>丙<br/>", "<![CDATA[甲]]>乙<?x 丙>丁",
    "<%@ page pageEncoding=\"GBK\" %><p>甲<%= \"乙\" %>丙", "<?php echo '甲' ?><p>乙<?php", "</p></b>甲</html>乙</body>丙", "\x00甲\x00<p\x00>乙",
    "<a><b><c>" * 40 + "甲", "<li>" * 60 + "甲", "甲" * 600 + "&amp;" + "乙" * 600, "&" * 400, "<" * 300, "甲\x01\x02\x1f乙\x7f丙\u0085",
    "<header>甲<p>乙</header><footer>丙</footer>", "<template>甲</template><iframe>乙</iframe><object>丙</object>", "𠀀\u2028甲\ufeff乙\ufffe",
]
XML = [
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e "甲"><!ENTITY f "&e;&e;">]><a>乙&f;丙&#x4E00;&amp;</a>',
    '<!DOCTYPE a [<!ENTITY e "<b>甲</b> 乙">]><a>丙&e;丁</a>', '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><a>甲&e;乙</a>',
    '<!DOCTYPE a [<!ENTITY % p "<!ENTITY q \'甲\'>">%p;]><a>&q;</a>',
    '<!DOCTYPE a [<!ENTITY a0 "甲甲"><!ENTITY a1 "&a0;&a0;&a0;"><!ENTITY a2 "&a1;&a1;&a1;"><!ENTITY a3 "&a2;&a2;&a2;">]><a>&a3;</a>',
    '<!DOCTYPE a [<!ENTITY a "&b;"><!ENTITY b "&a;">]><a>&a;</a>',
    '<!DOCTYPE a [<!ATTLIST b xml:space CDATA #FIXED "preserve" t CDATA "甲">]><a><b> 乙\r\n丙 </b></a>',
    "<a><![CDATA[甲<b>乙]]>丙<!-- 丁 -->戊<?x 己?>庚</a>", "<a>甲\r\n乙\r丙\n丁</a>", '<log><msg from="客户" time="10:02">甲</msg><msg from="销售">乙</msg></log>',
    "<chat><speaker>客户</speaker><time>10:02</time><text>甲</text></chat>", '<a kaipan-kind="script"><?kaipan kind="contract"?><title>甲</title></a>',
    '<a><img alt="甲&lt;乙&#10;丙"/><b title=\'丁&quot;\' label="戊"/></a>', '<a xml:space="preserve"> 甲 <b xml:space="default"> 乙 </b></a>',
    "<a><p>甲<b>乙</b>丙</p><p>丁<b>戊</b></p></a>", "<table><tr><td colspan='2'>甲</td><td>乙</td></tr></table>",
    '<html xmlns="http://www.w3.org/1999/xhtml"><p hidden="">甲</p><p style="display: none">乙</p></html>',
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x"><html><p>甲&nbsp;乙&hellip;</p></html>', "<a>甲", "<a>甲</b>", "  <?xml version='1.0'?><a>甲</a>",
    "<a>" * 30 + "甲" + "</a>" * 30, '<x:a xmlns:x="u" x:t="甲"><x:b>乙</x:b></x:a>', "<a>" + "甲" * 400 + "&amp;" + "乙" * 400 + "</a>",
    "<board><item name='甲'><field>乙</field></item><skip>丙</skip><meta>丁</meta><p>戊<x>己</x></p></board>",
]
MARKDOWN = [
    "# 甲\n\n乙**丙**丁\n戊  \n己\\\n庚", "| 甲 | 乙 |\n|---|:-:|\n| 丙 | `丁\\|` |", "---\nkind: script\n---\n甲", "![甲 ![乙](丙) *丁*](戊 \"己\")",
    "<div>\n甲<!-- 乙 -->\n</div>\n\n丙<b>丁</b>", "```\n甲\n\n乙\n```\n~~~ x\n丙", "- 甲\n  - 乙\n\n    丙\n1. 丁\n- [x] 戊", "> 甲\n> > 乙\n丙",
    "&amp;&nbsp;&#0;&#x4e00;&Bogus;甲\0乙", "[甲][a] [a] [乙](<丙 丁> 'x')\n\n[a]: /b \"戊\"", "`甲\n乙` ``丙`丁``", "甲\r\n乙\r丙\r\n\r\n丁", "~~甲~~ <http://a.b> a@b.c",
    "甲\n===\n乙\n---\n***\n", ">" * 90 + "甲", "[" * 90 + "甲", "<div>\n<p hidden>甲\n\n<pre>\n乙\n\n丙</pre>\n", "    甲\n\t乙\n", "<!-- 甲\n\n乙 -->丙",
    "|" * 40 + "\n" + "|-" * 40 + "|\n甲|乙", "- ```\n  甲\n  ```\n\n  \t乙",
]
TEXT = [
    "客户：甲\n销售：乙\n\n丙", "[10:02] 客户: 甲\r\n【10:03】销售小李（10:04）：乙\r", "2026-10-18 10:02 客户：甲\n2026-10-18 10:03 销售：乙", "1. 甲\n2、乙\n（一）丙\n① 丁\n● 戊\n第三条 己\n- 庚\n1.5 辛",
    "甲" * 40 + "\n" + "乙" * 40 + "\n" + "丙" * 40 + "\n丁", "甲\n　　\n乙\u2028丙\u2029丁\u0085戊\x0b己\x0c庚", "\ufeff甲", "甲\r\r\n\n\r乙", "\u0301甲：\u200d乙👨\u200d👩\u200d👧\u200b：丙",
    "a" * 900, ":\n：\n客户：\n销售：\n客户：", "\x00甲\x00", "\t \t甲\t乙 \t", "客户经理(10:02)：甲\n客户(a)：乙\nA：丙\n" * 3,
]
FOLDING = [
    "升 值 潜 力", "升*值★潜·力", "升\u2028值\n潜\u2028\u2028力", "ＡＢＣ１２３％", "ｶﾞｷﾞ", "e\u0301 E\u0301 ẞ İ ǅ ﬃ", "買國內樓盤", "升\u200b值\ufeff潜\u00ad力", "①②㊣㍿㈱㎡",
    "ﷺ´ ¨ ‾", "가각\u1100\u1161\u11a8", "\u0fb2\u0f71\u0f80", "升  值   潜 * 力", "升 a 值 1 潜", "升\u0301值\u20dd\ufe0f", "a\u0327\u0301\u0323", "豈更車賈滑串句龜龜契",
    " 升 ", "升 \n 值", "\u3000升\u00a0值\u2009", "𠀀𠀁丽", "★★升★ 值 ★", "\u2f00\u2f01⺀⺁", "Ω K Å",
]
WORD = [
    "<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:t xml:space='preserve'> 乙&amp; </w:t><w:br/><w:tab/><w:t>丙</w:t></w:r></w:p>",
    "<w:p><w:pPr><w:pStyle w:val='a'/><w:outlineLvl w:val='0'/><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:rPr><w:vanish/></w:rPr><w:t>甲</w:t></w:r><w:r><w:t>乙</w:t></w:r></w:p>"
    "\0<w:style w:styleId='a'><w:name w:val='heading 1'/><w:basedOn w:val='a'/></w:style>\0<w:p><w:r><w:t>丙</w:t></w:r></w:p>\0<w:footnote w:id='2'><w:p><w:r><w:t>丁</w:t></w:r></w:p></w:footnote>"
    "\0<w:comment w:id='3'><w:p><w:r><w:t>戊</w:t></w:r></w:p></w:comment>\0<c:strCache><c:pt><c:v>己</c:v></c:pt></c:strCache>\0<a:p><a:r><a:t>庚</a:t></a:r></a:p>",
    "<w:tbl><w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>",
    "<w:p><w:r><w:t>甲</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><wp:docPr id='1' descr='乙&#10;' title='丙'/><wps:txbx><w:txbxContent><w:p><w:r><w:t>丁</w:t></w:r></w:p></w:txbxContent></wps:txbx></wp:inline></w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict><v:shape alt='戊'><v:textpath string='己'/></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>庚</w:t></w:r></w:p>",
    "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>甲</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>乙</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>",
    "<w:p><w:del><w:r><w:delText>甲</w:delText></w:r></w:del><w:ins><w:r><w:t>乙</w:t></w:r></w:ins><w:sdt><w:sdtContent><w:r><w:t>丙</w:t></w:r></w:sdtContent></w:sdt><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath></w:p>",
    "<w:p><w:r><w:ruby><w:rt><w:r><w:t>zhong</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>重</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>",
]
FORMATS = {".html": "html", ".xml": "xml", ".md": "markdown", ".txt": "text", ".docx": "docx"}


def main():
    for path in sorted(FIXTURES.rglob("*")):
        target = FORMATS.get(path.suffix)
        if target is None:
            continue
        data = path.read_bytes()
        if target == "docx":
            add_archive(data)
            continue
        add(target, data)
        add("source", data)
        add("folding", data)
    for index, text in enumerate(HTML):
        add("html", text, index % 4, 0x80 if index % 5 == 0 else 0)
    for index, text in enumerate(XML):
        for variant in (0, 1 + index % 3):
            add("xml", text, variant, 0xF0 if index % 7 == 0 else 0)
    for text in MARKDOWN:
        add("markdown", text)
    for text in TEXT:
        add("text", text)
    for text in FOLDING:
        add("folding", text)
        add("folding", text.replace(" ", "\n"))
    for text in WORD:
        add("docx", text, 2)
    codecs = {"utf-8": 1, "utf-16-le": 2, "utf-16-be": 3, "gb18030": 4, "big5hkscs": 5}
    for target, texts in {"html": HTML, "xml": XML, "markdown": MARKDOWN, "text": TEXT, "source": TEXT}.items():
        for index, text in enumerate(texts):
            codec, choice = list(codecs.items())[index % len(codecs)]
            add(target, text.encode(codec, "replace"), 0, choice)
    for mark, codec in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8")):
        for target in ("html", "xml", "markdown", "text", "source"):
            add(target, mark + "<a>甲𠀀乙</a>\r\n丙".encode(codec))
    # Characters that lie across the 512 bytes after which the decoder notes its place.
    for codec, choice in codecs.items():
        for shift in range(4):
            add("source", b"a" * (508 + shift) + ("甲乙" + "丙" * 300).encode(codec, "replace"), 0, choice)
    add("source", bytes(range(256)) * 3, 0, 4)
    add("source", b"\x88\x62\x88\x64\x88\xa3\xa4\x40\x88\x66" * 60, 0, 5)


def add_archive(data):
    """Adds an archive as it is, its parts' XML, and an archive of the main part alone, deflated."""
    if len(data) <= LARGEST:
        add("docx", data, 0)
    names = ["word/document.xml", "word/styles.xml", "word/header1.xml", "word/footnotes.xml", "word/comments.xml",
             "word/charts/chart1.xml", "word/diagrams/data1.xml", "docProps/core.xml", "word/_rels/document.xml.rels",
             "_rels/.rels"]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        present = set(archive.namelist())
        parts = [archive.read(name) if name in present else b"" for name in names]
    add("docx", b"\0".join(parts), 1)
    small = io.BytesIO()
    with zipfile.ZipFile(small, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", parts[0][:3000])
    add("docx", small.getvalue(), 0)


main()
