/// A division where it stands in the table.
struct DivisionRecord: Sendable {
    private static let width = 15

    private let numbers = PackedNumbers(DivisionTable.divisions)
    private let start: Int

    init(_ number: Int) {
        start = number * Self.width
    }

    /// The code as a number: 440106.
    var code: Int { numbers.four(at: start) }

    /// The first character of its name among all names.
    var nameStart: Int { numbers.three(at: start + 5) }

    /// All of it.
    var division: Division {
        let bytes = UnsafeBufferPointer(start: DivisionTable.names.utf8Start + nameStart * 3, count: numbers.one(at: start + 8) * 3)
        let digits = String(code)
        let level = Division.Level(rawValue: numbers.one(at: start + 4)) ?? .county
        let longitude = numbers.three(at: start + 9), latitude = numbers.three(at: start + 12)
        return Division(
            code: digits, name: String(decoding: bytes, as: UTF8.self), level: level,
            coordinate: longitude == 0 ? nil : Coordinate(longitude: Double(longitude) / 1000, latitude: Double(latitude) / 1000))
    }
}
