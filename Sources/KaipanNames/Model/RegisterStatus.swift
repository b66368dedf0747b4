/// How far an entry of a register still stands in the way of another name.
public enum RegisterStatus: UInt8, Sendable, Hashable, Codable, CaseIterable {
    /// In force: an approved place name, a registered mark, a project on sale or delivered.
    case live
    /// On its way: an application, a preliminary publication, an opposition, a review, a project in reserve.
    case pending
    /// Ended: refused, cancelled, expired, a former place name.
    case ended
    /// The register says nothing of it, or nothing that is known.
    case unknown
}
