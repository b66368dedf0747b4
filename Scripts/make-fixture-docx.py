#!/usr/bin/env python3
"""Writes the Word documents of Fixtures/launch from hand-written parts.

A reader must cope with what Word really stores, so the parts are written here
and not by a library: words cut into runs, tracked changes, notes, fields, text
boxes with their fallback copy. Dates and the order of parts are fixed; the same
zlib gives the same bytes.

    Scripts/make-fixture-docx.py           writes the files
    Scripts/make-fixture-docx.py --check   compares the parts, status 1 if one differs
"""
import io
import pathlib
import sys
import zipfile
from xml.sax.saxutils import escape

LAUNCH = pathlib.Path(__file__).resolve().parent.parent / "Fixtures" / "launch"
STAMP = (2026, 10, 20, 9, 0, 0)
DATE = "2026-10-20T09:00:00Z"

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
NAMESPACES = " ".join([
    f'xmlns:w="{W}"', f'xmlns:r="{R}"',
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"',
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
    'xmlns:v="urn:schemas-microsoft-com:vml"', 'mc:Ignorable=""',
])
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


# --- inline pieces -------------------------------------------------------

def run(text, bold=False, hidden=False, tag="t"):
    properties = ("<w:b/>" if bold else "") + ("<w:vanish/>" if hidden else "")
    properties = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{properties}<w:{tag} xml:space="preserve">{escape(text)}</w:{tag}></w:r>'


def inserted(identifier, text):
    return f'<w:ins w:id="{identifier}" w:author="法务 许" w:date="{DATE}">{run(text)}</w:ins>'


def deleted(identifier, text):
    return (f'<w:del w:id="{identifier}" w:author="法务 许" w:date="{DATE}">'
            f'{run(text, tag="delText")}</w:del>')


def footnote(identifier):
    return f'<w:r><w:footnoteReference w:id="{identifier}"/></w:r>'


def commented(identifier, text):
    return (f'<w:commentRangeStart w:id="{identifier}"/>{run(text)}<w:commentRangeEnd w:id="{identifier}"/>'
            f'<w:r><w:commentReference w:id="{identifier}"/></w:r>')


def field(instruction, shown):
    def mark(kind):
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
    return (mark("begin") + run(instruction, tag="instrText") + mark("separate") + run(shown) + mark("end"))


LINE_BREAK = "<w:r><w:br/></w:r>"
PROOF_ERROR = '<w:proofErr w:type="gramStart"/>'


def text_box(*paragraphs):
    """A text box as Word stores it: the drawing, and the same words again for older readers."""
    content = "<w:txbxContent>" + "".join(paragraphs) + "</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline>'
        '<wp:extent cx="2880000" cy="720000"/><wp:docPr id="7" name="文本框 7" descr="盖章提示框"/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f'<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr/><wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp>'
        '</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>'
        f'<mc:Fallback><w:pict><v:shape style="width:227pt;height:57pt"><v:textbox>{content}</v:textbox>'
        '</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>'
    )


# --- blocks --------------------------------------------------------------

def p(*pieces, style=None):
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    body = "".join(piece if piece.startswith("<") else run(piece) for piece in pieces)
    return f"<w:p>{properties}{body}</w:p>"


def heading(text, level=1):
    return p(text, style="Title" if level == 0 else f"Heading{level}")


def table(*rows):
    def cell(content):
        return f"<w:tc><w:tcPr/>{content if content.startswith('<w:p>') else p(content)}</w:tc>"
    grid = "<w:gridCol/>" * max(len(row) for row in rows)
    return ("<w:tbl><w:tblPr/><w:tblGrid>" + grid + "</w:tblGrid>"
            + "".join("<w:tr>" + "".join(cell(c) for c in row) + "</w:tr>" for row in rows) + "</w:tbl>")


# --- package -------------------------------------------------------------

STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{identifier}"><w:name w:val="{name}"/>'
    + (f'<w:pPr><w:outlineLvl w:val="{level}"/></w:pPr>' if level is not None else "") + "</w:style>"
    for identifier, name, level in [("Normal", "Normal", None), ("Title", "Title", None),
                                    ("Heading1", "heading 1", 0), ("Heading2", "heading 2", 1)])


