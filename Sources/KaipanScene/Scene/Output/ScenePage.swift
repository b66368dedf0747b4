import KaipanReports
import KaipanText

/// A scene as one page.
struct ScenePage {
    let scene: Scene
    let words: SceneWords
    /// The places of the page that links may lead to.
    private let anchors: Set<String>

    init(_ scene: Scene, _ language: Language) {
        self.scene = scene
        words = SceneWords(language: language)
        var anchors = Set(scene.records.map { "r-\($0.id)" })
        for contact in scene.contacts { anchors.formUnion(contact.utterances.map(\.source.anchor)) }
        for version in scene.versions {
            anchors.formUnion(version.clauses.map { SceneSource(record: version.id, type: "", position: nil, clause: $0.id).anchor })
        }
        for anchor in scene.integrity.timeStamps + scene.integrity.cosignatures { anchors.insert(anchor.source.anchor) }
        self.anchors = anchors
    }

    private var hasMedia: Bool { scene.contacts.contains { $0.media.contains { $0.file != nil } } }

    var html: String {
        let unit = [scene.summary.project, scene.summary.unit].compactMap(\.self).joined(separator: " ")
        let title = words("签约场景", "The scene of a signing") + (unit.isEmpty ? "" : words("：", ": ") + unit)
        let frame = PageFrame(
            language: words.language, title: title, style: SceneStyle.css, script: hasMedia ? SceneStyle.javaScript : "", playsMedia: hasMedia)
        let variant =
            switch scene.variant {
            case .full: words("完整版本。", "The full version.")
            case .customer:
                words("客户副本：只含本人信息，其他人的信息已遮盖。", "The customer's copy: their own data; those of others are blacked out.")
            case .reviewer: words("质检阅览：客户的个人信息已隐去。", "For review: the customers' personal data are redacted.")
            }
        let known = scene.asKnownAt.map { words("截至 \(words.exact($0)) 已登记的内容。", "As recorded by \(words.exact($0)).") } ?? ""
        let header: HTML = "<p class=\"soft\">\(variant) \(known) \(words("生成于", "Made on")) \(words.exact(scene.made))</p>"
        let footer: HTML = """
            \(words(
                "本报告由档案中的记录生成，每句话后的链接指向它的出处；承诺、说辞核对由程序提出，须人工确认，法律结论由律师和法院作出。",
                "Made from the archive's records; the link behind each statement leads to its source. Promises and the script are judged by a program, for a person to confirm; what follows in law is for lawyers and courts."))
            """
        return frame.opening(header: header) + content.markup + frame.closing(footer: footer)
    }

    private var content: HTML {
        var sections: [(id: String, title: String, body: HTML)] = [
            ("summary", words("一页结论", "On one page"), summary),
            ("timeline", words("时间线", "Timeline"), timeline),
            ("force", words("当时有效的版本", "What was in force"), versions),
        ]
        if let signing = scene.signing { sections.append(("signing", words("签约过程", "The signing, minute by minute"), self.signing(signing))) }
        if let ledger = scene.ledger { sections.append(("ledger", words("承诺台账", "Ledger of promises"), self.ledger(ledger))) }
        if let rows = scene.adherence { sections.append(("script", words("说辞核对", "The script"), adherence(rows))) }
        if let rows = scene.acknowledgements { sections.append(("acknowledged", words("告知与确认", "Disclosures and acknowledgements"), acknowledgements(rows))) }
        sections += [
            ("integrity", words("完整性证明", "Integrity"), integrity), ("gaps", words("已声明的缺失", "Gaps declared"), gaps),
            ("checklist", words("证据规定第九十三、九十四条", "Evidence provisions, articles 93 and 94"), checklist),
            ("custody", words("保管与查阅", "Custody"), custody), ("contacts", words("接触与原话", "Contacts, with what was said"), contacts),
            ("documents", words("文件条款", "Clauses of the documents"), documents), ("records", words("记录清单", "Records"), records),
            ("verify", words("如何验证", "How to verify"), verify),
        ]
        let links = sections.map { "<a href=\"#\($0.id)\">\($0.title)</a>" as HTML }.joined(by: "\n")
        return "<nav class=\"parts\" aria-label=\"\(words("目录", "Contents"))\">\(links)</nav>\n"
            + sections.map { "<section id=\"\($0.id)\"><h2>\($0.title)</h2>\n\($0.body)</section>\n" as HTML }.joined()
    }

