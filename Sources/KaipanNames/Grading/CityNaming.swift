import Foundation
import KaipanText

/// The rules on names that hold in a place: its own, then its city's, then its province's.
///
/// A point that the nearest rule leaves open is taken from the next: 440106 → 440100 → 440000. Where none of them is known,
/// only the national rules apply.
public struct CityNaming: Sendable, Hashable {
    /// The nearest first; never empty.
    public let records: [NamingRecord]

    /// - Parameters:
    ///   - adcode: six digits.
    ///   - folder: `Rules/naming`.
    /// - Returns: nil where neither the place nor what holds it has a file.
    /// - Throws: `NamingError` where a file is there and cannot be used.
    public init?(adcode: String, folder: String) throws(NamingError) {
        var records: [NamingRecord] = []
        for code in Self.chain(of: adcode) {
            let path = "\(folder)/\(code).yml"
            guard FileManager.default.fileExists(atPath: path) else { continue }
            records.append(try NamingRecord(contentsOf: path))
        }
        guard !records.isEmpty else { return nil }
        self.records = records
    }

    /// A place's code with those that hold it, the nearest first.
    static func chain(of adcode: String) -> [String] {
        guard adcode.utf8.count == 6 else { return [] }
        var chain = [adcode]
        for code in [adcode.prefix(4) + "00", adcode.prefix(2) + "0000"] where !chain.contains(String(code)) { chain.append(String(code)) }
        return chain
    }

    /// A point of a rule with the record that it is from.
    public struct Sourced<Value: Sendable>: Sendable {
        public var value: Value
        public var record: NamingRecord
    }

    /// The nearest record that says something about a point.
    private func nearest<Value>(_ point: (NamingRecord) -> Value?) -> Sourced<Value>? {
        for record in records {
            if let value = point(record) { return Sourced(value: value, record: record) }
        }
        return nil
    }

    /// What a project has to show for a generic ending; nil where nothing is asked.
    public func thresholds(for suffix: String) -> Sourced<SuffixThreshold>? {
        nearest { $0.thresholds.isEmpty ? nil : $0.thresholds }.flatMap { found in
            found.value.first { $0.suffixes.contains(suffix) }.map { Sourced(value: $0, record: found.record) }
        }
    }

    /// The endings that `thresholds(for:)` knows, the longest first.
    public var thresholdSuffixes: [String] {
        (nearest { $0.thresholds.isEmpty ? nil : $0.thresholds }?.value.flatMap(\.suffixes) ?? []).sorted { $0.count > $1.count }
    }

    /// The endings that no housing area may bear.
    public var bannedSuffixes: Sourced<[String]>? { nearest { $0.bannedSuffixes.isEmpty ? nil : $0.bannedSuffixes } }

    /// The fewest Han characters.
    public var lengthMin: Sourced<Int>? { nearest(\.lengthMin) }
    /// The most Han characters.
    public var lengthMax: Sourced<Int>? { nearest(\.lengthMax) }

    /// How the place compares names.
    public var policy: ComparisonPolicy {
        var policy = ComparisonPolicy()
        if let scope = nearest(\.scope)?.value { policy.scope = scope }
        policy.comparesCores = nearest(\.compareOn)?.value == .core ? true : nearest(\.compareOn).map { _ in false }
        policy.includesNearSound = nearest(\.nearSound)?.value ?? false
        policy.includesDialect = nearest(\.dialect) != nil
        let comparing = records.first { $0.compareOn != nil || $0.scope != nil || $0.nearSound != nil || $0.dialect != nil }
        policy.source = comparing?.title.zh
        policy.isVerified = comparing?.isReliable ?? false
        return policy
    }
}
