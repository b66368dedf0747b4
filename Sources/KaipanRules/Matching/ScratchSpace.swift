import CHyperscan

/// The working memory of a scan, for one thread at a time.
///
/// `@unchecked Sendable` is sound only where whoever passes it on no longer uses it.
final class ScratchSpace: @unchecked Sendable {
    private(set) var handle: OpaquePointer?

    /// Makes room for a database, too.
    func prepare(for database: PatternDatabase) {
        let result = hs_alloc_scratch(database.handle, &handle)
        precondition(result == HS_SUCCESS, "Hyperscan has no scratch space: \(result)")
    }

    deinit { hs_free_scratch(handle) }
}