    // MARK: - Pieces

    private func sources(_ sources: [SceneSource]) -> HTML {
        var seen: Set<SceneSource> = []
        return sources.filter { seen.insert($0).inserted }.map(link).joined()
    }

    private func link(_ source: SceneSource) -> HTML {
        let label = words.label(source)
        let record = "r-\(source.record)"
        // A clause or an utterance that is not on the page is found through its record.
        let target = anchors.contains(source.anchor) ? source.anchor : anchors.contains(record) ? record : nil
        return target.map { "<a class=\"src\" href=\"#\($0)\">\(label)</a>" } ?? "<span class=\"src\">\(label)</span>"
    }

    /// Text with its line breaks.
    private func lines(_ text: String) -> HTML {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { "\(String($0))" as HTML }.joined(by: "<br>")
    }

    private func list(_ statements: [SceneStatement]) -> HTML {
        guard !statements.isEmpty else { return "" }
        return "<ul class=\"plain\">\n" + statements.map { "<li>\(words($0.text))\(sources($0.sources))</li>\n" as HTML }.joined() + "</ul>\n"
    }

    private func facts(_ facts: [(String, String?)]) -> HTML {
        let rows = facts.compactMap { name, value in value.map { (name, $0) } }.filter { !$0.1.isEmpty }
        return "<dl class=\"facts\">" + rows.map { "<dt>\($0.0)</dt><dd>\($0.1)</dd>" as HTML }.joined() + "</dl>\n"
    }

    private func when(_ text: String) -> HTML { "<span class=\"when\">\(text)</span>" }

    /// A person; a long account may wrap, a short name does not.
    private func name(_ person: String?) -> HTML { person.map { $0.count <= 8 ? when($0) : "\($0)" } ?? "" }

    private func mark(_ text: String, _ kind: String = "") -> HTML { "<span class=\"mark \(kind)\">\(text)</span>" }

    /// A clause's name; of a script's with what it asks, so that what must not be said is not read as approved.
    private func clause(_ id: String, _ kind: LocalizedText?, isForbidden: Bool) -> HTML {
        kind.map { "\(mark(words($0), isForbidden ? "bad" : "")) \(name(id))" } ?? name(id)
    }

    private func table(_ heads: [String], _ rows: [[HTML]], anchors: [String]? = nil) -> HTML {
        let head = heads.map { "<th scope=\"col\">\($0)</th>" as HTML }.joined()
        let body = rows.enumerated().map { index, row -> HTML in
            let cells = zip(heads, row).map { "<td data-head=\"\($0)\">\($1)</td>" as HTML }.joined()
            let id: HTML = anchors.map { " id=\"\($0[index])\"" } ?? ""
            return "<tr\(id)>\(cells)</tr>\n"
        }.joined()
        return "<table class=\"wide stack\"><thead><tr>\(head)</tr></thead><tbody>\n\(body)</tbody></table>\n"
    }

    // MARK: - Sections

    private var summary: HTML {
        let summary = scene.summary
        var html = facts([
            (words("项目与房源", "Project and unit"), [summary.project, summary.unit].compactMap(\.self).joined(separator: " ")),
            (words("客户", "Customers"), words.list(summary.customers)), (words("置业顾问", "Agents"), words.list(summary.agents)),
            (words("合同编号", "Contract"), summary.contractNumber), (words("签约", "Signed"), summary.signed.map { words.time($0) }),
        ])
        if let question = summary.question {
            html += "<p class=\"lead\"><b>\(words("提出的问题", "The question asked"))</b><br>\(words(question.text))\(sources(question.sources))</p>\n"
        }
        html += "<div class=\"two\"><div><h3>\(words("要点", "In short"))</h3>\n\(list(summary.bottomLine))</div>"
        let missing = summary.missing.isEmpty ? "<p>\(words("没有登记缺失。", "Nothing is recorded as missing."))</p>" : list(summary.missing)
        return html + "<div><h3>\(words("缺什么", "What is missing"))</h3>\n\(missing)</div></div>\n"
    }

