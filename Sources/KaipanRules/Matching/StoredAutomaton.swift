/// One automaton where it lies in a file.
struct StoredAutomaton: Sendable {
    var file: MappedFile
    var image: Range<Int>
    /// What `PatternDatabase.headSum(of:)` says of it.
    var headSum: UInt32

    /// Nil where it is damaged as far as its head tells.
    func database() -> PatternDatabase? { PatternDatabase(file, image, headSum: headSum) }
}
