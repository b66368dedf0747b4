import KaipanText

/// Grades what two names have in common by the facts that decide: register, scope, class, status, owner.
///
/// Likeness finds candidates and decides nothing: the same likeness is unlawful within one built-up area and lawful beside it.
public struct NameGrader: Sendable {
    public let context: NameContext
    public let vocabulary: NameVocabulary

    public init(context: NameContext, vocabulary: NameVocabulary) {
        self.context = context
        self.vocabulary = vocabulary
    }

    /// Grades an entry of a register against a new name.
    public func hit(for name: String, _ found: FoundRow) -> NameHit {
        let row = found.row
        let comparison = NameComparison(
            NameText(name, vocabulary: vocabulary, near: context.city), NameText(found.name, vocabulary: vocabulary, near: row.division),
            vocabulary: vocabulary)
        var judgement = Judgement(grade: Self.base(comparison, row.register), reasons: [], counterArguments: [])
        judgement.reasons.append(Self.likeness(comparison))
        switch row.register {
        case .place: judgePlace(row, comparison, &judgement)
        case .trademark: judgeMark(row, comparison, &judgement)
        case .project: judgeProject(row, comparison, &judgement)
        }
        argue(comparison, row.register, sharing: found.sharing, &judgement)
        if found.name != row.name {
            judgement.reasons.append(
                NameReason("这是登记名称“\(row.name)”的其他名称", "this is another name of “\(row.name)”"))
        }
        return finish(found.name, row, found.batch, comparison, judgement)
    }

    /// Grades two bare names, as if both stood in the same city and the same class.
    public func hit(for name: String, comparedWith other: String) -> NameHit {
        let comparison = NameComparison(
            NameText(name, vocabulary: vocabulary, near: context.city), NameText(other, vocabulary: vocabulary, near: context.city),
            vocabulary: vocabulary)
        var judgement = Judgement(grade: Self.base(comparison, nil), reasons: [], counterArguments: [])
        judgement.reasons.append(Self.likeness(comparison))
        judgement.reasons.append(
            NameReason(
                "只比较了两个名称本身；登记种类、城市、类别和权利人没有核对",
                "only the names were compared; register, city, class and owner were not"))
        if let source = context.policy.source {
            judgement.reasons.append(
                NameReason("当地规则：\(source)", "the city's rule: \(source)", law: source, isVerified: context.policy.isVerified))
            if comparison.relation == .suffixOnly, let comparesCores = context.policy.comparesCores {
                judgement.grade = comparesCores ? .high : .low
            }
        }
        if judgement.grade >= .medium { cite(comparison, &judgement) }
        argue(comparison, nil, sharing: 0, &judgement)
        return finish(other, nil, nil, comparison, judgement)
    }

    private struct Judgement {
        var grade: NameGrade
        var reasons: [NameReason]
        var counterArguments: [NameReason]
    }

    // MARK: - Likeness

    private static func base(_ comparison: NameComparison, _ register: RegisterKind?) -> NameGrade {
        let isMark = register == .trademark
        let grade: NameGrade =
            switch comparison.relation {
            case .identical: .high
            case .sameSound: comparison.score >= 0.85 ? .high : .medium
            case .suffixOnly, .prefixOnly, .contains: isMark && !comparison.isWeak ? .high : .medium
            case .insertion: isMark ? .high : .medium
            case .nearSound, .lookAlike, .contained, .reordered, .oneCharacter, .romanised: .medium
            case .similar: comparison.score >= 0.72 ? .medium : .low
            case .distant: comparison.score >= 0.5 ? .low : .note
            }
        let isHeld = comparison.relation == .contains || comparison.relation == .contained || comparison.relation == .similar
        return comparison.isWeak && isHeld ? min(grade, .low) : grade
    }

    private static func likeness(_ comparison: NameComparison) -> NameReason {
        let percent = Int((comparison.score * 100).rounded())
        return NameReason(
            "两名关系：\(comparison.relation.title.zh)，相似 \(percent) %", "relation: \(comparison.relation.title.en), \(percent) % alike")
    }

    /// The provisions that two bare names touch.
    private func cite(_ comparison: NameComparison, _ judgement: inout Judgement) {
        judgement.reasons.append(Self.placeProvision)
        judgement.reasons.append(markProvision)
    }

    // MARK: - Places

