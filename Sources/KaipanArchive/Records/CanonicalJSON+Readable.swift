import Foundation
import KaipanLog
import KaipanText

extension CanonicalJSON {
    /// Reads JSON as people write it, with white space and in any order.
    ///
    /// - Throws: `ArchiveError.invalid` for what is no JSON, and for fractions; keys are checked when it is written.
    public init(readable text: String) throws {
        let value: Any
        do { value = try JSONSerialization.jsonObject(with: Data(text.utf8), options: [.fragmentsAllowed]) } catch {
            throw ArchiveError.invalid(what: LocalizedText(zh: "不是 JSON：\(error.localizedDescription)", en: "no JSON: \(error.localizedDescription)"))
        }
        self = try Self.value(value)
    }

    private static func value(_ value: Any) throws -> CanonicalJSON {
        switch value {
        case is NSNull: return .null
        case let text as String: return .string(text)
        case let values as [Any]: return .array(try values.map { try Self.value($0) })
        case let members as [String: Any]: return .object(CanonicalObject(try members.map { ($0.key, try Self.value($0.value)) }))
        case let number as NSNumber:
            // Foundation keeps true and 1 apart by the type that encodes them only.
            if String(cString: number.objCType) == "c" { return .bool(number.boolValue) }
            guard let integer = Int64(exactly: number.doubleValue), CanonicalJSON.integers.contains(integer) else {
                throw ArchiveError.invalid(what: LocalizedText(zh: "\(number) 不是整数", en: "\(number) is no whole number"))
            }
            return .integer(integer)
        default: throw ArchiveError.invalid(what: LocalizedText(zh: "不认识的 JSON 值", en: "an unknown value in JSON"))
        }
    }
}
