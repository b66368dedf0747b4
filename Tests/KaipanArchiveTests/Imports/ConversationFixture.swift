import Foundation
import KaipanArchive
import KaipanDocuments
import KaipanTestSupport
import KaipanText
import Testing

/// The examples of all formats.
enum ConversationFixture {
    static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: Project.path("Fixtures/conversations/\(name)"))))
    }

    static func read(_ name: String, _ change: (inout ImportOptions) -> Void = { _ in }) throws -> ConversationImport {
        try read(bytes(name), name: name, change)
    }

    static func read(text: String, name: String = "test", _ change: (inout ImportOptions) -> Void = { _ in }) throws -> ConversationImport {
        try read(Array(text.utf8), name: name, change)
    }

    static func read(_ bytes: [UInt8], name: String, _ change: (inout ImportOptions) -> Void = { _ in }) throws -> ConversationImport {
        var options = ImportOptions()
        change(&options)
        return try ConversationImporter(options: options).read(bytes, name: name)
    }

    /// The error that reading a text ends in.
    static func error(_ text: String, _ change: (inout ImportOptions) -> Void = { _ in }) -> ImportError? {
        do {
            _ = try read(text: text, change)
            return nil
        } catch {
            return error as? ImportError
        }
    }
}

extension ConversationImport {
    /// Checks that every place lies in the file, that ordinals count, and that media, speakers and gaps point at what there is.
    func expectSound(in bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) {
        let lines = bytes.count { $0 == 0x0A } + 1
        let check = { (place: ImportPlace) in
            #expect(place.bytes.lowerBound >= 0 && place.bytes.upperBound <= bytes.count, sourceLocation: sourceLocation)
            #expect((1...lines).contains(place.line), sourceLocation: sourceLocation)
        }
        for conversation in conversations {
            #expect(conversation.utterances.map(\.ordinal) == Array(conversation.utterances.indices), sourceLocation: sourceLocation)
            for utterance in conversation.utterances {
                check(utterance.place)
                if let start = utterance.start, let first = conversation.start {
                    #expect(conversation.time(of: utterance) == utterance.time ?? first.advanced(by: start), sourceLocation: sourceLocation)
                }
                if let speaker = utterance.speaker {
                    #expect(conversation.participants.indices.contains(speaker), sourceLocation: sourceLocation)
                }
                #expect(utterance.media.allSatisfy(media.indices.contains), sourceLocation: sourceLocation)
                #expect((utterance.start ?? 0) >= 0, sourceLocation: sourceLocation)
                if let start = utterance.start, let end = utterance.end { #expect(end >= start, sourceLocation: sourceLocation) }
            }
            for item in conversation.shown {
                #expect(conversation.utterances.indices.contains(item.utterance), sourceLocation: sourceLocation)
            }
            for item in conversation.consents {
                #expect(conversation.participants.indices.contains(item.participant), sourceLocation: sourceLocation)
            }
        }
        for gap in gaps { check(gap.place) }
        for item in media { check(item.place) }
    }
}

extension [UInt8] {
    /// The text of a range of bytes.
    func text(_ range: Range<Int>) -> String { String(decoding: self[range], as: UTF8.self) }
}
