/// Where approved words stand: a clause of one version of a script.
public struct ApprovedSource: Sendable, Hashable {
    /// The version's record.
    public var script: String
    public var topic: String
    /// From when the version is in force, as people write it.
    public var version: String
    public var clause: String

    public init(script: String, topic: String, version: String, clause: String) {
        self.script = script
        self.topic = topic
        self.version = version
        self.clause = clause
    }
}
