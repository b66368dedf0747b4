import KaipanArchive
import KaipanText

/// Why there is no scene.
public enum SceneError: Error, Sendable, Hashable {
    /// No signing, contract or complaint has the name.
    case notFound(String)
    /// A record of another type has the id.
    case noSubject(id: String, type: String)
    /// Several signings have the contract number; the id of each with the number as it was recorded.
    case severalSignings(number: String, ids: [String])
    /// A customer's copy needs something that blacks out what is others'.
    case noRedactor
    /// A copy for somebody who is named otherwise than by an id.
    ///
    /// - Parameter customers: of the sale, the id with the name.
    case customerNeedsID(text: String, customers: [String])
    /// A copy for a customer whose sale this was not.
    case noCustomer(id: String, customers: [String])

    public var message: LocalizedText {
        switch self {
        case .notFound(let name):
            LocalizedText(
                zh: "没有编号为“\(name)”的签约、合同或投诉。请给出签约或投诉的记录编号（至少前 6 位），或合同编号（大小写、全半角和空格不影响）。",
                en: "No signing, contract or complaint is called “\(name)”. Give the id of a signing or a complaint (its first six characters at least), or the contract number; case, full width and spaces make no difference.")
        case .noSubject(let id, let type):
            LocalizedText(
                zh: "\(id) 是“\(RecordType(rawValue: type)?.title.zh ?? type)”，场景须从签约或投诉还原。",
                en: "\(id) is a record of another type (\(RecordType(rawValue: type)?.title.en ?? type)); a scene begins with a signing or a complaint.")
        case .severalSignings(let number, let ids):
            LocalizedText(
                zh: "合同编号 \(number) 有 \(ids.count) 条签约记录，请给出其中一条的记录编号，或照原样写出合同编号：\n  " + ids.joined(separator: "\n  "),
                en: "\(ids.count) signings have the contract number \(number); give the id of one, or its number as it is written:\n  " + ids.joined(separator: "\n  "))
        case .customerNeedsID(let text, let customers):
            LocalizedText(
                zh: "“\(text)”不是客户的记录编号。客户副本须写编号（至少前 6 位），不能写姓名。本次签约的客户：\n  " + customers.joined(separator: "\n  "),
                en: "“\(text)” is no customer's record. A copy is asked for by the id (its first six characters at least), not by a name. The customers of this sale:\n  "
                    + customers.joined(separator: "\n  "))
        case .noCustomer(let id, let customers):
            LocalizedText(
                zh: "\(id) 不是这次签约的客户，不能给他副本。本次签约的客户：\(customers.joined(separator: "、"))。",
                en: "\(id) is no customer of this sale and gets no copy of it. Its customers are \(customers.joined(separator: ", ")).")
        case .noRedactor:
            LocalizedText(zh: "客户副本须先遮盖他人信息，但没有遮盖规则。", en: "A customer's copy blacks out what is others', and there are no rules to do it by.")
        }
    }
}
