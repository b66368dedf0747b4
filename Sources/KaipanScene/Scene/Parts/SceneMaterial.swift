import KaipanArchive
import KaipanText

/// What a scene has found, for the parts that judge it: passages, scripts, documents and disclosures.
public struct SceneMaterial: Sendable {
    /// A conversation with what was in force when it was held.
    public struct Talk: Sendable {
        public var conversation: String
        /// Of the contact in the scene, from 1.
        public var contact: Int
        public var isSigning: Bool
        public var start: Timestamp?
        public var passages: [Passage]
        /// The ids of scripts and documents in force.
        public var inForce: [String]
        /// The ids of the scripts that what was said is held against: those that the archive knew then; where it knew none, those of now.
        public var scripts: [String]
        /// Those of them whose words were recorded only after the conversation began.
        public var lateScripts: Set<String>
        /// The ids of documents that a record says were shown.
        public var shown: [String]

        package init(
            conversation: String, contact: Int, isSigning: Bool, start: Timestamp?, passages: [Passage], inForce: [String],
            shown: [String], scripts: [String]? = nil, lateScripts: Set<String> = []
        ) {
            self.conversation = conversation
            self.contact = contact
            self.isSigning = isSigning
            self.start = start
            self.passages = passages
            self.inForce = inForce
            self.scripts = scripts ?? inForce
            self.lateScripts = lateScripts
            self.shown = shown
        }
    }

    /// A version of a document.
    public struct Document: Sendable {
        public var id: String
        /// As the archive's records name it: `brochure`, `notice`, `contract` …
        public var kind: String
        public var title: String
        public var version: String?
        public var clauses: [SceneClause]
        public var from: Timestamp
        public var to: Timestamp?
        /// Whether the signing names it.
        public var isSigned: Bool

        package init(
            id: String, kind: String, title: String, version: String?, clauses: [SceneClause], from: Timestamp, to: Timestamp?,
            isSigned: Bool
        ) {
            self.id = id
            self.kind = kind
            self.title = title
            self.version = version
            self.clauses = clauses
            self.from = from
            self.to = to
            self.isSigned = isSigned
        }
    }

    /// A version of a script.
    public struct Script: Sendable {
        public var id: String
        public var topic: String
        public var title: String
        public var clauses: [ScriptClause]
        public var from: Timestamp
        public var to: Timestamp?
    }

    /// What had to be disclosed at the signing.
    public struct Disclosure: Sendable {
        public var id: String
        public var item: String
        public var clause: String?
        public var text: String?
        public var acknowledgements: [Acknowledgement]
    }

    /// What the archive knows of one acknowledgement.
    public struct Acknowledgement: Sendable {
        public var id: String
        public var time: Timestamp
        /// `none`, `tick`, `signature`, `handwriting`.
        public var marked: String
        public var isReadAloud: Bool
        /// The numbers of the utterances that explain it, half open.
        public var explained: Range<Int>?
        /// The numbers of the utterances of the buyer's answer, half open.
        public var answer: Range<Int>?
        public var words: String?
        public var conversation: String?
    }

    public var talks: [Talk]
    public var documents: [Document]
    public var scripts: [Script]
    public var disclosures: [Disclosure]
    /// The project's legal profile, such as `national` or `shandong`.
    public var profile: String?
    public var project: String?
    public var unit: String?
    public var signed: Timestamp?
    /// Type and place in the log of each record, by its id.
    var places: [String: (type: String, position: Int64)]
    /// The place in the log of each utterance's transcript, by conversation and number.
    var transcripts: [String: [Int: Int64]]
    /// How the scripts were kept, where that was judged before.
    var adherence: [SceneAdherenceRow] = []

    package init(
        talks: [Talk], documents: [Document], scripts: [Script], disclosures: [Disclosure], profile: String?, project: String?,
        unit: String?, signed: Timestamp?, places: [String: (type: String, position: Int64)], transcripts: [String: [Int: Int64]]
    ) {
        self.talks = talks
        self.documents = documents
        self.scripts = scripts
        self.disclosures = disclosures
        self.profile = profile
        self.project = project
        self.unit = unit
        self.signed = signed
        self.places = places
        self.transcripts = transcripts
    }

    /// The words with the place in the log at which they stand.
    public func cite(_ citation: Citation) -> SceneCitation {
        SceneCitation(text: citation.text, source: source(citation.source), time: citation.time, start: citation.start)
    }

    /// Where a piece stands in the log.
    public func source(_ reference: SourceReference) -> SceneSource {
        let place = places[reference.record]
        let number = reference.kind == .utterance ? reference.part.flatMap { Int($0) } : nil
        return SceneSource(
            record: reference.record, type: place?.type ?? reference.kind.rawValue,
            position: number.flatMap { transcripts[reference.record]?[$0] } ?? place?.position, utterance: number,
            clause: number == nil ? reference.part : nil)
    }
}
