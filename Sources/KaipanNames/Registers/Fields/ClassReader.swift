/// Reads classes of the Nice Classification and groups of similar goods.
enum ClassReader {
    /// The classes of a text such as “36、37”, “第36类” or “036”; nil where a number is no class or there is none.
    static func classes(in bytes: UnsafeBufferPointer<UInt8>) -> NiceClasses? {
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
    static func groups(in bytes: UnsafeBufferPointer<UInt8>) -> [String] {
        var groups: [UInt32] = []
        var last: (value: UInt32, end: Int)?
        var index = 0
        while index < bytes.count {
            guard ByteText.isDigit(bytes[index]) else {
                index += 1
                continue
            }
            let start = index
            var value: UInt32 = 0
            while index < bytes.count, ByteText.isDigit(bytes[index]) {
                value = min(value * 10 + UInt32(bytes[index] - 0x30), 100_000)
                index += 1
            }
            guard index - start == 4, (1...45).contains(value / 100), groups.count < 4_500 else {
                last = nil
                continue
            }
            if let last, value > last.value, value / 100 == last.value / 100,
                isRange(UnsafeBufferPointer(rebasing: bytes[last.end..<start]))
            {
                groups += (last.value + 1...value)
            } else {
                groups.append(value)
            }
            last = (value, index)
        }
        // Most lists ascend.
        if zip(groups, groups.dropFirst()).contains(where: { $0 >= $1 }) {
            var seen: Set<UInt32> = []
            groups.removeAll { !seen.insert($0).inserted }
        }
        return groups.map(spelling)
    }

    private static func spelling(_ group: UInt32) -> String {
        String(unsafeUninitializedCapacity: 4) { digits in
            var rest = group
            for index in (0..<4).reversed() {
                digits[index] = UInt8(0x30 + rest % 10)
                rest /= 10
            }
            return 4
        }
    }

    private static func isRange(_ between: UnsafeBufferPointer<UInt8>) -> Bool {
        ByteText.isOne(of: ["-", "~", "至", "—", "–"], between)
    }
}
