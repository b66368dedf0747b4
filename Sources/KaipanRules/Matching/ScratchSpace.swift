import CHyperscan

/// The working memory of a scan, for one thread at a time.
///
/// `@unchecked Sendable` is sound only where whoever passes it on no longer uses it.
final class ScratchSpace: @unchecked Sendable {
    private(set) var handle: OpaquePointer?

    /// Makes room for a database, too; false where it is damaged.
    ///
    /// This is where Hyperscan looks at a database for the first time and sums up all of it, because programs map what
    /// they made before.
    func prepare(for database: PatternDatabase) -> Bool { hs_alloc_scratch(database.handle, &handle) == HS_SUCCESS }

    deinit { hs_free_scratch(handle) }
}
