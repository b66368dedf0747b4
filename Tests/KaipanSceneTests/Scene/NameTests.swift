import KaipanArchive
import KaipanRules
import KaipanScene
import KaipanText
import Testing

/// What a person reads has a name in both languages; the key is for JSON.
@Suite struct NameTests {
    private func isNamed(_ name: LocalizedText, _ key: String) -> Bool {
        name.zh.unicodeScalars.contains { $0.properties.isIdeographic } && !name.en.isEmpty && name.en.utf8.allSatisfy { $0 < 0x80 }
    }

    @Test(arguments: ImportedGap.Kind.allCases.map(\.rawValue) + SigningEnding.allCases.map { "signing-\($0.rawValue)" } + [
        "no-consent", "no-recording", "device-off", "clock-offset", "erased", "not-reviewed", "doubtful", "unanswered-question", "signing-objection",
    ])
    func `every gap that a program of ours declares has a name`(kind: String) { #expect(isNamed(SceneGap.name(of: kind), kind)) }

    @Test func `what nobody knows is its own name`() {
        #expect(SceneGap.name(of: "signing-strike") == LocalizedText(zh: "signing-strike", en: "signing-strike"))
        #expect(DisclosureItem.name(of: "学区") == LocalizedText(zh: "学区", en: "学区"))
    }

    @Test(arguments: PromiseTopic.allCases.map(\.rawValue) + ["adverse-factors"])
    func `every item of a disclosure has a name`(item: String) { #expect(isNamed(DisclosureItem.name(of: item), item)) }

    @Test(arguments: RecordType.allCases)
    func `every type of record has a name`(type: RecordType) { #expect(isNamed(type.title, type.rawValue)) }

    @Test(arguments: ArchiveAction.allCases)
    func `every action has a name`(action: ArchiveAction) { #expect(isNamed(action.name, action.rawValue)) }

    @Test(arguments: [Language.chinese, .english])
    func `the case's report has no key of a disclosure or a gap`(language: Language) throws {
        let scene = try CaseScene.shared.get()
        for text in [SceneReport.text(scene, language: language), SceneReport.html(scene, language: language)] {
            for key in ["fit-out", "property-fee", "adverse-factors", "device-off", "clock-jump", "wecom-meeting", "volcengine"] {
                // An item is not its English name.
                #expect(!text.contains(">\(key)<") && !text.contains("\n\(key):") && !text.contains("、\(key)") && !text.contains(", \(key)"), "\(key)")
            }
        }
    }
}
