import KaipanArchive
import KaipanLog
import KaipanText

/// One batch of a writer; the same writer's seed and number give the same records, whoever asks.
struct Batch {
    let seed: UInt64
    let number: Int
    let drafts: [Draft]

    /// What its records are.
    enum Kind: Int, CaseIterable {
        case visits, conversation, customer, long
    }

    var repeatKey: String { "\(seed)-\(number)" }

    /// The conversation in it; nil where it has none.
    var conversation: RecordID? { drafts.first { $0.type == .conversation }?.id }

    /// - Parameter kind: nil for one that follows from seed and number.
    init(seed: UInt64, number: Int, kind: Kind? = nil) {
        self.seed = seed
        self.number = number
        var random = SplitMix64(seed: seed &* 0x1_0000_0001 &+ UInt64(number))
        // Names must be new although the numbers are not: the writer's seed is in their random part.
        let time = Timestamp(milliseconds: 1_767_225_600_000 + Int64(number))
        let dice = Int.random(in: 0..<20, using: &random)
        let chosen = kind ?? (dice < 10 ? .visits : dice < 16 ? .conversation : dice < 19 ? .customer : .long)
        func text(_ count: Int) -> CanonicalJSON {
            let words = ["您好", "样板间", "学区以教育部门公布的为准", "首付", "三居", "得房率", "地铁", "交付"]
            var text = ""
            while text.utf8.count < count { text += words.randomElement(using: &random)! }
            return .string(text)
        }
        switch chosen {
        case .visits:
            drafts = (0...Int.random(in: 0..<4, using: &random)).map { place in
                Draft(
                    .visit, id: RecordID(at: time, using: &random), data: ["channel": "phone", "n": .integer(Int64(place))],
                    content: (.archive, .object(["note": text(Int.random(in: 1..<2000, using: &random))])))
            }
        case .conversation:
            let id = RecordID(at: time, using: &random)
            var transcript = Draft(
                .transcript, id: RecordID(at: time, using: &random), links: [Link(.conversation, id)],
                content: (.conversation(id), .object(["engine": "torture"])))
            transcript.utterances = (0...Int.random(in: 0..<12, using: &random)).map { place in
                Utterance(
                    number: place, role: place % 2 == 0 ? .seller : .customer, speaker: place % 2, start: Int64(place) * 2000,
                    end: Int64(place) * 2000 + 1500, text: text(Int.random(in: 1..<200, using: &random)).string ?? "")
            }
            drafts = [
                Draft(.conversation, id: id, data: ["medium": "on-site"], content: (.conversation(id), .object(["title": text(20)]))),
                transcript,
            ]
        case .customer:
            let id = RecordID(at: time, using: &random)
            drafts = [Draft(.customer, id: id, content: (.customer(id), .object(["name": text(9)])))]
        case .long:
            // Many pages of the database.
            drafts = [
                Draft(
                    .visit, id: RecordID(at: time, using: &random), data: ["channel": "on-site"],
                    content: (.archive, .object(["note": text(200_000)])))
            ]
        }
    }
}
