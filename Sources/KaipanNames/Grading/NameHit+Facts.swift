import KaipanText

extension NameHit {
    /// The entry's facts in one line, as a reviewer needs them: register, number, status, class, owner, place, dates.
    public var registerFacts: LocalizedText {
        guard let row else { return LocalizedText(zh: name, en: name) }
        var zh: [String] = [], en: [String] = []
        func add(_ chinese: String, _ english: String) {
            zh.append(chinese)
            en.append(english)
        }
        switch row.register {
        case .place: add("地名“\(row.name)”", "place name “\(row.name)”")
        case .trademark: add("商标“\(row.name)”", "trade mark “\(row.name)”")
        case .project: add("集团项目“\(row.name)”", "project of the group “\(row.name)”")
        }
        add("编号 \(row.key)", "No. \(row.key)")
        if let status = row.statusText { add("状态 \(status)", "status \(status)") }
        if !row.classes.isEmpty {
            let numbers = row.classes.numbers.map(String.init)
            add("第 \(numbers.joined(separator: "、")) 类", "class \(numbers.joined(separator: ", "))")
        }
        if let owner = row.owner { add("权利人 \(owner)", "owner \(owner)") }
        if let division = row.division.flatMap({ Divisions.division(code: $0) }) { add("位于 \(division.name)", "in \(division.name)") }
        if let kind = row.facts["placeType"] { add("类别 \(kind)", "type \(kind)") }
        if let registered = row.registered { add("登记 \(registered)", "registered \(registered)") }
        if let distance {
            let kilometres = distance < 10 ? String(Int((distance * 10).rounded()) / 10) + "." + String(Int((distance * 10).rounded()) % 10) : String(Int(distance.rounded()))
            add("相距约 \(kilometres) 公里", "about \(kilometres) km away")
        }
        if let batch { add("\(batch.file) 截至 \(batch.asOf)", "\(batch.file) as of \(batch.asOf)") }
        return LocalizedText(zh: zh.joined(separator: "，"), en: en.joined(separator: ", "))
    }
}
