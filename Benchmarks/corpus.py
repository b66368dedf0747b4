"""Makes pages about fictional homes: the same bytes for the same seed, on any machine.

Every name, place and sentence is invented for this benchmark. Sentences are put together from a few hundred fragments, so
that vocabulary and lengths vary; a page is one of five kinds that differ in markup: a landing page full of styles and
scripts, an article with tags inside its sentences, a table of prices, a list of homes, a page of questions.
"""

import argparse
import html
import json
import pathlib
import random

PROJECTS = """云栖里 澄湖雅苑 松涧花园 望岫名邸 南溪书院 青禾家园 听澜湾 柏舍 鹭洲水岸 槐序里 霁月轩 远山集 拾光里 麦田公寓 星渚园
晴川府 陶然苑 枫林渡 沐风居 半亩园 海棠里 竹屿 云汀花园 朗月庭 知秋园 荷风里 清晖园 棠溪雅居 橙光社区 漫林谷""".split()
COMPANIES = """宁川市澄宇置业有限公司 临江青禾房地产开发有限公司 南浦松涧建设有限公司 云陵市远山置业有限公司 平海拾光地产有限公司
沧宁市鹭洲开发有限公司 安浔知秋置业有限公司 东沛海棠房产有限公司""".split()
PLACES = """宁川 临江 南浦 云陵 平海 沧宁 安浔 东沛 河岸新区 松涧片区 望岫路 澄湖大道 青禾街 书院路 听澜桥 鹭洲公园 麦田广场 远山水库
枫林渡口 棠溪中路 柏舍北街 晴川东路 沐风巷 槐序路 半亩园站 竹屿滨河带 云汀湿地 朗月图书馆 知秋体育场 荷风市场""".split()
PEOPLE = "沈知遥 顾明舟 林若溪 周以宁 陆青岚 许望舒 江照野 叶听松 程雨禾 苏远岑 白予安 何思渺".split()

