import KaipanArchive
import KaipanLog
import KaipanText

/// A transcript as a package has it: its inner tree with the utterances that are disclosed, and the same for people to read.
struct EvidenceTranscript {
    /// Of `commitments.json`: for each utterance its leaf, body and salt; or its leaf and redacted text; or its leaf's hash alone.
    private(set) var tree: [CanonicalJSON] = []
    /// What people read.
    private(set) var said: [CanonicalJSON] = []
    /// The places in the tree of those that are not disclosed, from 0.
    private(set) var withheld: [Int] = []
    /// As WebVTT; nil where an utterance does not begin and end in a recording.
    private(set) var subtitles: String? = "WEBVTT\n"

    /// - Parameters:
    ///   - isDisclosed: whether an utterance goes in.
    ///   - redactor: nil leaves the texts as they are.
    init(_ openings: [UtteranceOpening], redactor: Redactor?, isDisclosed: (Int) -> Bool) throws {
        for (place, opening) in openings.enumerated() {
            guard isDisclosed(opening.utterance.number) else {
                tree.append(["hash": .string(MerkleTree.leafHash(opening.leaf).hex)])
                withheld.append(place)
                continue
            }
            try add(opening, redactor)
        }
        if said.isEmpty { subtitles = nil }
    }

    private mutating func add(_ opening: UtteranceOpening, _ redactor: Redactor?) throws {
        let leaf = CanonicalJSON.string(String(decoding: opening.leaf, as: UTF8.self))
        guard case .object(var facts) = try CanonicalJSON(parsing: opening.leaf) else { return }
        facts["commit"] = nil
        facts["sha256"] = nil
        var text = opening.utterance.text
        if let redactor, try isClosed(opening, redactor) {
            text = redactor.redacted(text)
            tree.append(["leaf": leaf, "text": .string(text), "redacted": true])
            facts["redacted"] = true
        } else {
            let body = CanonicalJSON.string(String(decoding: opening.body, as: UTF8.self))
            tree.append(["leaf": leaf, "body": body, "salt": .string(Hexadecimal.string(opening.salt))])
        }
        facts["text"] = .string(text)
        said.append(.object(facts))
        guard let cue = Self.cue(opening.utterance, text) else { return subtitles = nil }
        subtitles?.append(cue)
    }

    /// Whether the body must not be opened: it has something to redact, or the source's own words of other participants.
    private func isClosed(_ opening: UtteranceOpening, _ redactor: Redactor) throws -> Bool {
        let body = try CanonicalJSON(parsing: opening.body)
        return body["raw"] != nil || body["media"] != nil || redactor.redacted(body) != body
    }

    private static func cue(_ utterance: Utterance, _ text: String) -> String? {
        guard let start = utterance.start, let end = utterance.end, start >= 0 else { return nil }
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n", "\r": escaped += " "
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return "\n\(utterance.number)\n\(time(start)) --> \(time(max(end, start + 1)))\n<v \(utterance.role.name)>\(escaped)\n"
    }

    private static func time(_ milliseconds: Int64) -> String {
        func digits(_ value: Int64, _ count: Int) -> String {
            let text = String(value)
            return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
        }
        return "\(digits(milliseconds / 3_600_000, 2)):\(digits(milliseconds / 60_000 % 60, 2)):\(digits(milliseconds / 1000 % 60, 2)).\(digits(milliseconds % 1000, 3))"
    }
}

extension Redactor {
    /// Every text of a value redacted, keys and everything else as they are.
    func redacted(_ value: CanonicalJSON) -> CanonicalJSON {
        switch value {
        case .string(let text): .string(redacted(text))
        case .array(let values): .array(values.map { redacted($0) })
        case .object(let members): .object(CanonicalObject(members.map { ($0.key, redacted($0.value)) }))
        default: value
        }
    }
}