    private static let placeProvision = NameReason(
        "同一建成区内的住宅区、楼宇名称不应重名，并避免同音",
        "names of residential areas and buildings within one built-up area shall not be equal and should not sound the same",
        law: "地名管理条例", article: "9.1(8)")

    private func judgePlace(_ row: RegisterRow, _ comparison: NameComparison, _ judgement: inout Judgement) {
        judgement.reasons.append(Self.placeProvision)
        if let source = context.policy.source {
            judgement.reasons.append(
                NameReason("当地规则：\(source)", "the city's rule: \(source)", law: source, isVerified: context.policy.isVerified))
        }
        let isStreet = ["街", "路", "巷", "桥", "道"].contains { row.facts["placeType"]?.contains($0) ?? false }
        switch proximity(row.division) {
        case .within:
            judgement.reasons.append(NameReason("在同一比较范围内", "within the area in which names are compared"))
            if comparison.relation == .identical, row.status != .ended, !isStreet { judgement.grade = .prohibited }
            if comparison.relation == .suffixOnly, context.policy.comparesCores == true { judgement.grade = .high }
            if comparison.relation == .nearSound, context.policy.includesNearSound { judgement.grade = .high }
            if context.policy.includesDialect, comparison.relation == .distant || comparison.relation == .similar || comparison.relation == .oneCharacter,
                comparison.isSameInCantonese
            {
                judgement.grade = max(judgement.grade, .high)
                judgement.reasons.append(NameReason("粤语读音相同", "the same in Cantonese"))
            }
        case .sameProvince:
            judgement.grade = judgement.grade.lowered(by: 2)
            judgement.counterArguments.append(
                NameReason("不在同一城市，不属同一建成区", "in another city, so not in the same built-up area", law: "地名管理条例", article: "9.1(8)"))
        case .elsewhere:
            judgement.grade = .note
            judgement.counterArguments.append(NameReason("不在同一省", "in another province", law: "地名管理条例", article: "9.1(8)"))
        case .unknown:
            judgement.reasons.append(
                NameReason("城市不明，按同一城市评级；用 --city 指明", "the city is not known, so both are taken to be in one; say it with --city"))
        }
        if isStreet {
            judgement.grade = judgement.grade.lowered(by: 1)
            judgement.counterArguments.append(NameReason("登记的是街路桥，类别不同", "the entry is a street or bridge, another class of names"))
        }
        if row.status == .ended {
            judgement.grade = judgement.grade.lowered(by: 1)
            judgement.counterArguments.append(NameReason("该名称已不再使用", "that name is no longer in use"))
        }
    }

    private enum Proximity { case within, sameProvince, elsewhere, unknown }

    private func proximity(_ division: String?) -> Proximity {
        guard let city = context.city, let division else { return .unknown }
        let shared = zip(city, division).prefix { $0 == $1 }.count
        guard shared >= 2 else { return .elsewhere }
        // A municipality's districts are one city, although their codes differ from the third digit on.
        let isMunicipality = ["11", "12", "31", "50"].contains(String(city.prefix(2)))
        let isSameCity = isMunicipality || shared >= 4 || city.hasSuffix("0000") || division.hasSuffix("0000")
        switch context.policy.scope {
        case .province: return .within
        case .city: return isSameCity ? .within : .sameProvince
        case .district:
            guard isSameCity else { return .sameProvince }
            return city == division || city.hasSuffix("00") || division.hasSuffix("00") ? .within : .sameProvince
        }
    }

    // MARK: - Marks

    private static let newTrademarkLaw = CivilDate("2027-01-01")

    private var markProvision: NameReason {
        if let day = Self.newTrademarkLaw, context.asOf >= day {
            return NameReason(
                "与在先商标相同或者近似、用于相同或者类似服务，容易导致混淆（2027-01-01 起施行的文本，条号以原文为准）",
                "equal or similar to an earlier mark for the same or similar services and likely to confuse (text in force from 2027-01-01; see it for the article)",
                law: "商标法", isVerified: false)
        }
        return NameReason(
            "与在先商标相同或者近似、用于相同或者类似服务，容易导致混淆；注册申请亦会被驳回（第三十条）",
            "equal or similar to an earlier mark for the same or similar services and likely to confuse; an application would be refused (article 30)",
            law: "商标法", article: "57(2)")
    }

