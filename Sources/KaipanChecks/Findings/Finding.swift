import KaipanDocuments
import KaipanNames
import KaipanRules
import KaipanText

/// One risk at its exact place.
public struct Finding: Sendable {
    public var rule: String
    public var title: LocalizedText
    /// What the rule decides: `forbid`, `require`, `limit`.
    public var check: String
    public var severity: Severity
    public var control: ControlPoint
    /// The words as the document has them; empty where something is missing.
    public var text: String
    public var message: LocalizedText
    public var suggestion: LocalizedText
    /// The articles in force on the day that was asked for.
    public var basis: [LegalBasis]
    public var start: SourcePosition
    public var end: SourcePosition
    /// The part of a container that the place is in.
    public var part: String?
    /// The pieces of the stored file that hold the words, in order, half open, in bytes.
    public var segments: [Range<Int>]
    public var block: BlockPlace
    public var notes: [Note]
    public var isHidden: Bool
    /// Stays the same when lines are inserted above: rule, folded words and their neighbours.
    public var fingerprint: String
    /// The words with what stands around them, for people.
    public var excerpt: Excerpt
    /// Where the words stand in the document's text, in UTF-8 bytes.
    public var textRange: Range<Int>
    /// Whether the baseline knows it; nil where the run has no baseline.
    public var baseline: BaselineState?
    /// The decision that accepts it, if somebody took one.
    public var suppression: Suppression?
    /// The entry of a register that stands in the way, where the finding speaks of one.
    public var nameHit: NameHit?

    /// How a finding stands to the baseline, in SARIF's words (section 3.27.24).
    public enum BaselineState: String, Sendable, Hashable, Codable {
        case new, unchanged
    }

    /// The block that a finding stands in.
    public struct BlockPlace: Sendable, Hashable {
        public var role: BlockRole
        public var path: String?
        public var cell: Block.Cell?
    }

    /// Something else that belongs to a finding, at a place of its own.
    public struct Note: Sendable {
        public var message: LocalizedText
        public var file: String
        public var start: SourcePosition?
        public var end: SourcePosition?

        /// - Parameters:
        ///   - file: the name of the file that the note speaks of.
        ///   - start: where it begins there; nil where it speaks of no place.
        public init(message: LocalizedText, file: String, start: SourcePosition?, end: SourcePosition?) {
            self.message = message
            self.file = file
            self.start = start
            self.end = end
        }
    }

    /// A stretch of a block with the words in its midst.
    public struct Excerpt: Sendable, Hashable {
        public var before: String
        public var match: String
        public var after: String
    }
}
