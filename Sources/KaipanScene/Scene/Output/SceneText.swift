import KaipanReports
import KaipanText

/// A scene as plain text for a terminal.
struct SceneText {
    private let scene: Scene
    private let words: SceneWords
    private let width: Int?
    private var lines: [String] = []

    init(_ scene: Scene, _ language: Language, width: Int?) {
        self.scene = scene
        self.width = width
        words = SceneWords(language: language)
    }

    var report: String {
        var copy = self
        copy.write()
        return copy.lines.joined(separator: "\n") + "\n"
    }

    private mutating func write() {
        summary()
        contacts()
        versions()
        signing()
        ledger()
        adherence()
        acknowledgements()
        integrity()
        gaps()
        checklist()
        custody()
    }

    private mutating func head(_ zh: String, _ en: String) { lines += ["", WrappedText.wrapped("== \(words(zh, en)) ==", width: width)] }

    /// What documents and people said must not steer a terminal.
    private mutating func line(_ text: String, _ sources: [SceneSource] = [], indent: Int = 0) {
        let labels = sources.isEmpty ? "" : "  [" + sources.map(words.label).joined(separator: "; ") + "]"
        lines.append(WrappedText.wrapped(VisibleText.escaped(text) + labels, mark: String(repeating: " ", count: indent), hanging: 2, width: width))
    }

    private mutating func statement(_ statement: SceneStatement) { line("· " + words(statement.text), statement.sources) }

    private var variant: String {
        switch scene.variant {
        case .full: ""
        case .customer: words("（客户副本）", " (customer's copy)")
        case .reviewer: words("（质检阅览，客户信息已隐去）", " (for review, customers' data redacted)")
        }
    }

    private mutating func summary() {
        let summary = scene.summary
        line(words("签约场景", "The scene of a signing") + variant)
        if let known = scene.asKnownAt { line(words("截至 \(words.exact(known)) 已登记的内容", "as recorded by \(words.exact(known))")) }
        if let project = summary.project { line(words("项目：", "project: ") + project + (summary.unit.map { " \($0)" } ?? "")) }
        if !summary.customers.isEmpty { line(words("客户：", "customers: ") + words.list(summary.customers)) }
        if !summary.agents.isEmpty { line(words("置业顾问：", "agents: ") + words.list(summary.agents)) }
        if let number = summary.contractNumber { line(words("合同编号：", "contract: ") + number) }
        if let signed = summary.signed { line(words("签约：", "signed: ") + words.time(signed)) }
        if let question = summary.question { line(words("问题：", "question: ") + words(question.text), question.sources) }
        head("要点", "In short")
        for item in summary.bottomLine { statement(item) }
        head("缺什么", "What is missing")
        if summary.missing.isEmpty { line(words("没有登记。", "nothing is recorded")) }
        for item in summary.missing { statement(item) }
    }

    private mutating func contacts() {
        head("时间线", "Timeline")
        for contact in scene.contacts {
            let facts = [
                words(contact.channelName), contact.place, words.list(contact.people), words(contact.clock.name), words.integrity(contact),
                words.lag(contact),
            ].compactMap(\.self).filter { !$0.isEmpty }
            line("\(contact.number). \(words.time(contact.start))  " + facts.joined(separator: " · "), contact.sources)
            for shown in contact.shown {
                line(words("出示：", "shown: ") + (shown.name ?? shown.evidence), [shown.document ?? shown.source], indent: 4)
            }
            for spoken in contact.utterances {
                let mark = (spoken.isDoubtful ? " ?" : "") + (spoken.isRecalled ? words("（已撤回）", " (taken back)") : "")
                line("\(spoken.speaker ?? words.role(spoken.role))\(mark): \(spoken.text)", [spoken.source], indent: 4)
            }
            for note in contact.notes { line("※ " + words(note.text), note.sources, indent: 4) }
        }
    }

    private mutating func versions() {
        head("当时有效的版本", "In force")
        if let then = words.inForceThen(scene) { line(then) }
        for version in scene.versions {
            let inForce = scene.contacts.filter { $0.inForce.contains(version.id) }.map { "\($0.number)" }
            let time = "\(words.time(version.from)) – \(version.to.map { words.time($0) } ?? words("至今", "now"))"
            let contacts = inForce.isEmpty ? "" : words("；接触 ", "; contacts ") + inForce.joined(separator: ", ")
            let recorded = [words.recorded(version, signed: scene.signing?.time), words.notKnown(version, in: scene.contacts)].compactMap(\.self)
            line("\(words(version.kindName)) \(version.name)  \(time)\(contacts)", [version.source])
            line(recorded.joined(separator: words("；", "; ")), indent: 4)
            for change in version.changes ?? [] {
                let text = [change.old.map { "“\($0)”" }, change.new.map { "“\($0)”" }].compactMap(\.self).joined(separator: " → ")
                let kind = change.clauseKindName.map { "【\(words($0))】" } ?? ""
                line("\(words.change(change.kind)) \(kind)\(change.clause): \(text)", indent: 4)
            }
        }
    }

