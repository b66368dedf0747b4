import KaipanText

/// One rule of a pack: what to look for, in which documents, with which exceptions, on what legal basis.
public struct Rule: Sendable, Codable {
    public var id: String
    public var title: LocalizedText
    public var control: ControlPoint
    public var severity: Severity
    /// Severities that differ by kind of document.
    public var severityByKind: [DocumentKind: Severity]
    public var basis: [LegalBasis]
    /// The first and the last day on which the rule applies; nil is open.
    public var from: CivilDate?
    public var to: CivilDate?
    public var documents: Set<DocumentKind>
    public var speaker: SpeakerScope
    /// The block roles that the rule looks at; nil is all.
    public var roles: Set<BlockRole>?
    public var check: Check
    public var exceptions: Exceptions
    /// Rules that say the same better: a finding is dropped where one of theirs overlaps it.
    public var yieldsTo: [String] = []
    public var message: LocalizedText
    public var suggestion: LocalizedText
    /// The city that the rule is for, as a six-digit division code; nil is the whole country.
    public var city: String?
    /// Where the rule is written.
    public var place: Place

    package init(
        id: String, title: LocalizedText, control: ControlPoint, severity: Severity, severityByKind: [DocumentKind: Severity],
        basis: [LegalBasis], from: CivilDate?, to: CivilDate?, documents: Set<DocumentKind>, speaker: SpeakerScope,
        roles: Set<BlockRole>?, check: Check, exceptions: Exceptions, yieldsTo: [String] = [], message: LocalizedText, suggestion: LocalizedText, city: String?,
        place: Place
    ) {
        self.id = id
        self.title = title
        self.control = control
        self.severity = severity
        self.severityByKind = severityByKind
        self.basis = basis
        self.from = from
        self.to = to
        self.documents = documents
        self.speaker = speaker
        self.roles = roles
        self.check = check
        self.exceptions = exceptions
        self.yieldsTo = yieldsTo
        self.message = message
        self.suggestion = suggestion
        self.city = city
        self.place = place
    }

    /// Whose words a rule judges.
    public enum SpeakerScope: String, Sendable, Codable, CaseIterable {
        case seller, customer, any
    }

    /// Where something is written in a pack.
    public struct Place: Sendable, Codable, Hashable {
        public var file: String
        public var line: Int
        public var column: Int

        public init(file: String, line: Int, column: Int) {
            self.file = file
            self.line = line
            self.column = column
        }
    }

    /// The severity in one kind of document.
    public func severity(in kind: DocumentKind) -> Severity { severityByKind[kind] ?? severity }

    /// Whether the rule is applied on a day: within its own dates, and with an article in force if it names any.
    public func isInForce(on date: CivilDate) -> Bool {
        guard from.map({ $0 <= date }) ?? true, to.map({ date <= $0 }) ?? true else { return false }
        return basis.isEmpty || basis.contains { $0.isInForce(on: date) }
    }
}
