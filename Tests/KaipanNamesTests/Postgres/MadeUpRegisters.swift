import Foundation
import KaipanNames
import KaipanText

/// Three registers of invented names in an index with a delta, and queries of all kinds for them; the same in every run.
struct MadeUpRegisters: Sendable {
    private let folder: URL
    let path: String

    init(names: Int = 3000) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("kaipan-registers-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.appendingPathComponent("names.nmx").path
        var dice = Dice(seed: 20_260_101)
        for register in RegisterKind.allCases {
            try Self.add((0..<names / 3).map { Self.row(register, $0, &dice) }, of: register, file: "\(register.rawValue).csv", to: path)
        }
        // The last import is small, so that it becomes the delta: half of it replaces entries.
        let later = (0..<120).map { Self.row(.project, names / 3 - 60 + $0, &dice) }
        try Self.add(later, of: .project, file: "later.csv", to: path)
    }

    /// A register without a delta.
    init(rows: [RegisterRow]) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("kaipan-registers-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.appendingPathComponent("names.nmx").path
        try Self.add(rows, of: .project, file: "rows.csv", to: path)
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    private static func add(_ rows: [RegisterRow], of register: RegisterKind, file: String, to path: String) throws {
        let update = try NameIndexUpdate(path)
        for row in rows { try update.add(row) }
        let digest = String(repeating: "0", count: 56) + "\(rows.count + 10_000_000)"
        _ = try update.finish(
            RegisterBatch(register: register, file: file, digest: digest, asOf: "2026-01-31", rows: rows.count, rejected: 1))
    }

    // MARK: - Rows

    private static let divisions = ["330106", "330110", "310115", "440106", "440305", "510107", "110105"]
    private static let suffixes = ["花园", "府", "国际城", "公馆", "苑", "广场", "路", "", "", "家园二期"]
    /// Few characters, many of them alike in sound or looks, so that every name has neighbours.
    private static let characters = Array("云澜瀚翰星辰晨晟禾和悦阅岚兰蓝湖壶江疆新兴欣锦金景境御玉裕宇雨长昌沙厦夏未末士土天夫鼎顶丰峰枫")

    private static func core(_ dice: inout Dice) -> String {
        let length = [1, 2, 2, 2, 3, 3, 3, 4, 4, 5, 7, 14][dice.roll(12)]
        return String((0..<length).map { _ in characters[dice.roll(characters.count)] })
    }

    private static func row(_ register: RegisterKind, _ number: Int, _ dice: inout Dice) -> RegisterRow {
        var row = RegisterRow(register: register, key: "\(register.rawValue)-\(number)", name: core(&dice))
        row.status = RegisterStatus.allCases[dice.roll(4)]
        row.statusText = dice.roll(2) == 0 ? "登记\u{0}状态" : nil
        row.owner = dice.roll(3) == 0 ? nil : "虚构\(dice.roll(40))置业有限公司"
        if register == .trademark {
            row.classes = NiceClasses([[36], [36, 37], [], [19], [43, 45]][dice.roll(5)])
            row.groups = ["3604", "3702"]
            row.isWellKnown = dice.roll(20) == 0
            row.registered = CivilDate("2019-06-07")
            row.expires = CivilDate("2029-06-06")
        } else {
            row.name += suffixes[dice.roll(suffixes.count)]
            row.division = dice.roll(8) == 0 ? nil : divisions[dice.roll(divisions.count)]
            if dice.roll(2) == 0 { row.coordinate = Coordinate(longitude: 100 + Double(dice.roll(2000)) / 100, latitude: 30.123_456) }
            if dice.roll(4) == 0 { row.otherNames.append(OtherName(core(&dice) + "苑", OtherName.Kind.allCases[dice.roll(3)])) }
            row.facts = ["address": "某路\(dice.roll(900))号", "brand": "𠮷"]
        }
        return row
    }

    // MARK: - Queries

    /// A query of the kind that its number stands for.
    static func query(_ number: Int) -> NameQuery {
        var dice = Dice(seed: UInt64(number) &* 7919 &+ 1)
        var letters = Array(core(&dice))
        switch number % 6 {
        case 0: letters.reverse()
        case 1: letters.insert(characters[dice.roll(characters.count)], at: dice.roll(letters.count + 1))
        case 2 where letters.count > 2: letters.swapAt(0, 1)
        case 3: letters += Array(suffixes[dice.roll(suffixes.count)])
        default: break
        }
        var query = NameQuery(String(letters))
        if number % 2 == 0 { query.city = divisions[dice.roll(divisions.count)] }
        if number % 3 == 0 { query.classes = NiceClasses([36]) }
        if number % 5 == 0 { query.registers = [[.place], [.trademark], [.project], [.place, .project]][dice.roll(4)] }
        if number % 4 == 3 { query.includesEnded = false }
        if number % 7 == 0 { query.limit = [1, 5, 60, 300][dice.roll(4)] }
        // Too little for all candidates, so that the order in which they are met decides.
        if number % 10 == 9 { query.workLimit = [1, 17, 100][dice.roll(3)] }
        return query
    }

    /// SplitMix64.
    private struct Dice {
        var state: UInt64

        init(seed: UInt64) {
            state = seed
        }

        mutating func roll(_ sides: Int) -> Int {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
            return Int((mixed ^ mixed >> 31) % UInt64(sides))
        }
    }
}
