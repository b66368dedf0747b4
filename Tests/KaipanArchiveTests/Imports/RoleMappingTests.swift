import Foundation
import KaipanArchive
import Testing

@Suite struct RoleMappingTests {
    private func role(_ mapping: RoleMapping, _ participant: ImportedParticipant) -> SpeakerRole {
        var participant = participant
        mapping.assign(to: &participant)
        return participant.role
    }

    @Test func `the user's id counts before the label, that before the channel, and all before the source`() {
        var mapping = RoleMapping(users: ["u1": .other], labels: ["客户甲": .seller], channels: [1: .customer])
        var participant = ImportedParticipant(label: "客户甲", userID: "u1", channel: 1, isExternal: true)
        #expect(role(mapping, participant) == .other)
        participant.userID = "u2"
        #expect(role(mapping, participant) == .seller)
        mapping.labels = [:]
        #expect(role(mapping, participant) == .customer)
        mapping.channels = [:]
        mapping.external = .other
        #expect(role(mapping, participant) == .other)
        participant.isExternal = nil
        #expect(role(mapping, participant) == .customer)
        participant.label = "甲"
        #expect(role(mapping, participant) == .unknown)
        mapping.fallback = .seller
        #expect(role(mapping, participant) == .seller)
    }

    @Test func `of several patterns the most exact counts`() {
        let mapping = RoleMapping(labels: ["*": .other, "置业*": .seller, "置业顾问实习*": .unknown, "置业顾问": .customer])
        #expect(role(mapping, ImportedParticipant(label: "置业顾问")) == .customer)
        #expect(role(mapping, ImportedParticipant(label: "置业顾问实习生")) == .unknown)
        #expect(role(mapping, ImportedParticipant(label: "置业主管")) == .seller)
        #expect(role(mapping, ImportedParticipant(label: "路人")) == .other)
    }

    @Test(arguments: [
        ("*a*b", "xxaxxb", true), ("*a*b", "xxaxxbx", false), ("", "", true), ("*", "", true), ("a", "", false), ("a**c", "abc", true),
        ("*ab", "aab", true),
    ])
    func `a star stands for any characters`(pattern: String, text: String, matches: Bool) {
        let mapping = RoleMapping(users: [pattern: .seller])
        #expect((role(mapping, ImportedParticipant(label: "", userID: text)) == .seller) == matches)
    }

    @Test(arguments: [
        ("客户经理", SpeakerRole.seller), ("客户甲", .customer), ("置业顾问小周", .seller), ("AGENT", .seller), ("USER", .customer), ("小周", .unknown),
    ])
    func `labels that say the side tell it`(label: String, expected: SpeakerRole) {
        #expect(role(RoleMapping(), ImportedParticipant(label: label)) == expected)
    }

    @Test func `a mapping is decoded, and keys that are unknown are refused`() throws {
        let text = #"{"users":{"wb*":"other"},"labels":{"客服*":"seller"},"channels":{"0":"seller","1":"customer"},"default":"customer","external":"other","internal":"unknown"}"#
        let mapping = try JSONDecoder().decode(RoleMapping.self, from: Data(text.utf8))
        #expect(
            mapping == RoleMapping(
                users: ["wb*": .other], labels: ["客服*": .seller], channels: [0: .seller, 1: .customer], fallback: .customer,
                external: .other,
                internalMembers: .unknown))
        #expect(try JSONDecoder().decode(RoleMapping.self, from: JSONEncoder().encode(mapping)) == mapping)
        #expect(try JSONDecoder().decode(RoleMapping.self, from: Data("{}".utf8)) == RoleMapping())
        for wrong in [#"{"label":{}}"#, #"{"labels":{"a":"buyer"}}"#, #"{"channels":{"left":"seller"}}"#] {
            #expect(throws: DecodingError.self) { try JSONDecoder().decode(RoleMapping.self, from: Data(wrong.utf8)) }
        }
    }
}