    private mutating func signing() {
        guard let signing = scene.signing else { return }
        head("签约过程", "The signing, minute by minute")
        if !signing.present.isEmpty { line(words("在场：", "present: ") + words.list(signing.present)) }
        for moment in signing.moments {
            let who = moment.who.map { "\($0): " } ?? ""
            line("\(words.exact(moment.time).suffix(8))  \(words(moment.kind.name))  \(who)\(words(moment.text))\(moment.isDoubtful ? " ?" : "")", moment.sources)
        }
    }

    private mutating func ledger() {
        guard let ledger = scene.ledger else { return }
        head("承诺台账", "Ledger of promises")
        for row in ledger {
            line("\(words(row.topicName))  “\(row.promise.text)”  → \(words(row.isRejected ? row.statusName : row.overallName))", [row.promise.source])
            if let decision = row.decision { line("※ " + words(decision.text), [decision.source], indent: 4) }
            for relation in row.relations {
                let cited = relation.citation.map { " “\($0.text)”" } ?? ""
                line("\(relation.document): \(words(relation.name))\(words.late(relation.isLate))\(cited)", [relation.citation?.source].compactMap(\.self), indent: 4)
            }
            for question in row.questions {
                line("? \(words(question.question))\(question.note.map { "  \(words($0))" } ?? "")", question.evidence.map(\.source), indent: 4)
            }
            for note in row.notes { line("※ " + words(note), indent: 4) }
        }
    }

    private mutating func adherence() {
        guard let rows = scene.adherence else { return }
        head("说辞核对", "The script")
        for row in rows.filter({ !$0.isUncertain }) { adherence(row) }
        let uncertain = rows.filter(\.isUncertain)
        guard !uncertain.isEmpty else { return }
        line(words("不能确定（不等于没有说）：", "uncertain, which does not mean that it was not said:"))
        for row in uncertain { adherence(row) }
    }

    private mutating func adherence(_ row: SceneAdherenceRow) {
        let number = scene.contacts.first { $0.sources.contains { $0.record == row.conversation } }.map { "[\($0.number)] " } ?? ""
        line("\(number)\(row.clauseName): \(words(row.outcomeName))\(words.late(row.isLate))", [row.clause] + row.citations.map(\.source))
        if row.isUncertain { for reason in row.reasons { line(words(reason), indent: 4) } }
    }

    private mutating func acknowledgements() {
        guard let rows = scene.acknowledgements else { return }
        head("告知的确认强度", "How firmly each disclosure was acknowledged")
        for row in rows {
            line("\(words(row.itemName)): \(words.strength(row))  \(row.reasons.map { words($0) }.joined(separator: words("；", "; ")))", [row.source] + row.citations.map(\.source))
        }
    }

    private mutating func integrity() {
        let integrity = scene.integrity
        head("完整性", "Integrity")
        line("\(integrity.origin)  \(integrity.size)  \(integrity.root)")
        for item in integrity.proves { statement(item) }
        line(words("不能证明：", "It does not prove:"))
        for item in integrity.doesNotProve { statement(item) }
    }

    private mutating func gaps() {
        head("已声明的缺失", "Gaps declared")
        for gap in scene.gaps { line("· \(words.time(gap.from))  \(words(gap.name)): \(words(gap.text))", gap.sources) }
    }

    private mutating func checklist() {
        head("《民事诉讼证据规定》第九十三、九十四条", "Provisions on Evidence in Civil Procedure, articles 93 and 94")
        for item in scene.checklist {
            line("\(item.article)  \(words(item.question)) — \(words(item.state.name))")
            for fact in item.facts { line("· " + words(fact.text), fact.sources, indent: 4) }
        }
    }

    private mutating func custody() {
        head("保管", "Custody")
        for event in scene.custody {
            let who = event.who.map { " \($0)" } ?? ""
            line("\(words.time(event.time))\(who)  \(words(event.kind.name)): \(words(event.text))\(event.sha256.map { "  sha256 \($0)" } ?? "")", [event.source])
        }
    }
}
