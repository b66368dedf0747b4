import KaipanLog
import KaipanText

/// A record that is not in the archive yet.
public struct Draft: Sendable {
    public var type: RecordType
    public var id: RecordID
    public var links: [Link]
    /// Facts that may stand in the open for ever: no personal data.
    public var data: CanonicalObject
    /// What is stored encrypted, and under which key; nil where there is nothing to hide.
    public var content: (scope: KeyScope, body: CanonicalJSON)?
    /// What was said, for a transcript.
    public var utterances: [Utterance]
    /// Content that was encrypted and staged before.
    public var staged: Seal?

    public init(
        _ type: RecordType, id: RecordID = .new(), links: [Link] = [], data: CanonicalObject = [:],
        content: (scope: KeyScope, body: CanonicalJSON)? = nil
    ) {
        self.type = type
        self.id = id
        self.links = links
        self.data = data
        self.content = content
        utterances = []
        staged = nil
    }
}
