/// Something that a forbidden clause rules out, and that was said.
public struct ForbiddenStatement: Sendable, Hashable {
    public var clause: String
    public var title: String
    /// The clause's phrase that it comes near to.
    public var phrase: String
    /// 0…1.
    public var score: Double
    public var citation: Citation
    /// The recording is doubtful there, or it is not known who spoke.
    public var isUncertain: Bool
}
