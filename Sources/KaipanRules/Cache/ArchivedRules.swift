import KaipanText

// How the parts of a rule set stand in the cache. Raise `RuleCache.format` with every change here.

extension RuleSet.Stored: Archived {
    func write(to archive: inout ArchiveWriter) {
        packs.write(to: &archive)
        rules.write(to: &archive)
        overrides.write(to: &archive)
        patterns.write(to: &archive)
        properNames.write(to: &archive)
    }

    init(from archive: inout ArchiveReader) throws(ArchiveError) {
        self.init(
            packs: try Array(from: &archive), rules: try Array(from: &archive), overrides: try Array(from: &archive),
            patterns: try Array(from: &archive), properNames: try Array(from: &archive))
    }
}

extension PackInfo: Archived {
    func write(to archive: inout ArchiveWriter) {
        name.write(to: &archive)
        version.write(to: &archive)
        folder.write(to: &archive)
        city.write(to: &archive)
    }

    init(from archive: inout ArchiveReader) throws(ArchiveError) {
        self.init(
            name: try String(from: &archive), version: try String(from: &archive), folder: try String(from: &archive),
            city: try Optional(from: &archive))
    }
}

extension CityOverride: Archived {
    func write(to archive: inout ArchiveWriter) {
        rule.write(to: &archive)
        city.write(to: &archive)
        severity.write(to: &archive)
        reason.write(to: &archive)
        source.write(to: &archive)
        verified.write(to: &archive)
    }

    init(from archive: inout ArchiveReader) throws(ArchiveError) {
        self.init(
            rule: try String(from: &archive), city: try Optional(from: &archive), severity: try Optional(from: &archive),
            reason: try LocalizedText(from: &archive), source: try Optional(from: &archive), verified: try Bool(from: &archive))
    }
}

extension Rule: Archived {
    func write(to archive: inout ArchiveWriter) {
        id.write(to: &archive)
        title.write(to: &archive)
        control.write(to: &archive)
        severity.write(to: &archive)
        // In the order of the kinds, so that the same rules give the same bytes.
        DocumentKind.allCases.map { severityByKind[$0] }.write(to: &archive)
        basis.write(to: &archive)
        from.write(to: &archive)
        to.write(to: &archive)
        DocumentKind.allCases.filter(documents.contains).write(to: &archive)
        speaker.write(to: &archive)
        roles.map { roles in BlockRole.allCases.filter(roles.contains) }.write(to: &archive)
        check.write(to: &archive)
        exceptions.write(to: &archive)
        yieldsTo.write(to: &archive)
        message.write(to: &archive)
        suggestion.write(to: &archive)
        city.write(to: &archive)
        place.write(to: &archive)
    }

    init(from archive: inout ArchiveReader) throws(ArchiveError) {
        id = try String(from: &archive)
        title = try LocalizedText(from: &archive)
        control = try ControlPoint(from: &archive)
        severity = try Severity(from: &archive)
        let severities = try [Severity?](from: &archive)
        severityByKind = [:]
        for (kind, severity) in zip(DocumentKind.allCases, severities) { severityByKind[kind] = severity }
        basis = try Array(from: &archive)
        from = try Optional(from: &archive)
        to = try Optional(from: &archive)
        documents = Set(try [DocumentKind](from: &archive))
        speaker = try SpeakerScope(from: &archive)
        roles = try [BlockRole]?(from: &archive).map(Set.init)
        check = try Check(from: &archive)
        exceptions = try Exceptions(from: &archive)
        yieldsTo = try Array(from: &archive)
        message = try LocalizedText(from: &archive)
        suggestion = try LocalizedText(from: &archive)
        city = try Optional(from: &archive)
        place = try Place(from: &archive)
    }
}

extension Rule.Place: Archived {
    func write(to archive: inout ArchiveWriter) {
        file.write(to: &archive)
        line.write(to: &archive)
        column.write(to: &archive)
    }

    init(from archive: inout ArchiveReader) throws(ArchiveError) {
        self.init(file: try String(from: &archive), line: try Int(from: &archive), column: try Int(from: &archive))
    }
}

extension LegalBasis: Archived {
    func write(to archive: inout ArchiveWriter) {
        law.write(to: &archive)
        article.write(to: &archive)
        from.write(to: &archive)
        to.write(to: &archive)
        verified.write(to: &archive)
        source.write(to: &archive)
    }