SUBJECTS = """项目 小区 本期房源 首批建筑 沿街的三栋小高层 东侧组团 中央庭院 社区入口 地下车库 物业服务中心 会客厅 幼儿活动区
样板间 北区的洋房 架空层 归家动线 景观水系 屋顶花园 社区食堂 老年活动室 图书角 快递驿站 儿童乐园 慢跑步道 宠物活动区 外立面
门窗系统 公共走廊 电梯轿厢 单元大堂 非机动车库 充电车位 雨水花园 垃圾分类房 儿童接送区 社区花园 临街商铺 生活服务站 健身房
多功能厅 宴会厅 观景平台 下沉庭院 风雨连廊 樱花步道 艺术装置 水景墙 阳光草坪 林下空间 夜间照明""".split()
VERBS = """位于 紧邻 面向 沿着 围绕 连接着 衔接 靠近 朝向 延伸到""".split()
POSITIONS = """小区的东南角 两条支路之间 河岸绿带一侧 中央庭院北面 二期用地的西侧 主入口左手边 一号楼与二号楼之间 规划支路旁 现有公园对面
社区中轴线上 地下一层 首层架空处 会所二层 北侧围墙内 用地红线以内""".split()
FACTS = """采用干挂石材与真石漆结合的做法 按照国家标准设置了无障碍通道 由专业机构完成了消防验收 预留了充电设施的安装条件 使用断桥铝合金中空玻璃门窗
设置了两部客梯和一部担架电梯 标准层层高为两米九五 采用剪力墙结构 每户配置一个信报箱 首层设置大堂与候梯厅 建筑间距满足日照要求
屋面做了两道防水 外墙保温采用岩棉板 公共区域照明使用声控开关 小区实行人车分流 绿地率以规划批复为准 车位配比以规划文件载明的为准
走廊净宽一米五 阳台栏杆高度一米一 卧室预留空调机位 厨房预留燃气热水器位置 卫生间做了降板处理 地面采用防滑地砖 墙面使用水性涂料
入户门为钢制防火门 电气管线全部暗敷 给水管采用不锈钢管 排水采用同层排放 设置了雨水回收装置 垃圾投放点离单元门不少于十五米
设有二十四小时值守的监控室 主要出入口安装了门禁 每层设有消火栓 管井统一设在北侧 弱电箱设在玄关附近 信号覆盖由运营商实施
地下室设有除湿设备 车库出入口设置了挡水板 树种以乡土树种为主 乔木胸径按设计图纸执行 步道采用透水铺装 儿童区地面为弹性材料
座椅采用防腐木 照明灯具色温为三千开 标识系统中英文对照 雨棚采用夹胶玻璃 坡道坡度不大于十二分之一""".split()
REMARKS = """具体以政府批准文件为准 以买卖合同约定为准 图纸可在销售现场查阅 交付标准见合同附件 以实测面积为准 平面图仅示意位置关系
详细信息请向工作人员核实 相关公示张贴在销售现场入口 如有调整将重新公示 不含家具和软装 开放时间为每天上午九点到下午六点
参观请提前预约 未成年人参观需由成人陪同 停车请按现场引导 资料更新于本月 价格以当日公示为准 面积单位均为平方米
距离为地图测量的直线距离 公交线路以运营单位公告为准 周边设施由第三方运营 规划信息来自政府公示 建设进度请以现场为准""".split()
OPENINGS = """据介绍， 记者在现场看到， 从总平面图上看， 走进小区， 对于许多家庭来说， 按照设计说明， 根据公示的方案， 在日常使用中，
从入口往里走， 工程师说明， 设计团队表示， 沿着步道前行， 与以往不同的是， 在雨天， 到了傍晚， 值得一提的是， 从细节上看， 以一户三口之家为例，
施工期间， 到交付时， 参观当天， 按照现行标准， 在同类项目中常见的做法是， 从使用者的角度，""".split()
LINKS = """，并且 ，同时 ；另外， ，其中 ，而 ，因此 ，以便 ，随后 ，此外 ，不过 ，在此基础上 ，也""".split()
ENDS = "。 。 。 。 。 ！ ；".split()
QUESTIONS = """交付时包括哪些内容 面积差异怎么处理 如何查看预售许可 物业服务费怎么计算 车位是否可以租用 装修标准在哪里写明 公共收益归谁所有
怎么预约看房 贷款需要准备什么材料 合同在哪里备案 水电怎么开户 可以封闭阳台吗 空调外机放在哪里 雨水怎么排放 垃圾怎么分类 快递怎么收取
电动车在哪里充电 家里漏水找谁 门禁卡丢了怎么办 宠物怎么登记 老人活动室几点开放 孩子接送区在哪 停车怎么收费 装修几点可以施工
小区几个出入口 图书角怎么借书 公示栏在什么位置 业主大会怎么召开 维修资金怎么交 实测报告怎么查""".split()
HEADINGS = """项目概况 建筑与结构 园林景观 户型说明 交付标准 物业服务 公共空间 周边环境 参观须知 资料公示 常见问题 绿色建筑 材料与部品
社区运营 无障碍设计 停车与交通 给排水 电气与智能化 消防与安全 施工进度 装修说明 面积与价格 购房流程 合同要点 生活记录""".split()
INLINE = [("<b>", "</b>"), ("<strong>", "</strong>"), ("<em>", "</em>"), ('<span style="color:#c0392b">', "</span>"),
          ('<span style="font-size:16px;letter-spacing:1px;">', "</span>"), ('<a href="/news/{n}.html" target="_blank">', "</a>"),
          ('<font color="#333333">', "</font>"), ("<u>", "</u>"), ('<i class="hl">', "</i>")]
