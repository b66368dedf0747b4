import CMD4C
import KaipanText

/// Turns md4c's events into blocks.
///
/// A class because C calls back into it through a pointer; it lives for one document on one thread.
final class MarkdownEventHandler {
    var builder: DocumentBuilder
    private(set) var declaredKind: DocumentKind?
    /// Where nesting passed the limit, if it did.
    private(set) var tooDeepAt: Int?

    private let text: [UInt8]
    private let depthLimit: Int
    private var base: UnsafePointer<UInt8>?
    /// Where the last text ended, for line breaks, which md4c reports without a place.
    private var position = 0
    private var roles: [BlockRole] = [.paragraph]
    private var row = 0
    private var column = 0
    private var ordinals: [String: Int] = [:]
    private var htmlRange: Range<Int>?
    private var isInsideHTML = false
    private var imageDepth = 0
    private var imageText: [DocumentBuilder.Piece] = []

    init(text: [UInt8], depthLimit: Int) {
        self.text = text
        self.depthLimit = depthLimit
        builder = DocumentBuilder(capacity: text.count)
    }

    func parse() {
        // A front matter is data about the document, except for the kind that it may name.
        let start = frontMatterEnd()
        text.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress, buffer.count < UInt32.max else { return }
            self.base = base
            position = start
            var parser = MD_PARSER()
            parser.flags = UInt32(MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS | MD_FLAG_NOINDENTEDCODEBLOCKS)
            parser.enter_block = { type, detail, data in MarkdownEventHandler.from(data).enter(type, detail) }
            parser.leave_block = { type, _, data in MarkdownEventHandler.from(data).leave(type) }
            parser.enter_span = { type, _, data in MarkdownEventHandler.from(data).enterSpan(type) }
            parser.leave_span = { type, _, data in MarkdownEventHandler.from(data).leaveSpan(type) }
            parser.text = { type, text, size, data in MarkdownEventHandler.from(data).text(type, text, Int(size)) }
            md_parse(
                UnsafeRawPointer(base + start).assumingMemoryBound(to: CChar.self), UInt32(buffer.count - start), &parser,
                Unmanaged.passUnretained(self).toOpaque())
            self.base = nil
        }
        builder.boundary()
    }

    private static func from(_ data: UnsafeMutableRawPointer?) -> MarkdownEventHandler {
        guard let data else { preconditionFailure("md4c lost its user data") }
        return Unmanaged<MarkdownEventHandler>.fromOpaque(data).takeUnretainedValue()
    }

    /// Behind a YAML front matter, else 0; reads `kind:` from it.
    private func frontMatterEnd() -> Int {
        guard text.starts(with: Array("---\n".utf8)) || text.starts(with: Array("---\r\n".utf8)) else { return 0 }
        var offset = 0
        for (index, line) in text.split(separator: 0x0A, omittingEmptySubsequences: false).prefix(200).enumerated() {
            offset = line.endIndex + 1
            let content = String(decoding: line, as: UTF8.self).trimmingWhitespace()
            if index > 0, content == "---" || content == "..." { return min(offset, text.count) }
            if content.hasPrefix("kind:") {
                declaredKind = DocumentKind(rawValue: String(content.dropFirst(5)).trimmingWhitespace())
            }
        }
        declaredKind = nil
        return 0
    }

    // MARK: - Blocks

    private func enter(_ type: MD_BLOCKTYPE, _ detail: UnsafeMutableRawPointer?) -> Int32 {
        guard roles.count < depthLimit else {
            tooDeepAt = tooDeepAt ?? position
            return 1
        }
        builder.boundary()
        var role = roles.last ?? .paragraph
        builder.attributes.cell = nil
        builder.attributes.preservesSpace = false
        var name = "p"
        switch type {
        case MD_BLOCK_H:
            role = .heading
            let level = detail?.assumingMemoryBound(to: MD_BLOCK_H_DETAIL.self).pointee.level ?? 1
            name = "h\(level)"
        case MD_BLOCK_LI:
            role = .listItem
            name = "li"
        case MD_BLOCK_TABLE:
            row = 0
            name = "table"
        case MD_BLOCK_TR:
            row += 1
            column = 0
            name = "tr"
        case MD_BLOCK_TH, MD_BLOCK_TD:
            role = .cell
            column += 1
            builder.attributes.cell = Block.Cell(row: row, column: column)
            name = "td"
        case MD_BLOCK_CODE:
            role = .code
            builder.attributes.preservesSpace = true
            name = "pre"
        case MD_BLOCK_QUOTE: name = "blockquote"
        case MD_BLOCK_HTML:
            isInsideHTML = true
            name = "html"
        default: break
        }
        roles.append(role)
        builder.attributes.role = role
        ordinals[name, default: 0] += 1
        builder.attributes.path = builder.paths.add(
            builder.paths.intern(name), ordinal: ordinals[name] ?? 1, under: nil)
        return 0
    }

    private func leave(_ type: MD_BLOCKTYPE) -> Int32 {
        if type == MD_BLOCK_HTML {
            isInsideHTML = false
            flushHTML()
        }
        builder.boundary()
        roles.removeLast()
        builder.attributes.role = roles.last ?? .paragraph
        builder.attributes.cell = nil
        builder.attributes.preservesSpace = false
        return 0
    }

    private func enterSpan(_ type: MD_SPANTYPE) -> Int32 {
        if type == MD_SPAN_IMG { imageDepth += 1 }
        return 0
    }

    /// An image's description is an alternative text: a block of its own behind the one that it stands in.
    private func leaveSpan(_ type: MD_SPANTYPE) -> Int32 {
        guard type == MD_SPAN_IMG else { return 0 }
        imageDepth -= 1
        guard imageDepth == 0, !imageText.isEmpty else { return 0 }
        var attributes = builder.attributes
        attributes.role = .alternativeText
        builder.deferBlock(.init(attributes: attributes, pieces: imageText))
        imageText = []
        return 0
    }

    // MARK: - Text

    private func text(_ type: MD_TEXTTYPE, _ text: UnsafePointer<MD_CHAR>?, _ size: Int) -> Int32 {
        guard let text, let base else { return 0 }
        let offset = UnsafeRawPointer(text) - UnsafeRawPointer(base)
        let isInSource = offset >= 0 && offset + size <= self.text.count
        switch type {
        case MD_TEXT_BR, MD_TEXT_SOFTBR:
            let end = lineEnd(from: position)
            guard imageDepth == 0 else { return 0 }
            // Two spaces or a backslash at a line's end ask for a break that is seen; a bare end of line does not.
            let mark = max(position, end - 1)..<end
            if type == MD_TEXT_BR {
                builder.lineBreak(source: mark)
            } else {
                builder.space(mark, hasNewline: true)
            }
            position = end
        case MD_TEXT_HTML where isInSource:
            position = offset + size
            // Tags inside a paragraph vanish; a block of HTML is collected and read as such.
            if isInsideHTML {
                htmlRange = (htmlRange?.lowerBound ?? offset)..<position
            } else {
                builder.comment(self.text[offset..<position], source: offset)
            }
        case MD_TEXT_ENTITY where isInSource:
            position = offset + size
            self.text.withUnsafeBufferPointer { source in
                if let decoded = HTMLReferences.decode(source, at: offset), decoded.length == size {
                    emit(decoded.bytes, offset..<offset + size)
                } else {
                    emit(UnsafeBufferPointer(rebasing: source[offset..<offset + size]), offset)
                }
            }
        case MD_TEXT_NULLCHAR where !isInsideHTML:
            // md4c tells of it without its place: it is the next one behind the last text.
            let zero = self.text[min(position, self.text.count)...].firstIndex(of: 0) ?? position
            emit([0xEF, 0xBF, 0xBD], zero..<min(zero + 1, self.text.count))
            position = zero + 1
        case _ where isInSource:
            // In code a zero byte stands at the front of the text behind it, too.
            let range = min(max(offset, position), offset + size)..<offset + size
            position = range.upperBound
            self.text.withUnsafeBufferPointer { emit(UnsafeBufferPointer(rebasing: $0[range]), range.lowerBound) }
        case MD_TEXT_CODE:
            // md4c writes the line ends of code, and the spaces that indent it, from constants of its own.
            guard text.pointee == 0x0A else { return 0 }
            let end = lineEnd(from: position)
            let mark = max(position, end - 1)..<end
            if builder.attributes.preservesSpace { builder.lineBreak(source: mark) } else { builder.space(mark, hasNewline: true) }
            position = end
        default: break
        }
        return 0
    }

    private func lineEnd(from start: Int) -> Int {
        var end = start
        while end < text.count, text[end] != 0x0A, text[end] != 0x0D { end += 1 }
        if end < text.count { end += text[end] == 0x0D && end + 1 < text.count && text[end + 1] == 0x0A ? 2 : 1 }
        return end
    }

    private func emit(_ run: UnsafeBufferPointer<UInt8>, _ offset: Int) {
        if imageDepth > 0 {
            imageText.append(.init(bytes: Array(run), source: offset..<offset + run.count, isLiteral: true))
        } else {
            builder.append(run, source: offset)
        }
    }

    private func emit(_ bytes: [UInt8], _ source: Range<Int>) {
        if imageDepth > 0 {
            imageText.append(.init(bytes: bytes, source: source, isLiteral: false))
        } else {
            builder.replace(with: bytes, source: source)
        }
    }

    /// Reads a block of HTML with the HTML reader, at its place.
    private func flushHTML() {
        guard let range = htmlRange else { return }
        htmlRange = nil
        // Handed over, not copied: two owners would make every block of HTML cost the whole document.
        let current = builder
        builder = DocumentBuilder(capacity: 0)
        var handler = HTMLEventHandler(
            HTMLMending.page(Array(text[range]), template: .none), offset: range.lowerBound, depthLimit: depthLimit,
            builder: current)
        handler.parse()
        builder = handler.builder
        tooDeepAt = tooDeepAt ?? handler.tooDeepAt
    }
}