    init(from archive: inout ArchiveReader) throws(ArchiveError) {
        self.init(
            law: try String(from: &archive), article: try Optional(from: &archive), from: try Optional(from: &archive),
            to: try Optional(from: &archive), verified: try Bool(from: &archive), source: try Optional(from: &archive))
    }
}

extension LocalizedText: Archived {
    func write(to archive: inout ArchiveWriter) {
        zh.write(to: &archive)
        en.write(to: &archive)
    }

    init(from archive: inout ArchiveReader) throws(ArchiveError) {
        self.init(zh: try String(from: &archive), en: try String(from: &archive))
    }
}

extension Check: Archived {
    func write(to archive: inout ArchiveWriter) {
        switch self {
        case .forbid(let items):
            archive.byte(0)
            items.write(to: &archive)
        case .require(let requirement):
            archive.byte(1)
            requirement.triggers.write(to: &archive)
            requirement.within.write(to: &archive)
            requirement.counts.write(to: &archive)
            requirement.general.write(to: &archive)
            requirement.nearly.write(to: &archive)
        case .limit(let limit):
            archive.byte(2)
            limit.after.write(to: &archive)
            limit.within.write(to: &archive)
            limit.unit.write(to: &archive)
            limit.isUpperBound.write(to: &archive)
            limit.bound.write(to: &archive)
            limit.base.write(to: &archive)
        case .name(let name):
            archive.byte(3)
            name.write(to: &archive)
        case .promise(let promise):
            archive.byte(4)
            promise.write(to: &archive)
        }
    }

    init(from archive: inout ArchiveReader) throws(ArchiveError) {
        switch try archive.byte() {
        case 0: self = .forbid(try Array(from: &archive))
        case 1:
            self = .require(
                Requirement(
                    triggers: try Array(from: &archive), within: try Scope(from: &archive), counts: try Array(from: &archive),
                    general: try Array(from: &archive), nearly: try Array(from: &archive)))
        case 2:
            self = .limit(
                NumberLimit(
                    after: try Array(from: &archive), within: try Scope(from: &archive), unit: try MeasureUnit(from: &archive),
                    isUpperBound: try Bool(from: &archive), bound: try Double(from: &archive),
                    base: try Optional(from: &archive)))
        case 3: self = .name(try NameCheck(from: &archive))
        case 4: self = .promise(try PromiseCheck(from: &archive))
        default: throw ArchiveError()
        }
    }
}

extension NumberBase: Archived {
    func write(to archive: inout ArchiveWriter) {
        after.write(to: &archive)
        within.write(to: &archive)
        except.write(to: &archive)
    }

    init(from archive: inout ArchiveReader) throws(ArchiveError) {
        self.init(after: try Array(from: &archive), within: try Scope(from: &archive), except: try Array(from: &archive))
    }
}

extension PromiseCheck: Archived {
    func write(to archive: inout ArchiveWriter) {
        sense.write(to: &archive)
        topic.write(to: &archive)
        attribute.write(to: &archive)
        items.write(to: &archive)
        quantities.write(to: &archive)
        worse.write(to: &archive)
    }

    init(from archive: inout ArchiveReader) throws(ArchiveError) {
        self.init(
            sense: try Sense(from: &archive), topic: try Optional(from: &archive), attribute: try Optional(from: &archive),
            items: try Array(from: &archive), quantities: try Array(from: &archive), worse: try Optional(from: &archive))
    }
}

extension NameCheck: Archived {
    func write(to archive: inout ArchiveWriter) {
        switch self {
        case .onlyHan: archive.byte(0)
        case .standardCharacters: archive.byte(1)
        case .length(let min, let max):
            archive.byte(2)
            min.write(to: &archive)
            max.write(to: &archive)
        case .singleSuffix: archive.byte(3)
        case .someSuffix: archive.byte(4)
        case .suffix(let suffixes, let needs):
            archive.byte(5)
            suffixes.write(to: &archive)
            needs.write(to: &archive)
        case .city(let part):
            archive.byte(6)
            part.write(to: &archive)
        }
    }

