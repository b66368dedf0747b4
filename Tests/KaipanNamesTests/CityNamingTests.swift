import Foundation
import KaipanNames
import KaipanText
import Testing

@Suite("The cities' rules on names")
struct CityNamingTests {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Rules/naming").path

    private static let files = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".yml") }.sorted()

    @Test(arguments: files)
    func readsEveryFile(_ file: String) throws {
        let record = try NamingRecord(contentsOf: Self.folder + "/" + file)
        #expect(record.adcode + ".yml" == file)
        // What nobody read in its original is never called in force.
        #expect(record.isVerified || record.status != .inForce)
    }

    @Test func holdsTheCitiesThatAreKnown() {
        #expect(Self.files.count == 12)
    }

    @Test(arguments: [("440106", "440000"), ("440100", "440000"), ("330106", "330100"), ("330182", "330182"), ("310115", "310000")])
    func takesTheNearest(_ place: String, _ file: String) throws {
        let naming = try #require(try CityNaming(adcode: place, folder: Self.folder))
        #expect(naming.records.first?.adcode == file)
    }

    @Test(arguments: ["610100", "999999", "4401", ""])
    func knowsNothingElsewhere(_ place: String) throws {
        #expect(try CityNaming(adcode: place, folder: Self.folder) == nil)
    }

    @Test func fillsWhatTheNearestLeavesOpen() throws {
        let shenzhen = try #require(try CityNaming(adcode: "440305", folder: Self.folder))
        #expect(shenzhen.bannedSuffixes?.record.adcode == "440300")
        #expect(shenzhen.thresholds(for: "花园")?.record.adcode == "440000")
        #expect(shenzhen.policy.comparesCores == true)
        #expect(shenzhen.policy.includesNearSound)
        #expect(!shenzhen.policy.isVerified)
    }

    @Test func tellsHowPlacesCompare() throws {
        let jiande = try #require(try CityNaming(adcode: "330182", folder: Self.folder))
        #expect(jiande.policy.comparesCores == false)
        let ningbo = try #require(try CityNaming(adcode: "330203", folder: Self.folder))
        #expect(ningbo.policy.comparesCores == true && ningbo.policy.includesDialect && ningbo.policy.isVerified)
        let guangzhou = try #require(try CityNaming(adcode: "440100", folder: Self.folder))
        #expect(guangzhou.policy.comparesCores == nil)
    }

    @Test(arguments: [
        ([:], "unknown"), ([.landArea: 25_000], "unknown"), ([.landArea: 25_000, .greenRatio: 40], "met"),
        ([.landArea: 5_000, .floorArea: 120_000, .greenRatio: 35], "met"), ([.landArea: 25_000, .greenRatio: 20], "failed"),
        ([.landArea: 5_000, .floorArea: 9_000, .greenRatio: 40], "failed"), ([.landArea: 5_000, .greenRatio: 40], "unknown"),
    ] as [([NamingMeasure: Double], String)])
    func judgesAGarden(_ facts: [NamingMeasure: Double], _ expected: String) throws {
        let guangzhou = try #require(try CityNaming(adcode: "440100", folder: Self.folder))
        let threshold = try #require(guangzhou.thresholds(for: "花园")).value
        let outcome =
            switch threshold.outcome(for: NameFacts(facts)) {
            case .met: "met"
            case .failed: "failed"
            case .unknown: "unknown"
            }
        #expect(outcome == expected)
    }

    @Test func boundsAVillaFromAbove() throws {
        let shanghai = try #require(try CityNaming(adcode: "310000", folder: Self.folder))
        let villa = try #require(shanghai.thresholds(for: "别墅")).value
        #expect(villa.outcome(for: NameFacts([.plotRatio: 0.3])) == .met)
        #expect(villa.outcome(for: NameFacts([.plotRatio: 0.8])) == .failed([NamingNeed(.plotRatio, 0.35)]))
    }

    @Test(arguments: ["adcode: \"100000\"\n", "adcode: [1]\n", "- 1\n", "", ": :\n"])
    func refusesABrokenFile(_ text: String) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("naming-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try text.write(to: folder.appendingPathComponent("100000.yml"), atomically: true, encoding: .utf8)
        #expect(throws: NamingError.self) { try CityNaming(adcode: "100000", folder: folder.path) }
    }
}
