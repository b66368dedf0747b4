import KaipanText

/// Rows as bytes: what a search filters by stands in front at fixed places, the texts behind.
enum RowCodec {
    /// The bytes in front of the texts.
    static let fixedSize = 44

    static func encode(_ row: RegisterRow, batch: Int, into bytes: inout [UInt8]) {
        func append<Value: FixedWidthInteger>(_ value: Value) {
            withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
        }
        append(kind(row.register))
        append(row.status.rawValue)
        append(UInt8((row.isWellKnown ? 1 : 0) | (row.division != nil ? 2 : 0) | (row.coordinate != nil ? 4 : 0)))
        append(UInt8(truncatingIfNeeded: batch))
        append(UInt32(row.division ?? "") ?? 0)
        append(row.classes.rawValue)
        append(Int32(((row.coordinate?.longitude ?? 0) * 1_000_000).rounded()))
        append(Int32(((row.coordinate?.latitude ?? 0) * 1_000_000).rounded()))
        append(row.filed?.number ?? 0)
        append(row.registered?.number ?? 0)
        append(row.expires?.number ?? 0)
        append(Int32(batch))
        append(UInt32(0))
        func append(text: String) {
            var text = text
            text.withUTF8 { utf8 in
                var length = utf8.count
                while length >= 0x80 {
                    bytes.append(UInt8(length & 0x7F) | 0x80)
                    length >>= 7
                }
                bytes.append(UInt8(length))
                bytes.append(contentsOf: utf8)
            }
        }
        append(text: row.name)
        append(text: row.key)
        append(text: row.statusText ?? "")
        append(text: row.owner ?? "")
        append(text: row.groups.joined(separator: ";"))
        bytes.append(UInt8(min(row.otherNames.count, 255)))
        for other in row.otherNames.prefix(255) {
            bytes.append(other.kind.rawValue)
            append(text: other.text)
        }
        bytes.append(UInt8(min(row.facts.count, 255)))
        for (name, value) in row.facts.sorted(by: { $0.key < $1.key }).prefix(255) {
            append(text: name)
            append(text: value)
        }
    }

    /// A row with the number of its batch.
    static func decode(_ bytes: UnsafeRawBufferPointer) -> (row: RegisterRow, batch: Int) {
        var position = fixedSize
        func text() -> String {
            var length = 0
            var shift = 0
            while position < bytes.count {
                let byte = bytes[position]
                position += 1
                length |= Int(byte & 0x7F) << shift
                shift += 7
                if byte < 0x80 { break }
            }
            let end = min(position + length, bytes.count)
            defer { position = end }
            return String(decoding: bytes[position..<end], as: UTF8.self)
        }
        func byte() -> UInt8 {
            guard position < bytes.count else { return 0 }
            defer { position += 1 }
            return bytes[position]
        }
        func number<Value: FixedWidthInteger>(_ offset: Int, _ type: Value.Type) -> Value {
            Value(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: type))
        }
        let name = text(), key = text()
        var row = RegisterRow(register: register(bytes[0]), key: key, name: name)
        row.status = RegisterStatus(rawValue: bytes[1]) ?? .unknown
        row.isWellKnown = bytes[2] & 1 != 0
        if bytes[2] & 2 != 0 { row.division = String(number(4, UInt32.self)) }
        row.classes = NiceClasses(rawValue: number(8, UInt64.self))
        if bytes[2] & 4 != 0 {
            row.coordinate = Coordinate(
                longitude: Double(number(16, Int32.self)) / 1_000_000, latitude: Double(number(20, Int32.self)) / 1_000_000)
        }
        row.filed = date(number(24, Int32.self))
        row.registered = date(number(28, Int32.self))
        row.expires = date(number(32, Int32.self))
        let status = text()
        row.statusText = status.isEmpty ? nil : status
        let owner = text()
        row.owner = owner.isEmpty ? nil : owner
        row.groups = text().split(separator: ";").map(String.init)
        for _ in 0..<byte() {
            let kind = OtherName.Kind(rawValue: byte()) ?? .alias
            row.otherNames.append(OtherName(text(), kind))
        }
        for _ in 0..<byte() {
            let name = text()
            row.facts[name] = text()
        }
        return (row, Int(number(36, Int32.self)))
    }

    static func kind(_ register: RegisterKind) -> UInt8 {
        switch register {
        case .place: 0
        case .trademark: 1
        case .project: 2
        }
    }

    static func register(_ kind: UInt8) -> RegisterKind {
        switch kind {
        case 0: .place
        case 1: .trademark
        default: .project
        }
    }

    private static func date(_ number: Int32) -> CivilDate? { number == 0 ? nil : CivilDate(number: number) }

    /// What names a row within all registers, hashed: a later row with the same hash replaces it.
    static func keyHash(_ row: RegisterRow) -> UInt64 {
        // The register is mixed in like a byte of its own: the mark 2 is not the place 3.
        var hash: UInt64 = (0xCBF2_9CE4_8422_2325 ^ UInt64(kind(row.register))) &* 0x100_0000_01B3
        for byte in row.key.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return (hash ^ hash &>> 31) &* 0x9E37_79B9_7F4A_7C15
    }
}