    private var timeline: HTML {
        let rows = scene.contacts.map { contact -> [HTML] in
            let clock = mark(words(contact.clock.name), ["off", "jumped"].contains(contact.clock.quality.rawValue) ? "soso" : "")
            let proof = mark(words.integrity(contact), contact.isErased ? "soso" : contact.isProved ? "good" : "bad")
            let lag: HTML = words.lag(contact).map { "<span class=\"soft\">\($0)</span>" } ?? ""
            return [
                "<a class=\"when\" href=\"#c\(contact.number)\">\(contact.number)</a>", when(words.time(contact.start)), "\(words(contact.channelName))",
                "\(words.list(contact.people))", clock, "\(proof) \(lag)", sources(contact.sources),
            ]
        }
        let heads = [
            "#", words("时间", "Time"), words("方式", "How"), words("人员", "People"), words("时钟", "Clock"), words("完整性", "Integrity"), words("出处", "Source"),
        ]
        return (SceneTimeline(scene, words)?.html ?? "") + table(heads, rows)
    }

    private var versions: HTML {
        let then: HTML = words.inForceThen(scene).map { "<p class=\"lead\">\($0)</p>\n" } ?? ""
        return then + scene.versions.map { version -> HTML in
            let isLate = scene.signing.map { version.from <= $0.time && version.recorded > $0.time } ?? false
            let recorded = mark(words.recorded(version, signed: scene.signing?.time), isLate ? "soso" : "")
            let unknown: HTML = words.notKnown(version, in: scene.contacts).map { "\(words("；", "; "))\($0)" } ?? ""
            let numbers = scene.contacts.filter { $0.inForce.contains(version.id) }.map { "<a href=\"#c\($0.number)\">\($0.number)</a>" as HTML }
            let contacts: HTML = numbers.isEmpty ? "" : "\(words("；适用于接触 ", "; contacts "))\(numbers.joined(by: ", "))"
            let neighbours = [(words("前一版", "before"), version.before), (words("后一版", "after"), version.after)].compactMap { name, id -> HTML? in
                guard let other = scene.versions.first(where: { $0.id == id }) else { return nil }
                return "<a href=\"#v-\(other.id)\">\(name)\(words("：", ": "))\(other.version ?? words.time(other.from))</a>"
            }
            var html: HTML = """
                <h3 id="v-\(version.id)">\(words(version.kindName)) · \(version.name)\(link(version.source))</h3>
                <p class="soft">\(words.time(version.from)) – \(version.to.map { words.time($0) } ?? words("至今", "now"))\(version.places.isEmpty ? "" : words("；陈列于", "; displayed at ") + words.list(version.places))\(contacts)\
                 \(neighbours.joined(by: " · "))<br>\(recorded)\(unknown)</p>

                """
            guard let changes = version.changes else { return html }
            guard !changes.isEmpty else { return html + "<p>\(words("与前一版条款相同。", "Its clauses are those of the version before."))</p>\n" }
            html += table(
                [words("条款", "Clause"), words("变化", "Change"), words("前一版", "Before"), words("这一版", "This version")],
                changes.map { [clause($0.clause, $0.clauseKindName, isForbidden: $0.clauseKind == "forbidden"), "\(words.change($0.kind))", lines($0.old ?? ""), lines($0.new ?? "")] })
            return html
        }.joined()
    }

    private func signing(_ signing: SceneSigning) -> HTML {
        let facts = facts([
            (words("在场", "Present"), words.list(signing.present)), (words("当事人", "Parties"), words.list(signing.parties)),
            (words("用印", "Seal"), signing.seal), (words("交付", "Handover"), signing.handover.map { words.time($0) }),
        ])
        let rows = signing.moments.map { moment -> [HTML] in
            let kind: HTML = mark(words(moment.kind.name), moment.kind == .signed ? "good" : "")
            let text: HTML = moment.isDoubtful ? "<span class=\"doubt\">\(words(moment.text))</span> \(mark(words("识别存疑", "in doubt"), "soso"))" : "\(words(moment.text))"
            return [when(String(words.exact(moment.time).suffix(8))), kind, name(moment.who), "\(text)\(sources(moment.sources))"]
        }
        return facts + table([words("时刻", "Time"), "", words("谁", "Who"), words("内容", "What")], rows)
    }

