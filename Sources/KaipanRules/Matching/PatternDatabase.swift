import CHyperscan
import Glibc
import KaipanText

/// All patterns of all rules, compiled into one automaton.
///
/// `@unchecked Sendable` is sound: a Hyperscan database is never written after it was made, and every scan brings a
/// scratch space of its own (Hyperscan's documentation, "Scratch space").
public final class PatternDatabase: @unchecked Sendable {
    private let database: OpaquePointer

    /// Why the patterns could not be compiled.
    package enum CompileError: Error {
        /// One pattern is not a regular expression that Hyperscan takes.
        case pattern(PatternID, reason: String)
        case database(reason: String)
    }

    /// Compiles patterns; their numbers are their places in the list.
    ///
    /// Complexity: tens to hundreds of milliseconds for a few thousand patterns; `serialized` saves it.
    package init(patterns: [String]) throws(CompileError) {
        var pointers: [UnsafePointer<CChar>?] = patterns.map { UnsafePointer(strdup($0)) }
        defer { for pointer in pointers { free(UnsafeMutablePointer(mutating: pointer)) } }
        // Start of match is kept for every pattern: a finding without its start is no finding.
        let flags = [UInt32](repeating: UInt32(HS_FLAG_UTF8 | HS_FLAG_SOM_LEFTMOST), count: patterns.count)
        let ids = patterns.indices.map(UInt32.init)
        var made: OpaquePointer?
        var problem: UnsafeMutablePointer<hs_compile_error_t>?
        let result = hs_compile_multi(
            &pointers, flags, ids, UInt32(patterns.count), UInt32(HS_MODE_BLOCK), nil, &made, &problem)
        if result == HS_SUCCESS, let made {
            database = made
            return
        }
        let reason = problem.map { String(cString: $0.pointee.message) } ?? "error \(result)"
        let expression = problem.map { Int($0.pointee.expression) } ?? -1
        hs_free_compile_error(problem)
        if expression >= 0 { throw .pattern(expression, reason: reason) }
        throw .database(reason: reason)
    }

    /// Takes a database that was serialized before by the same version on the same processor.
    package init?(serialized bytes: UnsafeRawBufferPointer) {
        var made: OpaquePointer?
        guard let base = bytes.baseAddress,
            hs_deserialize_database(base.assumingMemoryBound(to: CChar.self), bytes.count, &made) == HS_SUCCESS, let made
        else { return nil }
        database = made
    }

    deinit { hs_free_database(database) }

    /// The compiled form, for a cache.
    package func serialized() -> [UInt8]? {
        var bytes: UnsafeMutablePointer<CChar>?
        var length = 0
        guard hs_serialize_database(database, &bytes, &length) == HS_SUCCESS, let bytes else { return nil }
        defer { free(bytes) }
        return Array(UnsafeRawBufferPointer(start: bytes, count: length))
    }

    /// Hyperscan's version.
    public static var version: String { String(cString: hs_version()) }

    /// What the compiled form depends on besides the patterns: Hyperscan's version and the processor's features.
    package static var platform: String {
        var info = hs_platform_info_t()
        _ = hs_populate_platform(&info)
        return "\(String(cString: hs_version())) \(info.tune) \(info.cpu_features)"
    }

    /// Makes what one thread needs to scan.
    public func makeScanner() -> PatternScanner {
        var scratch: OpaquePointer?
        let result = hs_alloc_scratch(database, &scratch)
        guard result == HS_SUCCESS, let scratch else { preconditionFailure("Hyperscan has no scratch space: \(result)") }
        return PatternScanner(database: self, handle: database, scratch: scratch)
    }
}