ENTITIES = ["&nbsp;", "&ldquo;", "&rdquo;", "&middot;", "&mdash;", "&#x3000;", "&#8226;", "&amp;", "&times;", "&yen;"]
STYLES = ["font-size: 15px; line-height: 1.75em;", "text-align: justify; margin: 0 8px 16px;", "color:#3e3e3e;max-width:100%;",
          "box-sizing:border-box;padding:0 15px;", "display:block;width:100%;height:auto;", "background:#fafafa;border-radius:4px;"]
SCRIPT_WORDS = "index total item list page name price area unit floor build phase image cover width scroll timer data state view".split()


class Writer:
    """Writes one page after another from one stream of random numbers."""

    def __init__(self, seed, phrases):
        self._random = random.Random(seed)
        self._phrases = phrases
        self._number = 0

    # Only `random()` is the same in every version of Python; the rest is made from it.

    def pick(self, items):
        return items[int(self._random.random() * len(items))]

    def number(self, low, high):
        return low + int(self._random.random() * (high - low + 1))

    def chance(self, share):
        return self._random.random() < share

    # --- Words ------------------------------------------------------------------------------

    def sentence(self):
        kind = self.number(0, 7)
        if kind == 0:
            text = f"{self.pick(SUBJECTS)}{self.pick(VERBS)}{self.pick(POSITIONS)}，{self.pick(FACTS)}"
        elif kind == 1:
            text = f"{self.pick(OPENINGS)}{self.pick(SUBJECTS)}{self.pick(FACTS)}{self.pick(LINKS)}{self.pick(REMARKS)}"
        elif kind == 2:
            text = f"{self.pick(PROJECTS)}的{self.pick(SUBJECTS)}{self.pick(FACTS)}，{self.pick(REMARKS)}"
        elif kind == 3:
            text = f"从{self.pick(PLACES)}到{self.pick(PLACES)}约{self.number(200, 9800)}米，{self.pick(REMARKS)}"
        elif kind == 4:
            text = (f"{self.pick(SUBJECTS)}共{self.number(2, 96)}处，建筑面积约{self.number(60, 420)}.{self.number(0, 99):02d}"
                    f"平方米{self.pick(LINKS)}{self.pick(FACTS)}")
        elif kind == 5:
            text = f"{self.pick(PEOPLE)}说：“{self.pick(SUBJECTS)}{self.pick(FACTS)}，{self.pick(SUBJECTS)}{self.pick(VERBS)}{self.pick(POSITIONS)}。”"
        elif kind == 6:
            text = f"{self.number(2024, 2027)}年{self.number(1, 12)}月，{self.pick(COMPANIES)}在{self.pick(PLACES)}公示了{self.pick(SUBJECTS)}的资料"
        else:
            text = f"{self.pick(SUBJECTS)}{self.pick(FACTS)}，{self.pick(SUBJECTS)}{self.pick(FACTS)}{self.pick(LINKS)}{self.pick(SUBJECTS)}{self.pick(FACTS)}"
        return text + self.pick(ENDS)

    def risk(self):
        """A phrase of the list, plain or written as page editors leave it."""
        phrase = self.pick(self._phrases)
        form = self.number(0, 9)
        if form < 7:
            return phrase
        middle = 1 + int(self._random.random() * (len(phrase) - 1))
        if form == 7:
            return f"{phrase[:middle]}<b>{phrase[middle:]}</b>"
        if form == 8:
            return f"{phrase[:middle]}&#{ord(phrase[middle])};{phrase[middle + 1:]}"
        return f"{phrase[:middle]}\n      {phrase[middle:]}"

    def prose(self, sentences):
        """Sentences with tags, entities and now and then a phrase inside."""
        parts = []
        for _ in range(sentences):
            text = self.sentence()
            if self.chance(0.25):
                before, after = self.pick(INLINE)
                cut = 2 + int(self._random.random() * (len(text) // 2))
                end = min(len(text) - 1, cut + self.number(2, 9))
                text = text[:cut] + before.replace("{n}", str(self.number(1000, 99999))) + text[cut:end] + after + text[end:]
            if self.chance(0.08):
                text += self.pick(ENTITIES)
            if self.chance(0.04):
                text += self.risk() + "。"
            parts.append(text)
        return "".join(parts)

    # --- Markup -----------------------------------------------------------------------------

    def head(self, title):
        return (
            f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
            f'<meta name="description" content="{self.sentence()}">\n'
            f'<meta name="keywords" content="{self.pick(PROJECTS)},{self.pick(PLACES)},{self.pick(HEADINGS)}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f'<link rel="stylesheet" href="/static/css/site.{self.number(100, 999)}.css">\n{self.style()}{self.script()}</head>\n<body>\n')

    def style(self):
        rules = []
        for _ in range(self.number(20, 120)):
            rules.append(
                f"  .{self.pick(SCRIPT_WORDS)}-{self.number(1, 40)} > .{self.pick(SCRIPT_WORDS)} {{ {self.pick(STYLES)} "
                f"padding: {self.number(0, 40)}px {self.number(0, 40)}px; }}")
        return "<style>\n" + "\n".join(rules) + "\n</style>\n"

    def script(self):
        lines = []
        for _ in range(self.number(10, 70)):
            name = self.pick(SCRIPT_WORDS)
            lines.append(
                f"  var {name}{self.number(1, 99)} = document.getElementById('{self.pick(SCRIPT_WORDS)}'); "
                f"if ({name} && {self.number(0, 9)} < {self.number(10, 900)}) {{ {self.pick(SCRIPT_WORDS)}.push('{self.pick(SUBJECTS)}'); }}")
        if self.chance(0.3):
            lines.append(f"  var note = '{self.pick(self._phrases)}';")
        return "<script>\n(function () {\n" + "\n".join(lines) + "\n})();\n</script>\n"

    def block_style(self):
        """A style as editors of articles put on every paragraph."""
        return (f"margin: 0px 0px {self.number(0, 24)}px; padding: 0px; outline: 0px; max-width: 100%; clear: both; min-height: 1em; "
                f"{self.pick(STYLES)} font-family: system-ui, -apple-system, sans-serif; visibility: visible; overflow-wrap: break-word;")

    def comment(self):
        text = self.pick(self._phrases) if self.chance(0.2) else self.sentence()
        return f"<!-- {self.pick(SCRIPT_WORDS)}: {text} -->\n"

    def navigation(self):
        items = "".join(
            f'      <li class="nav-item"><a class="nav-link" href="/{self.pick(SCRIPT_WORDS)}/{self.number(1, 400)}" '
            f'title="{self.pick(HEADINGS)}">{self.pick(HEADINGS)}</a></li>\n' for _ in range(self.number(5, 12)))
        return f'  <nav class="navbar">\n    <ul class="nav">\n{items}    </ul>\n  </nav>\n'

    def image(self):
        return (f'<img class="img-responsive center-block {self.pick(SCRIPT_WORDS)}-{self.number(1, 60)}" src="/upload/{self.number(2024, 2027)}/{self.number(10000, 99999)}.jpg" data-src="https://img.example.test/'
                f'{self.number(100000, 999999)}.webp" width="{self.number(200, 1200)}" alt="{self.pick(PROJECTS)}{self.pick(SUBJECTS)}" '
                f'style="{self.pick(STYLES)}" loading="lazy">')

    def foot(self):
        return (f'  <footer class="footer">\n    <p>{self.pick(COMPANIES)} &copy; {self.number(2024, 2027)} · {self.pick(REMARKS)}</p>\n'
                f'    <p>电话：000-{self.number(1000000, 9999999)}</p>\n  </footer>\n{self.script()}</body>\n</html>\n')

    # --- Kinds of pages ---------------------------------------------------------------------

    def landing(self):
        slides = "".join(
            f'      <div class="swiper-slide" data-index="{index}" style="{self.pick(STYLES)}">\n        {self.image()}\n'
            f'        <h2 class="slide-title">{self.pick(PROJECTS)}·{self.pick(HEADINGS)}</h2>\n'
            f'        <p class="slide-text">{self.prose(1)}</p>\n      </div>\n' for index in range(self.number(3, 7)))
        cards = "".join(
            f'    <div class="col-md-4 col-sm-6" id="card-{self.number(1, 9999)}">\n      <div class="card shadow-sm h-100 border-0" '
            f'data-aos="fade-up" data-aos-delay="{self.number(0, 900)}" style="{self.block_style()}">\n'
            f'        {self.image()}\n        <div class="card-body">\n          <h3>{self.pick(HEADINGS)}</h3>\n'
            f'          <p>{self.prose(self.number(2, 4))}</p>\n          <a class="btn btn-primary" href="#" onclick="show({self.number(1, 99)});'
            f'return false;">查看详情</a>\n        </div>\n      </div>\n    </div>\n' for _ in range(self.number(6, 14)))
        return (f'  <div class="banner swiper-container">\n    <div class="swiper-wrapper">\n{slides}    </div>\n  </div>\n'
                f'{self.comment()}{self.script()}  <section class="container">\n  <div class="row">\n{cards}  </div>\n  </section>\n')

    def article(self):
        paragraphs = []
        for _ in range(self.number(14, 30)):
            if self.chance(0.12):
                paragraphs.append(f'<h2 style="{self.pick(STYLES)}">{self.pick(HEADINGS)}</h2>\n')
            if self.chance(0.15):
                paragraphs.append(f'<p style="text-align:center">{self.image()}</p>\n<p class="caption">{self.pick(SUBJECTS)}（{self.pick(REMARKS)}）</p>\n')
            paragraphs.append(
                f'    <section style="{self.block_style()}">\n      <p style="{self.block_style()}">{self.prose(self.number(2, 6))}</p>\n'
                f'    </section>\n')
        return (f'  <article class="rich_media_content" id="js_content">\n{"".join(paragraphs)}  </article>\n'
                f'{self.comment()}{self.style()}{self.script()}')

    def prices(self):
        rows = "".join(
            f'      <tr class="{"odd" if row % 2 else "even"}" data-row="{row}" onclick="location.href=&quot;/room/{self.number(10000, 99999)}&quot;">\n        '
            f'<td>{self.number(1, 20)}栋</td><td class="room" width="80">{self.number(1, 33)}{self.number(0, 9):02d}</td>'
            f'<td>{self.number(60, 240)}.{self.number(0, 99):02d}</td><td>{self.number(50, 200)}.{self.number(0, 99):02d}</td>'
            f'<td align="right">&yen;{self.number(9, 38)},{self.number(100, 999)}</td><td>{self.pick(REMARKS)}</td></tr>\n'
            for row in range(self.number(60, 140)))
        return (f'  <h1>{self.pick(PROJECTS)}价格公示</h1>\n  <p>{self.prose(3)}</p>\n  <table border="0" cellpadding="0" cellspacing="1" class="price">\n'
                f'    <caption>{self.pick(PROJECTS)}，{self.pick(REMARKS)}</caption>\n    <thead><tr><th>楼栋</th><th>房号</th><th>建筑面积</th>'
                f'<th>套内面积</th><th>单价</th><th>说明</th></tr></thead>\n    <tbody>\n{rows}    </tbody>\n  </table>\n{self.script()}')

    def listing(self):
        items = "".join(
            f'    <li class="clear" data-id="{self.number(100000, 999999)}" data-price="{self.number(90, 900)}">\n'
            f'      <a class="img" href="/house/{self.number(10000, 99999)}.html">{self.image()}</a>\n      <div class="info">\n'
            f'        <div class="title"><a href="/house/{self.number(10000, 99999)}.html">{self.pick(PROJECTS)} {self.number(1, 5)}室{self.number(1, 2)}厅</a>'
            f'<span class="tag">{self.pick(HEADINGS)}</span></div>\n        <div class="address"><span class="icon"></span>{self.pick(PLACES)} - {self.pick(PLACES)}</div>\n'
            f'        <div class="desc">{self.prose(1)}</div>\n        <div class="price"><span>{self.number(90, 900)}</span>万 '
            f'<em>{self.number(8, 39)}{self.number(100, 999)}元/平方米</em></div>\n      </div>\n    </li>\n' for _ in range(self.number(15, 40)))
        return f'  <div class="leftContent">\n  <ul class="sellListContent">\n{items}  </ul>\n  </div>\n{self.comment()}{self.script()}'

    def questions(self):
        items = "".join(
            f'  <dt id="q{self.number(1, 9999)}" class="faq-title collapsed" data-toggle="collapse" aria-expanded="false">{self.pick(QUESTIONS)}？</dt>\n'
            f'  <dd class="faq-body collapse" style="{self.block_style()}"><p class="faq-text">{self.prose(self.number(2, 5))}</p>'
            f'{"<ul><li>" + self.prose(1) + "</li><li>" + self.prose(1) + "</li></ul>" if self.chance(0.3) else ""}</dd>\n'
            for _ in range(self.number(20, 45)))
        form = (f'  <form action="/ask" method="post"><input type="text" name="q" placeholder="{self.pick(QUESTIONS)}"><textarea name="t">'
                f'{html.escape(self.sentence())}</textarea><select name="s"><option value="1">{self.pick(PROJECTS)}</option>'
                f'<option value="2">{self.pick(PROJECTS)}</option></select><button type="submit">提交</button></form>\n{self.script()}{self.style()}')
        return f'  <h1>{self.pick(HEADINGS)}</h1>\n  <dl class="faq">\n{items}  </dl>\n{form}'

    def page(self, size):
        """A page of at least `size` bytes, and rarely more than a tenth above it."""
        self._number += 1
        kinds = [self.landing, self.article, self.article, self.prices, self.listing, self.questions]
        first = self.pick(kinds)
        parts = [self.head(f"{self.pick(PROJECTS)}_{self.pick(PLACES)}_{self.pick(HEADINGS)}"), self.navigation(), first()]
        total = sum(len(part.encode()) for part in parts)
        while total < size:
            part = (first if self.chance(0.6) else self.pick(kinds))()
            parts.append(part)
            total += len(part.encode())
        parts.append(self.foot())
        return "".join(parts).encode()


def write(folder, phrases, *, size, seed):
    """Writes pages until they hold `size` bytes; returns their paths and the number of bytes."""
    writer = Writer(seed, phrases)
    folder.mkdir(parents=True, exist_ok=True)
    paths, total = [], 0
    while total < size:
        # From a short notice to a long list, 100 KB on average.
        page = writer.page(writer.number(8_000, 164_000))
        path = folder / f"page-{len(paths):04d}.html"
        path.write_bytes(page)
        paths.append(path)
        total += len(page)
    return paths, total


def main():
    """Writes a corpus, a single page, or a page of many megabytes; prints what was written as JSON."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("target", type=pathlib.Path, help="a folder, or with --single the file of one page")
    parser.add_argument("--phrases", type=pathlib.Path, required=True, help="phrases, one a line")
    parser.add_argument("--size", type=int, required=True, help="bytes, at least")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--single", action="store_true")
    options = parser.parse_args()
    phrases = options.phrases.read_text(encoding="utf-8").split()
    if options.single:
        options.target.write_bytes(Writer(options.seed, phrases).page(options.size))
        result = {"files": 1, "bytes": options.target.stat().st_size}
    else:
        paths, total = write(options.target, phrases, size=options.size, seed=options.seed)
        result = {"files": len(paths), "bytes": total}
    print(json.dumps(result))


if __name__ == "__main__":
    main()
