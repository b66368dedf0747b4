import KaipanText

/// Turns XML events into blocks.
final class XMLDocumentHandler: XMLEventHandler {
    var builder: DocumentBuilder
    /// The text of the document's file.
    private let source: [UInt8]
    private(set) var declaredKind: DocumentKind?

    private let mapping: XMLMapping?
    private let patterns: XMLMappingPatterns?
    /// In lower case.
    private let inlineNames: Set<String>
    private let readsSpeakers: Bool
    private let roles: [String: Speaker]
    /// The sides of the names met so far.
    private var sides: [String: Speaker?] = [:]

    /// What the names mean, by their numbers.
    private var kinds: [XMLElementKind?] = []
    private var frames: [Frame] = []
    /// Open elements inside one that is no text.
    private var skipDepth = 0
    /// The element whose text names a speaker or a time, while it is open.
    private var label: Label?

    private struct Frame {
        var node: PathTree.Node
        /// How many children of each name there have been.
        var children: [(name: UInt16, count: Int)] = []
        /// Whether the element begins and ends blocks.
        var isBlock: Bool
        /// Whether text here is text of the document.
        var holdsText: Bool
        var role: BlockRole
        var isHidden: Bool
        var preservesSpace: Bool
        var cell: Block.Cell?
        var table: HTMLElement.TablePart?
        var rows = 0
        var columns = 0
        var voice: Voice
    }

    /// Who speaks and when.
    private struct Voice {
        var name: String?
        var time: String?
        var isEmpty: Bool { name == nil && time == nil }
    }

    /// The text of a speaker or a time.
    private struct Label {
        var isTime: Bool
        /// Whether the user has said so; otherwise the text has to look like one.
        var isMapped: Bool
        var depth: Int
        var pieces: [Piece] = []

        struct Piece {
            var bytes: [UInt8]
            var source: Range<Int>
            var isLiteral: Bool
        }

        /// Whether a text can be a name or a time; a longer one is what somebody says.
        func fits(_ text: String) -> Bool {
            if isMapped { return text.utf8.count <= 240 }
            return isTime ? text.utf8.count <= 60 && text.contains(where: \.isNumber) : text.utf8.count <= 60
        }
    }

    init(source: Source, mapping: XMLMapping?, survey: MixedContentSurvey) {
        builder = DocumentBuilder(capacity: source.text.count / 2)
        self.source = source.text
        self.mapping = mapping
        patterns = mapping.map(XMLMappingPatterns.init)
        inlineNames = survey.inlineNames
        readsSpeakers = survey.isConversation && (mapping?.speakers.isEmpty ?? true)
        roles = mapping?.roles ?? [:]
    }

    // MARK: - Elements

    func start(_ tag: XMLStartTag) {
        let kind = kind(of: tag.name)
        let matches = patterns?.enter(tag.name) ?? []
        if frames.isEmpty { readDeclaredKind(tag) }
        let ordinal = countChild(kind.pathName)
        if skipDepth > 0 || kind.flow == .skipped || matches.contains(.skip) {
            skipDepth += 1
            return
        }
        if kind.flow == .lineBreak, label == nil, frames.last?.holdsText ?? false { builder.lineBreak(source: nil) }
        let isLabel = label == nil && (matches.contains(.speaker) || matches.contains(.time) || kind.namesSpeaker || kind.namesTime)
        let isInline = label != nil || isInline(tag.name, kind: kind, matches: matches) && !isLabel
        if !isInline { builder.boundary() }
        push(tag, kind: kind, matches: matches, isInline: isInline, ordinal: ordinal)
        if !isInline { applyFrame() }
        if isLabel {
            let isTime = matches.contains(.time) || !matches.contains(.speaker) && kind.namesTime && !kind.namesSpeaker
            label = Label(
                isTime: isTime, isMapped: !matches.isDisjoint(with: [.speaker, .time]), depth: frames.count)
        }
        readAttributes(tag, kind: kind)
    }

    func end(_ name: XMLName) {
        patterns?.leave()
        if skipDepth > 0 {
            skipDepth -= 1
            return
        }
        let isLabel = label?.depth == frames.count
        if isLabel { endLabel() }
        guard let frame = frames.popLast() else { return }
        if frame.isBlock || isLabel { builder.boundary() }
        if frame.isBlock || isLabel { applyFrame() }
    }

    func text(_ text: XMLText) {
        guard skipDepth == 0, let frame = frames.last else { return }
        if label != nil {
            label?.pieces.append(.init(bytes: Array(text.bytes), source: text.source, isLiteral: text.isLiteral))
            return
        }
        guard frame.holdsText else { return }
        builder.add(text)
    }

