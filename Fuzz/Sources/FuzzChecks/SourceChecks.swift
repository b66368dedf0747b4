import Glibc
import KaipanDocuments

/// Decodes a file and checks each character against the bytes that it is said to come from.
public func checkSource(_ bytes: [UInt8], declared: TextEncoding?) {
    let source = Source(path: "a.txt", bytes: bytes, declared: declared)
    checkPositions(in: source, fileSize: bytes.count)
    let text = source.text
    var wrong: Set<Int> = []
    var last = -1
    for problem in source.problems {
        require(problem.byteOffset > last && problem.byteOffset < bytes.count, "problem at \(problem.byteOffset) after \(last)")
        require(
            !problem.bytes.isEmpty && problem.byteOffset + problem.bytes.count <= bytes.count
                && bytes[problem.byteOffset..<problem.byteOffset + problem.bytes.count].elementsEqual(problem.bytes),
            "problem with other bytes at \(problem.byteOffset)")
        require(text[problem.textOffset...].starts(with: "\u{FFFD}".utf8), "no replacement at \(problem.textOffset)")
        require(
            source.byteOffset(ofText: problem.textOffset) == problem.byteOffset,
            "\(problem.textOffset) leads to \(source.byteOffset(ofText: problem.textOffset)), not \(problem.byteOffset)")
        last = problem.byteOffset
        wrong.insert(problem.textOffset)
    }
    guard bytes.count <= 700 else { return }
    var start = 0
    while start < text.count {
        var end = start + 1
        while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
        let range = source.byteOffset(ofText: start)..<source.byteOffset(ofText: end)
        require(range.upperBound <= bytes.count, "\(range) of \(bytes.count)")
        // The second of two characters that share their bytes is empty.
        if !range.isEmpty, !wrong.contains(start), source.problems.count < 1000 {
            require(source.storedBytes(in: range).elementsEqual(bytes[range]), "other stored bytes at \(range)")
            let decoded = decode(bytes[range], source.encoding)
            require(decoded?.starts(with: text[start..<end]) == true, "\(Array(bytes[range])) at \(range) is \(decoded ?? [])")
        }
        start = end
    }
}

/// Decodes bytes with iconv, or gives nil where they are no characters.
private func decode(_ bytes: ArraySlice<UInt8>, _ encoding: TextEncoding) -> [UInt8]? {
    guard let converter = iconv_open("UTF-8", encoding == .big5 ? "BIG5-HKSCS" : encoding.rawValue),
        converter != iconv_t(bitPattern: -1)
    else { return nil }
    defer { iconv_close(converter) }
    var input = bytes.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: 64)
    var left = input.count
    var room = output.count
    let succeeded = input.withUnsafeMutableBufferPointer { input in
        output.withUnsafeMutableBufferPointer { output in
            var from = input.baseAddress
            var to = output.baseAddress
            guard iconv(converter, &from, &left, &to, &room) != -1, left == 0 else { return false }
            return iconv(converter, nil, nil, &to, &room) != -1
        }
    }
    return succeeded ? output[..<(64 - room)].map { UInt8(bitPattern: $0) } : nil
}
