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
    /// Complexity: some milliseconds for each pattern; `image` saves it.
    convenience init(_ patterns: [(number: PatternID, expression: String)]) throws(CompileError) {
        try self.init(patterns, ids: patterns.map { UInt32($0.number) })
    }

    /// Compiles one pattern; a hit names no number, so that the automaton serves wherever the expression stands in a list.
    ///
    /// - Parameter number: what an error calls it.
    convenience init(_ expression: String, number: PatternID) throws(CompileError) {
        try self.init([(number: number, expression: expression)], ids: [0])
    }

    private init(_ patterns: [(number: PatternID, expression: String)], ids: [UInt32]) throws(CompileError) {
        var pointers: [UnsafePointer<CChar>?] = patterns.map { UnsafePointer(strdup($0.expression)) }
        defer { for pointer in pointers { free(UnsafeMutablePointer(mutating: pointer)) } }
        // Start of match is kept for every pattern: a finding without its start is no finding.
        let flags = [UInt32](repeating: UInt32(HS_FLAG_UTF8 | HS_FLAG_SOM_LEFTMOST), count: patterns.count)
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
    private static let headSize = 128

    /// Takes the image of a database that the same version made on the same processor, where it lies in a file.
    ///
    /// - Parameters:
    ///   - range: where it lies; begins at a multiple of `alignment`. Nothing but its head is looked at here; whoever makes
    ///     room for a scan looks at the rest.
    ///   - headSum: what `headSum(of:)` said of it when it was made.
    init?(_ file: MappedFile, _ range: Range<Int>, headSum: UInt32) {
        let image = UnsafeRawBufferPointer(rebasing: file.bytes[range])
        guard range.lowerBound % Self.alignment == 0, image.count > Self.headSize, Self.headSum(of: image) == headSum,
            let base = image.baseAddress
        else { return nil }
        handle = OpaquePointer(base)
        self.file = file
        var size = 0
        guard hs_database_size(handle, &size) == HS_SUCCESS, size <= image.count else { return nil }
    }

    deinit { if file == nil { hs_free_database(handle) } }

    /// The sum over what the image's own sum leaves out (FNV-1a).
    static func headSum(of image: some Collection<UInt8>) -> UInt32 {
        image.prefix(headSize).reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
    }

    /// The database as it lies in memory, for a file, filled up to a multiple of `alignment`.
    ///
    /// A database holds distances and no addresses (`hs_deserialize_database_at` puts it wherever it is told to), so it
    /// can be used straight from a file: to take it back from its serialized form would copy and sum up all of it.
    func image() -> [UInt8]? {
        var serialized: UnsafeMutablePointer<CChar>?
        var length = 0
        guard hs_serialize_database(handle, &serialized, &length) == HS_SUCCESS, let serialized else { return nil }
        defer { free(serialized) }
        var size = 0
        guard hs_serialized_database_size(serialized, length, &size) == HS_SUCCESS else { return nil }
        size = (size + Self.alignment - 1) / Self.alignment * Self.alignment
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
