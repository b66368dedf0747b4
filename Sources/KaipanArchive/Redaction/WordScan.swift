/// Finds what is told by its letters: addresses of mail, WeChat ids, number plates, names.
enum WordScan {
    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { (0x30...0x39).contains(scalar.value) }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool { scalar.isASCII && scalar.properties.isAlphabetic }

    /// Addresses of mail (RFC 5322 dot-atoms).
    static func emails(_ text: [Unicode.Scalar]) -> [Range<Int>] {
        var result: [Range<Int>] = []
        for at in text.indices where text[at] == "@" {
            var start = at, end = at + 1
            while start > 0, Redactor.isWord(text[start - 1]) || ".%+-".unicodeScalars.contains(text[start - 1]) { start -= 1 }
            while start < at, text[start] == "." || text[start] == "-" { start += 1 }
            while end < text.count, (Redactor.isWord(text[end]) && text[end] != "_") || ".-".unicodeScalars.contains(text[end]) { end += 1 }
            while end > at + 1, ".-".unicodeScalars.contains(text[end - 1]) { end -= 1 }
            let labels = text[at + 1..<max(end, at + 1)].split(separator: ".", omittingEmptySubsequences: false)
            guard start < at, labels.count >= 2, labels.allSatisfy({ !$0.isEmpty }), let top = labels.last, top.count >= 2,
                top.allSatisfy(isLetter)
            else { continue }
            result.append(start..<end)
        }
        return result
    }

    private static let weChatLabels = ["微信", "薇信", "wechat", "weixin", "vx", "wx", "v信"].map { Array($0.unicodeScalars) }

    /// WeChat ids: a letter and 5 to 19 letters, digits, hyphens and underscores, after a word that says what they are.
    static func weChat(_ text: [Unicode.Scalar]) -> [Range<Int>] {
        let lower = text.map { isLetter($0) && $0.value < 0x61 ? Unicode.Scalar($0.value + 32)! : $0 }
        var result: [Range<Int>] = []
        for place in text.indices {
            guard let label = weChatLabels.first(where: { lower[place...].starts(with: $0) }) else { continue }
            if isLetter(label[0]), place > 0, Redactor.isWord(text[place - 1]) { continue }
            var start = after(place + label.count, in: text)
            if lower[start...].starts(with: ["i", "d"]), start + 2 < text.count, !Redactor.isWord(text[start + 2]) { start = after(start + 2, in: text) }
            guard start < text.count, isLetter(text[start]), start > place + label.count || !isLetter(label[label.count - 1]) else { continue }
            var end = start
            while end < text.count, Redactor.isWord(text[end]) || text[end] == "-" { end += 1 }
            while end > start, text[end - 1] == "-" { end -= 1 }
            if (6...20).contains(end - start) { result.append(start..<end) }
        }
        return result
    }

    /// The place behind what stands between a label and its value.
    private static func after(_ place: Int, in text: [Unicode.Scalar]) -> Int {
        var end = place
        while end < text.count, end < place + 6, Redactor.isSpace(text[end]) || ":号是为就".unicodeScalars.contains(text[end]) { end += 1 }
        return end
    }

    private static let provinces = Set("京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使".unicodeScalars)

    /// Number plates (GA 36): a province, a letter, and five characters, or six on plates for new energy.
    static func plates(_ text: [Unicode.Scalar]) -> [Range<Int>] {
        var result: [Range<Int>] = []
        for start in text.indices where provinces.contains(text[start]) {
            var place = start + 1
            while place < text.count, Redactor.isSpace(text[place]) { place += 1 }
            guard place < text.count, isLetter(text[place]), !"IOio".unicodeScalars.contains(text[place]) else { continue }
            place += 1
            while place < text.count, Redactor.isSpace(text[place]) || "·•・.-".unicodeScalars.contains(text[place]) { place += 1 }
            let body = place
            while place < text.count, place < body + 6, isLetter(text[place]) || isDigit(text[place]) { place += 1 }
            var count = place - body
            if count == 4, place < text.count, "学警港澳挂领".unicodeScalars.contains(text[place]) {
                place += 1
                count += 1
            }
            guard (5...6).contains(count), text[body..<place].contains(where: isDigit), place == text.count || !Redactor.isWord(text[place]) else {
                continue
            }
            if text[body..<place].contains(where: { "IOio".unicodeScalars.contains($0) }) { continue }
            // 云A10101室 is a flat.
            if place < text.count, "室栋号座幢".unicodeScalars.contains(text[place]) { continue }
            result.append(start..<place)
        }
        return result
    }

    /// Names of a list, also with spaces within.
    ///
    /// - Parameter byFirst: by their first character.
    static func names(_ byFirst: [Unicode.Scalar: [[Unicode.Scalar]]], in text: [Unicode.Scalar]) -> [Range<Int>] {
        guard !byFirst.isEmpty else { return [] }
        var result: [Range<Int>] = [], place = 0
        search: while place < text.count {
            for name in byFirst[text[place]] ?? [] {
                guard let end = end(of: name, in: text, from: place) else { continue }
                // A name in Latin letters is a word of its own.
                let isLatin = name.allSatisfy { $0.isASCII }
                if isLatin, (place > 0 && Redactor.isWord(text[place - 1])) || (end < text.count && Redactor.isWord(text[end])) { continue }
                result.append(place..<end)
                place = end
                continue search
            }
            place += 1
        }
        return result
    }

    private static func end(of name: [Unicode.Scalar], in text: [Unicode.Scalar], from start: Int) -> Int? {
        var place = start
        for (number, scalar) in name.enumerated() {
            while number > 0, place < text.count, Redactor.isSpace(text[place]) { place += 1 }
            guard place < text.count, text[place] == scalar else { return nil }
            place += 1
        }
        return place
    }
}