def package(title, body, header=None, footer=None, footnotes=(), comments=()):
    """The parts of one document, in the order in which they are stored."""
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    extra, references = [], ""

    def part(name, kind, root, content):
        extra.append((name, kind, f"{DECLARATION}<w:{root} {NAMESPACES}>{content}</w:{root}>"))

    part("styles", "styles", "styles", STYLES)
    part("settings", "settings", "settings", "<w:trackRevisions/>" if "<w:ins " in body else "")
    if header:
        part("header1", "header", "hdr", header)
        references += f'<w:headerReference w:type="default" r:id="rId{len(extra)}"/>'
    if footer:
        part("footer1", "footer", "ftr", footer)
        references += f'<w:footerReference w:type="default" r:id="rId{len(extra)}"/>'
    if footnotes:
        separator = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        part("footnotes", "footnotes", "footnotes", separator + "".join(
            f'<w:footnote w:id="{number}">{p("<w:r><w:footnoteRef/></w:r>", note)}</w:footnote>'
            for number, note in enumerate(footnotes, 1)))
    if comments:
        part("comments", "comments", "comments", "".join(
            f'<w:comment w:id="{number}" w:author="法务 许" w:date="{DATE}" w:initials="许">{p(note)}</w:comment>'
            for number, note in enumerate(comments, 1)))

    types = (
        f'{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{word}document.main+xml"/>'
        + "".join(f'<Override PartName="/word/{name}.xml" ContentType="{word}{kind}+xml"/>' for name, kind, _ in extra)
        + '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        "</Types>")
    relations = (
        f'{DECLARATION}<Relationships xmlns="{PACKAGE_RELATIONS}">'
        f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{PACKAGE_RELATIONS}/metadata/core-properties" Target="docProps/core.xml"/>'
        "</Relationships>")
    document_relations = (
        f'{DECLARATION}<Relationships xmlns="{PACKAGE_RELATIONS}">'
        + "".join(f'<Relationship Id="rId{number}" Type="{R}/{kind}" Target="{name}.xml"/>'
                  for number, (name, kind, _) in enumerate(extra, 1)) + "</Relationships>")
    core = (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{PACKAGE_RELATIONS.replace("relationships", "metadata/core-properties")}"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>宁川市澜汀置业有限公司</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{DATE}</dcterms:created></cp:coreProperties>')
    section = f"<w:sectPr>{references}</w:sectPr>"
    document = f"{DECLARATION}<w:document {NAMESPACES}><w:body>{body}{section}</w:body></w:document>"
    parts = [("[Content_Types].xml", types), ("_rels/.rels", relations), ("docProps/core.xml", core),
             ("word/document.xml", document), ("word/_rels/document.xml.rels", document_relations)]
    return parts + [(f"word/{name}.xml", content) for name, _, content in extra]


def archive(parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for name, content in parts:
            entry = zipfile.ZipInfo(name, STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, content.encode("utf-8"), compresslevel=9)
    return stream.getvalue()


# --- the documents -------------------------------------------------------

def home_subscription():
    """Careful: tables, one footnote, everything that a subscription has to say."""
    body = heading("澜汀雅筑商品房认购书", 0) + p("编号:LT-RG-2026-0001") + heading("一、当事人") + table(
        ["项目", "出卖人", "认购人"],
        ["名称", "宁川市澜汀置业有限公司", "客户B"],
        ["证照号码", "统一社会信用代码 00000000MA00LT0018", "证件号码见附件"],
        ["地址", "宁川市望溪区望溪路88号", "见附件"],
    ) + heading("二、房屋") + table(
        ["栋号房号", "规划用途", "建筑面积", "套内建筑面积", "单价(按建筑面积)", "总价"],
        ["2号楼1单元0601", "住宅", "89.62平方米", "70.41平方米", "21480.00元/平方米", "1925037.60元"],
    ) + p("本项目已取得商品房预售许可证:宁房预售证第2026018号,准售1、2、3、5号楼,许可机关为宁川市住房和城乡建设局。",
          footnote(1)) + p(
        "该房屋未设立抵押,未出租,未被查封。代理机构为宁川市启序房地产经纪有限公司。") + heading("三、定金") + p(
        "认购人在签署本认购书时支付定金人民币50,000元(大写伍万元整),为总价的2.6%,存入预售资金监管账户。签订商品房买卖合同时,定金抵作房价款。") + p(
        "认购人无正当理由不签订买卖合同的,无权请求返还定金;出卖人将该房屋另售他人或者无正当理由不签订的,",
        run("双倍返还定金", bold=True), "。") + heading("四、签约") + p(
        "双方在2026年11月10日前,在望溪路88号销售中心签订商品房买卖合同。认购人在认购前已查阅合同示范文本及补充协议,并取得一份副本。") + heading(
        "五、退还定金的情形") + p("有下列情形之一的,出卖人在七日内全额退还定金:") + p(
        "(一)双方对买卖合同的条款协商不成;") + p("(二)出卖人未告知房屋已抵押、预租或查封;") + p(
        "(三)因不可抗力等不可归责于双方的原因未能签约;") + p("(四)贷款申请未获银行批准,且不可归责于认购人。") + heading(
        "六、广告与资料") + p("出卖人交给认购人的广告、楼书中说明具体确定的内容,作为买卖合同的附件。") + heading(
        "七、争议") + p("协商不成的,向房屋所在地人民法院起诉。本认购书一式两份,双方各执一份。")
    return package("澜汀雅筑商品房认购书", body,
                   header=p("宁川市澜汀置业有限公司"), footer=p(field(" PAGE ", "1"), " / ", field(" NUMPAGES ", "2")),
                   footnotes=["许可证可在宁川市住房和城乡建设局网站查询;准售范围之外的楼栋不得认购。"])


def shop_subscription():
    """Risky: deposit of a quarter, kept in every case, a confirmation of everything, words in a footnote and a field."""
    body = heading("澜汀台商铺认购协议", 0) + table(
        ["铺位", "面积", "总价", "定金"],
        ["S-12", "25.3平方米", "1012000元", "人民币253000元"],
    ) + p("第一条 认购人同意认购上述商铺,定金为总价的25%,签署当日一次付清。") + p(
        "第二条 认购人未在三日内签约的,", PROOF_ERROR, run("定金一概", bold=True), run("不予退还"),
        ",出卖人可另行出售。") + p(
        "第三条 诚意金自动转为定金,无论何种原因概不退还。", footnote(1)) + p(
        "第四条 认购人已充分知悉并认可买卖合同及全部附件的内容,对周边环境无任何异议。") + p(
        "第五条 广告、楼书、沙盘、样板房仅供参考,不作为合同内容。") + p(
        "第六条 认购人同意出卖人将其个人信息提供给关联公司及第三方合作机构。") + p(
        "第七条 优惠以抽签决定,抽中者减房款", LINE_BREAK, "八万元。") + p(
        "查询链接:", field(' HYPERLINK "https://shop.example.test/?q=闭眼稳赚" ', "商铺介绍")) + p(
        run("内部备注:返租比例八个点,勿写进正文。", hidden=True)) + p("联系人:小周 电话:0000-8888 0026")
    return package("澜汀台商铺认购协议", body, footnotes=["本协议的最终解释权归宁川市启序房地产经纪有限公司。"])


def supplement():
    """Risky: tracked changes, header and footer, a comment, a text box."""
    body = heading("商品房买卖合同补充协议", 0) + p("出卖人:宁川市澜汀置业有限公司") + p("买受人:") + heading("第一条 宣传资料") + p(
        "出卖人的广告、楼书、模型、样板房", run("均不作为", bold=True), "合同内容,亦不构成要约。") + heading("第二条 规划与设计") + p(
        "出卖人有权", inserted(11, "单方"), "调整规划设计", deleted(12, ",但应当提前三十日通知买受人"),
        ",无需另行通知,买受人不得因此退房。") + heading("第三条 面积") + p(
        "无论面积误差多少,双方均据实结算,", commented(1, "买受人放弃解除合同的权利"), "。") + heading("第四条 交付") + p(
        "买受人须先缴清物业费、契税和维修资金,方可验房收楼。交付通知载明的日期届满,",
        "即", inserted(13, "视为"), "已交付。") + p(
        "因市政配套、天气、疫情、政府行为以及施工单位原因造成的延误,交付时间相应顺延,出卖人不承担责任。") + heading("第五条 违约") + p(
        "出卖人逾期交付的,违约金总额不超过总价的1%;买受人违约的,按总价的20%支付违约金。") + p(
        "无论何种原因贷款未获批准,买受人均应在七日内付清余款。") + p(
        "买受人不得以悬挂横幅、集体投诉等方式主张权利。") + heading("第六条 公共部位") + p(
        "小区外墙、屋顶的使用权及广告收益归出卖人所有。") + heading("第七条 保修") + p(
        "屋面防水的保修期为3年,电气管线的保修期为", deleted(14, "两年"), inserted(15, "一年"), "。") + heading("第八条 返还") + p(
        deleted(16, "买受人持有满五年的,出卖人按原价回购。"), "本协议签订前的口头承诺以书面约定为准。") + heading("第九条 信息") + p(
        "出卖人不向第三方提供买受人的个人信息,经买受人单独同意的除外。") + heading("第十条 解释") + p(
        "本协议的最终解释", inserted(17, "权归出卖人"), "。") + p(
        text_box(p("本协议双方自愿签署,买受人放弃索赔。"))) + p("签署日期:    年  月  日")
    return package("商品房买卖合同补充协议", body, header=p("澜汀雅筑 | 商品房买卖合同补充协议"),
                   footer=p("本协议与主合同不一致的,以本补充协议为准。"),
                   comments=["此条属于不公平格式条款,建议删除。另:旧稿中的“升值无限”页已撤。"])


def gathering_plan():
    """Risky: money before the permit, buy-back, lease-back, nothing down."""
    body = heading("澜汀台蓄客与销售方式方案", 0) + p("编制:渠道组 日期:2026年9月2日 状态:未通过法务审核") + heading(
        "一、蓄客(取证前)") + table(
        ["阶段", "动作", "金额"],
        ["9月上旬", "办理VIP卡,内部认购,锁定房号", "每户诚意金2万元"],
        ["9月下旬", "排号升级,开盘抵五万", "每户认筹金5万元"],
    ) + p("预计10月中旬取得预售证,在此之前先收客户的排号费,并要求客户在指定银行冻资五十万。") + heading("二、付款") + p(
        "针对刚需客户推出", PROOF_ERROR, run("零首"), run("付", bold=True), "方案:开发商垫付首付,分二十四期归还。") + p(
        "配合评估公司做高评估价,签两份价格不同的合同。") + heading("三、商铺") + p(
        "采用返本销售,十年返还全部房款;同步推出售后包租,每年固定回报9%。") + p(
        "铺位划成5平方米的小份出售,不设隔墙。") + heading("四、公寓") + p(
        "办公用地上的两栋按住宅公寓宣传,可落户、通燃气。") + heading("五、收费") + p(
        "由合作平台收取茶水费和更名费,不进公司账。") + heading("六、法务意见(摘录)") + p(
        "不得采取返本销售;未取得预售许可证不得收取任何预订性质的费用。") + p(
        "首付比例应当符合规定,土地增值税清算由财务部门负责。")
    return package("澜汀台蓄客与销售方式方案", body)


FILES = {
    "02-销售方式/蓄客与销售方式方案.docx": gathering_plan,
    "05-销售文件/住宅认购书.docx": home_subscription,
    "05-销售文件/商铺认购协议.docx": shop_subscription,
    "05-销售文件/补充协议.docx": supplement,
}


def same_parts(path, parts):
    if not path.exists():
        return False
    with zipfile.ZipFile(path) as stored:
        found = [(entry.filename, stored.read(entry).decode("utf-8")) for entry in stored.infolist()]
    return found == parts


def main(arguments):
    check = arguments == ["--check"]
    if arguments and not check:
        print(__doc__, file=sys.stderr)
        return 2
    differing = []
    for name, make in FILES.items():
        path, parts = LAUNCH / name, make()
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(archive(parts))
        elif not same_parts(path, parts):
            differing.append(name)
    for name in differing:
        print(f"differs: {name}", file=sys.stderr)
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
