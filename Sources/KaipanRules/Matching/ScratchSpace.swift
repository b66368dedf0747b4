import CHyperscan

/// The working memory of a scan, large enough for all automata of a rule set.
///
/// `@unchecked Sendable` is sound only where whoever scans with it is alone with it; a space that is only copied may be
/// shared.
final class ScratchSpace: @unchecked Sendable {
    let handle: OpaquePointer

    /// Makes room for every one of the databases, or nil where one of them is damaged.
    ///
    /// This is where Hyperscan looks at a database for the first time and sums up all of it, because programs map what
    /// they made before.
    init?(for databases: [PatternDatabase]) {
        var made: OpaquePointer?
        for database in databases {
            guard hs_alloc_scratch(database.handle, &made) == HS_SUCCESS else {
                hs_free_scratch(made)
                return nil
            }
        }
        guard let made else { return nil }
        handle = made
    }

    /// Another one of the same size, without looking at the databases again.
    init(copying other: ScratchSpace) {
        var made: OpaquePointer?
        let result = hs_clone_scratch(other.handle, &made)
        guard result == HS_SUCCESS, let made else { preconditionFailure("Hyperscan has no scratch space: \(result)") }
        handle = made
    }

    deinit { hs_free_scratch(handle) }
}