    private func judgeMark(_ row: RegisterRow, _ comparison: NameComparison, _ judgement: inout Judgement) {
        judgement.reasons.append(markProvision)
        let wanted = context.effectiveClasses
        let list = row.classes.numbers.map(String.init).joined(separator: "、")
        if row.classes.isEmpty {
            judgement.reasons.append(NameReason("登记没有写明类别", "the register gives no class"))
        } else if row.classes.isDisjoint(with: wanted) {
            judgement.grade = row.isWellKnown ? judgement.grade.lowered(by: 1) : judgement.grade.lowered(by: 2)
            judgement.counterArguments.append(NameReason("类别不同（第 \(list) 类）", "other classes (\(row.classes.numbers.map(String.init).joined(separator: ", ")))"))
            if row.isWellKnown {
                judgement.reasons.append(NameReason("驰名商标跨类保护", "a well-known mark is protected across classes", law: "商标法", article: "13(3)"))
            }
        } else {
            let groups = row.groups.isEmpty ? "" : "，类似群 \(row.groups.joined(separator: "、"))"
            let inGroups = row.groups.isEmpty ? "" : ", groups \(row.groups.joined(separator: ", "))"
            judgement.reasons.append(NameReason("同在第 \(list) 类\(groups)", "in class \(row.classes.numbers.map(String.init).joined(separator: ", "))\(inGroups)"))
        }
        switch row.status {
        case .live, .unknown: break
        case .pending:
            judgement.reasons.append(NameReason("商标尚在申请中，结果未定", "the mark is still under examination"))
        case .ended:
            judgement.grade = min(judgement.grade, .low)
            judgement.counterArguments.append(
                NameReason(
                    "商标已失效；注销、撤销、宣告无效之日起一年内仍不予核准近似商标", "the mark has ended; within one year a similar one is still refused",
                    law: "商标法", article: "50"))
        }
        if let expires = row.expires, expires < context.asOf, row.status != .ended {
            judgement.counterArguments.append(NameReason("专用权期限止于 \(expires)，须查是否续展", "the term ended on \(expires); see whether it was renewed"))
        }
        if isOwn(row) {
            judgement.grade = .note
            judgement.counterArguments.append(NameReason("权利人属本集团；须有授权链", "owned within the group; keep the chain of licences"))
        }
        if let registered = row.registered, row.status == .live {
            judgement.counterArguments.append(
                NameReason(
                    "注册于 \(registered)；连续三年不使用可申请撤销", "registered on \(registered); a mark not used for three years can be cancelled",
                    law: "商标法", article: "49(2)"))
        }
        if Self.holdsPlace(comparison.shared) {
            judgement.counterArguments.append(
                NameReason("商标里含有地名的，正当使用地名不受禁止", "a mark that holds a place name does not bar fair use of that name", law: "商标法", article: "59(1)"))
        }
        judgement.counterArguments.append(
            NameReason("申请日前已在先使用并有一定影响的，可在原范围继续使用", "who used the name before and made it known may go on within that scope", law: "商标法", article: "59(3)"))
    }

    private func isOwn(_ row: RegisterRow) -> Bool {
        guard let owner = row.owner else { return false }
        return context.owners.contains { !$0.isEmpty && owner.contains($0) }
    }

    private static func holdsPlace(_ text: String) -> Bool {
        let scalars = Array(text.unicodeScalars)
        return scalars.indices.contains { Divisions.longestPrefix(of: Array(scalars[$0...]), deepest: .city) > 0 }
    }

    // MARK: - The group's projects

    private func judgeProject(_ row: RegisterRow, _ comparison: NameComparison, _ judgement: inout Judgement) {
        judgement.reasons.append(NameReason("集团内已有此项目", "the group already has this project"))
        switch proximity(row.division) {
        case .within: judgement.reasons.append(NameReason("在同一城市", "in the same city"))
        case .sameProvince, .elsewhere:
            judgement.grade = judgement.grade.lowered(by: 1)
            judgement.counterArguments.append(NameReason("不在同一城市；同一产品系可以同名", "in another city; one product line may share a name"))
        case .unknown: break
        }
        if let brand = row.facts["productLine"] ?? row.facts["brand"] {
            judgement.reasons.append(NameReason("产品系：\(brand)", "product line: \(brand)"))
        }
    }

    // MARK: - What speaks for the name