    init(from archive: inout ArchiveReader) throws(ArchiveError) {
        switch try archive.byte() {
        case 0: self = .onlyHan
        case 1: self = .standardCharacters
        case 2: self = .length(min: try Optional(from: &archive), max: try Optional(from: &archive))
        case 3: self = .singleSuffix
        case 4: self = .someSuffix
        case 5: self = .suffix(try Array(from: &archive), needs: try Array(from: &archive))
        case 6: self = .city(try CityPart(from: &archive))
        default: throw ArchiveError()
        }
    }
}

extension NamingNeed: Archived {
    func write(to archive: inout ArchiveWriter) {
        measure.write(to: &archive)
        bound.write(to: &archive)
    }

    init(from archive: inout ArchiveReader) throws(ArchiveError) {
        self.init(try NamingMeasure(from: &archive), try Double(from: &archive))
    }
}

extension PatternItem: Archived {
    func write(to archive: inout ArchiveWriter) {
        switch self {
        case .pattern(let pattern):
            archive.byte(0)
            pattern.write(to: &archive)
        case .near(let patterns, let within, let isOrdered, let rarest):
            archive.byte(1)
            patterns.write(to: &archive)
            within.write(to: &archive)
            isOrdered.write(to: &archive)
            rarest.write(to: &archive)
        }
    }

    init(from archive: inout ArchiveReader) throws(ArchiveError) {
        switch try archive.byte() {
        case 0: self = .pattern(try PatternID(from: &archive))
        case 1:
            let patterns = try [PatternID](from: &archive)
            let within = try Scope(from: &archive)
            let isOrdered = try Bool(from: &archive)
            let rarest = try Int(from: &archive)
            guard patterns.indices.contains(rarest) else { throw ArchiveError() }
            self = .near(patterns, within: within, isOrdered: isOrdered, rarest: rarest)
        default: throw ArchiveError()
        }
    }
}

extension Scope: Archived {
    func write(to archive: inout ArchiveWriter) {
        switch self {
        case .clause: archive.byte(0)
        case .sentence: archive.byte(1)
        case .block: archive.byte(2)
        case .section: archive.byte(3)
        case .document: archive.byte(4)
        case .characters(let count):
            archive.byte(5)
            count.write(to: &archive)
        }
    }

    init(from archive: inout ArchiveReader) throws(ArchiveError) {
        switch try archive.byte() {
        case 0: self = .clause
        case 1: self = .sentence
        case 2: self = .block
        case 3: self = .section
        case 4: self = .document
        case 5: self = .characters(try Int(from: &archive))
        default: throw ArchiveError()
        }
    }
}

extension Exceptions: Archived {
    func write(to archive: inout ArchiveWriter) {
        for patterns in [covering, clause, after, sentence, block, document, lacking] { patterns.write(to: &archive) }
        names.write(to: &archive)
    }

    init(from archive: inout ArchiveReader) throws(ArchiveError) {
        self.init()
        covering = try Array(from: &archive)
        clause = try Array(from: &archive)
        after = try Array(from: &archive)
        sentence = try Array(from: &archive)
        block = try Array(from: &archive)
        document = try Array(from: &archive)
        lacking = try Array(from: &archive)
        names = try Bool(from: &archive)
    }
}

// MARK: - Names of a fixed choice, stored as their number in it

private protocol ArchivedChoice: Archived, CaseIterable, Equatable {}

extension ArchivedChoice {
    func write(to archive: inout ArchiveWriter) {
        for (index, choice) in Self.allCases.enumerated() where choice == self { archive.count(index) }
    }

    init(from archive: inout ArchiveReader) throws(ArchiveError) {
        let index = try archive.count()
        guard let choice = Self.allCases.dropFirst(index).first else { throw ArchiveError() }
        self = choice
    }
}

extension ControlPoint: ArchivedChoice {}
extension Severity: ArchivedChoice {}
extension DocumentKind: ArchivedChoice {}
extension BlockRole: ArchivedChoice {}
extension MeasureUnit: ArchivedChoice {}
extension NamingMeasure: ArchivedChoice {}
extension NameCheck.CityPart: ArchivedChoice {}
extension Rule.SpeakerScope: ArchivedChoice {}
extension PromiseTopic: ArchivedChoice {}
extension PromiseCheck.Sense: ArchivedChoice {}
extension PromiseCheck.Quantity: ArchivedChoice {}
extension PromiseCheck.Direction: ArchivedChoice {}
