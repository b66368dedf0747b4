import KaipanReports
import KaipanText

/// Draws the contacts over the versions that were in force, on one axis whose long pauses are shortened.
struct SceneTimeline {
    private let scene: Scene
    private let words: SceneWords
    private let places: [Int64: Double]
    private let days: [Int64]
    /// Where a pause is shortened.
    private let breaks: [Double]

    private static let left = 130.0, width = 1100.0, day: Int64 = 86_400_000
    /// From one row of contacts to the next.
    private static let row = 25.0
    /// The longest pause that is drawn as long as it is, in days.
    private static let longest: Int64 = 15

    init?(_ scene: Scene, _ words: SceneWords) {
        self.scene = scene
        self.words = words
        func day(_ time: Timestamp) -> Int64 { (time.milliseconds + 8 * 3_600_000) / Self.day }
        let starts = scene.contacts.compactMap(\.start).map(day)
        guard let first = starts.min(), let last = starts.max() else { return nil }
        let edges = scene.versions.flatMap { [$0.from, $0.to].compactMap(\.self) }.map(day)
        days = Set(starts + edges.filter { $0 > first && $0 < last }).sorted()
        var units = 1.0, offsets: [Int64: Double] = [first: 0.5], cuts: [Double] = []
        for (before, next) in zip(days, days.dropFirst()) {
            let pause = next - before
            // Even neighbouring days need room for their marks.
            let length = 2 + Double(min(pause, Self.longest))
            if pause > Self.longest { cuts.append(units - 0.5 + length / 2) }
            units += length
            offsets[next] = units - 0.5
        }
        let scale = (Self.width - Self.left - 30) / units
        places = offsets.mapValues { Self.left + $0 * scale }
        breaks = cuts.map { Self.left + $0 * scale }
    }

    private func x(_ time: Timestamp) -> Double {
        let day = (time.milliseconds + 8 * 3_600_000) / Self.day
        if let place = places[day] { return place }
        if let first = days.first, day < first { return Self.left }
        return days.last.map { day > $0 } ?? true ? Self.width - 20 : places[days.last { $0 < day } ?? day] ?? Self.left
    }

    private static func spelled(_ value: Double) -> String { String((value * 10).rounded() / 10) }

    var html: HTML {
        let (marks, rows) = contacts
        // The lowest row of contacts stands where it does with two.
        let top = Double(max(0, rows - 2)) * Self.row
        var body: HTML = "", y = 44.0 + top
        body += marks
        for (name, versions) in lanes {
            body += "<text class=\"lane\" x=\"0\" y=\"\(Self.spelled(y + 49))\">\(name)</text>\n"
            for version in versions { body += bar(version, y + 36) }
            y += 26
        }
        let bottom = y + 44
        var axis: HTML = "", end = -100.0
        for day in days {
            guard let x = places[day], x - end >= 70 || day == days.last else { continue }
            // The last day is named in any case; it takes the room of the one before.
            guard x - end >= 66 else { continue }
            let label = Timestamp(milliseconds: day * Self.day).inChina.prefix(10)
            axis += "<line class=\"grid\" x1=\"\(Self.spelled(x))\" y1=\"\(Self.spelled(58 + top))\" x2=\"\(Self.spelled(x))\" y2=\"\(Self.spelled(bottom))\"></line>"
            axis += "<text class=\"tick\" x=\"\(Self.spelled(x))\" y=\"\(Self.spelled(bottom + 14))\">\(String(label))</text>\n"
            end = x
        }
        for x in breaks {
            axis += "<text class=\"cut\" x=\"\(Self.spelled(x))\" y=\"\(Self.spelled(bottom + 3))\">∥</text>\n"
        }
        let title = words("接触与当时有效的版本", "The contacts, and the versions in force")
        return """
            <div class="scroll"><svg class="line" viewBox="0 0 1100 \(Self.spelled(bottom + 24))" role="img" aria-label="\(title)">
            \(axis)<line class="axis" x1="130" y1="\(Self.spelled(bottom))" x2="1090" y2="\(Self.spelled(bottom))"></line>
            \(body)</svg></div>
            <p class="soft">\(words("∥ 缩短的间隔；空心：没有原话；方形：签约。", "∥ a pause that is shortened; hollow: nothing of what was said; square: the signing."))</p>

            """
    }

