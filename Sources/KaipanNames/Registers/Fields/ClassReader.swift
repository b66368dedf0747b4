/// Reads classes of the Nice Classification and groups of similar goods.
enum ClassReader {
    /// The classes of a text such as “36、37”, “第36类” or “036”; nil where a number is no class or there is none.
    static func classes(in bytes: [UInt8]) -> NiceClasses? {
        var classes: NiceClasses = []
        var index = 0
        while index < bytes.count {
            guard ByteText.isDigit(bytes[index]) else {
                index += 1
                continue
            }
            var value = 0
            while index < bytes.count, ByteText.isDigit(bytes[index]) {
                value = min(value * 10 + Int(bytes[index] - 0x30), 1000)
                index += 1
            }
            let one = NiceClasses(class: value)
            guard !one.isEmpty else { return nil }
            classes.formUnion(one)
        }
        return classes.isEmpty ? nil : classes
    }

    /// The groups of a text such as “3604;3605”, “3601-3606” or “3604不动产事务”, each once, in their order.
    ///
    /// Only four digits whose first two are a class are a group; item numbers of goods have six.
    static func groups(in bytes: [UInt8]) -> [String] {
        var groups: [Int] = []
        var last: (value: Int, end: Int)?
        var index = 0
        while index < bytes.count {
            guard ByteText.isDigit(bytes[index]) else {
                index += 1
                continue
            }
            let start = index
            var value = 0
            while index < bytes.count, ByteText.isDigit(bytes[index]) {
                value = min(value * 10 + Int(bytes[index] - 0x30), 100_000)
                index += 1
            }
            guard index - start == 4, (1...45).contains(value / 100), groups.count < 4_500 else {
                last = nil
                continue
            }
            if let last, value > last.value, value / 100 == last.value / 100, isRange(bytes[last.end..<start]) {
                groups += (last.value + 1...value)
            } else {
                groups.append(value)
            }
            last = (value, index)
        }
        var seen: Set<Int> = []
        return groups.filter { seen.insert($0).inserted }.map { $0 < 1000 ? "0\($0)" : String($0) }
    }

    private static func isRange(_ between: ArraySlice<UInt8>) -> Bool {
        ["-", "~", "至", "—", "–"].contains { between.elementsEqual($0.utf8) }
    }
}