    func comment(_ range: Range<Int>) {
        if skipDepth == 0 { builder.comment(source[range], source: range.lowerBound) }
    }

    func instruction(target: String, data: String) {
        guard target == "kaipan", declaredKind == nil, let found = data.firstRange(of: "kind") else { return }
        let value = data[found.upperBound...].drop { " =\"'".contains($0) }.prefix { !" \"'".contains($0) }
        declaredKind = DocumentKind(rawValue: String(value))
    }

    private func readDeclaredKind(_ tag: XMLStartTag) {
        guard declaredKind == nil, let value = tag.value("kaipan-kind") else { return }
        declaredKind = DocumentKind(rawValue: value)
    }

    /// The number of a new child among its siblings of the same name, from 1.
    private func countChild(_ name: UInt16) -> Int {
        guard skipDepth == 0, !frames.isEmpty else { return 1 }
        let last = frames.count - 1
        if let index = frames[last].children.firstIndex(where: { $0.name == name }) {
            frames[last].children[index].count += 1
            return frames[last].children[index].count
        }
        frames[last].children.append((name, 1))
        return 1
    }

    private func isInline(_ name: XMLName, kind: XMLElementKind, matches: XMLMappingPatterns.Matches) -> Bool {
        if matches.contains(.inline) { return true }
        guard matches.isDisjoint(with: [.block, .title, .field]) else { return false }
        return kind.flow == .inline || kind.flow == .lineBreak
    }

    private func push(
        _ tag: XMLStartTag, kind: XMLElementKind, matches: XMLMappingPatterns.Matches, isInline: Bool, ordinal: Int
    ) {
        let parent = frames.last
        let isMapped = !matches.isDisjoint(with: [.block, .title, .field])
        var frame = Frame(
            node: builder.paths.add(kind.pathName, ordinal: ordinal, under: parent?.node), isBlock: !isInline,
            holdsText: isMapped || (parent?.holdsText ?? !(patterns?.selectsBlocks ?? false)),
            role: parent?.role ?? .paragraph, isHidden: parent?.isHidden ?? false,
            preservesSpace: parent?.preservesSpace ?? false, cell: parent?.cell, voice: parent?.voice ?? Voice())
        if let role = kind.role, !isInline { frame.role = role }
        if matches.contains(.title) { frame.role = .title }
        if matches.contains(.field) { frame.role = .field }
        if kind.isHidden || kind.isHTML && Self.isHidden(tag) { frame.isHidden = true }
        if kind.preservesSpace { frame.preservesSpace = true }
        if let index = tag.attribute(named: "space"), tag.attributeName(index)?.prefix == "xml" {
            frame.preservesSpace = tag.attributeValue(index) == "preserve"
        }
        frame.table = kind.table
        placeInTable(tag, &frame)
        frames.append(frame)
    }

    private func placeInTable(_ tag: XMLStartTag, _ frame: inout Frame) {
        switch frame.table {
        case .table?: frame.cell = nil
        case .row?:
            guard let table = frames.lastIndex(where: { $0.table == .table }) ?? frames.indices.last else { return }
            frames[table].rows += 1
            frame.cell = Block.Cell(row: frames[table].rows, column: 0)
        case .cell?:
            guard let row = frames.lastIndex(where: { $0.table == .row }) else { return }
            frame.cell = Block.Cell(row: frames[row].cell?.row ?? 1, column: frames[row].columns + 1)
            frames[row].columns += max(1, tag.value("colspan").flatMap { Int($0) } ?? 1)
        case nil: break
        }
    }

    private static func isHidden(_ tag: XMLStartTag) -> Bool {
        if tag.attribute(named: "hidden") != nil { return true }
        let style = tag.value("style")?.filter { !$0.isWhitespace }.lowercased() ?? ""
        return style.contains("display:none") || style.contains("visibility:hidden")
    }

    /// Makes the block that opens next one of the innermost element that is no part of a text.
    private func applyFrame() {
        guard let frame = frames.last(where: \.isBlock) else { return }
        builder.attributes = attributes(for: frame)
    }

    private func attributes(for frame: Frame) -> DocumentBuilder.Attributes {
        var attributes = DocumentBuilder.Attributes(
            role: frame.role, isHidden: frame.isHidden, cell: frame.cell, path: frame.node,
            preservesSpace: frame.preservesSpace)
        if let name = frame.voice.name {
            attributes.speaker = side(of: name)
            if attributes.role == .paragraph || attributes.role == .listItem { attributes.role = .utterance }
        }
        if !frame.voice.isEmpty {
            attributes.utterance = Block.Utterance(name: frame.voice.name, time: frame.voice.time)
        }
        return attributes
    }

