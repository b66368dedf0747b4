import KaipanArchive

extension AdherenceClause {
    /// - Parameter clause: of an approved script; lines that are directives are not taken for words.
    public init(_ clause: ScriptClause) {
        let kind: Kind =
            switch clause.kind {
            case .required: .required
            case .optional: .optional
            case .forbidden: .forbidden
            case .answer: .answer
            }
        self.init(id: clause.id, kind: kind, title: clause.title, text: clause.text)
    }
}

extension ScriptClause {
    /// The words that are said, without the lines that tell the checker what counts.
    public var spokenText: String { ClauseDirectives(text).words }
}