    private func argue(_ comparison: NameComparison, _ register: RegisterKind?, sharing: Int, _ judgement: inout Judgement) {
        let isPlace = register != .trademark
        switch comparison.relation {
        case .suffixOnly where isPlace:
            judgement.counterArguments.append(
                NameReason(
                    "按全名比较的城市（如杭州）认为通名不同即不重名；按专名比较的城市（如宁波、淮安）则视为重名",
                    "cities that compare whole names (Hangzhou) find no equality where the endings differ; those that compare cores (Ningbo, Huai'an) do"))
        case .prefixOnly where isPlace, .contains where isPlace, .contained where isPlace, .similar where isPlace:
            judgement.counterArguments.append(
                NameReason("全名并不相同，前后所加部分可以区分", "the whole names differ; what stands before or behind tells them apart"))
        case .oneCharacter where isPlace:
            judgement.counterArguments.append(
                NameReason("专名不同，也不同音：按地名规则不重名", "the cores differ in writing and sound: not equal under the rules for place names"))
        case .romanised:
            judgement.counterArguments.append(
                NameReason("汉字与对应拼音一般不判近似，除非在先商标驰名", "characters and their Pinyin are as a rule not similar unless the mark is well known"))
        default: break
        }
        if comparison.differsAtFirst {
            judgement.counterArguments.append(
                NameReason(
                    "首字的读音或者字形明显不同的，审查中一般不判近似；法院则看整体（徐福记/于福记）",
                    "where the first character clearly differs in sound or form, examiners as a rule find no similarity; courts look at the whole (徐福记/于福记)"))
        }
        if comparison.isWeak || sharing >= 20 {
            let count = sharing > 1 ? "，登记中有 \(sharing) 个名称共用" : ""
            let english = sharing > 1 ? "; \(sharing) entries share it" : ""
            judgement.counterArguments.append(
                NameReason("共有部分“\(comparison.shared)”显著性弱\(count)", "what both share, “\(comparison.shared)”, is weak\(english)"))
        }
        if comparison.isForeignToEachOther, comparison.relation != .romanised {
            judgement.counterArguments.append(
                NameReason(
                    "一为外文、一为汉字，字形读音差异大；须证明相关公众已形成对应关系",
                    "one is in letters, the other in characters; a correspondence in the public's mind must be shown"))
        }
    }

    // MARK: - Finishing

    private func finish(
        _ name: String, _ row: RegisterRow?, _ batch: RegisterBatch?, _ comparison: NameComparison, _ judgement: Judgement
    ) -> NameHit {
        let register = row?.register ?? (comparison.relation == .suffixOnly || comparison.relation == .prefixOnly ? .place : .trademark)
        var distance: Double?
        if let here = context.coordinate ?? context.city.flatMap({ Divisions.division(code: $0)?.coordinate }) {
            distance = row.flatMap { $0.coordinate ?? $0.division.flatMap { Divisions.division(code: $0)?.coordinate } }.map { here.distance(to: $0) }
        }
        return NameHit(
            name: name, row: row, batch: batch, grade: judgement.grade, comparison: comparison, reasons: judgement.reasons,
            counterArguments: judgement.counterArguments,
            precedent: judgement.grade >= .low ? Precedent.nearest(to: comparison, in: register) : nil,
            actions: Self.actions(judgement.grade, row), distance: distance)
    }

    private static func actions(_ grade: NameGrade, _ row: RegisterRow?) -> [LocalizedText] {
        guard grade >= .medium else { return [] }
        var actions: [LocalizedText] = []
        switch row?.register {
        case .place:
            actions.append(
                grade == .prohibited
                    ? LocalizedText(zh: "更换名称", en: "choose another name")
                    : LocalizedText(zh: "换名，或者加区别词后复查", en: "choose another name, or add what tells it apart and check again"))
            actions.append(
                LocalizedText(zh: "报批前向住建部门、民政部门预核", en: "ask the housing and civil affairs departments before filing"))
        case .trademark:
            actions.append(
                LocalizedText(zh: "更换名称，或者取得商标权人的许可或转让", en: "choose another name, or get a licence or an assignment from the owner"))
            actions.append(
                LocalizedText(zh: "由商标代理查图样、三年不使用和申请中商标", en: "have an agent search devices, non-use and pending applications"))
        case .project:
            actions.append(LocalizedText(zh: "与集团营销、品牌部门确认后再用", en: "agree with the group's marketing and brand departments first"))
        case nil:
            actions.append(
                LocalizedText(
                    zh: "用 kaipan names check 在登记中查证城市、类别、权利人后再定", en: "look up city, class and owner with kaipan names check before deciding"))
        }
        return actions
    }
}
