/// Finds streets with a number, as far as words tell them: 云岭路128号3栋2单元1101室.
enum AddressScan {
    private static let streets = ["大道", "大街", "胡同", "路", "街", "巷", "弄"].map { Array($0.unicodeScalars) }
    private static let parts = ["单元", "弄", "巷", "号楼", "号院", "号", "栋", "幢", "座", "楼", "层", "室", "房", "户"].map { Array($0.unicodeScalars) }
    /// What ends a street's name on the left.
    private static let stops = Set("在住于到是为址的去从和与及往来了，。；：、！？,.;:!?（）()《》“”\"' \t\n省市区县镇乡村州我你他她您".unicodeScalars)
    /// The longest name of a street, in scalars.
    private static let nameLimit = 8

    static func addresses(_ text: [Unicode.Scalar]) -> [Range<Int>] {
        var result: [Range<Int>] = [], place = 0
        while place < text.count {
            guard let street = streets.first(where: { text[place...].starts(with: $0) }) else {
                place += 1
                continue
            }
            let named = place + street.count
            var start = place
            while start > 0, place - start < nameLimit, !stops.contains(text[start - 1]), isHan(text[start - 1]) { start -= 1 }
            guard start < place, let end = tail(text, named) else {
                place = named
                continue
            }
            result.append(start..<end)
            place = end
        }
        return result
    }

    /// The end of a door number and of what follows it; nil where there is none.
    private static func tail(_ text: [Unicode.Scalar], _ start: Int) -> Int? {
        var place = start, end: Int?, isDoor = false
        while true {
            while place < text.count, Redactor.isSpace(text[place]) || (end != nil && (text[place] == "-" || text[place] == "之")) { place += 1 }
            let number = place
            while place < text.count, isNumber(text[place]) { place += 1 }
            // A block may have a letter.
            if place == number, end != nil, place < text.count, text[place].isASCII, text[place].properties.isAlphabetic { place += 1 }
            guard place > number else { break }
            while place < text.count, Redactor.isSpace(text[place]) { place += 1 }
            guard let part = parts.first(where: { text[place...].starts(with: $0) }) else {
                // 3号2-1101 ends in bare digits.
                let goesOn = place + 1 < text.count && text[place] == "-" && isNumber(text[place + 1])
                // 路8号434-450平米: areas.
                let isArea = place < text.count && "平㎡米元万".unicodeScalars.contains(text[place])
                guard isDoor, !isArea, text[number - 1] == "-" || goesOn else { break }
                if !goesOn { end = place }
                continue
            }
            place += part.count
            // 地铁3号线, 3号地块: no door.
            if part == ["号"], place < text.count, "线地机".unicodeScalars.contains(text[place]) { break }
            isDoor = isDoor || part[0] == "号" || part[0] == "弄"
            end = place
        }
        return isDoor ? end : nil
    }

    private static func isNumber(_ scalar: Unicode.Scalar) -> Bool {
        (0x30...0x39).contains(scalar.value) || "零〇一二三四五六七八九十百千两".unicodeScalars.contains(scalar)
    }

    private static func isHan(_ scalar: Unicode.Scalar) -> Bool { (0x3400...0x9FFF).contains(scalar.value) }
}