    private func side(of name: String) -> Speaker? {
        if let known = sides[name] { return known }
        let side = SpeakerNames.side(of: name, roles: roles)
        sides[name] = .some(side)
        return side
    }

    // MARK: - Attributes

    private func readAttributes(_ tag: XMLStartTag, kind: XMLElementKind) {
        guard tag.attributeCount > 0 else { return }
        var shown: [(index: Int, role: BlockRole)] = []
        var isVoice = false
        for index in 0..<tag.attributeCount {
            guard let name = tag.attributeName(index) else { continue }
            let matches = patterns?.matches(attribute: name) ?? []
            if matches.contains(.skip) { continue }
            let local = name.folded
            if matches.contains(.speaker) || readsSpeakers && isSpeaker(attribute: local) {
                setVoice { $0.name = tag.attributeValue(index) }
                isVoice = true
            } else if matches.contains(.time) || readsSpeakers && XMLVocabulary.times.contains(local) {
                setVoice { $0.time = tag.attributeValue(index) }
                isVoice = true
            } else if matches.contains(.title) {
                shown.append((index, .title))
            } else if matches.contains(.field) {
                shown.append((index, .field))
            } else if matches.contains(.block) {
                shown.append((index, .paragraph))
            } else if !(patterns?.selectsBlocks ?? false), isVisible(local, kind: kind),
                XMLCharacters.containsHan(tag.attributeValue(index))
            {
                shown.append((index, .alternativeText))
            }
        }
        if isVoice { applyFrame() }
        for item in shown { add(attribute: item.index, of: tag, role: item.role) }
    }

    private func isSpeaker(attribute name: String) -> Bool {
        XMLVocabulary.speakers.contains(name) || XMLVocabulary.possibleSpeakers.contains(name)
    }

    private func isVisible(_ local: String, kind: XMLElementKind) -> Bool {
        XMLVocabulary.visibleAttributes.contains(local) || kind.isHTML && local == "aria-label"
    }

    private func setVoice(_ change: (inout Voice) -> Void) {
        guard let last = frames.indices.last else { return }
        change(&frames[last].voice)
    }

    private func add(attribute index: Int, of tag: XMLStartTag, role: BlockRole) {
        guard let frame = frames.last, let name = tag.attributeName(index) else { return }
        var attributes = attributes(for: frame)
        if role != .paragraph || attributes.role != .utterance { attributes.role = role }
        attributes.preservesSpace = false
        attributes.path = builder.paths.add(
            builder.paths.intern("@" + name.qualified), ordinal: 1, under: frame.node)
        builder.deferBlock(.init(attributes: attributes, pieces: tag.pieces(ofAttribute: index)))
    }

    // MARK: - Speakers and times

    /// Gives the text of a speaker or time element to what follows in its parent.
    private func endLabel() {
        guard let ended = label else { return }
        label = nil
        let text = String(decoding: ended.pieces.flatMap(\.bytes), as: UTF8.self).trimmingWhitespace()
        guard ended.fits(text) else {
            for piece in ended.pieces {
                piece.bytes.withUnsafeBufferPointer {
                    builder.add(XMLText(bytes: $0, source: piece.source, isLiteral: piece.isLiteral))
                }
            }
            return
        }
        guard frames.count > 1, !text.isEmpty else { return }
        if ended.isTime {
            frames[frames.count - 2].voice.time = text
        } else {
            frames[frames.count - 2].voice.name = text
        }
    }

    // MARK: - Names

    private func kind(of name: XMLName) -> XMLElementKind {
        while kinds.count <= name.id { kinds.append(nil) }
        if let known = kinds[name.id] { return known }
        let kind = makeKind(name)
        kinds[name.id] = kind
        return kind
    }

    private func makeKind(_ name: XMLName) -> XMLElementKind {
        let pathName = builder.paths.intern(name.qualified)
        let lowered = name.folded
        if name.namespace == XMLVocabulary.xhtml {
            let element = HTMLElement.named(lowered)
            return XMLElementKind(
                flow: element.flow, role: element.role, isHidden: element.isHidden, preservesSpace: element.preservesSpace,
                table: element.table, pathName: pathName, isHTML: true)
        }
        let isInline = inlineNames.contains(lowered) || XMLVocabulary.isInline(lowered)
        return XMLElementKind(
            flow: lowered == "br" ? .lineBreak : isInline ? .inline : .block, role: XMLVocabulary.role(lowered),
            table: XMLVocabulary.tablePart(lowered), pathName: pathName,
            namesSpeaker: readsSpeakers && XMLVocabulary.speakerElements.contains(lowered),
            namesTime: readsSpeakers && XMLVocabulary.times.contains(lowered))
    }
}
