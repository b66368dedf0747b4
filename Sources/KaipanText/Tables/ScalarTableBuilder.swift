/// Fills the memory of a `ScalarTable` from the generated classes and folds.
///
/// It writes into the table's own memory instead of arrays, which would have to be copied at the end: the table
/// is built in every run of the program.
struct ScalarTableBuilder {
    /// Page number of each 256 scalars; 8192 of them, so that no 21-bit value leads outside.
    let pages: UnsafeMutablePointer<UInt16>
    /// The pages one after the other.
    let entries: UnsafeMutablePointer<UInt32>
    /// The UTF-8 of all expansions.
    let bytes: UnsafeMutablePointer<UInt8>

    private var byteCount = 0
    /// For each page the value that all its entries share, while it is shared by many places of `pages`.
    private var uniform: [UInt32?] = []

    private static let pageCapacity = 640
    private static let byteCapacity = 1 << 15

    init() {
        pages = .allocate(capacity: 8192)
        pages.initialize(repeating: 0, count: 8192)
        entries = .allocate(capacity: Self.pageCapacity << 8)
        bytes = .allocate(capacity: Self.byteCapacity)
        uniform.reserveCapacity(Self.pageCapacity)
        _ = appendPage(filledWith: 0, isShared: true)
    }

    /// Adds class bits to ranges of scalars.
    ///
    /// - Parameter ranges: First, last, first, last, … as in `CharacterClasses`.
    mutating func paint(_ ranges: [UInt32], _ bits: UInt32) {
        var index = 0
        while index < ranges.count {
            paint(first: Int(ranges[index]), last: Int(ranges[index + 1]), bits)
            index += 2
        }
    }

    private mutating func paint(first: Int, last: Int, _ bits: UInt32) {
        var scalar = first
        while scalar <= last {
            let page = scalar >> 8
            let end = min(last, page << 8 | 0xFF)
            if end - scalar == 0xFF, let value = uniform[Int(pages[page])] {
                pages[page] = uniformPage(value | bits)
            } else {
                let base = ownPage(page) << 8
                for position in base + (scalar & 0xFF)...base + (end & 0xFF) { entries[position] |= bits }
            }
            scalar = end + 1
        }
    }

    /// Reads the three literals of `FoldTable`.
    mutating func readFolds() {
        FoldTable.hanPairs.withUTF8Buffer { text in
            var position = 0
            while position < text.count {
                let source = Self.scalar(in: text, at: &position)
                fold(source, to: Self.scalar(in: text, at: &position))
            }
        }
        FoldTable.runs.withUTF8Buffer { text in
            var position = 0
            while position < text.count { readRun(text, at: &position) }
        }
        FoldTable.expansions.withUTF8Buffer { text in
            var position = 0
            while position < text.count { readExpansion(text, at: &position) }
        }
    }

    private mutating func readRun(_ text: UnsafeBufferPointer<UInt8>, at position: inout Int) {
        let first = Self.hexadecimal(in: text, at: &position)
        var last = first, step: UInt32 = 1
        if text[position - 1] == UInt8(ascii: "-") {
            last = Self.hexadecimal(in: text, at: &position)
            if text[position - 1] == UInt8(ascii: "/") { step = Self.hexadecimal(in: text, at: &position) }
        }
        let target = Self.hexadecimal(in: text, at: &position)
        for source in stride(from: first, through: last, by: Int(step)) { fold(source, to: target + (source - first)) }
    }

    private mutating func readExpansion(_ text: UnsafeBufferPointer<UInt8>, at position: inout Int) {
        let source = Self.hexadecimal(in: text, at: &position)
        let offset = byteCount
        repeat {
            precondition(byteCount + 4 <= Self.byteCapacity, "the expansions do not fit into their memory")
            appendUTF8(Self.hexadecimal(in: text, at: &position))
        } while text[position - 1] == UInt8(ascii: ",")
        let length = byteCount - offset
        precondition(length < 1 << 6, "an expansion does not fit into an entry")
        set(source, ScalarTable.Entry.Bits.expansion | UInt32(length) << 15 | UInt32(offset))
    }

    private mutating func fold(_ source: UInt32, to target: UInt32) {
        set(source, ScalarTable.Entry.Bits.single | target)
    }

    private mutating func set(_ scalar: UInt32, _ bits: UInt32) {
        entries[ownPage(Int(scalar) >> 8) << 8 | Int(scalar & 0xFF)] |= bits
    }

    /// The number of the page that 256 scalars have for themselves, made if need be.
    private mutating func ownPage(_ page: Int) -> Int {
        let current = Int(pages[page])
        guard let value = uniform[current] else { return current }
        let made = appendPage(filledWith: value, isShared: false)
        pages[page] = UInt16(made)
        return made
    }

    private mutating func uniformPage(_ value: UInt32) -> UInt16 {
        UInt16(uniform.firstIndex(of: value) ?? appendPage(filledWith: value, isShared: true))
    }

    private mutating func appendPage(filledWith value: UInt32, isShared: Bool) -> Int {
        let made = uniform.count
        precondition(made < Self.pageCapacity, "the pages do not fit into their memory")
        (entries + (made << 8)).initialize(repeating: value, count: 256)
        uniform.append(isShared ? value : nil)
        return made
    }

    /// The hexadecimal number at a position, which moves behind the separator that follows.
    private static func hexadecimal(in text: UnsafeBufferPointer<UInt8>, at position: inout Int) -> UInt32 {
        var value: UInt32 = 0
        while true {
            let byte = text[position]
            position += 1
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt32(byte - UInt8(ascii: "A") + 10)
            default: return value
            }
        }
    }

    /// The ideograph at a position, which moves behind it: three bytes in the basic plane, four in others.
    private static func scalar(in text: UnsafeBufferPointer<UInt8>, at position: inout Int) -> UInt32 {
        let isLong = text[position] >= 0xF0
        var value = UInt32(text[position] & (isLong ? 0x07 : 0x0F))
        let end = position + (isLong ? 4 : 3)
        for next in position + 1..<end { value = value << 6 | UInt32(text[next] & 0x3F) }
        position = end
        return value
    }

    private mutating func append(_ byte: UInt32) {
        (bytes + byteCount).initialize(to: UInt8(byte))
        byteCount += 1
    }

    private mutating func appendUTF8(_ scalar: UInt32) {
        switch scalar {
        case 0..<0x80:
            append(scalar)
        case 0x80..<0x800:
            append(0xC0 | scalar >> 6)
            append(0x80 | scalar & 0x3F)
        case 0x800..<0x10000:
            append(0xE0 | scalar >> 12)
            append(0x80 | scalar >> 6 & 0x3F)
            append(0x80 | scalar & 0x3F)
        default:
            append(0xF0 | scalar >> 18)
            append(0x80 | scalar >> 12 & 0x3F)
            append(0x80 | scalar >> 6 & 0x3F)
            append(0x80 | scalar & 0x3F)
        }
    }
}
