import KaipanText

/// Finds a name's phase, city, brand and generic ending; what is left is its core.
///
/// The law asks for a specific and a generic part (地名管理条例 art. 9); the order of stripping is: phase, ending, city and brand.
struct NameParser {
    let vocabulary: NameVocabulary
    /// The division that the name's bearer lies in: many names of counties are words, too, and only those around it are meant.
    let near: String?

    /// Marks the parts of a name whose characters are all `core`, `symbol` or `qualifier`.
    func parse(_ characters: inout [NameCharacter]) {
        let indices = characters.indices.filter { characters[$0].part == .core }
        let scalars = indices.map { characters[$0].scalar }
        let parts = parts(of: scalars)
        for (index, part) in zip(indices, parts) { characters[index].part = part }
    }

    /// The parts of folded scalars.
    private func parts(of scalars: [UInt32]) -> [NamePart] {
        var parts = [NamePart](repeating: .core, count: scalars.count)
        var end = Self.phaseStart(scalars)
        for index in end..<scalars.count { parts[index] = .phase }
        var start = 0
        // 小区 may follow another ending, and 国际 stand before it; never more than that, or names dissolve.
        var hasSuffix = false
        for round in 0..<3 {
            let slice = scalars[start..<end]
            let length: Int
            if round < 2, case let found = vocabulary.suffixes.suffix(of: slice, leaving: 2), found > 0, !hasSuffix || Self.isPlain(slice, parts, end) {
                length = found
            } else if !hasSuffix, case let found = vocabulary.singleSuffixes.suffix(of: slice, leaving: 2), found > 0 {
                length = found
            } else if hasSuffix, case let found = vocabulary.descriptors.suffix(of: slice, leaving: 2), found > 0 {
                length = found
            } else {
                break
            }
            for index in end - length..<end { parts[index] = .suffix }
            end -= length
            hasSuffix = true
        }
        for _ in 0..<3 {
            let slice = scalars[start..<end]
            let city = cityLength(slice)
            let brand = vocabulary.brands.prefix(of: slice, leaving: 2)
            guard max(city, brand) > 0 else { break }
            let length = max(city, brand)
            for index in start..<start + length { parts[index] = brand >= city ? .brand : .city }
            start += length
        }
        return parts
    }

    /// The length of a division's name at the start that leaves two scalars, or 0.
    private func cityLength(_ scalars: ArraySlice<UInt32>) -> Int {
        guard scalars.count >= 4 else { return 0 }
        let text = scalars.prefix(16).compactMap(Unicode.Scalar.init)
        let length = Divisions.longestPrefix(of: text, near: near, deepest: .city)
        return length <= scalars.count - 2 ? length : 0
    }

    /// A second ending is one only behind 小区 and the like, which say what kind of place it is and are often left out.
    private static func isPlain(_ slice: ArraySlice<UInt32>, _ parts: [NamePart], _ end: Int) -> Bool {
        parts.count - end == 2 && slice.count >= 4
    }

    /// Where a phase, zone or building at the end begins; the count where there is none.
    private static func phaseStart(_ scalars: [UInt32]) -> Int {
        var end = scalars.count
        for _ in 0..<2 {
            guard let next = phase(scalars[..<end]), next >= 2 else { break }
            end = next
        }
        return end
    }

    private static let phaseMarks = WordSet("期 区 号楼 栋 幢 座 组团 地块 标段 批次 号院 苑区")
    private static let numerals = Set("一二三四五六七八九十百0123456789壹贰叁肆伍陆柒捌玖拾ⅰⅱⅲⅳ".unicodeScalars.map(\.value))
    private static let directions = Set("东西南北中abcdefgh".unicodeScalars.map(\.value))

    private static func phase(_ scalars: ArraySlice<UInt32>) -> Int? {
        let mark = phaseMarks.suffix(of: scalars, leaving: 2)
        guard mark > 0 else { return nil }
        var start = scalars.endIndex - mark
        var count = 0
        while start > scalars.startIndex, numerals.contains(scalars[start - 1]), count < 3 {
            start -= 1
            count += 1
        }
        // 第3期, and D1栋.
        if count > 0, start > scalars.startIndex, scalars[start - 1] == 0x7B2C || (0x61...0x7A).contains(scalars[start - 1]) { start -= 1 }
        if count == 0 {
            // 东区 and A区 are zones; 小区 and 社区 are kinds of places.
            guard mark == 1, directions.contains(scalars[start - 1]) else { return nil }
            start -= 1
        }
        return start
    }
}