    private func ledger(_ rows: [SceneLedgerRow]) -> HTML {
        rows.map { row -> HTML in
            let kind = ["kept": "good", "contradicted": "bad", "absent": "soso"][row.overall] ?? ""
            let recording = recording(of: row.promise.source, at: row.promise.start)
            let relations = row.relations.map { relation -> [HTML] in
                let bad = ["contradicted", "excluded", "forbidden"].contains(relation.relation)
                let cited: HTML = relation.citation.map { "“\(lines($0.text))”\(link($0.source))" } ?? ""
                return ["\(relation.document)", mark(words(relation.name) + words.late(relation.isLate), bad ? "bad" : ""), cited]
            }
            let questions = row.questions.map { question -> HTML in
                let evidence = question.evidence.map { "“\($0.text)”\(link($0.source))" as HTML }.joined(by: "; ")
                return "<li>\(words(question.question)) \(question.note.map { words($0) } ?? "") \(evidence)</li>\n"
            }
            // A person's word stands before the program's.
            let state: HTML = row.isRejected ? mark(words(row.statusName), "soso") : mark(words(row.overallName), kind)
            let decided: HTML = row.decision.map { "<p>\(words($0.text))\(link($0.source))</p>\n" } ?? ""
            let specificity = row.specificity.map { words("；具体程度 \($0)/100", "; specificity \($0)/100") } ?? ""
            return """
                <div class="contact"><h3>\(words(row.topicName)) \(state)</h3>
                <p class="lead">“\(lines(row.promise.text))”\(link(row.promise.source))\(recording)</p>
                \(decided)<p class="soft">\(words(row.claim))\(specificity)</p>
                \(table([words("文件", "Document"), words("关系", "Relation"), words("原文", "Words")], relations))\
                \(questions.isEmpty ? "" : "<h3>\(words("司法解释第三条的四个问题（答案由律师作出）", "The four questions of article 3; the answers are a lawyer's"))</h3><ul class=\"plain\">\(questions.joined())</ul>" as HTML)\
                \(list(row.notes.map { SceneStatement($0) }))</div>

                """
        }.joined()
    }

    private func adherence(_ rows: [SceneAdherenceRow]) -> HTML {
        func rendered(_ rows: [SceneAdherenceRow]) -> HTML {
            let cells = rows.map { row -> [HTML] in
                let contact = scene.contacts.first { $0.sources.contains { $0.record == row.conversation } }
                let kind = ["said": "good", "missing": "bad", "contradicted": "bad", "forbidden": "bad"][row.outcome] ?? "soso"
                let reasons = row.isUncertain ? row.reasons : []
                let cited = (reasons.map { "\(words($0))" as HTML } + row.citations.map { "“\($0.text)”\(link($0.source))" as HTML }).joined(by: "<br>")
                let number: HTML = contact.map { "<a href=\"#c\($0.number)\">\($0.number)</a>" } ?? ""
                return [number, "\(row.clauseName)\(link(row.clause))", mark(words(row.outcomeName) + words.late(row.isLate), kind), cited, "\(row.score.map { String(($0 * 100).rounded() / 100) } ?? "")"]
            }
            return table(
                [words("接触", "Contact"), words("条款", "Clause"), words("结果", "Outcome"), words("原话", "Words"), words("得分", "Score")], cells)
        }
        let uncertain = rows.filter(\.isUncertain)
        var html = rendered(rows.filter { !$0.isUncertain })
        if !uncertain.isEmpty {
            html += "<h3>\(words("不能确定（不等于没有说）", "Uncertain, which does not mean that it was not said"))</h3>\n" + rendered(uncertain)
        }
        if let rules = rows.lazy.compactMap(\.rules).first { html += "<p class=\"soft\">\(words("规则版本：", "rules: "))\(rules)</p>\n" }
        return html
    }

