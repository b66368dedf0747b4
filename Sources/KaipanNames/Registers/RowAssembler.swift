import Crypto
import KaipanText

/// Makes entries of a register from rows of bytes.
struct RowAssembler {
    /// The value of one field of the current row.
    private struct Slot {
        var start = 0
        var end = 0
        var rank = 0
        var column = -1
        /// Whether the value stands in `joined`.
        var isJoined = false
        var parts = 0

        var isEmpty: Bool { parts == 0 }
    }

    private struct KnownStatus {
        var words: [UInt8]
        var text: String
        var status: RegisterStatus
    }

    /// A row as an entry, or why it is none.
    enum Outcome {
        case row(RegisterRow)
        case refused(RowRefusal)
    }

    /// How many values one field joins; what a file says more often is no list a person has written.
    private static let joinLimit = 1000
    private static let statusCacheLimit = 64
    private static let divisionCacheLimit = 10_000

    private let register: RegisterKind
    private let findDivision: RegisterImporter.DivisionFinder?
    private let fields = RegisterField.allCases
    /// The names of the fields, by their raw values.
    private let fieldNames: [String]
    private let isFact: [Bool]
    private let names: [RegisterField]

    private var slots: [Slot]
    private var filled: [Int] = []
    private var joined: [UInt8] = []
    private var statuses: [KnownStatus] = []
    /// The classes of the last mark as its key has them: most exports are sorted by class.
    private var classSuffix: (classes: NiceClasses, text: String) = ([], "")
    private var divisions: [[String]: String?] = [:]
    private(set) var unread: [RegisterField: ImportSummary.UnreadValues] = [:]

    init(register: RegisterKind, findDivision: RegisterImporter.DivisionFinder?) {
        self.register = register
        self.findDivision = findDivision
        fieldNames = fields.map(\.name)
        isFact = fields.map(\.isFact)
        slots = Array(repeating: Slot(), count: fields.count)
        names = RegisterField.names(of: register)
    }

    /// Makes the entry of one row.
    mutating func assemble(_ values: ArraySlice<RawRows.Value>, in bytes: UnsafeBufferPointer<UInt8>, line: Int) -> Outcome {
        for slot in filled { slots[slot] = Slot() }
        filled.removeAll(keepingCapacity: true)
        joined.removeAll(keepingCapacity: true)
        for value in values { take(value, bytes) }

        let named: (entry: String, field: RegisterField)?
        switch name(bytes) {
        case .success(let found): named = found
        case .failure: return .refused(.wrongCharacters)
        }
        guard let (name, field) = named else { return .refused(register == .trademark ? .wordless : .noName) }
        if register == .trademark, isPicture(bytes) { return .refused(.wordless) }
        var row = RegisterRow(register: register, key: "", name: name)
        row.otherNames = otherNames(besides: name, from: field, bytes)
        fill(&row, bytes, line: line)
        row.key = key(of: row, bytes)
        return .row(row)
    }

    // MARK: - Values

    private mutating func take(_ value: RawRows.Value, _ bytes: UnsafeBufferPointer<UInt8>) {
        let trimmed = ByteText.trimmed(UnsafeBufferPointer(rebasing: bytes[value.start..<value.end]))
        guard !ByteText.isPlaceholder(trimmed), let base = bytes.baseAddress, let start = trimmed.baseAddress else { return }
        let slot = value.role.field.rawValue
        let offset = start - base
        let present = slots[slot]
        if present.isEmpty {
            filled.append(slot)
        } else if present.column == value.column || value.role.field == .alias || value.role.field == .formerName {
            join(trimmed, to: slot, bytes)
            return
        } else if present.rank <= value.role.rank {
            return
        }
        slots[slot] = Slot(start: offset, end: offset + trimmed.count, rank: value.role.rank, column: value.column, parts: 1)
    }

    private mutating func join(_ value: UnsafeBufferPointer<UInt8>, to slot: Int, _ bytes: UnsafeBufferPointer<UInt8>) {
        guard slots[slot].parts < Self.joinLimit else { return }
        if !slots[slot].isJoined || slots[slot].end != joined.count {
            let start = joined.count
            if slots[slot].isJoined {
                joined.append(contentsOf: Array(joined[slots[slot].start..<slots[slot].end]))
            } else {
                joined.append(contentsOf: bytes[slots[slot].start..<slots[slot].end])
            }
            slots[slot].start = start
            slots[slot].isJoined = true
        }
        joined.append(UInt8(ascii: ";"))
        joined.append(contentsOf: value)
        slots[slot].end = joined.count
        slots[slot].parts += 1
    }

    private func withBytes<T>(
        of field: RegisterField, _ bytes: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> T
    ) -> T? {
        withBytes(ofSlot: field.rawValue, bytes, body)
    }

