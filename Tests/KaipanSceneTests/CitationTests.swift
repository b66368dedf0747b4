import KaipanScene
import Testing

struct CitationTests {
    private let passage = Passage(source: SourceReference(kind: .utterance, record: "c", part: "3"), role: .seller, text: "𠮷𠮷学区房é", start: 500)

    /// Ranges count scalars, whatever UTF-16 and characters say, and never leave the text.
    @Test(arguments: [(2..<5, "学区房", 2..<5), (0..<2, "𠮷𠮷", 0..<2), (5..<9, "é", 5..<7), (9..<12, "", 7..<7)])
    func `cites scalars of the passage`(_ range: Range<Int>, text: String, cut: Range<Int>) {
        let text = text == "é" ? "e\u{301}" : text
        var passage = passage
        passage.text = "𠮷𠮷学区房e\u{301}"
        let citation = Citation(passage, range)
        #expect(citation.text.unicodeScalars.elementsEqual(text.unicodeScalars))
        #expect(citation.characters == cut)
        #expect(citation.source == passage.source && citation.start == 500)
    }
}
