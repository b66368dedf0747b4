import Foundation
import KaipanArchive
import KaipanLog
import KaipanTestSupport
import KaipanText
import Testing

@Suite(.stores) struct ArchiveProofTests {
    /// An archive with some batches of entries beside those that name its members.
    static func filled(_ engine: StoreEngine, batches: Int = 12) throws -> TestArchive {
        let test = try TestArchive(engine)
        for number in 0..<batches {
            try test.archive.append((0...number % 4).map { Draft(.visit, data: ["n": .integer(Int64(10 * number + $0))]) })
        }
        return test
    }

    @Test(arguments: StoreEngine.here)
    func `the checkpoint that covers an entry is the first that does`(engine: StoreEngine) throws {
        let test = try Self.filled(engine), archive = test.archive
        let size = try archive.size()
        #expect(try archive.checkpoint().checkpoint.size == Int(size))
        let sizes = try archive.database.read { try $0.rows("select size from checkpoint order by size").map { try $0.integer(0) } }
        for wanted in 0...size {
            let found = try archive.checkpoint(atLeast: wanted)
            #expect(Int64(found.checkpoint.size) == sizes.first { $0 >= wanted })
            _ = try archive.trustPolicy().verify(found.bytes)
        }
        #expect(throws: ArchiveError.noRecord(id: "checkpoint \(size + 1)")) { try archive.checkpoint(atLeast: size + 1) }
    }

    @Test(arguments: StoreEngine.here)
    func `every entry is proved under every checkpoint that covers it`(engine: StoreEngine) throws {
        let test = try Self.filled(engine), archive = test.archive
        let policy = try archive.trustPolicy(), size = try archive.size()
        let sizes = try archive.database.read { try $0.rows("select size from checkpoint order by size").map { try $0.integer(0) } }
        for position in 0..<size {
            for size in [nil] + sizes.filter({ $0 > position }).map(Optional.some) {
                let found = try archive.proof(of: position, size: size)
                #expect(found.position == position)
                #expect(try Leaf(bytes: found.entry).id == archive.record(at: position).leaf.id)
                let read = try TlogProof(parsing: found.proof.bytes)
                #expect(try read.verify(entry: found.entry, policy: policy).checkpoint.size == Int(size ?? archive.size()))
                #expect(throws: TlogProofError.self) { try read.verify(entry: found.entry + [0x20], policy: policy) }
            }
        }
        #expect(throws: ArchiveError.noRecord(id: "\(size)")) { try archive.proof(of: size) }
        #expect(throws: ArchiveError.self) { try archive.proof(of: size - 1, size: sizes[sizes.count - 2] ) }
        #expect(throws: ArchiveError.noRecord(id: "checkpoint \(size + 5)")) { try archive.proof(of: 0, size: size + 5) }
    }

    @Test(arguments: StoreEngine.here)
    func `a proof that would not hold is not given`(engine: StoreEngine) throws {
        let test = try Self.filled(engine)
        _ = try test.archive.database.write { try $0.run("update entry set leaf = (select leaf from entry where position = 3) where position = 4") }
        #expect(throws: ArchiveError.self) { try test.archive.proof(of: 4) }
        // Its neighbour's path goes through it.
        #expect(throws: ArchiveError.self) { try test.archive.proof(of: 5) }
    }

    @Test(arguments: StoreEngine.here)
    func `any two sizes are consistent`(engine: StoreEngine) throws {
        let test = try Self.filled(engine), archive = test.archive
        let size = Int(try archive.size())
        let roots = try archive.database.read { connection in try (0...size).map { try StoredNodes(connection: connection).root(atSize: $0) } }
        for new in 0...size {
            for old in 0...new { try archive.consistency(from: Int64(old), to: Int64(new)).verify(oldRoot: roots[old], newRoot: roots[new]) }
        }
        #expect(try archive.consistency(from: 2).newSize == size)
        #expect(throws: ProofError.self) { try archive.consistency(from: 3, to: 2) }
        #expect(throws: ArchiveError.self) { try archive.consistency(from: 3, to: Int64(size) + 1) }
    }
}
