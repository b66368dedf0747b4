import KaipanDocuments
import KaipanNames
import KaipanRules
import KaipanText

/// Judges the names that a document of the kind `name` lists, one in a line.
struct NameMatcher {
    struct Match {
        /// In the folded text.
        var range: Range<Int>
        var notes: [(message: LocalizedText, range: Range<Int>?)] = []
        var ceiling: Severity?
    }

    /// A character of a name with its place in the folded text; one that folding dropped takes its neighbours' places.
    private struct Place {
        var character: NameCharacter
        var folded: Range<Int>
    }

    private struct Name {
        var places: [Place]

        /// What counts as the name: no phases, brackets and symbols.
        var body: [Place] { places.filter { ![.phase, .qualifier, .symbol].contains($0.character.part) } }

        /// The name as compared, without 小区 behind another ending.
        var stem: String {
            var text = body.map { Unicode.Scalar($0.character.scalar).map(String.init) ?? "" }.joined()
            for tail in ["住宅小区", "小区", "社区"] where text.hasSuffix(tail) && text.count >= tail.count + 3 {
                text.removeLast(tail.count)
                break
            }
            return text
        }

        var range: Range<Int> { (places.first?.folded.lowerBound ?? 0)..<(places.last?.folded.upperBound ?? 0) }
    }

    private let names: [Name]
    private let settings: CheckSettings
    private let naming: Result<CityNaming?, NamingError>

    /// Longer lines are sentences about names.
    private static let longest = 32

    init(document: Document, blocks: FoldedBlocks, settings: CheckSettings, naming: NamingCache) {
        self.settings = settings
        self.naming = settings.city.map(naming.naming) ?? .success(nil)
        let vocabulary = NameVocabulary()
        var names: [Name] = []
        for (block, range) in zip(document.blocks, blocks.ranges) where !block.isHidden && !range.isEmpty {
            let cells = Self.cells(of: range, in: blocks.folded)
            for line in Self.lines(of: document.text[block.range]) {
                let text = String(decoding: line, as: UTF8.self)
                guard text.count <= Self.longest, !StatedNames.heads.contains(text), !text.unicodeScalars.contains(where: "。！？；，,;!?：:".unicodeScalars.contains) else { continue }
                let name = Self.name(text, at: line.startIndex, cells: cells, vocabulary: vocabulary, near: settings.city)
                if name.body.count > 1 { names.append(name) }
            }
        }
        self.names = names
    }

    /// A text's lines: U+2028 stands for a break inside a block.
    private static func lines(of text: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = text.startIndex, offset = text.startIndex
        while offset < text.endIndex {
            if text[offset] == 0xE2, text[offset...].starts(with: [0xE2, 0x80, 0xA8]) {
                lines.append(text[start..<offset])
                offset += 3
                start = offset
            } else {
                offset += 1
            }
        }
        lines.append(text[start...])
        return lines.filter { !$0.isEmpty }
    }

    func matches(of check: NameCheck) -> [Match] {
        names.flatMap { name -> [Match] in
            switch check {
            case .onlyHan: return foreignRuns(in: name)
            case .standardCharacters: return rareRuns(in: name)
            case .length(let min, let max): return length(of: name, min: min, max: max).map { [$0] } ?? []
            case .singleSuffix: return stacked(in: name).map { [$0] } ?? []
            case .someSuffix: return lacksSuffix(name) ? [Match(range: name.range)] : []
            case .suffix(let suffixes, let needs):
                guard let found = ending(of: name, among: suffixes) else { return [] }
                guard !needs.isEmpty else { return [Match(range: found.range)] }
                var threshold = SuffixThreshold(suffixes: suffixes)
                threshold.all = needs
                return judged(threshold, at: found.range).map { [$0] } ?? []
            case .city(let part): return byCity(part, name)
            }
        }
    }

    // MARK: - Characters

