/// One record's mention of another.
public struct Link: Sendable, Hashable {
    public var relation: Relation
    public var target: RecordID

    public init(_ relation: Relation, _ target: RecordID) {
        self.relation = relation
        self.target = target
    }
}
