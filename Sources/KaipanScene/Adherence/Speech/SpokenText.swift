import KaipanText

/// A text as it sounds: folded, figures read out, without punctuation and fillers.
package struct SpokenText: Sendable, Hashable {
    package var units: [SpokenUnit] = []
    package var numbers: [SpokenNumber] = []

    private static let fillers: [[Unicode.Scalar]] = ["就是说", "那个", "嗯", "呃", "啊", "哦", "喔", "噢", "诶", "欸", "呢", "嘛", "呀", "哈", "哎", "唉"]
        .map { Array($0.unicodeScalars) }
    private static let fillerStarts = Set(fillers.map { $0[0] })
    private static let pauses = Set("，。！？；：、,.!?;:…—\n\u{2028}".unicodeScalars)

    /// - Complexity: O(n).
    package init(_ text: String, passage: Int32 = 0) {
        let original = Array(text.utf8)
        let folded = Folded(original)
        // Folding changes lengths, citations count scalars.
        var scalarAt = [Int32](repeating: 0, count: original.count + 1)
        var count: Int32 = -1
        for (offset, byte) in original.enumerated() {
            if byte & 0xC0 != 0x80 { count += 1 }
            scalarAt[offset] = count
        }
        scalarAt[original.count] = count + 1
        func characters(_ range: Range<Int>) -> Range<Int32> {
            let source = folded.map.originalRange(of: range)
            let lower = scalarAt[min(source.lowerBound, original.count)]
            return lower..<max(lower, scalarAt[min(source.upperBound, original.count)])
        }

        let bytes = folded.bytes
        let numerals = NumeralParser.numerals(in: bytes)
        let quantities = numerals.isEmpty ? [] : QuantityParser.quantities(in: bytes)
        var scalars: [(scalar: Unicode.Scalar, offset: Int)] = []
        scalars.reserveCapacity(bytes.count / 3)
        var offset = 0
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            scalars.append((scalar, offset))
            offset += UTF8.width(scalar)
        }
        units.reserveCapacity(scalars.count)
        // Where the unit stands that begins at or behind each byte.
        var unitAt = [Int](repeating: 0, count: bytes.count + 1)
        var index = 0, numeral = 0, pause = false
        while index < scalars.count {
            let (scalar, offset) = scalars[index]
            unitAt[offset] = units.count
            while numeral < numerals.count, numerals[numeral].range.upperBound <= offset { numeral += 1 }
            let current = numeral < numerals.count && numerals[numeral].range.contains(offset) ? numerals[numeral] : nil
            if let current, current.range.lowerBound == offset, current.notation == .arabic || current.notation == .mixed, !current.isApproximate,
                let reading = ChineseReading.scalars(
                    current.value, isPercent: current.isPercent,
                    digitByDigit: current.range.count == 4 && Self.next(scalars, current.range.upperBound) == "年")
            {
                if current.isOrdinal { append("第", characters(current.range), passage, pause: &pause, isNumeral: true) }
                for read in reading { append(read, characters(current.range), passage, pause: &pause, isNumeral: true) }
                while index < scalars.count, scalars[index].offset < current.range.upperBound {
                    if scalars[index].offset > offset { unitAt[scalars[index].offset] = units.count - 1 }
                    index += 1
                }
                continue
            }
            if current == nil, Self.fillerStarts.contains(scalar),
                let filler = Self.fillers.first(where: { filler in
                    index + filler.count <= scalars.count && zip(filler, scalars[index...]).allSatisfy { $0 == $1.scalar }
                })
            {
                for place in 0..<filler.count { unitAt[scalars[index + place].offset] = units.count }
                index += filler.count
                continue
            }
            index += 1
            if Self.pauses.contains(scalar) {
                pause = true
                continue
            }
            guard scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "%" else { continue }
            let end = index < scalars.count ? scalars[index].offset : bytes.count
            let said: Unicode.Scalar = current != nil && (scalar == "两" || scalar == "俩") ? "二" : scalar == "〇" ? "零" : scalar
            append(said, characters(offset..<end), passage, pause: &pause, isNumeral: current != nil)
        }
        unitAt[bytes.count] = units.count
        func unitRange(_ range: Range<Int>) -> Range<Int> { unitAt[range.lowerBound]..<max(unitAt[range.lowerBound], unitAt[range.upperBound]) }
        for quantity in quantities {
            numbers.append(SpokenNumber(
                kind: .amount(quantity.unit), value: quantity.value, isApproximate: quantity.numeral.isApproximate, units: unitRange(quantity.range)))
        }
        for numeral in numerals where !quantities.contains(where: { $0.range.overlaps(numeral.range) }) {
            let kind: SpokenNumber.Kind
            var end = numeral.range.upperBound
            switch Self.next(scalars, end) {
            case "年" where numeral.value >= 1000: kind = .year
            case "月": kind = .month
            case "日", "号": kind = numeral.isOrdinal ? .ordinal : .day
            default: kind = numeral.isOrdinal ? .ordinal : .bare
            }
            if kind != .ordinal, kind != .bare { end += 3 }
            numbers.append(SpokenNumber(kind: kind, value: numeral.value, isApproximate: numeral.isApproximate, units: unitRange(numeral.range.lowerBound..<end)))
        }
        numbers.sort { $0.units.lowerBound < $1.units.lowerBound }
        Negation.mark(&units)
    }

    private mutating func append(_ scalar: Unicode.Scalar, _ characters: Range<Int32>, _ passage: Int32, pause: inout Bool, isNumeral: Bool) {
        var unit = SpokenUnit(scalar: scalar.value, characters: characters)
        unit.passage = passage
        if pause, !units.isEmpty { unit.marks.insert(.afterPause) }
        if isNumeral { unit.marks.insert(.isNumeral) }
        pause = false
        units.append(unit)
    }

    private static func next(_ scalars: [(scalar: Unicode.Scalar, offset: Int)], _ offset: Int) -> Unicode.Scalar? {
        // Offsets rise, so that the place is found by halving.
        var low = 0, high = scalars.count
        while low < high {
            let middle = (low + high) / 2
            if scalars[middle].offset < offset { low = middle + 1 } else { high = middle }
        }
        return low < scalars.count ? scalars[low].scalar : nil
    }

    /// The words of the text that some units were read from.
    func original(_ range: Range<Int>, of text: String) -> String {
        guard let first = units[range].first, let last = units[range].last else { return "" }
        let scalars = Array(text.unicodeScalars)
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[Int(first.characters.lowerBound)..<Int(last.characters.upperBound)])
        return String(view)
    }
}
