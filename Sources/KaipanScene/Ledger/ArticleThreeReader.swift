import KaipanRules
import KaipanText

/// Gathers what bears on the four questions of article 3; it answers none of them.
struct ArticleThreeReader {
    let promise: Promise
    let others: [Promise]
    /// Brochures and other advertising.
    let brochures: [LedgerRelation<DocumentRelation>]
    /// What was shown besides: price lists, notices, plans.
    let rest: [LedgerRelation<DocumentRelation>]
    let script: LedgerRelation<ScriptRelation>?
    let mentions: TopicMentions
    /// When it was signed; nil where nothing was, or where nobody knows.
    let signed: Timestamp?
    let planningScope: [Passage]
    let profile: JurisdictionProfile

    var questions: [ArticleThreeQuestion] { [development, specific, influence, attribution] }

    private var development: ArticleThreeQuestion {
        let words =
            switch promise.insideDevelopment {
            case true?: LocalizedText(zh: "用语和事项指向项目之内", en: "topic and words point to what lies inside")
            case false?: LocalizedText(zh: "用语和事项指向项目之外", en: "topic and words point to what lies outside")
            case nil: LocalizedText(zh: "用语和事项看不出在项目之内还是之外", en: "neither topic nor words tell whether it lies inside")
            }
        let scope = planningScope.isEmpty
            ? LocalizedText(zh: "；档案中没有规划范围的文件", en: "; the archive has no document of the planned bounds")
            : LocalizedText(zh: "；规划范围见所引文件", en: "; for the planned bounds see the documents cited")
        let law = profile.asksForDevelopment
            ? LocalizedText(zh: "", en: "")
            : LocalizedText(zh: "；\(profile.name.zh)的规定不以此为条件", en: "; the law of \(profile.name.en) does not ask it")
        return ArticleThreeQuestion(
            question: .insideDevelopment, isAsked: profile.asksForDevelopment, evidence: [promise.citation] + planningScope.map { Citation($0) },
            note: LocalizedText(zh: words.zh + scope.zh + law.zh, en: words.en + scope.en + law.en))
    }

    private var specific: ArticleThreeQuestion {
        let reasons = promise.specificity.reasons
        return ArticleThreeQuestion(
            question: .specific, isAsked: true, evidence: [promise.citation],
            note: LocalizedText(
                zh: "具体程度 \(promise.specificity.score)/100：\(reasons.map(\.zh).joined(separator: "；"))",
                en: "specificity \(promise.specificity.score)/100: \(reasons.map(\.en).joined(separator: "; "))"))
    }

    private var influence: ArticleThreeQuestion {
        guard let topic = promise.topic else {
            return ArticleThreeQuestion(question: .influence, isAsked: true, evidence: [], note: LocalizedText(zh: "无", en: "none"))
        }
        let asked = mentions.of(topic)
        let repeated = others.filter { $0.id != promise.id && $0.sense == .promise && $0.topic == topic && $0.claim.attribute == promise.claim.attribute }.map(\.citation)
        func stating(_ relations: [LedgerRelation<DocumentRelation>]) -> [Citation] {
            relations.filter { $0.kind == .stated || $0.kind == .narrowed }.flatMap(\.citations)
        }
        let shown = stating(brochures), lists = stating(rest)
        let besides = lists.isEmpty
            ? LocalizedText(zh: "", en: "")
            : LocalizedText(
                zh: "，价目表、公示等文件另有 \(lists.count) 处", en: ", price lists, notices and the like in \(lists.count) place\(lists.count == 1 ? "" : "s") more")
        return ArticleThreeQuestion(
            question: .influence, isAsked: true, evidence: asked + repeated + shown + lists,
            note: LocalizedText(
                zh: "客户谈到这一事项 \(asked.count) 次\(later(asked).zh)，同类允诺另有 \(repeated.count) 次\(later(repeated).zh)，宣传资料载有 \(shown.count) 处\(besides.zh)；价格上的影响须另行举证",
                en: "the customer spoke of it \(Self.times(asked.count))\(later(asked).en), it was promised \(Self.times(repeated.count)) more\(later(repeated).en), brochures have it in \(shown.count) place\(shown.count == 1 ? "" : "s")\(besides.en); its weight on the price has to be shown otherwise"))
    }

    private static func times(_ count: Int) -> String { count == 1 ? "once" : "\(count) times" }

    /// What was said after the signing cannot have weighed on it.
    private func later(_ citations: [Citation]) -> LocalizedText {
        let count = citations.count { citation in citation.time.map { time in signed.map { time > $0 } ?? false } ?? false }
        return count == 0 ? LocalizedText(zh: "", en: "") : LocalizedText(zh: "（其中签约后 \(count) 次）", en: " (\(count) of that after the signing)")
    }

    private var attribution: ArticleThreeQuestion {
        let who: LocalizedText
        switch promise.role {
        case .seller where promise.citation.source.kind == .utterance: who = LocalizedText(zh: "由登记为销售一方的人说出", en: "said by somebody recorded as the seller's")
        case .seller: who = LocalizedText(zh: "载于销售一方的文件", en: "stands in the seller's document")
        default: who = LocalizedText(zh: "说话人身份不明", en: "nobody knows who said it")
        }
        var evidence = [promise.citation]
        var basis = LocalizedText(zh: "；授权和雇佣关系须看人员登记", en: "; for authority and employment see the agent's record")
        if let script, script.kind != .notCovered {
            evidence += script.citations
            basis = script.kind == .allowed
                ? LocalizedText(zh: "；统一说辞有此口径", en: "; the approved script says it")
                : LocalizedText(zh: "；统一说辞不许这样说，是否构成表见代理由律师判断", en: "; the approved script forbids it, and whether it binds the seller is a lawyer's to judge")
        }
        return ArticleThreeQuestion(
            question: .attribution, isAsked: true, evidence: evidence, note: LocalizedText(zh: who.zh + basis.zh, en: who.en + basis.en))
    }
}