    private func acknowledgements(_ rows: [SceneAcknowledgementRow]) -> HTML {
        table(
            [words("事项", "Item"), words("强度", "Strength"), words("理由", "Reasons"), words("出处", "Source")],
            rows.map { row in
                [
                    "\(words(row.itemName))<br><span class=\"soft\">\(row.text)</span>",
                    mark(words.strength(row), row.strength == 0 ? "bad" : row.strength < 3 ? "soso" : "good"),
                    row.reasons.map { "\(words($0))" as HTML }.joined(by: "<br>"), sources([row.source] + row.citations.map(\.source)),
                ]
            })
    }

    private var integrity: HTML {
        let integrity = scene.integrity
        let anchors = (integrity.timeStamps + integrity.cosignatures).map { anchor -> HTML in
            let time = [anchor.from, anchor.to].compactMap(\.self).map { words.exact($0) }.joined(separator: " – ")
            return "<li id=\"\(anchor.source.anchor)\">\(anchor.name)\(words("，前 ", ", the first "))\(Int(anchor.size))\(words(" 条，", " entries, "))\(time) \(anchor.note.map { words($0) } ?? "")</li>\n"
        }
        let outside: HTML = anchors.isEmpty ? "" : "<h3>\(words("外部时间戳与会签", "Time stamps and cosignatures from outside"))</h3><ul class=\"plain\">\n\(anchors.joined())</ul>\n"
        return """
            <div class="two"><div><h3>\(words("能证明", "It proves"))</h3>\(list(integrity.proves))</div>\
            <div><h3>\(words("不能证明", "It does not prove"))</h3>\(list(integrity.doesNotProve))</div></div>
            \(outside)<h3>\(words("检查点", "The checkpoint"))</h3><pre>\(lines(integrity.checkpoint))</pre>

            """
    }

    private var gaps: HTML {
        guard !scene.gaps.isEmpty else { return "<p>\(words("没有声明的缺失。", "None is declared."))</p>\n" }
        return table(
            [words("时间", "Time"), words("种类", "Kind"), words("说明", "What"), words("出处", "Source")],
            scene.gaps.map { gap in
                let until = gap.to.flatMap { $0 != gap.from ? " – \(words.time($0))" : nil } ?? ""
                return ["\(when(words.time(gap.from)))\(until)", mark(words(gap.name), "soso"), "\(words(gap.text))", sources(gap.sources)]
            })
    }

    private var checklist: HTML {
        let note = words(
            "最高人民法院《关于民事诉讼证据的若干规定》（2019 年修正）。逐项列出档案所知，判断属于法院。",
            "The Supreme People's Court's provisions on evidence in civil procedure (as amended in 2019): what the archive knows, item by item; the judgement is the court's.")
        return "<p class=\"soft\">\(note)</p>\n"
            + table(
                [words("条款", "Article"), words("问题", "Question"), words("状态", "State"), words("档案所知", "What the archive knows")],
                scene.checklist.map { item in
                    let kind = item.state == .supported ? "good" : item.state == .partly ? "soso" : ""
                    return [when(item.article), "\(words(item.question))", mark(words(item.state.name), kind), list(item.facts)]
                })
    }

    private var custody: HTML {
        table(
            [words("时间", "Time"), words("种类", "Kind"), words("谁", "Who"), words("内容", "What")],
            scene.custody.map { event in
                let digest: HTML = event.sha256.map { "<br><code>sha256 \($0)</code>" } ?? ""
                return [when(words.time(event.time)), mark(words(event.kind.name)), name(event.who), "\(words(event.text))\(link(event.source))\(digest)"]
            })
    }

    private var contacts: HTML {
        scene.contacts.map { contact -> HTML in
            let players = contact.media.compactMap { media -> HTML? in
                media.file.map { "<audio id=\"a-\(media.source.record)\" controls preload=\"none\" src=\"\($0)\"></audio>\n" }
            }.joined()
            let shown = contact.shown.map { shown -> HTML in
                "<li>\(words("出示：", "shown: "))\(shown.name ?? shown.evidence) \(link(shown.document ?? shown.source))</li>\n"
            }.joined()
            let spoken = contact.utterances.map(say).joined()
            let empty: HTML = contact.utterances.isEmpty ? "<p class=\"soft\">\(contact.isErased ? words("内容已按规定删除。", "What was said was erased.") : words("没有原话。", "Nothing of what was said is there."))</p>\n" : ""
            let notes: HTML = contact.notes.isEmpty ? "" : "<p class=\"soft\">\(words("批注与规则发现", "Notes and findings"))</p>\n" + list(contact.notes)
            return """
                <div class="contact" id="c\(contact.number)"><h3>\(contact.number) · \(words.time(contact.start)) · \(words(contact.channelName))\(sources(contact.sources))</h3>
                <p class="soft">\([contact.place, words.list(contact.people)].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " · "))</p>
                \(players)\(shown.markup.isEmpty ? "" : "<ul class=\"plain\">\(shown)</ul>\n" as HTML)\(spoken)\(empty)\(notes)</div>

                """
        }.joined()
    }

