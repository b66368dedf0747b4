import KaipanArchive
import KaipanLog
import KaipanText
import Testing

@Suite(.stores) struct RetentionTests {
    private func moment(_ text: String) -> Timestamp { Timestamp(text + "T04:00:00.000Z")! }

    @Test(arguments: [
        ("2026-01-31", 1, "2026-02-28"), ("2027-11-30", 3, "2028-02-29"), ("2026-03-15", 36, "2029-03-15"), ("2026-12-31", 2, "2027-02-28"),
    ])
    func `months are counted by the calendar`(from: String, months: Int, to: String) {
        #expect(moment(from).advanced(months: months) == moment(to))
    }

    @Test(arguments: StoreEngine.here)
    func `each class has its own clock, and a hold stops it`(engine: StoreEngine) throws {
        let test = try TestArchive(engine)
        let visitor = Draft(.customer), buyer = Draft(.customer), complainant = Draft(.customer), unit = Draft(.unit)
        try test.archive.append([visitor, buyer, complainant, unit])
        func conversation(_ customer: RecordID, _ day: String) throws -> RecordID {
            let id = RecordID.new()
            try test.archive.append([
                Draft(.conversation, id: id, links: [Link(.customer, customer)], data: ["started": .string(moment(day).description)],
                    content: (.conversation(id), .object(["title": "接待"])))
            ])
            return id
        }
        let first = try conversation(visitor.id, "2026-01-10"), second = try conversation(visitor.id, "2026-03-10")
        let bought = try conversation(buyer.id, "2026-01-10"), disputed = try conversation(complainant.id, "2026-01-10")
        let signing = Draft(.signing, links: [Link(.customer, buyer.id), Link(.unit, unit.id)], data: ["time": .string(moment("2026-02-01").description)])
        let complaint = Draft(.complaint, links: [Link(.customer, complainant.id)], data: ["opened": .string(moment("2026-02-01").description)])
        try test.archive.append([signing, complaint])
        func dues() throws -> [RecordID: Timestamp?] {
            Dictionary(uniqueKeysWithValues: try test.archive.retention().map { ($0.conversation, $0.due) })
        }
        // The last contact counts for both; what is not handed over or closed has no end yet.
        #expect(try dues() == [first: moment("2027-03-10"), second: moment("2027-03-10"), bought: nil, disputed: nil])
        var handed = signing, closed = complaint
        handed.data["handover"] = .string(moment("2028-06-30").description)
        closed.data["closed"] = .string(moment("2026-06-30").description)
        try test.archive.append([handed, closed])
        #expect(try dues() == [
            first: moment("2027-03-10"), second: moment("2027-03-10"), bought: moment("2031-06-30"), disputed: moment("2028-06-30"),
        ])
        try test.session(.privacy).setRetention(RetentionPolicy(visitMonths: 6))
        #expect(try dues()[first] == moment("2026-09-10"))
        _ = try test.session(.legal).placeHold(on: [first], reason: "律师函")
        let expired = try #require(try test.session(.privacy).requestExpired(at: moment("2026-12-31")))
        #expect(expired.conversations == [second])
        #expect(try test.session(.privacy).requestExpired(at: moment("2026-06-30")) == nil)
    }
}