    /// The contacts, and in how many rows they stand: of several on one day none covers another.
    private var contacts: (html: HTML, rows: Int) {
        var ends: [Double] = [], placed: [(contact: SceneContact, start: Timestamp, x: Double, row: Int)] = []
        for contact in scene.contacts {
            guard let start = contact.start else { continue }
            let x = x(start)
            // In a row of its own where the one before is too near.
            let row = ends.firstIndex { x - $0 >= 24 } ?? ends.count
            if row == ends.count { ends.append(x) } else { ends[row] = x }
            placed.append((contact, start, x, row))
        }
        let lowest = 43 + Double(max(0, ends.count - 2)) * Self.row
        var html: HTML = "<text class=\"lane\" x=\"0\" y=\"\(Self.spelled(lowest + 4))\">\(words("接触", "contacts"))</text>\n"
        for (contact, start, x, row) in placed {
            let y = lowest - Double(row) * Self.row, at = Self.spelled(x)
            let kind = contact.utterances.isEmpty ? "hollow" : "full"
            let shape: HTML =
                contact.isSigning
                ? "<rect class=\"\(kind)\" x=\"\(Self.spelled(x - 11))\" y=\"\(Self.spelled(y - 11))\" width=\"22\" height=\"22\"></rect>"
                : "<circle class=\"\(kind)\" cx=\"\(at)\" cy=\"\(Self.spelled(y))\" r=\"11\"></circle>"
            let title = "\(contact.number) \(words.time(start)) \(words(contact.channelName))"
            html += """
                <a href="#c\(contact.number)"><title>\(title)</title>\(shape)<text class="\(kind) number" x="\(at)" y="\(Self.spelled(y + 4))">\(contact.number)</text></a>

                """
        }
        return (html, ends.count)
    }

    private static let order = ["script", "brochure", "advertisement", "price-list", "permit", "notice", "plan", "model", "show-flat", "contract", "supplement", "other"]

    /// Versions of one kind, in rows in which none covers another.
    private var lanes: [(name: String, versions: [SceneVersion])] {
        var lanes: [(String, [SceneVersion])] = []
        for kind in Self.order {
            var rows: [[SceneVersion]] = []
            for version in scene.versions where version.kind == kind && isSeen(version) {
                if let row = rows.firstIndex(where: { $0.last?.to.map { $0 <= version.from } ?? false }) { rows[row].append(version) } else { rows.append([version]) }
            }
            for (index, row) in rows.enumerated() { lanes.append((index == 0 ? words(row[0].kindName) : "", row)) }
        }
        return lanes
    }

    private func isSeen(_ version: SceneVersion) -> Bool {
        guard let last = scene.contacts.compactMap(\.start).max(), let first = scene.contacts.compactMap(\.start).min() else { return false }
        return version.from <= last && version.to.map { $0 > first } ?? true
    }

    private func bar(_ version: SceneVersion, _ y: Double) -> HTML {
        let from = x(version.from), to = version.to.map(x) ?? Self.width - 20
        let length = max(4, to - from - 2)
        let name = version.version ?? version.title
        // About 11 units a Han character; what does not fit is told by the title.
        let label: HTML =
            length > Double(name.count) * 11 + 10
            ? "<text class=\"name\" x=\"\(Self.spelled(from + 6))\" y=\"\(Self.spelled(y + 14))\">\(name)</text>" : ""
        return """
            <a href="#v-\(version.id)"><title>\(version.title) \(words.time(version.from))</title><rect class="bar" x="\(Self.spelled(from))" y="\(Self.spelled(y))" \
            width="\(Self.spelled(length))" height="20" rx="3"></rect>\(label)</a>

            """
    }
}
