import KaipanArchive
import KaipanText

/// The words of reports, in one language.
struct SceneWords: Sendable {
    let language: Language

    func callAsFunction(_ zh: String, _ en: String) -> String { language == .chinese ? zh : en }
    func callAsFunction(_ text: LocalizedText) -> String { text[language] }

    func time(_ time: Timestamp?) -> String { time.map { String($0.inChina.prefix(16)) } ?? "—" }
    func exact(_ time: Timestamp?) -> String { time?.inChina ?? "—" }
    func list(_ texts: [String]) -> String { texts.joined(separator: self("、", ", ")) }

    /// Minutes and seconds since a recording began.
    func place(_ milliseconds: Int64) -> String {
        let seconds = milliseconds / 1000
        func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return seconds >= 3600 ? "\(seconds / 3600):\(two(seconds / 60 % 60)):\(two(seconds % 60))" : "\(two(seconds / 60)):\(two(seconds % 60))"
    }

    func role(_ role: String) -> String {
        switch role {
        case "seller": self("销售", "seller")
        case "customer": self("客户", "customer")
        case "other": self("其他", "other")
        default: self("未知", "unknown")
        }
    }

    func type(_ type: String) -> String { RecordType(rawValue: type).map { self($0.title) } ?? type }

    /// A source in few characters: what it is, the end of its id, the utterance or clause, the place in the log.
    func label(_ source: SceneSource) -> String {
        var text = "\(type(source.type)) \(source.record.suffix(5))"
        if let utterance = source.utterance { text += "#\(utterance)" }
        if let clause = source.clause { text += " \(clause)" }
        return text + (source.position.map { " @\($0)" } ?? "")
    }

    func change(_ kind: SceneChange.Kind) -> String {
        switch kind {
        case .added: self("新增", "added")
        case .removed: self("删去", "removed")
        case .changed: self("改为", "changed")
        }
    }

    /// How long after it happened something was recorded.
    func lag(_ contact: SceneContact) -> String? {
        guard let start = contact.start else { return nil }
        let days = (contact.recorded.milliseconds - start.milliseconds) / 86_400_000
        return days >= 1 ? self("\(days) 天后登记", "recorded \(days) day\(days == 1 ? "" : "s") later") : nil
    }

    /// When a version was recorded, and how that stands to the signing and to the date from which it is said to hold.
    func recorded(_ version: SceneVersion, signed: Timestamp?) -> String {
        func days(since moment: Timestamp) -> Int64 { (version.recorded.milliseconds - moment.milliseconds) / 86_400_000 }
        let lag: String =
            if let signed, version.from <= signed, version.recorded > signed {
                days(since: signed) > 0
                    ? self("签约后 \(days(since: signed)) 天才登记", "recorded \(days(since: signed)) day\(days(since: signed) == 1 ? "" : "s") after the signing")
                    : self("签约之后才登记", "recorded after the signing")
            } else if days(since: version.from) > 0 {
                self("生效后 \(days(since: version.from)) 天登记", "recorded \(days(since: version.from)) day\(days(since: version.from) == 1 ? "" : "s") after it took effect")
            } else { self("登记", "recorded") }
        return "\(lag) \(time(version.recorded))"
    }

    /// The contacts for which a version counts as in force although the archive did not have it yet; nil where there are none.
    func notKnown(_ version: SceneVersion, in contacts: [SceneContact]) -> String? {
        let numbers = contacts.filter { $0.inForce.contains(version.id) && !$0.inForceAsKnownThen.contains(version.id) }.map { "\($0.number)" }
        // Of many the list is there already.
        if numbers.count > 1, numbers.count == contacts.count(where: { $0.inForce.contains(version.id) }) {
            return self("这些接触时档案均尚未登记", "not recorded yet at any of these contacts")
        }
        return numbers.isEmpty ? nil : self("接触 \(numbers.joined(separator: ", ")) 时档案尚未登记", "not recorded yet at contact\(numbers.count == 1 ? "" : "s") \(numbers.joined(separator: ", "))")
    }

    /// What was in force at the signing by what the archive knew then, where that differs from what it knows now; nil without a difference.
    func inForceThen(_ scene: Scene) -> String? {
        guard let contact = scene.contacts.first(where: \.isSigning), contact.inForce != contact.inForceAsKnownThen else { return nil }
        let known = scene.versions.filter { contact.inForceAsKnownThen.contains($0.id) }.map { "\(self($0.kindName))“\($0.name)”" }
        return known.isEmpty
            ? self("签约时（按当时所知）：档案里还没有登记任何有效版本；下列版本均为事后登记。", "At the signing, as known then: no version in force was recorded yet; those below were all recorded later.")
            : self("签约时（按当时所知）有效：\(list(known))。", "In force at the signing, as known then: \(list(known)).")
    }

    func integrity(_ contact: SceneContact) -> String {
        contact.isErased ? self("内容已删除，登记可证", "erased; its record is proved")
            : contact.isProved ? self("已证明", "proved") : self("证明不成立", "proof fails")
    }

    /// The mark behind a verdict by a script that was recorded later; empty without.
    func late(_ isLate: Bool?) -> String { isLate == true ? self("（事后登记）", " (recorded later)") : "" }

    func strength(_ row: SceneAcknowledgementRow) -> String { "\(row.strength) \(self(row.strengthName))" }
}
