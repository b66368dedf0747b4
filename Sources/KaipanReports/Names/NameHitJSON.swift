import Foundation
import KaipanNames
import KaipanText

/// A hit as every JSON output spells it.
struct NameHitJSON {
    let hit: NameHit
    let language: Language

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.key("actions")
            writer.array(hit.actions) { $0.string($1[language]) }
            writer.key("alignment")
            writer.array(hit.comparison.alignment.columns, write)
            writer.key("counterArguments")
            writer.array(hit.counterArguments, write)
            writer.key("facts")
            facts(&writer)
            writer.key("grade")
            writer.string(hit.grade.rawValue)
            writer.key("name")
            writer.string(hit.name)
            writer.key("precedent")
            writer.optional(hit.precedent, write)
            writer.key("reasons")
            writer.array(hit.reasons, write)
            writer.key("register")
            writer.optional(hit.row?.register) { $0.string($1.rawValue) }
            writer.key("relation")
            writer.string(hit.comparison.relation.rawValue)
            writer.key("score")
            writer.literal(Self.decimal(hit.comparison.score))
            writer.key("verdict")
            writer.string(hit.verdict[language])
        }
    }

    /// A number with at most three places, the same on every machine.
    private static func decimal(_ value: Double) -> String {
        let thousandths = Int((value * 1000).rounded())
        let rest = String(thousandths % 1000)
        return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
    }

    private func write(to writer: inout JSONWriter, _ column: AlignmentColumn) {
        writer.object { writer in
            writer.key("mark")
            writer.string(column.mark.rawValue)
            writer.key("name")
            writer.optional(column.name) { $0.string($1) }
            writer.key("namePart")
            writer.optional(column.namePart) { $0.string($1.rawValue) }
            writer.key("readings")
            writer.array(column.readings) { $0.string($1) }
            writer.key("registered")
            writer.optional(column.registered) { $0.string($1) }
            writer.key("registeredPart")
            writer.optional(column.registeredPart) { $0.string($1.rawValue) }
            writer.key("score")
            writer.literal(Self.decimal(column.score))
        }
    }

    private func write(to writer: inout JSONWriter, _ reason: NameReason) {
        writer.object { writer in
            writer.key("article")
            writer.optional(reason.article) { $0.string($1) }
            writer.key("law")
            writer.optional(reason.law) { $0.string($1) }
            writer.key("message")
            writer.string(reason.message[language])
            writer.key("verified")
            writer.boolean(reason.isVerified)
        }
    }

    private func write(to writer: inout JSONWriter, _ precedent: Precedent) {
        writer.object { writer in
            writer.key("authority")
            writer.string(precedent.authority[language])
            writer.key("conflict")
            writer.boolean(precedent.isConflict)
            writer.key("names")
            writer.array(precedent.names) { $0.string($1) }
            writer.key("outcome")
            writer.string(precedent.outcome[language])
        }
    }

    /// The register's facts, those that it has; keys in ascending order.
    private func facts(_ writer: inout JSONWriter) {
        writer.object { writer in
            guard let row = hit.row else { return }
            if let batch = hit.batch {
                writer.key("asOf")
                writer.string(batch.asOf)
            }
            writer.key("classes")
            writer.array(row.classes.numbers) { $0.number($1) }
            if let distance = hit.distance {
                writer.key("distanceKilometres")
                writer.literal(Self.decimal(distance))
            }
            writer.key("division")
            writer.optional(row.division) { $0.string($1) }
            if let expires = row.expires {
                writer.key("expires")
                writer.string(String(describing: expires))
            }
            if let batch = hit.batch {
                writer.key("file")
                writer.string(batch.file)
            }
            if let filed = row.filed {
                writer.key("filed")
                writer.string(String(describing: filed))
            }
            writer.key("groups")
            writer.array(row.groups) { $0.string($1) }
            writer.key("key")
            writer.string(row.key)
            writer.key("others")
            writer.object { writer in
                for (name, value) in row.facts.sorted(by: { $0.key < $1.key }) { writer.member(name, value) }
            }
            writer.key("owner")
            writer.optional(row.owner) { $0.string($1) }
            if let registered = row.registered {
                writer.key("registered")
                writer.string(String(describing: registered))
            }
            writer.key("registeredName")
            writer.string(row.name)
            writer.key("status")
            writer.string(row.status.title)
            writer.key("statusText")
            writer.optional(row.statusText) { $0.string($1) }
            writer.key("wellKnown")
            writer.boolean(row.isWellKnown)
        }
    }
}

extension RegisterStatus {
    /// The word that JSON has for it.
    fileprivate var title: String {
        switch self {
        case .live: "live"
        case .pending: "pending"
        case .ended: "ended"
        case .unknown: "unknown"
        }
    }
}
