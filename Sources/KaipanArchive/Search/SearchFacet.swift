import KaipanText

/// What is known of an utterance beside its text, and can be searched for.
package enum SearchFacet: Sendable, Hashable {
    /// Every utterance of the index has this.
    case indexed
    case role(Utterance.Role)
    /// A record that the conversation belongs to; `conversation` is the conversation itself.
    case record(Link)
    /// A rule that found something in it.
    case rule(String)
    /// The day in China, as `CivilDate.number`; its first digits for a whole month or year.
    case time(Int32)

    /// What is hashed; the first byte is none that text grams begin with.
    var bytes: [UInt8] {
        switch self {
        case .indexed: [16]
        case .role(let role): [17, UInt8(truncatingIfNeeded: role.rawValue)]
        case .record(let link): [18] + Array("\(link.relation.rawValue) \(link.target)".utf8)
        case .rule(let rule): [19] + Array(rule.utf8)
        case .time(let number): [20] + Array("\(number)".utf8)
        }
    }

    /// The day, the month and the year of a moment in China.
    package static func times(_ time: Timestamp) -> [SearchFacet] {
        let day = time.dayInChina.number
        return [.time(day), .time(day / 100), .time(day / 10_000)]
    }

    /// The fewest days, months and years that make up a span.
    ///
    /// - Complexity: O(years).
    package static func times(from first: CivilDate, through last: CivilDate) -> [SearchFacet] {
        var facets: [SearchFacet] = []
        var day = first
        while day <= last {
            let year = day.number / 10_000, month = day.number / 100 % 100
            let end: CivilDate
            if day.number % 10_000 == 101, CivilDate(number: year * 10_000 + 1231) <= last {
                facets.append(.time(year))
                end = CivilDate(number: year * 10_000 + 1231)
            } else if day.number % 100 == 1, let monthEnd = Optional(Self.end(ofMonth: month, year)), monthEnd <= last {
                facets.append(.time(day.number / 100))
                end = monthEnd
            } else {
                facets.append(.time(day.number))
                end = day
            }
            day = CivilDate(daysSince1970: end.daysSince1970 + 1)
        }
        return facets
    }

    private static func end(ofMonth month: Int32, _ year: Int32) -> CivilDate {
        let next = month == 12 ? (year + 1) * 10_000 + 101 : year * 10_000 + (month + 1) * 100 + 1
        return CivilDate(daysSince1970: CivilDate(number: next).daysSince1970 - 1)
    }
}
