import KaipanNames
import Testing

@Suite("A name taken apart")
struct NameTextTests {
    private let vocabulary = NameVocabulary()

    /// The parts of a name as marked text: the core as it is, everything else in ⟦part:text⟧.
    private func parts(_ name: String, near: String? = nil) -> String {
        var result = "", open: NamePart?
        for character in NameText(name, vocabulary: vocabulary, near: near).characters {
            let part: NamePart? = character.part == .core ? nil : character.part
            if part != open {
                if open != nil { result += "⟧" }
                if let part { result += "⟦\(part.rawValue):" }
                open = part
            }
            result += character.text
        }
        return result + (open == nil ? "" : "⟧")
    }

    @Test("brand, city, ending and phase stand apart from the core", arguments: [
        ("听松家园", "听松⟦suffix:家园⟧"),
        ("听松家园二期", "听松⟦suffix:家园⟧⟦phase:二期⟧"),
        ("听松家园A区", "听松⟦suffix:家园⟧⟦phase:A区⟧"),
        ("万科听松里", "⟦brand:万科⟧听松⟦suffix:里⟧"),
        ("杭州听松花园", "⟦city:杭州⟧听松⟦suffix:花园⟧"),
        ("听松国际花园", "听松⟦suffix:国际花园⟧"),
        ("云里花园小区", "云里⟦suffix:花园小区⟧"),
        ("听松路(云里街)", "听松⟦suffix:路⟧⟦qualifier:(云里街)⟧"),
        ("听松·云里", "听松⟦symbol:·⟧云⟦suffix:里⟧"),
        ("翠苑", "翠苑"),
        ("花园", "花园"),
        ("聽松家園", "聽松⟦suffix:家園⟧"),
    ])
    func takesApart(_ name: String, _ expected: String) {
        #expect(parts(name) == expected)
    }

    @Test("a county elsewhere is a word", arguments: [(nil, "龙湖听松苑"), ("440507", "龙湖听松苑")] as [(String?, String)])
    func keepsCountiesElsewhere(_ near: String?, _ name: String) {
        // 龙湖 is a brand, a district of Shantou, and a word; it never stays in the core.
        #expect(NameText(name, vocabulary: vocabulary, near: near).text(of: .core) == "听松")
    }

    @Test("朝阳 is a district in Beijing and a word in Hangzhou", arguments: [("110105", "听松"), ("330100", "朝阳听松")])
    func goesByThePlace(_ near: String, _ core: String) {
        #expect(NameText("朝阳听松苑", vocabulary: vocabulary, near: near).text(of: .core) == core)
    }

    @Test("every character is kept, whatever the name", arguments: ["", "A", "苑苑苑苑", "一二三四五六七八九十百千万", "😀听松", "()", "\u{200B}听松"])
    func losesNothing(_ name: String) {
        let text = NameText(name, vocabulary: vocabulary)
        let kept = text.characters.map(\.text).joined().unicodeScalars
        #expect(Array(kept) == name.unicodeScalars.filter { $0 != "\u{200B}" })
    }

    @Test("a company's own brands count")
    func takesBrands() {
        let own = NameVocabulary(brands: ["山外"])
        #expect(NameText("山外听松苑", vocabulary: own).text(of: .brand) == "山外")
        #expect(NameText("山外听松苑", vocabulary: vocabulary).text(of: .brand) == "")
    }
}
