/// Where a clause stands among the others.
public enum ClauseOrder: Sendable, Hashable {
    /// Its place: clauses with places are said in their order.
    case place(Int)
    case before(clause: String)
    case after(clause: String)

    /// Reads `3`, `在 收款 之前`, `在 身份 之后`, `before X`, `after X`.
    ///
    /// - Returns: nil for anything else.
    public init?(_ text: String) {
        if let number = Int(text) {
            self = .place(number)
            return
        }
        func between(_ start: String, _ end: String) -> String? {
            guard text.lowercased().hasPrefix(start), text.hasSuffix(end), text.count > start.count + end.count else { return nil }
            let name = text.dropFirst(start.count).dropLast(end.count).filter { $0 != "「" && $0 != "」" }
            let trimmed = name.split(separator: " ").joined(separator: " ")
            return trimmed.isEmpty ? nil : trimmed
        }
        if let name = between("在", "之前") { self = .before(clause: name) }
        else if let name = between("在", "之后") { self = .after(clause: name) }
        else if let name = between("before ", "") { self = .before(clause: name) }
        else if let name = between("after ", "") { self = .after(clause: name) }
        else { return nil }
    }
}