    private static func isHan(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x3007, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: true
        default: false
        }
    }

    /// What may follow a number or a letter that tells a building, a zone or a house.
    private static let counted = Set("号区期栋幢座楼室层弄村队组团街单支厂所院地馆段块苑坊路巷#".unicodeScalars.map(\.value))
    private static let brackets = Set("()（）[]【】〔〕《》〈〉“”‘’「」\"' 　".unicodeScalars.map(\.value))

    /// Letters, digits and symbols that are part of the name.
    private func foreignRuns(in name: Name) -> [Match] {
        var result: [Match] = []
        var index = 0
        let places = name.places
        while index < places.count {
            guard isForeign(places[index]) else {
                index += 1
                continue
            }
            var end = index
            while end < places.count, isForeign(places[end]) { end += 1 }
            let run = places[index..<end]
            let following = end < places.count ? places[end].character.scalar : 0
            let preceding = index > 0 ? places[index - 1].character.scalar : 0
            // A zone, a building or a house number is none of the name; 第 counts, too.
            let isBeforePhase = end < places.count && places[end].character.part == .phase
            let isCount = run.count <= 6 && run.filter { (0x61...0x7A).contains($0.character.scalar) }.count <= 1
                && (Self.counted.contains(following) && !run.contains { $0.character.part == .symbol && $0.character.text == "·" } || preceding == 0x7B2C || isBeforePhase)
            if !isCount { result.append(Match(range: places[index].folded.lowerBound..<places[end - 1].folded.upperBound)) }
            index = end
        }
        return result
    }

    private func isForeign(_ place: Place) -> Bool {
        let character = place.character
        guard ![.phase, .qualifier].contains(character.part), !Self.brackets.contains(character.scalar) else { return false }
        return !Self.isHan(character.scalar)
    }

    /// Han characters outside of the table of standard characters, as they are written.
    private func rareRuns(in name: Name) -> [Match] {
        var result: [Match] = []
        var last: Int?
        for (index, place) in name.places.enumerated() {
            guard let scalar = place.character.text.unicodeScalars.first, Self.isHan(scalar.value), scalar.value != 0x3007,
                StandardCharacters.level(of: scalar) == nil
            else { continue }
            if last == index - 1, !result.isEmpty {
                result[result.count - 1].range = result[result.count - 1].range.lowerBound..<place.folded.upperBound
            } else {
                result.append(Match(range: place.folded))
            }
            last = index
        }
        return result
    }

    // MARK: - Length and endings

    private func length(of name: Name, min: Int?, max: Int?) -> Match? {
        let count = name.body.filter { Self.isHan($0.character.scalar) }.count
        guard count > 0, count < min ?? 0 || count > max ?? .max else { return nil }
        let bounds = [min.map { "不少于 \($0)" }, max.map { "不多于 \($0)" }].compactMap { $0 }.joined(separator: "、")
        let english = [min.map { "at least \($0)" }, max.map { "at most \($0)" }].compactMap { $0 }.joined(separator: ", ")
        return Match(
            range: name.range,
            notes: [(LocalizedText(zh: "名称有 \(count) 个汉字，应\(bounds)", en: "the name has \(count) Han characters: \(english) are allowed"), nil)])
    }

    /// Endings of which one says what the other says; 小区 and 社区 only say that people live there.
    private static let stackable = [
        "花园", "花苑", "广场", "大厦", "公寓", "中心", "家园", "山庄", "别墅", "新村", "公馆", "名邸", "府邸", "庄园", "大楼", "商城", "公园", "庭院",
    ]

    private func stacked(in name: Name) -> Match? {
        let text = name.stem
        guard let last = Self.stackable.first(where: text.hasSuffix),
            let first = Self.stackable.first(where: text.dropLast(last.count).hasSuffix), text.count > last.count + first.count
        else { return nil }
        return ending(of: name, among: [first + last]).map { Match(range: $0.range) }
    }

    /// Endings that comparing does not strip, because in names they tell as much as the words before them.
    private static let furtherEndings = ["人家", "名都", "世家", "天地", "大院", "里弄", "街坊", "公社", "新区", "半岛"]
    /// Endings of one character: even one character before them is a specific part.
    private static let shortEndings = Set("苑园府庭阁轩居邸里院台墅寓坊村楼厦庄宅城湾舍".unicodeScalars)

    private func lacksSuffix(_ name: Name) -> Bool {
        guard !name.places.contains(where: { $0.character.part == .suffix }) else { return false }
        let text = name.stem
        if let last = text.unicodeScalars.last, text.unicodeScalars.count >= 2, Self.shortEndings.contains(last) { return false }
        return !Self.furtherEndings.contains { text.hasSuffix($0) && text.count > $0.count }
    }

    /// The longest of some endings that a name has, with at least two characters before it.
    private func ending(of name: Name, among suffixes: [String]) -> (suffix: String, range: Range<Int>)? {
        let text = name.stem
        let found = suffixes.filter { text.hasSuffix($0) && text.unicodeScalars.count >= $0.unicodeScalars.count + 2 }
        guard let suffix = found.max(by: { $0.count < $1.count }) else { return nil }
        let end = text.unicodeScalars.count
        let places = name.body[(end - suffix.unicodeScalars.count)..<end]
        guard let first = places.first, let last = places.last else { return nil }
        return (suffix, first.folded.lowerBound..<last.folded.upperBound)
    }

    // MARK: - The city's rule

    private func byCity(_ part: NameCheck.CityPart, _ name: Name) -> [Match] {
        let city: CityNaming
        switch naming {
        case .success(nil): return []
        case .success(let found?): city = found
        case .failure(let error): return [Match(range: name.range, notes: [(error.message, nil)], ceiling: .notice)]
        }
        switch part {
        case .suffix:
            guard let banned = city.bannedSuffixes, let found = ending(of: name, among: banned.value) else { return [] }
            return [sourced(Match(range: found.range), banned.record)]
        case .length:
            let min = city.lengthMin
            let max = city.lengthMax
            guard let record = max?.record ?? min?.record, let match = length(of: name, min: min?.value, max: max?.value) else { return [] }
            return [sourced(match, record)]
        case .thresholds:
            guard let found = ending(of: name, among: city.thresholdSuffixes), let threshold = city.thresholds(for: found.suffix),
                let match = judged(threshold.value, at: found.range)
            else { return [] }
            return [sourced(match, threshold.record)]
        }
    }

    private func sourced(_ match: Match, _ record: NamingRecord) -> Match {
        var match = match
        let citation = record.citation
        match.notes.append((LocalizedText(zh: "依据\(citation.zh)：\(record.source)", en: "by \(citation.en): \(record.source)"), nil))
        // What was not read in force in the original accuses nobody.
        if !record.isReliable { match.ceiling = .notice }
        return match
    }

    /// What the project's facts say about an ending: nothing where they meet its needs.
    private func judged(_ threshold: SuffixThreshold, at range: Range<Int>) -> Match? {
        let words = threshold.words
        let asked = LocalizedText(zh: "使用这个通名要求：\(words.zh)", en: "this ending asks for: \(words.en)")
        switch threshold.outcome(for: settings.nameFacts) {
        case .met: return nil
        case .failed(let needs):
            let list = LocalizedText(
                zh: "项目未达到：" + needs.map(\.words.zh).joined(separator: "、"), en: "the project does not meet: " + needs.map(\.words.en).joined(separator: ", "))
            return Match(range: range, notes: [(asked, nil), (list, nil)])
        case .unknown(let needs):
            let list = LocalizedText(
                zh: "要证明：" + needs.map(\.words.zh).joined(separator: "、") + "（写在 .kaipan.yml 的 names.facts）",
                en: "to be shown: " + needs.map(\.words.en).joined(separator: ", ") + " (names.facts in .kaipan.yml)")
            return Match(range: range, notes: [(asked, nil), (list, nil)], ceiling: .notice)
        }
    }

    // MARK: - Places

    private typealias Cell = (folded: Range<Int>, original: Range<Int>)

    /// The scalars of a block of the folded text with what they were made from.
    private static func cells(of range: Range<Int>, in folded: Folded) -> [Cell] {
        var cells: [Cell] = []
        var start = range.lowerBound
        while start < range.upperBound {
            var end = start + 1
            while end < range.upperBound, folded.bytes[end] & 0xC0 == 0x80 { end += 1 }
            cells.append((start..<end, folded.map.originalRange(of: start..<end)))
            start = end
        }
        return cells
    }

    private static func name(
        _ text: String, at offset: Int, cells: [Cell], vocabulary: NameVocabulary, near: String?
    ) -> Name {
        let characters = NameText(text, vocabulary: vocabulary, near: near).characters
        var places: [Place] = []
        var next = 0
        var position = offset
        for scalar in text.unicodeScalars {
            let width = UTF8.width(scalar)
            defer { position += width }
            // Characters that nobody sees are no part of a name.
            guard next < characters.count, characters[next].text == String(scalar) else { continue }
            places.append(Place(character: characters[next], folded: folded(position..<position + width, cells)))
            next += 1
        }
        return Name(places: places)
    }

    /// Where a stretch of the original stands in the folded text.
    private static func folded(_ original: Range<Int>, _ cells: [Cell]) -> Range<Int> {
        // The first cell that ends behind the stretch's start.
        var low = 0
        var high = cells.count
        while low < high {
            let middle = (low + high) / 2
            if cells[middle].original.upperBound <= original.lowerBound { low = middle + 1 } else { high = middle }
        }
        guard low < cells.count else { return cells.last?.folded ?? 0..<0 }
        if cells[low].original.lowerBound < original.upperBound { return cells[low].folded }
        return (low > 0 ? cells[low - 1].folded.lowerBound : cells[low].folded.lowerBound)..<cells[low].folded.upperBound
    }
}
