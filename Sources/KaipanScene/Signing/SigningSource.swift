import KaipanArchive
import KaipanLog
import KaipanText

/// The approved words of scripts, with the places of documents that say the same clause.
struct SigningSource {
    private let scripts: [StoredScript]
    private let places: [ClausePlace]

    /// - Parameter documents: versions of documents; of those whose content was erased nothing is shown.
    init(_ archive: Archive, scripts: [StoredScript], documents: [StoredRecord]) throws {
        self.scripts = scripts
        places = try documents.flatMap { record -> [ClausePlace] in
            guard case .open(let content, _) = try archive.open(record) else { return [] }
            let title = content["title"]?.string ?? ""
            return (content["clauses"]?.array ?? []).compactMap { clause in
                guard let id = clause["id"]?.string else { return nil }
                return ClausePlace(
                    document: record.leaf.id.description, title: title, clause: id, page: clause["page"]?.integer.map { Int($0) },
                    box: clause["box"]?.array?.compactMap { $0.integer.map { Int($0) } } ?? [])
            }
        }
    }

    /// The required clauses in the order of the scripts, and the answers.
    func script() throws(SigningError) -> SigningScript {
        try SigningScript(clauses: words(.required), answers: words(.answer))
    }

    private func words(_ kind: ScriptClause.Kind) -> [ApprovedWords] {
        scripts.flatMap { stored in
            stored.script.clauses.filter { $0.kind == kind }.map { clause in
                ApprovedWords(
                    source: ApprovedSource(
                        script: stored.id.description, topic: stored.topic, version: stored.validFrom?.inChina ?? "", clause: clause.id),
                    title: clause.title, text: clause.spokenText, places: places.filter { $0.clause.utf8.elementsEqual(clause.id.utf8) })
            }
        }
    }

}
