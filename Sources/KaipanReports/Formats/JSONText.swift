import Foundation

/// Encodes values as one line of JSON with keys in a fixed order.
package enum JSONText {
    package static func encode(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return escaped(String(decoding: try encoder.encode(value), as: UTF8.self))
        } catch {
            preconditionFailure("a report value cannot be encoded: \(error)")
        }
    }

    /// JSON whose strings spell out what could steer a terminal or turn its text around: DEL, the C1 controls, bidirectional
    /// marks and the line ends that JSON leaves as they are (RFC 8259, section 7, escapes the others).
    private static func escaped(_ json: String) -> String {
        guard json.unicodeScalars.contains(where: isRisky) else { return json }
        var result = String.UnicodeScalarView()
        for scalar in json.unicodeScalars {
            // All of them are in the Basic Multilingual Plane and can stand in strings only.
            if isRisky(scalar) {
                result.append(contentsOf: escape(scalar).unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    /// A scalar of the Basic Multilingual Plane by its number.
    static func escape(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        return "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)"
    }

    static func isRisky(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
