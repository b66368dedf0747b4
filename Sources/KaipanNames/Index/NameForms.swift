import KaipanText

/// The cores under which a name is filed and looked for.
enum NameForms {
    /// The core for place names and the one for marks, where they differ, as the index's characters.
    static func cores(of name: NameText) -> [[UInt16]] { distinct([name.placeCore, name.markCore]) }

    /// The cores to look for.
    ///
    /// Whether a word in front is a city and one behind a generic ending is often a guess, and one changed character makes it another: 新苑
    /// in 霞晚人新苑 hides the turned round 新人晚霞. A name is looked for by the other guesses as well: with the ending but its last
    /// character, with all of it, and with what stands in front.
    static func queries(of name: NameText) -> [[UInt16]] {
        let core = name.placeCore
        let ending = name.characters.filter { $0.part == .suffix }.map(\.scalar)
        let front = name.characters.filter { $0.part == .city || $0.part == .brand }.map(\.scalar)
        return distinct([core, name.markCore, core + ending.dropLast(), core + ending, front + core])
    }

    /// How many cores a query has, at most.
    static let queryCount = 5

    private static func distinct(_ forms: [[UInt32]]) -> [[UInt16]] {
        var result: [[UInt16]] = []
        for form in forms {
            let core = form.prefix(IndexLayout.coreLength).map(CoreRecord.code)
            if !core.isEmpty, !result.contains(core) { result.append(core) }
        }
        return result
    }
}
