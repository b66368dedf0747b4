import Foundation
import KaipanDocuments
import KaipanRules
import KaipanText

/// Applies a set of rules to documents; a value that any thread may use.
public struct DocumentChecker: Sendable {
    public let rules: RuleSet
    private let scanners: ScannerPool
    private let selections: RuleSelections
    private let naming: NamingCache

    public init(rules: RuleSet) {
        self.rules = rules
        scanners = ScannerPool(automata: rules.automata)
        selections = RuleSelections(rules: rules)
        naming = NamingCache(folder: rules.namingFolder)
    }

    /// What the check of one document gave, with what a set of documents needs to know of it.
    package struct Outcome: Sendable {
        package var findings: [Finding] = []
        package var exemptions: [Exemption] = []
        /// The rules whose disclosure, wanted anywhere in the document, was made.
        package var disclosed: Set<String> = []
        /// The rules among the findings whose disclosure may stand in another document of the set.
        package var undisclosed: Set<String> = []
    }

    /// The findings of one document, in the order of its text.
    ///
    /// The same input gives the same findings, whatever else runs.
    /// - Parameters:
    ///   - file: the name that notes are given.
    ///   - speaker: who speaks where the document does not say.
    public func findings(
        in document: Document, file: String, kind: DocumentKind, settings: CheckSettings, speaker: Speaker = .seller
    ) -> [Finding] {
        check(document, file: file, kind: kind, settings: settings, speaker: speaker).findings
    }

    /// - Parameter isInSet: whether what the document discloses is wanted for others, too.
    package func check(
        _ document: Document, file: String, kind: DocumentKind, settings: CheckSettings, speaker: Speaker = .seller,
        isInSet: Bool = false
    ) -> Outcome {
        check(
            document, file: file, kind: kind, active: selections.rules(for: kind, settings), settings: settings,
            speaker: speaker, isInSet: isInSet)
    }

    func check(
        _ document: Document, file: String, kind: DocumentKind, active: ActiveRules, settings: CheckSettings,
        speaker: Speaker, isInSet: Bool = false
    ) -> Outcome {
        let blocks = FoldedBlocks(Folded(document.text), count: document.blocks.count)
        let scan = DocumentScan(rules: rules, active: active, blocks: blocks, documentBlocks: document.blocks, isInSet: isInSet)
        let result = scanners.withScanner(scan.run)
        let run = CheckRun(
            document: document, file: file, blocks: blocks, hits: result.hits, rules: rules, settings: settings, kind: kind,
            speaker: speaker, naming: naming)
        return run.outcome(of: result.candidates)
    }
}
