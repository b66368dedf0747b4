import KaipanText

/// Finds a division by the names that a register writes: 浙江省, 杭州市, 西湖区.
enum DivisionSearch {
    /// The code of the smallest division that is named and lies in those before it; nil where none is known.
    static func code(of names: [String]) -> String? {
        var found: Division?
        for name in names where !name.isEmpty {
            let candidates = Divisions.named(name)
            let inside = candidates.first { candidate in found.map { DivisionCode.covers($0.code, candidate.code) } ?? true }
            // A county's name alone may belong to several; only one that is the only one counts without its city.
            if let inside, found != nil || candidates.count == 1 || inside.level < .county { found = inside }
        }
        return found?.code
    }
}
