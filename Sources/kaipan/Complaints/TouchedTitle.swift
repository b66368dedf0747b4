import KaipanArchive
import KaipanLog
import KaipanRules
import KaipanScene
import KaipanText

/// What a record is for people, from what stands in the open: nothing is decrypted for it.
enum TouchedTitle {
    /// When and how of a conversation or signing, the topic of a promise; empty where nothing is known.
    static func of(_ record: StoredRecord) -> LocalizedText {
        let data = record.leaf.data
        switch record.leaf.type {
        case .conversation:
            let time = data["started"]?.string.flatMap { Timestamp($0) }.map { String($0.inChina.prefix(16)) }
            let medium = data["medium"]?.string.map { SceneContact.name(ofChannel: $0) }
            return LocalizedText(
                zh: [time, medium?.zh].compactMap(\.self).joined(separator: " "), en: [time, medium?.en].compactMap(\.self).joined(separator: " "))
        case .signing:
            let time = data["time"]?.string.flatMap { Timestamp($0) }.map { String($0.inChina.prefix(16)) } ?? ""
            return LocalizedText(zh: time, en: time)
        case .promise: return data["topic"]?.string.flatMap { PromiseTopic(rawValue: $0) }?.title ?? LocalizedText(zh: "", en: "")
        default: return LocalizedText(zh: "", en: "")
        }
    }
}
