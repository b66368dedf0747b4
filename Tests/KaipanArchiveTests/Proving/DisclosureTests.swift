import Crypto
import Foundation
import KaipanArchive
import KaipanLog
import KaipanText
import Testing

@Suite(.stores) struct DisclosureTests {
    private static let texts = ["您好，欢迎来到澜汀雅苑。", "这里有学区吗？", "以教育部门公布的为准。", "得房率多少？", "约百分之七十八。"]

    @Test(arguments: StoreEngine.here)
    func `each utterance is proved alone, without the archive`(engine: StoreEngine) throws {
        let test = try TestArchive(engine), archive = test.archive
        let conversation = try test.converse(Self.texts)
        try test.converse(["别的会话"])
        let policy = try archive.trustPolicy()
        for (number, text) in Self.texts.enumerated() {
            let disclosure = try #require(try archive.disclose(utterance: number, of: conversation))
            // As somebody reads it who has the file and the policy only.
            let read = try UtteranceDisclosure(CanonicalJSON(parsing: disclosure.canonical.serialized()))
            #expect(read == disclosure)
            let proved = try read.verify(policy: policy)
            #expect(proved.utterance.text == text && proved.utterance.number == number)
            #expect(proved.utterance.role == (number % 2 == 0 ? .seller : .customer))
            #expect(proved.utterance.start == Int64(number) * 2000)
            #expect(proved.conversation == conversation)
            #expect(proved.position == (try archive.record(proved.transcript).position))
            // Nothing of the others is in it.
            let file = String(decoding: try disclosure.canonical.serialized(), as: UTF8.self)
            #expect(Self.texts.filter { file.contains($0) } == [text])
        }
        #expect(throws: ArchiveError.noRecord(id: "\(conversation) 5")) { try archive.disclose(utterance: 5, of: conversation) }
    }

    @Test func `what is changed or belongs elsewhere is refused, each at its step`() throws {
        let test = try TestArchive(.sqlite), archive = test.archive
        let conversation = try test.converse(Self.texts), other = try test.converse(Self.texts)
        let policy = try archive.trustPolicy()
        let good = try #require(try archive.disclose(utterance: 2, of: conversation))
        let foreign = try #require(try archive.disclose(utterance: 2, of: other))
        let neighbour = try #require(try archive.disclose(utterance: 3, of: conversation))
        func fault(_ change: (inout UtteranceDisclosure) -> Void) -> DisclosureError? {
            var changed = good
            change(&changed)
            do {
                _ = try changed.verify(policy: policy)
                return nil
            } catch { return error }
        }
        #expect(fault { _ in } == nil)
        #expect(fault { $0.body = Array(String(decoding: $0.body, as: UTF8.self).replacing("为准", with: "不准").utf8) } == .commitment)
        #expect(fault { $0.salt[0] ^= 1 } == .commitment)
        #expect(fault { $0.body = neighbour.body } == .commitment)
        guard case .place = fault({ $0.leaf = neighbour.leaf }), case .place = fault({ $0.leaf = foreign.leaf }),
            case .place = fault({ $0.inclusion = neighbour.inclusion }), case .proof = fault({ $0.entry = foreign.entry }),
            case .proof = fault({ $0.proof = foreign.proof })
        else { return #expect(Bool(false)) }
        guard case .place = fault({
            $0.entry = foreign.entry
            $0.proof = foreign.proof
        }) else { return #expect(Bool(false)) }
        #expect(fault {
            $0.inclusion = InclusionProof(index: $0.inclusion.index, size: 4, path: $0.inclusion.path)
        } == .entry)
        let visit = try archive.append([Draft(.visit)]).positions.lowerBound, proved = try archive.proof(of: visit)
        #expect(fault {
            $0.entry = proved.entry
            $0.proof = proved.proof
        } == .entry)
        // A log that is not believed.
        let stranger = try TestArchive(.sqlite).archive.trustPolicy()
        #expect(throws: DisclosureError.self) { try good.verify(policy: stranger) }
        for key in ["body", "salt", "leaf", "entry", "index", "size", "path", "proof"] {
            guard case .object(var object) = good.canonical else { return #expect(Bool(false)) }
            object[key] = .bool(true)
            #expect(throws: DisclosureError.form) { try UtteranceDisclosure(.object(object)) }
        }
    }

    @Test(arguments: StoreEngine.here)
    func `an erased conversation discloses nothing, and what was disclosed before still verifies`(engine: StoreEngine) throws {
        let test = try TestArchive(engine), archive = test.archive
        let conversation = try test.converse(Self.texts)
        let before = try #require(try archive.disclose(utterance: 1, of: conversation))
        let privacy = try test.session(.privacy)
        let request = try privacy.requestErasure(of: [conversation], reason: .requested)
        for role in [MemberRole.legal, .manager] { try test.session(role).decide(request, approve: true) }
        try privacy.erase(request)
        #expect(try archive.disclose(utterance: 1, of: conversation) == nil)
        #expect(try before.verify(policy: archive.trustPolicy()).utterance.text == Self.texts[1])
    }

    @Test(arguments: StoreEngine.here)
    func `a disclosure is in the log before it is given, and takes the right and a purpose`(engine: StoreEngine) throws {
        let test = try TestArchive(engine)
        let conversation = try test.converse(Self.texts)
        #expect(throws: ArchiveError.self) { try test.session(.quality).disclose(utterance: 0, of: conversation) }
        #expect(throws: ArchiveError.noPurpose) { try test.session(.legal, purpose: nil).disclose(utterance: 0, of: conversation) }
        let disclosure = try #require(try test.session(.legal).disclose(utterance: 0, of: conversation))
        let accesses = try test.archive.records(.access).filter { $0.leaf.data["action"]?.string == "export" }
        #expect(accesses.map { $0.leaf.data["result"]?.string } == ["refused", "refused", "granted"])
        #expect(try disclosure.verify(policy: test.archive.trustPolicy()).checkpoint.checkpoint.size > Int(accesses[2].position))
    }
}