    private func withBytes<T>(
        ofSlot index: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> T
    ) -> T? {
        let slot = slots[index]
        guard !slot.isEmpty else { return nil }
        guard slot.isJoined else { return body(UnsafeBufferPointer(rebasing: bytes[slot.start..<slot.end])) }
        return joined.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[slot.start..<slot.end])) }
    }

    private func text(_ field: RegisterField, _ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        withBytes(of: field, bytes) { String(decoding: $0, as: UTF8.self) }
    }

    private func withNarrowed<T>(
        _ field: RegisterField, _ bytes: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> T
    ) -> T? {
        withBytes(of: field, bytes) { ByteText.withNarrowed($0, body) }
    }

    private func narrowed(_ field: RegisterField, _ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        withBytes(of: field, bytes, ByteText.narrowed)
    }

    // MARK: - Names

    private struct WrongCharacters: Error {}

    /// The entry's name: the first of its kinds that is present.
    private func name(_ bytes: UnsafeBufferPointer<UInt8>) -> Result<(String, RegisterField)?, WrongCharacters> {
        for field in names {
            guard let name = withBytes(of: field, bytes, cleanName), !name.isEmpty else { continue }
            if name.utf8.contains(0xEF), name.unicodeScalars.contains("\u{FFFD}") { return .failure(WrongCharacters()) }
            return .success((name, field))
        }
        return .success(nil)
    }

    /// A name without the line ends that cells of a table are wrapped with.
    private func cleanName(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        guard bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return String(decoding: bytes, as: UTF8.self) }
        return String(decoding: bytes.filter { $0 >= 0x20 && $0 != 0x7F }, as: UTF8.self)
    }

    private func isPicture(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        withBytes(of: .name, bytes) { $0.count <= 12 && ByteText.isOne(of: ["图形", "图形商标", "图案", "图", "无文字"], $0) } ?? false
    }

    private func otherNames(besides name: String, from main: RegisterField, _ bytes: UnsafeBufferPointer<UInt8>) -> [OtherName] {
        var others: [OtherName] = []
        func add(_ text: String, _ kind: OtherName.Kind) {
            guard !text.isEmpty, text != name, !others.contains(where: { $0.text == text }) else { return }
            others.append(OtherName(text, kind))
        }
        for slot in filled {
            let field = fields[slot]
            guard field != main else { continue }
            switch field {
            case .formerName, .alias, .promotionName, .filedName:
                let kind: OtherName.Kind = field == .formerName ? .former : field == .filedName ? .filed : .alias
                for part in withBytes(ofSlot: slot, bytes, nameParts) ?? [] { add(part, kind) }
            case .name, .projectName, .englishName:
                if let text = withBytes(ofSlot: slot, bytes, cleanName) { add(text, .alias) }
            default: break
            }
        }
        return others
    }

    /// The names of a list such as “甲；乙、丙”.
    private func nameParts(_ bytes: UnsafeBufferPointer<UInt8>) -> [String] {
        let text = String(decoding: bytes, as: UTF8.self)
        return text.split { ";；、,，|\n\r".contains($0) }.map { String($0).trimmingSpaces() }
    }

    // MARK: - The other properties

    private mutating func fill(_ row: inout RegisterRow, _ bytes: UnsafeBufferPointer<UInt8>, line: Int) {
        let facts = filled.reduce(0) { isFact[$1] ? $0 + 1 : $0 }
        if facts > 0 { row.facts.reserveCapacity(facts) }
        for slot in filled {
            let field = fields[slot]
            switch field {
            case .owner: row.owner = withBytes(ofSlot: slot, bytes) { String(decoding: $0, as: UTF8.self) }
            case .status:
                guard let known = status(bytes) else { continue }
                row.statusText = known.text
                row.status = known.status
                if row.status == .unknown { noteUnread(field, bytes, line) }
            case .classes:
                if let classes = withNarrowed(field, bytes, ClassReader.classes) ?? nil {
                    row.classes = classes
                } else {
                    noteUnread(field, bytes, line)
                }
            case .groups:
                row.groups = withNarrowed(field, bytes, ClassReader.groups) ?? []
                if row.groups.isEmpty { noteUnread(field, bytes, line) }
            case .filed: row.filed = date(field, bytes, line)?.first
            case .registered: row.registered = date(field, bytes, line)?.first
            case .expires: row.expires = date(field, bytes, line)?.last
            case .wellKnown: row.isWellKnown = withNarrowed(field, bytes, isTrue) ?? false
            default:
                guard isFact[slot] else { continue }
                row.facts[fieldNames[slot]] = withBytes(ofSlot: slot, bytes) { String(decoding: $0, as: UTF8.self) }
            }
        }
        if row.expires == nil || row.registered == nil, let term = date(.validity, bytes, line) {
            // A term of one date alone is its end.
            row.expires = row.expires ?? term.last
            if term.first != term.last { row.registered = row.registered ?? term.first }
        }
        if row.classes.isEmpty, !row.groups.isEmpty { row.classes = NiceClasses(row.groups.compactMap { Int($0.prefix(2)) }) }
        if register != .trademark {
            row.coordinate = coordinate(bytes, line)
            row.division = division(&row, bytes)
        }
    }

    /// The status of the current row; registers know few, so that one is found among those seen by comparing bytes.
    private mutating func status(_ bytes: UnsafeBufferPointer<UInt8>) -> KnownStatus? {
        let known = withBytes(of: .status, bytes) { words in
            statuses.first { $0.words.count == words.count && words.elementsEqual($0.words) }
        }
        guard let known else { return nil }
        if let known { return known }
        guard let text = text(.status, bytes) else { return nil }
        let new = KnownStatus(words: Array(text.utf8), text: text, status: StatusReader.status(text, in: register))
        if statuses.count < Self.statusCacheLimit { statuses.append(new) }
        return new
    }

    private mutating func date(
        _ field: RegisterField, _ bytes: UnsafeBufferPointer<UInt8>, _ line: Int
    ) -> (first: CivilDate, last: CivilDate)? {
        guard let found = withNarrowed(field, bytes, DateReader.dates) else { return nil }
        guard let dates = found else {
            noteUnread(field, bytes, line)
            return nil
        }
        return dates
    }

    private func isTrue(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        ByteText.isOne(of: ["是", "1", "Y", "y", "yes", "Yes", "YES", "true", "True", "TRUE", "驰名", "有", "驰名商标", "已认定"], bytes)
    }

    private mutating func coordinate(_ bytes: UnsafeBufferPointer<UInt8>, _ line: Int) -> Coordinate? {
        if let longitude = withNarrowed(.longitude, bytes, CoordinateReader.numbers),
            let latitude = withNarrowed(.latitude, bytes, CoordinateReader.numbers)
        {
            if longitude.count == 1, latitude.count == 1,
                let coordinate = CoordinateReader.coordinate(longitude: longitude[0], latitude: latitude[0])
            {
                return coordinate
            }
            noteUnread(.longitude, bytes, line)
        }
        guard let found = withNarrowed(.coordinates, bytes, CoordinateReader.coordinate(in:)) else { return nil }
        if let found { return found }
        noteUnread(.coordinates, bytes, line)
        return nil
    }

    /// The code of the division from the smallest column that has one, else from a place's own code, else by the names.
    private mutating func division(_ row: inout RegisterRow, _ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        var code: String?
        for field in [RegisterField.divisionCode, .county, .city, .province] {
            guard let text = narrowed(field, bytes), text.count >= 6, text.allSatisfy(ByteText.isDigit) else { continue }
            // A code is no fact for people.
            row.facts[fieldNames[field.rawValue]] = nil
            code = code ?? String(decoding: text.prefix(6), as: UTF8.self)
        }
        if let code { return code }
        if register == .place, let number = narrowed(.number, bytes), number.count >= 12, number.allSatisfy(ByteText.isDigit) {
            return String(decoding: number.prefix(6), as: UTF8.self)
        }
        guard let findDivision else { return nil }
        let names = [row.facts["province"], row.facts["city"], row.facts["county"]].compactMap(\.self)
        guard !names.isEmpty else { return nil }
        if let known = divisions[names] { return known }
        let found = findDivision(names)
        if divisions.count < Self.divisionCacheLimit { divisions[names] = .some(found) }
        return found
    }

    private mutating func noteUnread(_ field: RegisterField, _ bytes: UnsafeBufferPointer<UInt8>, _ line: Int) {
        if unread[field] != nil {
            unread[field]?.count += 1
            return
        }
        unread[field] = ImportSummary.UnreadValues(
            meaning: field.name, count: 1, example: Excerpt.beginning(text(field, bytes) ?? "", limit: 80), line: line)
    }

    // MARK: - Keys

    /// The entry's number (with the class, for a mark), else the permit, else a digest of what does not change about it.
    private mutating func key(of row: RegisterRow, _ bytes: UnsafeBufferPointer<UInt8>) -> String {
        if let number = number(.number, bytes) {
            guard register == .trademark, !row.classes.isEmpty else { return number }
            if classSuffix.classes != row.classes { classSuffix = (row.classes, "/" + spelling(row.classes)) }
            return number + classSuffix.text
        }
        if register == .place, let permit = number(.permit, bytes) { return permit }
        var hash = SHA256()
        let parts: [String?] = [
            row.name, row.facts["address"], row.facts["ownerAddress"], row.owner, row.division, row.facts["city"], row.facts["county"],
            row.classes.isEmpty ? nil : spelling(row.classes),
        ]
        for part in parts {
            var text = part ?? ""
            text.withUTF8 { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
            withUnsafeBytes(of: UInt8(0x1F)) { hash.update(bufferPointer: $0) }
        }
        // 128 bits tell any number of rows apart.
        return Hexadecimal.string(hash.finalize().prefix(16))
    }

    private func spelling(_ classes: NiceClasses) -> String { classes.numbers.map(String.init).joined(separator: "+") }

    /// A number in one spelling: half-width, capitals, without space and the words around it as in 第123号; nil where it is none.
    private func number(_ field: RegisterField, _ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        guard var text = narrowed(field, bytes), text.count <= 256 else { return nil }
        if text.count > 6, text.starts(with: "第".utf8), text.suffix(3).elementsEqual("号".utf8) { text = Array(text[3..<text.count - 3]) }
        text.removeAll { $0 <= 0x20 }
        for index in text.indices where (0x61...0x7A).contains(text[index]) { text[index] -= 0x20 }
        return text.isEmpty ? nil : String(decoding: text, as: UTF8.self)
    }
}
