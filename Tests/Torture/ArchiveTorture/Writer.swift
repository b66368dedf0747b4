import Foundation
import KaipanArchive
import KaipanLog

/// A process that adds batches to an archive which others may write at the same time.
struct Writer {
    let options: WriteCommand
    let archive: Archive
    private var random: SplitMix64
    private var members: Members?
    /// What this writer added and nobody erased yet.
    private var conversations: [RecordID] = []
    /// The last checkpoint that was proved.
    private var proved: (size: Int, root: LogHash)?

    init(options: WriteCommand, archive: Archive) {
        self.options = options
        self.archive = archive
        random = SplitMix64(seed: ~options.seed)
    }

    mutating func run() throws {
        if !options.plain {
            members = try options.reached { try options.place.members(of: archive) }
            try options.reached { _ = try archive.finishErasures() }
        }
        var number = 0
        while options.count.map({ number < $0 }) ?? true {
            try add(number)
            if options.proofs { try options.reached { try prove() } }
            if !options.plain { try afterwards(number) }
            number += 1
        }
        if options.tour { try options.reached { try archive.indexForSearch() } }
    }

    static func kind(_ number: Int) -> Batch.Kind { Batch.Kind.allCases[number % Batch.Kind.allCases.count] }

    private mutating func add(_ number: Int) throws {
        let batch = Batch(seed: options.seed, number: number, kind: options.tour ? Self.kind(number) : nil)
        Output.line("try \(batch.seed) \(number) \(options.tour ? "tour" : "free") \(Output.now())")
        let receipt = try options.reached {
            try archive.append(batch.drafts, by: number % 2 == 0 ? members?[.agent] : nil, repeatKey: batch.repeatKey)
        }
        try Output.acknowledge(receipt, batch)
        if let conversation = batch.conversation { conversations.append(conversation) }
    }

    /// A hold or an erasure now and then.
    private mutating func afterwards(_ number: Int) throws {
        let dice = options.tour ? number % 4 : Int.random(in: 0..<40, using: &random)
        do {
            switch dice {
            case 1: try hold()
            case 2: try erase()
            case 3: try options.reached { try archive.indexForSearch() }
            default: break
            }
        } catch ArchiveError.inUse {
            // Another writer reads just now; the erasure is finished later.
            Output.line("busy")
        }
    }

    private mutating func hold() throws {
        guard let members, let subject = conversations.last, conversations.count > 1 || options.tour else { return }
        let hold = try options.reached { try members.session(.legal, archive).placeHold(on: [subject], reason: "投诉") }
        // What is held stays.
        if !options.tour { conversations.removeLast() } else { try release(hold, members) }
        Output.line("\(options.tour ? "released" : "hold") \(hold) \(subject)")
    }

    private func release(_ hold: RecordID, _ members: Members) throws {
        let request = try members.session(.legal, archive).requestRelease(of: hold)
        for role in [MemberRole.manager, .privacy] { try members.session(role, archive).decide(request, approve: true) }
        try members.session(.legal, archive).release(request)
    }

    private mutating func erase() throws {
        guard let members, let subject = conversations.first else { return }
        conversations.removeFirst()
        let request = try options.reached { try members.session(.privacy, archive).requestErasure(of: [subject], reason: .requested) }
        for role in [MemberRole.legal, .manager] {
            try options.reached { try members.session(role, archive).decide(request, approve: true) }
        }
        _ = try options.reached { try members.session(.privacy, archive).erase(request) }
        Output.line("erased \(subject)")
    }

    /// Proves an entry of anybody's, and that the log is a continuation of what it was.
    private mutating func prove() throws {
        let checkpoint = try SignedCheckpoint.open(
            Array(archive.newestCheckpoint().utf8), key: archive.verifierKey(epoch: 1), origin: "\(archive.name)/1").checkpoint
        let index = Int.random(in: 0..<checkpoint.size, using: &random)
        let leaf = MerkleTree.leafHash(try archive.record(at: Int64(index)).bytes)
        let inclusion = try archive.inclusionProof(of: Int64(index), size: Int64(checkpoint.size))
        Output.line(
            "proof inclusion \(index) \(checkpoint.size) \(leaf) \(checkpoint.root) \(Self.list(inclusion.path)) \(Output.now())")
        if let proved {
            let consistency = try archive.consistencyProof(from: Int64(proved.size), to: Int64(checkpoint.size))
            Output.line(
                "proof consistency \(proved.size) \(checkpoint.size) \(proved.root) \(checkpoint.root) \(Self.list(consistency.path)) \(Output.now())")
        }
        proved = (checkpoint.size, checkpoint.root)
    }

    private static func list(_ path: [LogHash]) -> String { path.isEmpty ? "-" : path.map(\.hex).joined(separator: ",") }
}
