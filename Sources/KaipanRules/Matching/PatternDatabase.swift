import CHyperscan
import Glibc
import KaipanText

/// Patterns compiled into one automaton.
///
/// `@unchecked Sendable` is sound: a Hyperscan database is never written after it was made, and every scan brings a
/// scratch space of its own (Hyperscan's documentation, "Scratch space").
public final class PatternDatabase: @unchecked Sendable {
    let handle: OpaquePointer

    /// Why the patterns could not be compiled.
    package enum CompileError: Error {
        /// One pattern is not a regular expression that Hyperscan takes.
        case pattern(PatternID, reason: String)
        case database(reason: String)
    }

    /// Compiles patterns; a hit names the number that its pattern has here.
    ///
    /// Complexity: some milliseconds for each pattern; `image` saves it.
    init(_ patterns: [(number: PatternID, expression: String)]) throws(CompileError) {
        var pointers: [UnsafePointer<CChar>?] = patterns.map { UnsafePointer(strdup($0.expression)) }
        defer { for pointer in pointers { free(UnsafeMutablePointer(mutating: pointer)) } }
        // Start of match is kept for every pattern: a finding without its start is no finding.
        let flags = [UInt32](repeating: UInt32(HS_FLAG_UTF8 | HS_FLAG_SOM_LEFTMOST), count: patterns.count)
        let ids = patterns.map { UInt32($0.number) }
        var made: OpaquePointer?
        var problem: UnsafeMutablePointer<hs_compile_error_t>?
        let result = hs_compile_multi(
            &pointers, flags, ids, UInt32(patterns.count), UInt32(HS_MODE_BLOCK), nil, &made, &problem)
        if result == HS_SUCCESS, let made {
            handle = made
            return
        }
        let reason = problem.map { String(cString: $0.pointee.message) } ?? "error \(result)"
        let expression = problem.map { Int($0.pointee.expression) } ?? -1
        hs_free_compile_error(problem)
        if expression >= 0 { throw .pattern(patterns[expression].number, reason: reason) }
        throw .database(reason: reason)
    }

    /// Takes back what `image` gave, or nil where it is damaged or of another version or processor.
    init?(image: UnsafeRawBufferPointer) {
        var made: OpaquePointer?
        guard let base = image.baseAddress,
            hs_deserialize_database(base.assumingMemoryBound(to: CChar.self), image.count, &made) == HS_SUCCESS, let made
        else { return nil }
        handle = made
    }

    deinit { hs_free_database(handle) }

    /// The database in a form for files, with a sum over all of it.
    func image() -> [UInt8]? {
        var serialized: UnsafeMutablePointer<CChar>?
        var length = 0
        guard hs_serialize_database(handle, &serialized, &length) == HS_SUCCESS, let serialized else { return nil }
        defer { free(serialized) }
        return Array(UnsafeRawBufferPointer(start: serialized, count: length))
    }

    /// Hyperscan's version.
    public static var version: String { String(cString: hs_version()) }

    /// What the compiled form depends on besides the patterns: Hyperscan's version and the processor's features.
    package static var platform: String {
        var info = hs_platform_info_t()
        _ = hs_populate_platform(&info)
        return "\(String(cString: hs_version())) \(info.tune) \(info.cpu_features)"
    }
}