    private func say(_ spoken: SceneUtterance) -> HTML {
        let kind = spoken.isRecalled ? "gone" : spoken.isDoubtful ? "doubt" : ""
        var marks: HTML = ""
        if spoken.isDoubtful { marks += " \(mark(words("识别存疑", "in doubt"), "soso"))" }
        if spoken.isRecalled { marks += " \(mark(words("已撤回", "taken back"), "soso"))" }
        return """
            <div class="say \(spoken.role)" id="\(spoken.source.anchor)"><div class="who">\(spoken.speaker ?? words.role(spoken.role))</div>\
            <p class="words"><span class="\(kind)">\(lines(spoken.text))</span>\(marks)\(recording(of: spoken.source, at: spoken.start))\
            <span class="src">#\(spoken.source.utterance ?? 0) \(spoken.time.map { words.exact($0) } ?? "")</span></p></div>

            """
    }

    /// A link to the moment in the recording at which something is said.
    private func recording(of source: SceneSource, at start: Int64?) -> HTML {
        guard let start, let contact = scene.contacts.first(where: { $0.sources.contains { $0.record == source.record } }),
            let media = contact.media.first(where: { $0.file != nil }), let file = media.file, start >= media.offset
        else { return "" }
        let milliseconds = start - media.offset
        let seconds = "\(milliseconds / 1000).\(milliseconds % 1000 / 100)"
        return "<a class=\"src\" href=\"\(file)#t=\(seconds)\" data-audio=\"a-\(media.source.record)\" data-at=\"\(seconds)\">▶ \(words.place(milliseconds))</a>"
    }

    private var documents: HTML {
        scene.versions.filter { !$0.clauses.isEmpty }.map { version -> HTML in
            let anchors = version.clauses.map { SceneSource(record: version.id, type: "", position: nil, clause: $0.id).anchor }
            return "<h3>\(words(version.kindName)) · \(version.name)\(link(version.source))</h3>\n"
                + table(
                    [words("条款", "Clause"), words("原文", "Words")],
                    version.clauses.map { clause in
                        let title: HTML = clause.title.isEmpty ? "" : "<br><span class=\"soft\">\(clause.title)</span>"
                        return ["\(self.clause(clause.id, clause.kindName, isForbidden: clause.kind == "forbidden"))\(title)", lines(clause.text)]
                    }, anchors: anchors)
        }.joined()
    }

    private var records: HTML {
        table(
            [words("位置", "Place"), words("种类", "Type"), words("编号", "Id"), words("登记时间", "Recorded"), words("登记人", "By"), words("叶哈希", "Leaf hash")],
            scene.records.map { record in
                [
                    "\(Int(record.position))", "\(words.type(record.type))", "<code>\(record.id)</code>", when(words.exact(record.recorded)), "\(record.by ?? "")",
                    "<code>\(String(record.leafHash.prefix(16)))…</code> \(record.isProved ? "" : mark(words("证明不成立", "proof fails"), "bad"))",
                ]
            }, anchors: scene.records.map { "r-\($0.id)" })
    }

    private var verify: HTML {
        """
        <p>\(words("日志公钥由档案所有者在建档时交给外部人员保存；下列命令逐条核验。", "The log's public key was given out when the archive was made; these commands verify it."))</p>
        <pre>kaipan archive verify --archive FOLDER
        kaipan archive proof POSITION --out FILE --archive FOLDER
        kaipan scene export \(scene.subject.record)</pre>
        <p class="soft">\(words("导出的证据包不需要本程序即可验证。", "The exported package is verified without this program."))</p>

        """
    }
}
