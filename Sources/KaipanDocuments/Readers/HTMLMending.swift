import Glibc

/// Rewrites, byte for byte in place, the markup that libxml2 reads otherwise than a browser.
///
/// Lengths never change, so offsets in the mended bytes are offsets in the source.
enum HTMLMending {
    /// Whether a file is a template whose scriptlets a server removes before anybody sees the page.
    enum Template: Sendable {
        case none
        /// `<% … %>` of JSP, ASP and EJS.
        case percent
        /// `<?php … ?>`.
        case php

        init(path: String) {
            switch path.split(separator: ".").last?.lowercased() {
            case "jsp", "jspf", "jspx", "asp", "aspx", "ascx", "ejs", "erb", "tag": self = .percent
            case "php", "phtml", "inc": self = .php
            default: self = .none
            }
        }
    }

    /// What a server leaves of a file: the text with its scriptlets blanked, and its zero bytes, which end the input for
    /// libxml2.
    static func page(_ text: [UInt8], template: Template) -> [UInt8] {
        var bytes = text
        bytes.withUnsafeMutableBufferPointer { buffer in
            switch template {
            case .none:
                // A page saved with its scriptlets: to a browser `<?php` ends at the first `>`, which stands in the code.
                blank(buffer, from: "<?php", to: "?>")
                blank(buffer, from: "<?=", to: "?>")
            case .percent: blank(buffer, from: "<%", to: "%>")
            case .php: blank(buffer, from: "<?", to: "?>")
            }
            blankZeros(buffer)
        }
        return bytes
    }

    /// The page as libxml2 has to see it; what is shown is taken from the page itself.
    static func mend(_ page: [UInt8]) -> [UInt8] {
        var bytes = page
        bytes.withUnsafeMutableBufferPointer { buffer in
            mendDeclarations(buffer)
            mendComments(buffer)
        }
        return bytes
    }

    /// Blanks scriptlets; one that is never closed reaches to the end.
    private static func blank(_ buffer: UnsafeMutableBufferPointer<UInt8>, from open: StaticString, to close: StaticString) {
        var position = 0
        while let start = find(open, in: buffer, from: position) {
            let end = find(close, in: buffer, from: start + open.utf8CodeUnitCount).map { $0 + close.utf8CodeUnitCount } ?? buffer.count
            for index in start..<end where buffer[index] != 0x0A && buffer[index] != 0x0D { buffer[index] = 0x20 }
            position = end
        }
    }

    /// `<![CDATA[…]]>`, `<![if …]>` and their kin are comments up to the next `>` for a browser (section 13.2.5.41);
    /// libxml2 shows them as text.
    private static func mendDeclarations(_ buffer: UnsafeMutableBufferPointer<UInt8>) {
        var position = 0
        while let start = find("<!", in: buffer, from: position) {
            position = start + 2
            guard position < buffer.count else { return }
            let isComment = buffer[position...].starts(with: "--".utf8)
            let isDoctype = zip(buffer[position...], "doctype".utf8).allSatisfy { $0 | 0x20 == $1 }
            if isComment || isDoctype { continue }
            if buffer[position] == UInt8(ascii: ">") {
                // Too short for a name; the event handler knows what libxml2 makes of `<?>`.
                buffer[start + 1] = UInt8(ascii: "?")
                continue
            }
            guard let base = buffer.baseAddress else { return }
            let close = memchr(base + position, 0x3E, buffer.count - position)
            buffer[start + 1] = UInt8(ascii: "?")
            buffer[start + 2] = UInt8(ascii: "k")
            position += 1
            // The whole character gives way: what is left of it would be no UTF-8.
            while position < buffer.count, buffer[position] & 0xC0 == 0x80 {
                buffer[position] = 0x20
                position += 1
            }
            // One that is never closed reaches to the end, for both parsers.
            guard let close else { return }
            position = close - UnsafeMutableRawPointer(base) + 1
        }
    }

    /// `<!-->` and `<!--->` are whole comments and `--!>` ends one for a browser (section 13.2.5.43 and following).
    private static func mendComments(_ buffer: UnsafeMutableBufferPointer<UInt8>) {
        var position = 0
        // Kept across comments: looking for it anew in each would be quadratic.
        var odd = find("--!>", in: buffer, from: 0)
        var regular = find("-->", in: buffer, from: 0)
        while let start = find("<!--", in: buffer, from: position) {
            let body = start + 4
            if let known = odd, known < body { odd = find("--!>", in: buffer, from: body) }
            if body < buffer.count, buffer[body] == UInt8(ascii: ">") {
                overwrite(buffer, start..<body + 1)
                position = body + 1
                continue
            }
            if body + 1 < buffer.count, buffer[body] == UInt8(ascii: "-"), buffer[body + 1] == UInt8(ascii: ">") {
                overwrite(buffer, start..<body + 2)
                position = body + 2
                continue
            }
            if let known = regular, known < body { regular = find("-->", in: buffer, from: body) }
            let limit = regular ?? buffer.count
            if let odd, odd < limit {
                // One dash is enough room for the comment's own end: `--!>` becomes ` -->`.
                buffer[odd] = 0x20
                buffer[odd + 1] = UInt8(ascii: "-")
                buffer[odd + 2] = UInt8(ascii: "-")
                position = odd + 4
                continue
            }
            guard let regular else { return }
            position = regular + 3
        }
    }

    /// A processing instruction of the same length: both parsers ignore it.
    private static func overwrite(_ buffer: UnsafeMutableBufferPointer<UInt8>, _ range: Range<Int>) {
        for index in range { buffer[index] = 0x20 }
        buffer[range.lowerBound] = UInt8(ascii: "<")
        buffer[range.lowerBound + 1] = UInt8(ascii: "?")
        buffer[range.lowerBound + 2] = UInt8(ascii: "k")
        buffer[range.upperBound - 1] = UInt8(ascii: ">")
    }

    private static func blankZeros(_ buffer: UnsafeMutableBufferPointer<UInt8>) {
        guard let base = buffer.baseAddress else { return }
        var position = 0
        while let zero = memchr(base + position, 0, buffer.count - position) {
            position = zero - UnsafeMutableRawPointer(base)
            buffer[position] = 0x20
        }
    }

    /// The next place of a short needle, looked for by its second byte: `!`, `%` and `?` are rarer than `<`.
    private static func find(_ needle: StaticString, in buffer: UnsafeMutableBufferPointer<UInt8>, from: Int) -> Int? {
        guard let base = buffer.baseAddress else { return nil }
        let length = needle.utf8CodeUnitCount
        var position = from + 1
        while position + length - 1 <= buffer.count,
            let second = memchr(base + position, Int32(needle.utf8Start[1]), buffer.count - position)
        {
            let start = second - UnsafeMutableRawPointer(base) - 1
            if start + length <= buffer.count, memcmp(base + start, needle.utf8Start, length) == 0 { return start }
            position = start + 2
        }
        return nil
    }
}
