import Foundation
import KaipanArchive
import KaipanRules
import KaipanText
import Yams

/// Reads the handling of complaints from `.kaipan.yml`, or from a file of its own.
public enum ComplaintPolicyReader {
    /// Reads what stands under `complaints:`.
    ///
    /// - Returns: nil where the file says nothing of complaints.
    /// - Throws: `RuleError` with file, line and column.
    public static func read(_ path: String) throws(RuleError) -> ComplaintPolicy? {
        let file = try YAMLFile(contentsOf: path)
        guard let node = file.root?.mapping?["complaints"] else { return nil }
        var policy = ComplaintPolicy.standard
        for (name, value) in try file.mapping(node, key: "complaints", allowed: ["clocks", "authority"]) {
            if name.string == "clocks" {
                policy.clocks = []
                for item in try file.list(value, key: "clocks") { policy.clocks.append(try clock(item, in: file)) }
            } else {
                var tiers: [AuthorityTier] = []
                for item in try file.list(value, key: "authority") { tiers.append(try tier(item, in: file)) }
                policy = ComplaintPolicy(clocks: policy.clocks, authority: tiers)
            }
        }
        return policy
    }

    private static func clock(_ node: Node, in file: YAMLFile) throws(RuleError) -> ComplaintClock {
        var name: LocalizedText?, step: ComplaintStep?, minutes: Int?, grades: Set<ComplaintGrade>?
        for (key, value) in try file.mapping(node, key: "clocks", allowed: ["name", "step", "minutes", "hours", "grades"]) {
            switch key.string {
            case "name": name = try file.localized(value, key: "name")
            case "step": step = try file.value(value, key: "step", of: ComplaintStep.self)
            case "minutes": minutes = try positive(value, "minutes", 1...5_256_000, file)
            case "hours": minutes = try positive(value, "hours", 1...87_600, file) * 60
            default: grades = Set(try file.list(value, key: "grades").map { node throws(RuleError) in try file.value(node, key: "grades", of: ComplaintGrade.self) })
            }
        }
        guard let step else { throw .missingKey(file.excerpt(node), key: "step") }
        guard let minutes else { throw .missingKey(file.excerpt(node), key: "minutes") }
        return ComplaintClock(name: name ?? step.name, step: step, minutes: minutes, grades: grades)
    }

    private static func tier(_ node: Node, in file: YAMLFile) throws(RuleError) -> AuthorityTier {
        var limit: Int?, roles: [MemberRole] = []
        for (key, value) in try file.mapping(node, key: "authority", allowed: ["amount", "roles"]) {
            if key.string == "amount" {
                limit = try positive(value, "amount", 0...1_000_000_000, file)
            } else {
                for item in try file.list(value, key: "roles") { roles.append(try file.value(item, key: "roles", of: MemberRole.self)) }
            }
        }
        guard let limit else { throw .missingKey(file.excerpt(node), key: "amount") }
        guard !roles.isEmpty else { throw .missingKey(file.excerpt(node), key: "roles") }
        return AuthorityTier(limit: Int64(limit), roles: roles)
    }

    private static func positive(_ node: Node, _ key: String, _ range: ClosedRange<Int>, _ file: YAMLFile) throws(RuleError) -> Int {
        let number = try file.number(node, key: key)
        guard let whole = Int(exactly: number), range.contains(whole) else {
            throw .invalidValue(
                file.excerpt(node), key: key, value: node.scalar?.string ?? "", nearest: nil,
                allowed: LocalizedText(zh: "\(range.lowerBound) 到 \(range.upperBound) 的整数", en: "a whole number from \(range.lowerBound) to \(range.upperBound)"))
        }
        return whole
    }
}
