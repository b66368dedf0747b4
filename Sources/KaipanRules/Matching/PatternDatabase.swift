import CHyperscan
import Glibc
import KaipanText

/// Patterns compiled into one automaton.
///
/// `@unchecked Sendable` is sound: a Hyperscan database is never written after it was made, and every scan brings a
/// scratch space of its own (Hyperscan's documentation, "Scratch space").
public final class PatternDatabase: @unchecked Sendable {
    let handle: OpaquePointer
    /// The file that holds the database, where it was not made here.
    private let file: MappedFile?

    /// Why the patterns could not be compiled.
    package enum CompileError: Error {
        /// One pattern is not a regular expression that Hyperscan takes.
        case pattern(PatternID, reason: String)
        case database(reason: String)
    }

    /// Compiles patterns; a hit names the number that its pattern has here.
    ///
    /// Complexity: tens to hundreds of milliseconds for a few thousand patterns; `image` saves it.
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
            file = nil
            return
        }
        let reason = problem.map { String(cString: $0.pointee.message) } ?? "error \(result)"
        let expression = problem.map { Int($0.pointee.expression) } ?? -1
        hs_free_compile_error(problem)
        if expression >= 0 { throw .pattern(patterns[expression].number, reason: reason) }
        throw .database(reason: reason)
    }

    /// What a database's place in memory, and so its place in a file, is a multiple of.
    static let alignment = 64
    /// How much of an image at least holds all that the sum in it does not cover.
    static let headSize = 128

    /// Takes the image of a database that the same version made on the same processor, where it lies in a file.
    ///
    /// - Parameter range: where it lies; begins at a multiple of `alignment`. Nothing but its head is looked at here, and
    ///   whoever keeps images has to know that their heads are sound; `ScratchSpace` looks at the rest.
    init?(_ file: MappedFile, _ range: Range<Int>) {
        guard range.lowerBound % Self.alignment == 0, range.upperBound <= file.bytes.count, range.count > Self.headSize,
            let base = file.bytes.baseAddress
        else { return nil }
        handle = OpaquePointer(base + range.lowerBound)
        self.file = file
        var size = 0
        guard hs_database_size(handle, &size) == HS_SUCCESS, size == range.count else { return nil }
    }

    deinit { if file == nil { hs_free_database(handle) } }

    /// The database as it lies in memory, for a cache.
    ///
    /// A database holds distances and no addresses (`hs_deserialize_database_at` puts it wherever it is told to), so it
    /// can be used straight from a file: taking it back from its serialized form copies and sums up all of it, which
    /// takes longer than checking a document, and longer the more rules there are.
    func image() -> [UInt8]? {
        var serialized: UnsafeMutablePointer<CChar>?
        var length = 0
        guard hs_serialize_database(handle, &serialized, &length) == HS_SUCCESS, let serialized else { return nil }
        defer { free(serialized) }
        var size = 0
        guard hs_serialized_database_size(serialized, length, &size) == HS_SUCCESS else { return nil }
        let place = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: Self.alignment)
        defer { place.deallocate() }
        place.initializeMemory(as: UInt8.self, repeating: 0, count: size)
        guard hs_deserialize_database_at(serialized, length, OpaquePointer(place)) == HS_SUCCESS else { return nil }
        return Array(UnsafeRawBufferPointer(start: place, count: size))
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
